//! What the data looks like.

use std::time::Duration;

use querist_vocabulary::{
    database::{DatabaseError, Distinct, Limits},
    profile::TableProfile,
    schema::{Column, Table, TableKind, TableName},
    statement::Dialect,
    value::Value,
};
use rusqlite::Connection;

use super::{connect::Seat, values};
use crate::{
    select,
    tally::{self, Gathered, Tally},
};

const SQLITE: Dialect = Dialect::Sqlite;

/// Looks at a table; a column that cannot be read stays empty.
///
/// # Errors
/// When none can.
pub(super) fn profile(seat: &Seat, table: &Table) -> Result<TableProfile, DatabaseError> {
    let counted = tally::counted(&table.columns);
    if let Some(sql) = spread_over(seat.connection(), table, &counted)
        && let Ok(profile) = look(seat, table, &counted, &sql)
        && profile.rows > tally::ROWS / 10
    {
        return Ok(TableProfile { sampled: true, ..profile });
    }
    let sql = select::first_rows(SQLITE, table, &counted);
    match look(seat, table, &counted, &sql) {
        Err(error @ (DatabaseError::Query(_) | DatabaseError::TooLarge { .. }))
            if table.kind != TableKind::View =>
        {
            column_by_column(seat, table, &counted, error)
        }
        looked => looked,
    }
}

/// Rows of the statement, counted, also where not all could be read; an error where none could.
fn look(
    seat: &Seat,
    table: &Table,
    columns: &[&Column],
    sql: &str,
) -> Result<TableProfile, DatabaseError> {
    let time = tally::time(table.kind);
    let mut tally = Tally::new(&table.name, &table.columns, columns);
    seat.limit_time(time)?;
    match count(seat.connection(), sql, columns.len(), &mut tally) {
        Err(error) if tally.is_empty() => Err(out_of_time(seat, &error, time)),
        counted => Ok(tally.finish(counted != Ok(true))),
    }
}

/// One broken column must not hide the others.
fn column_by_column(
    seat: &Seat,
    table: &Table,
    counted: &[&Column],
    of_all: DatabaseError,
) -> Result<TableProfile, DatabaseError> {
    let mut profile = Tally::new(&table.name, &table.columns, &[]).finish(false);
    let mut read = false;
    for column in counted {
        let sql = select::first_rows(SQLITE, table, &[column]);
        match look(seat, table, &[column], &sql) {
            Ok(one) => {
                tally::merge(&mut profile, one, &column.name);
                read = true;
            }
            Err(
                DatabaseError::Query(_)
                | DatabaseError::TooLarge { .. }
                | DatabaseError::TimedOut(_),
            ) => {}
            Err(error) => return Err(error),
        }
    }
    if read { Ok(profile) } else { Err(of_all) }
}

/// The statement's rows into the tally; false when it had more.
fn count(
    connection: &Connection,
    sql: &str,
    width: usize,
    tally: &mut Tally<'_>,
) -> rusqlite::Result<bool> {
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        let cell = |at| row.get_ref(at).map_or(Value::Null, values::value);
        if !tally.add((0..width).map(cell)) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// For a large table with row numbers: a statement that picks rows at equal distances, so that old
/// and new ones are seen. The first rows alone would all be of the same age.
fn spread_over(connection: &Connection, table: &Table, columns: &[&Column]) -> Option<String> {
    if table.kind != TableKind::Table || columns.is_empty() {
        return None;
    }
    let number = ["rowid", "_rowid_", "oid"].into_iter().find(|n| table.column(n).is_none())?;
    let name = select::quoted(SQLITE, &table.name.name);
    let ends = format!(
        "SELECT (SELECT min({number}) FROM {name}), (SELECT max({number}) FROM {name}), \
         (SELECT count(*) FROM (SELECT 1 FROM {name} LIMIT {}))",
        tally::ROWS + 1
    );
    let ends = connection.query_row(&ends, (), |row| {
        Ok((row.get::<_, Option<i64>>(0)?, row.get::<_, Option<i64>>(1)?, row.get::<_, u64>(2)?))
    });
    let (Some(first), Some(last), rows) = ends.ok()? else { return None };
    let step = last.checked_sub(first)? / i64::try_from(tally::ROWS).ok()? + 1;
    if rows <= tally::ROWS || step < 2 {
        return None;
    }
    Some(format!(
        "WITH RECURSIVE spot(at) AS (SELECT {first} UNION ALL SELECT at + {step} FROM spot \
         WHERE at <= {last} - {step}) \
         SELECT {} FROM {name} WHERE {number} IN (SELECT \
         (SELECT {number} FROM {name} WHERE {number} >= spot.at ORDER BY {number} LIMIT 1) FROM spot)",
        select::list(SQLITE, columns)
    ))
}

/// The different values of a column, within limits: SQLite sends each as it is found.
pub(super) fn distinct(
    seat: &Seat,
    table: &TableName,
    column: &Column,
    limits: Limits,
) -> Result<Distinct, DatabaseError> {
    let sql = select::distinct(SQLITE, table, column, limits.rows);
    let mut gathered = Gathered::new(limits);
    seat.limit_time(limits.timeout)?;
    match gather(seat, &sql, &mut gathered).map_err(|error| seat.error(&error)) {
        Ok(()) => Ok(gathered.finish(true)),
        Err(DatabaseError::Cancelled) => Ok(gathered.finish(false)),
        Err(error) => Err(error),
    }
}

fn gather(seat: &Seat, sql: &str, gathered: &mut Gathered) -> rusqlite::Result<()> {
    let mut statement = seat.connection().prepare(sql)?;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        if !gathered.add(row.get_ref(0).map(values::value)?) {
            break;
        }
    }
    Ok(())
}

/// The error, where an interruption can only mean that time is over.
fn out_of_time(seat: &Seat, error: &rusqlite::Error, time: Duration) -> DatabaseError {
    let error = seat.error(error);
    if error == DatabaseError::Cancelled { DatabaseError::TimedOut(time) } else { error }
}
