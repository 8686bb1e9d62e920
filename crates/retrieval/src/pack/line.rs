//! One table as one line.

use std::collections::BTreeSet;

use querist_english::{split_identifier, stem};
use querist_vocabulary::schema::ColumnName;

use super::{Values, data};
use crate::{
    catalogue::{Catalogue, DescribedColumn, DescribedTable},
    find::Found,
    tokens::tokens,
};

/// The most columns of a line of columns alone.
const WIDEST: usize = 24;

/// The most values beside a column.
const MOST_VALUES: usize = 3;

/// A table with its columns alone.
#[derive(Debug, Default)]
pub(crate) struct Brief {
    /// The line.
    pub line: String,
    /// Its tokens, with the line's end.
    pub tokens: usize,
    /// Places of the columns in it.
    pub columns: BTreeSet<usize>,
    /// Whether it has more columns than are written: which of them are depends on the question.
    pub is_cut: bool,
}

impl Brief {
    /// The line whatever the question.
    pub(crate) fn new(tables: &[Option<String>], name: &str, columns: &[DescribedColumn]) -> Self {
        let shown = (0..columns.len().min(WIDEST)).collect();
        Self::of(tables, name, columns, shown)
    }

    /// The line with the columns that a question is likeliest about.
    pub(crate) fn about(
        catalogue: &Catalogue,
        name: &str,
        table: &DescribedTable,
        found: &Found,
    ) -> Self {
        let mut order: Vec<usize> = (0..table.columns.len()).collect();
        let rank = |at: &usize| {
            let column = table.columns.get(*at);
            column.map(|column| std::cmp::Reverse(closeness(table, column, found)))
        };
        order.sort_by_key(rank);
        let shown = order.into_iter().take(WIDEST).collect();
        Self::of(&catalogue.written, name, &table.columns, shown)
    }

    fn of(
        tables: &[Option<String>],
        name: &str,
        columns: &[DescribedColumn],
        shown: BTreeSet<usize>,
    ) -> Self {
        let column = |at: &usize| {
            let column = columns.get(*at)?;
            let target = column.target.as_ref().and_then(|(at, _)| tables.get(*at)?.as_ref());
            let target = target.map(|target| format!(">{target}")).unwrap_or_default();
            Some(format!("{}{target}", column.written))
        };
        let words: Vec<String> = shown.iter().filter_map(column).collect();
        let rest = columns.len() - words.len();
        let more = if rest > 0 { format!(" … {rest} more") } else { String::new() };
        let line = format!("{name}({}{more})", words.join(" "));
        Self { tokens: tokens(&line) + 1, line, columns: shown, is_cut: rest > 0 }
    }
}

/// How likely a question is about a column: a value of it is named, its words are, it is a key, it points.
fn closeness(table: &DescribedTable, column: &DescribedColumn, found: &Found) -> usize {
    let named = found
        .values
        .iter()
        .any(|value| value.column.table == table.name && value.column.column == column.name);
    let words = split_identifier(&column.name);
    let said = words.iter().filter(|word| found.words.contains(&stem(word))).count();
    usize::from(named) * 16
        + said * 4
        + usize::from(column.key) * 3
        + usize::from(column.target.is_some()) * 2
}

/// Tables with types, values and comments.
pub(super) struct Full<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) found: &'a Found,
    pub(super) values: Values<'a>,
}

impl Full<'_> {
    pub(super) fn line(&self, name: &str, table: &DescribedTable) -> String {
        let columns: Vec<String> =
            table.columns.iter().map(|column| self.column(table, column)).collect();
        let kind = table.kind.map(|kind| format!("{kind} ")).unwrap_or_default();
        let about = table.about.as_ref().map(|about| format!(" -- {about}")).unwrap_or_default();
        format!("{kind}{name}({}){about}", columns.join(", "))
    }

    fn column(&self, table: &DescribedTable, column: &DescribedColumn) -> String {
        let mut text = column.written.clone();
        if !column.kind.is_empty() {
            text.push(' ');
            text.push_str(&column.kind);
        }
        if column.key {
            text.push_str(" key");
        }
        let target = column.target.as_ref().and_then(|(at, other)| {
            Some(format!(" >{}.{other}", self.catalogue.written.get(*at)?.as_ref()?))
        });
        text.push_str(&target.unwrap_or_default());
        for value in self.values(table, column) {
            text.push(' ');
            text.push_str(&data::quoted(&value));
        }
        let said: Vec<&str> =
            [&column.unit, &column.about].into_iter().flatten().map(String::as_str).collect();
        if !said.is_empty() {
            text.push_str(&format!(" ({})", said.join("; ")));
        }
        text
    }

    /// Values that the question names first.
    fn values(&self, table: &DescribedTable, column: &DescribedColumn) -> Vec<String> {
        let name = ColumnName { table: table.name.clone(), column: column.name.clone() };
        let named = self.found.values.iter().filter(|matched| matched.column == name);
        let mut values: Vec<&String> = Vec::new();
        for value in named.map(|matched| &matched.value).chain(&column.samples) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        let values = values.into_iter().filter(|_| !column.hidden).take(MOST_VALUES);
        match self.values {
            Values::Hidden => Vec::new(),
            Values::Stored => values.cloned().collect(),
            Values::Masked(mask) => values.filter_map(|value| mask(&name, value)).collect(),
        }
    }
}
