//! What a model may see of the data, and what it said with that put back.
//!
//! Personal data is masked by marks that stand for one value each, so that a question about a person can be
//! asked all the same: the model writes the mark, and what runs has the value.

use querist_offline::Mentioned;
use querist_privacy::{Finder, Finding, Masker};
use querist_vocabulary::{
    answer::ResultTable,
    model::Sight,
    schema::{ColumnName, Schema},
    statement::Query,
    value::Value,
};

use crate::{conceal::personal_columns, prompts::fenced_line};

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

    /// Words that a person typed. Stored values of personal columns that they say are masked like the values.
    pub(super) fn typed(&mut self, words: &str, said: &[Mentioned]) -> String {
        if self.sight == Sight::Full {
            return fenced_line(words);
        }
        let mut words = words.to_owned();
        for one in said {
            if let Some(mark) = self.mark(&one.column, &one.value) {
                words = words.replace(&one.phrase, &mark);
            }
        }
        self.text(&words)
    }

    /// Text in which personal data may stand: a comment, an earlier statement.
    pub(super) fn text(&mut self, text: &str) -> String {
        match self.sight {
            Sight::Full => fenced_line(text),
            Sight::SchemaOnly | Sight::MaskedRows => fenced_line(&self.masker.text(text).text),
        }
    }

    /// A value of a column; none where no value may be seen.
    pub(crate) fn value(&mut self, column: Option<&ColumnName>, value: &Value) -> Option<String> {
        let finder = self.finder;
        self.cell(column.and_then(|column| finder.finding(column)), value)
    }

    /// The rows of a result under the names of their columns, a line each, at most `most`; none where no value
    /// may be seen.
    pub(super) fn rows(&mut self, result: &ResultTable, query: &Query, most: usize) -> Vec<String> {
        if self.sight == Sight::SchemaOnly {
            return Vec::new();
        }
        let found = personal_columns(self.finder, query, self.schema, result.columns.len());
        let line = |row: &Vec<Value>| {
            let cells = row.iter().zip(&found);
            let cells = cells.filter_map(|(cell, found)| self.cell(found.as_ref(), cell));
            cells.collect::<Vec<_>>().join(" | ")
        };
        result.rows.iter().take(most).map(line).collect()
    }

    fn cell(&mut self, found: Option<&Finding>, value: &Value) -> Option<String> {
        let seen = match self.sight {
            Sight::SchemaOnly => return None,
            Sight::MaskedRows => self.masker.cell(found, value),
            Sight::Full => value.clone(),
        };
        Some(fenced_line(&seen.to_string()).chars().take(LONGEST).collect())
    }

    /// What a model wrote, with what its marks stand for.
    pub(super) fn restored(&self, words: &str) -> String {
        self.masker.restored(words)
    }

    /// The same for a statement, where marks stand in texts.
    pub(super) fn restored_sql(&self, sql: &str) -> String {
        self.masker.restored_as(sql, |value| value.replace('\'', "''"))
    }

    /// Values that were masked.
    pub(super) fn masked(&self) -> u64 {
        self.masker.count()
    }

    /// The mark of a stored value that is personal.
    fn mark(&mut self, column: &ColumnName, value: &Value) -> Option<String> {
        let finding = self.finder.finding(column)?;
        Some(self.masker.cell(Some(finding), value).to_string())
            .filter(|mark| *mark != value.to_string())
    }
}
