//! What a model may see of the data, and what it said with that put back.
//!
//! Personal data is masked by marks that stand for one value each, so that a question about a person can be
//! asked all the same: the model writes the mark, and what runs has the value. What was masked once is masked
//! wherever it stands again. Columns that the semantic file calls sensitive are masked whatever else may be seen.

/// Statements without the values that may not be seen.
mod statement;

use std::sync::LazyLock;

use querist_offline::Mentioned;
use querist_privacy::{Extent, Finder, Finding, Masker, Reason};
use querist_sql::with_texts;
use querist_vocabulary::{
    answer::ResultTable,
    model::Sight,
    schema::{ColumnName, Schema},
    statement::Query,
    value::Value,
};
use regex::Regex;

use crate::{conceal::personal_columns, prompts::fenced_line};

/// What a mark looks like.
static MARK: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\[[a-z][a-z ]* [0-9]+\]").ok());

/// The longest value that is shown, in characters.
const LONGEST: usize = 60;

/// Stands between the data and a model.
pub(crate) struct Veil<'a> {
    sight: Sight,
    schema: &'a Schema,
    finder: &'a Finder,
    masker: Masker,
}

impl<'a> Veil<'a> {
    pub(super) fn new(sight: Sight, schema: &'a Schema, finder: &'a Finder) -> Self {
        Self { sight, schema, finder, masker: Masker::new() }
    }

    /// Words that a person typed, with the stored values that they say. What is stored is looked at first, so that its
    /// mark stands for the value as it is stored and not as it was typed.
    pub(crate) fn typed(&mut self, words: &str, said: &[Mentioned]) -> String {
        let hidden: Vec<(&Mentioned, &Finding)> =
            said.iter().filter_map(|one| Some((one, self.hiding(&one.column)?))).collect();
        for (one, found) in &hidden {
            self.masker.value(found.kind, &one.value);
        }
        let mut words = self.scanned(words);
        for (one, found) in hidden {
            words = self.masker.said(&words, &one.phrase, found.kind, &one.value);
        }
        fenced_line(&self.masker.known(&words))
    }

    /// Text in which personal data may stand: a comment, an error, a rule.
    pub(super) fn text(&mut self, text: &str) -> String {
        let scanned = self.scanned(text);
        fenced_line(&self.masker.known(&scanned))
    }

    /// A value of a column; none where no value may be seen.
    pub(crate) fn value(&mut self, column: Option<&ColumnName>, value: &Value) -> Option<String> {
        let found = column.and_then(|column| self.hiding(column));
        self.cell(found, value)
    }

    /// A value of a column as an example of what stands there; none where it would be a mark, which tells nothing.
    pub(crate) fn sample(&mut self, column: &ColumnName, value: &Value) -> Option<String> {
        self.hiding(column).is_none().then(|| self.cell(None, value)).flatten()
    }

    /// The rows of a result under the names of their columns, a line each, at most `most`; none where no value
    /// may be seen.
    pub(super) fn rows(&mut self, result: &ResultTable, query: &Query, most: usize) -> Vec<String> {
        if self.sight == Sight::SchemaOnly {
            return Vec::new();
        }
        let found = personal_columns(self.finder, query, self.schema, result.columns.len());
        let found: Vec<Option<&Finding>> =
            found.iter().map(|found| found.as_ref().filter(|found| self.hides(found))).collect();
        let rows = || result.rows.iter().take(most);
        // A name may stand in a text to the left of its own column.
        for (cell, found) in rows().flat_map(|row| row.iter().zip(&found)) {
            if found.is_some() {
                self.cell(*found, cell);
            }
        }
        let line = |row: &Vec<Value>| {
            let cells = row.iter().zip(&found).filter_map(|(cell, found)| self.cell(*found, cell));
            cells.collect::<Vec<_>>().join(" | ")
        };
        rows().map(line).collect()
    }

    fn cell(&mut self, found: Option<&Finding>, value: &Value) -> Option<String> {
        let seen = match (self.sight, found) {
            (Sight::SchemaOnly, _) => return None,
            (Sight::MaskedRows, found) => self.masker.cell(found, value),
            (Sight::Full, Some(found)) => self.masker.cell(Some(found), value),
            (Sight::Full, None) => value.clone(),
        };
        let seen = self.masker.known(&seen.to_string());
        Some(fenced_line(&seen).chars().take(LONGEST).collect())
    }

    /// What a model wrote for people, with what its marks stand for.
    pub(super) fn restored(&self, words: &str) -> String {
        self.masker.restored(words)
    }

    /// A statement of a model's with what its marks stand for, in its texts and nowhere else: a stored value never
    /// becomes part of the statement. What does not read as a statement stays as it is, for the check to say so.
    pub(super) fn restored_sql(&self, sql: &str) -> String {
        if self.masker.restored(sql) == sql {
            return sql.to_owned();
        }
        let restored = with_texts(self.schema.dialect, sql, |text| self.masker.restored(text));
        restored.unwrap_or_else(|_| sql.to_owned())
    }

    /// Whether something that looks like a mark is left where the marks of a statement were put back.
    pub(super) fn has_stray_mark(&self, sql: &str) -> bool {
        let restored = || self.restored_sql(sql);
        MARK.as_ref().is_some_and(|mark| mark.is_match(sql) && mark.is_match(&restored()))
    }

    /// Values that were masked.
    pub(super) fn masked(&self) -> u64 {
        self.masker.count()
    }

    /// Text without what is personal by its form.
    fn scanned(&mut self, text: &str) -> String {
        match self.sight {
            Sight::Full => text.to_owned(),
            Sight::SchemaOnly | Sight::MaskedRows => self.masker.text(text).text,
        }
    }

    /// Why the values of a column are hidden as a whole; none where they are not.
    fn hiding(&self, column: &ColumnName) -> Option<&'a Finding> {
        let found = self.finder.finding(column)?;
        (self.hides(found) && found.extent == Extent::Whole).then_some(found)
    }

    fn hides(&self, found: &Finding) -> bool {
        self.sight != Sight::Full || found.reason == Reason::Stated
    }
}
