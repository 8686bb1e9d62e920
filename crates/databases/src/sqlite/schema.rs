//! Structure and fingerprint: a few statements over all tables, not one a table.

use std::collections::HashMap;

use querist_vocabulary::{
    database::DatabaseError,
    schema::{Fingerprint, Schema, Table, TableKind, TableName},
    statement::Dialect,
};
use rusqlite::{Connection, Row};
use sha2::{Digest, Sha256};

use super::{connect::Seat, definition};

/// Columns and primary keys.
mod columns;

/// Foreign keys.
mod foreign_keys;

/// Indexes.
mod indexes;

/// Tables by their name in lower case, as SQLite compares names, in the order of their names.
type Tables = Vec<Table>;

/// Reads everything.
pub(super) fn read(seat: &Seat) -> Result<Schema, DatabaseError> {
    read_all(seat.connection()).map_err(|error| seat.error(&error))
}

fn read_all(connection: &Connection) -> rusqlite::Result<Schema> {
    let mut tables = tables(connection)?;
    columns::fill(connection, &mut tables)?;
    foreign_keys::fill(connection, &mut tables)?;
    indexes::fill(connection, &mut tables)?;
    texts(connection, &mut tables)?;
    estimates(connection, &mut tables)?;
    Ok(Schema {
        dialect: Dialect::Sqlite,
        version: rusqlite::version().to_owned(),
        default_namespace: None,
        tables,
    })
}

/// A hash of the file's identity, SQLite's own counter of structural changes and all definitions.
pub(super) fn fingerprint(seat: &Seat, identity: &str) -> Result<Fingerprint, DatabaseError> {
    let hash = hash(seat.connection(), identity).map_err(|error| seat.error(&error))?;
    Ok(Fingerprint(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()))
}

fn hash(connection: &Connection, identity: &str) -> rusqlite::Result<Sha256> {
    let mut hash = Sha256::new();
    let version: i64 = connection.query_row("PRAGMA schema_version", (), |row| row.get(0))?;
    hash.update(format!("{identity}\n{version}\n"));
    let mut statement =
        connection.prepare("SELECT name, sql FROM sqlite_schema ORDER BY name, type")?;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        for at in 0..2 {
            hash.update(bytes(row, at)?);
            hash.update([0]);
        }
    }
    Ok(hash)
}

fn bytes<'r>(row: &'r Row<'_>, at: usize) -> rusqlite::Result<&'r [u8]> {
    Ok(row.get_ref(at)?.as_bytes_or_null().ok().flatten().unwrap_or_default())
}

/// A text, with replacement characters where it is not UTF-8; empty for NULL.
fn text(row: &Row<'_>, at: usize) -> rusqlite::Result<String> {
    Ok(String::from_utf8_lossy(bytes(row, at)?).into_owned())
}

/// The tables and views that people made, without SQLite's own and those in which virtual tables
/// keep their data.
fn tables(connection: &Connection) -> rusqlite::Result<Tables> {
    let mut statement = connection.prepare(
        "SELECT name, type FROM pragma_table_list \
         WHERE schema = 'main' AND type <> 'shadow' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
         ORDER BY name",
    )?;
    let rows = statement.query_map((), |row| Ok((text(row, 0)?, text(row, 1)?)))?;
    rows.map(|row| row.map(|(name, kind)| empty_table(name, &kind))).collect()
}

fn empty_table(name: String, kind: &str) -> Table {
    let kind = match kind {
        "view" => TableKind::View,
        "virtual" => TableKind::Foreign,
        _ => TableKind::Table,
    };
    Table {
        name: TableName::bare(name),
        kind,
        columns: Vec::new(),
        primary_key: Vec::new(),
        foreign_keys: Vec::new(),
        indexes: Vec::new(),
        checks: Vec::new(),
        triggers: Vec::new(),
        comment: None,
        estimated_rows: None,
    }
}

/// Positions by name; SQLite's names differ in more than case.
fn positions(tables: &[Table]) -> HashMap<String, usize> {
    let lower = |table: &Table| table.name.name.to_ascii_lowercase();
    tables.iter().enumerate().map(|(at, table)| (lower(table), at)).collect()
}

/// Check constraints and triggers, from the texts they were made with.
fn texts(connection: &Connection, tables: &mut Tables) -> rusqlite::Result<()> {
    let at = positions(tables);
    let mut statement = connection.prepare(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema \
         WHERE type IN ('table', 'trigger') ORDER BY name",
    )?;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        let table = at.get(&text(row, 2)?.to_ascii_lowercase());
        let Some(table) = table.and_then(|at| tables.get_mut(*at)) else { continue };
        let sql = text(row, 3)?;
        if text(row, 0)? == "trigger" {
            table.triggers.push(definition::trigger(text(row, 1)?, sql));
        } else {
            table.checks = definition::checks(&sql);
        }
    }
    Ok(())
}

/// Rows as the last `ANALYZE` counted them.
fn estimates(connection: &Connection, tables: &mut Tables) -> rusqlite::Result<()> {
    let analyzed = "SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_stat1'";
    if connection.query_row(analyzed, (), |row| row.get::<_, u64>(0))? == 0 {
        return Ok(());
    }
    let at = positions(tables);
    let mut statement = connection.prepare("SELECT tbl, stat FROM sqlite_stat1")?;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        let table = at.get(&text(row, 0)?.to_ascii_lowercase());
        let Some(table) = table.and_then(|at| tables.get_mut(*at)) else { continue };
        let rows = text(row, 1)?.split(' ').next().and_then(|first| first.parse().ok());
        table.estimated_rows = table.estimated_rows.max(rows);
    }
    Ok(())
}
