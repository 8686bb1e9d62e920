//! Foreign keys.

use std::collections::HashMap;

use querist_vocabulary::schema::{ForeignKey, Table, TableName};
use rusqlite::{Connection, Row};

use super::{Tables, positions, text};

/// One row a column of a key.
const KEYS: &str = "SELECT l.name, k.\"table\", k.\"from\", k.\"to\", k.seq, k.on_delete, k.on_update \
     FROM pragma_table_list AS l JOIN pragma_foreign_key_list(l.name, 'main') AS k \
     WHERE l.schema = 'main' AND l.type = 'table' ORDER BY l.name, k.id DESC, k.seq";

/// Adds the foreign keys, in the order in which they were written.
pub(super) fn fill(connection: &Connection, tables: &mut Tables) -> rusqlite::Result<()> {
    for (position, key) in read(connection, tables)? {
        if let Some(table) = tables.get_mut(position) {
            table.foreign_keys.push(key);
        }
    }
    Ok(())
}

fn read(connection: &Connection, tables: &[Table]) -> rusqlite::Result<Vec<(usize, ForeignKey)>> {
    let at = positions(tables);
    let mut keys: Vec<(usize, ForeignKey)> = Vec::new();
    let mut statement = connection.prepare(KEYS)?;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        let Some((position, table)) = found(tables, &at, &text(row, 0)?) else { continue };
        let target = text(row, 1)?;
        let pointed = found(tables, &at, &target).map(|(_, table)| table);
        let place: usize = row.get(4)?;
        if place == 0 {
            let name = pointed.map_or_else(|| TableName::bare(target), |table| table.name.clone());
            keys.push((position, key(row, name)?));
        }
        if let Some((_, key)) = keys.last_mut() {
            key.columns.push(spelling(Some(table), text(row, 2)?));
            key.target_columns.extend(target_column(pointed, place, text(row, 3)?));
        }
    }
    Ok(keys)
}

/// A table by a name in any case, as SQLite looks it up.
fn found<'t>(
    tables: &'t [Table],
    at: &HashMap<String, usize>,
    name: &str,
) -> Option<(usize, &'t Table)> {
    let position = *at.get(&name.to_ascii_lowercase())?;
    Some((position, tables.get(position)?))
}

fn key(row: &Row<'_>, target: TableName) -> rusqlite::Result<ForeignKey> {
    Ok(ForeignKey {
        name: None,
        columns: Vec::new(),
        target,
        target_columns: Vec::new(),
        on_delete: text(row, 5)?,
        on_update: text(row, 6)?,
    })
}

/// A key that names no columns points at the primary key.
fn target_column(target: Option<&Table>, place: usize, written: String) -> Option<String> {
    if written.is_empty() {
        return target?.primary_key.get(place).cloned();
    }
    Some(spelling(target, written))
}

/// The column as its table spells it.
fn spelling(table: Option<&Table>, written: String) -> String {
    let column = table.and_then(|table| table.column(&written));
    column.map_or(written, |column| column.name.clone())
}
