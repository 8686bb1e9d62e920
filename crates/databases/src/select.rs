//! The statements that Querist writes itself to look at a table's data.

use querist_sql::identifier;
use querist_vocabulary::{
    schema::{Column, Table, TableName},
    statement::Dialect,
    value::ValueKind,
};

use crate::tally;

/// A name, quoted.
pub(crate) fn quoted(dialect: Dialect, name: &str) -> String {
    identifier(dialect, name)
}

/// A table's full name, quoted.
pub(crate) fn place(dialect: Dialect, table: &TableName) -> String {
    let namespace = table.namespace.as_deref().map(|space| quoted(dialect, space) + ".");
    namespace.unwrap_or_default() + &quoted(dialect, &table.name)
}

/// Characters of a text that are looked at: a server would send whole books for a profile.
const CHARACTERS: usize = 512;

/// A list of columns to be looked at; something where there is none.
pub(crate) fn list(dialect: Dialect, columns: &[&Column]) -> String {
    let looked = |column: &&Column| {
        let name = quoted(dialect, &column.name);
        match (dialect, column.kind) {
            (Dialect::Postgres, ValueKind::Text) => format!("left({name}::text, {CHARACTERS})"),
            (Dialect::Mysql, ValueKind::Text) => format!("left({name}, {CHARACTERS})"),
            _ => name,
        }
    };
    let names: Vec<String> = columns.iter().map(looked).collect();
    if names.is_empty() { "NULL".into() } else { names.join(", ") }
}

/// The first rows of a table, one more than are looked at.
pub(crate) fn first_rows(dialect: Dialect, table: &Table, columns: &[&Column]) -> String {
    let (list, place) = (list(dialect, columns), place(dialect, &table.name));
    format!("SELECT {list} FROM {place} LIMIT {}", tally::ROWS + 1)
}

/// The different values of a column, one more than so many.
pub(crate) fn distinct(
    dialect: Dialect,
    table: &TableName,
    column: &Column,
    most: Option<u64>,
) -> String {
    let (name, place) = (quoted(dialect, &column.name), place(dialect, table));
    let sql = format!("SELECT DISTINCT {name} FROM {place} WHERE {name} IS NOT NULL");
    match most {
        Some(most) => format!("{sql} LIMIT {}", most.saturating_add(1)),
        None => sql,
    }
}

/// The different values of a column's first rows.
pub(crate) fn distinct_part(dialect: Dialect, table: &TableName, column: &Column) -> String {
    let (name, place) = (quoted(dialect, &column.name), place(dialect, table));
    let part = format!("SELECT {name} FROM {place} LIMIT {}", tally::PART);
    format!("SELECT DISTINCT {name} FROM ({part}) AS part WHERE {name} IS NOT NULL")
}
