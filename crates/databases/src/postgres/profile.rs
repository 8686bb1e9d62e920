//! What the data looks like: which rows of a large table are looked at.

use querist_vocabulary::{
    schema::{Column, Table, TableKind},
    statement::Dialect,
};

use crate::{select, tally};

/// For a large table: a statement that picks whole pages from all over it, always the same ones.
pub(super) fn spread_over(table: &Table, columns: &[&Column]) -> Option<String> {
    let rows = table.estimated_rows.filter(|rows| *rows > tally::ROWS * 2)?;
    if !matches!(table.kind, TableKind::Table | TableKind::MaterializedView) {
        return None;
    }
    let percent = 100.0 * tally::ROWS as f64 / rows as f64;
    Some(format!(
        "SELECT {} FROM {} TABLESAMPLE SYSTEM ({percent}) REPEATABLE (0) LIMIT {}",
        select::list(Dialect::Postgres, columns),
        select::place(Dialect::Postgres, &table.name),
        tally::ROWS
    ))
}
