//! What the data looks like.

use std::time::{Duration, Instant};

use querist_vocabulary::{
    database::DatabaseError,
    profile::TableProfile,
    schema::{Column, Table, TableKind, TableName},
    statement::Dialect,
    value::Value,
};
use rusqlite::Connection;

use super::{errors, values};
use crate::{
    select,
    tally::{self, Tally},
};

const SQLITE: Dialect = Dialect::Sqlite;

/// Steps of SQLite's virtual machine between two looks at the clock.
const STEPS: i32 = 10_000;

/// Looks at a table; what cannot be read stays empty.
pub(super) fn profile(connection: &Connection, table: &Table) -> TableProfile {
    let time = tally::time(table.kind);
    let counted: Vec<&Column> =
        table.columns.iter().filter(|column| tally::countable(column.kind)).collect();
    let whole = look(connection, table, &counted, time);
    whole.unwrap_or_else(|| column_by_column(connection, table, &counted, time))
}

/// All columns at once; none when not even one row could be read.
fn look(
    connection: &Connection,
    table: &Table,
    columns: &[&Column],
    time: Duration,
) -> Option<TableProfile> {
    let mut tally = Tally::new(&table.name, &table.columns, columns);
    let mut sampled = false;
    let within = limit_time(connection, time);
    if let Some(spread) = spread_over(connection, table, columns) {
        sampled = true;
        within.and_then(|()| count(connection, &spread, columns.len(), &mut tally)).ok()?;
    } else {
        let sql = select::first_rows(SQLITE, table, columns);
        match within.and_then(|()| count(connection, &sql, columns.len(), &mut tally)) {
            Ok(all) => sampled |= !all,
            Err(_) if tally.is_empty() => return None,
            Err(_) => sampled = true,
        }
    }
    Some(tally.finish(sampled))
}

/// One broken column must not hide the others.
fn column_by_column(
    connection: &Connection,
    table: &Table,
    counted: &[&Column],
    time: Duration,
) -> TableProfile {
    let mut profile = Tally::new(&table.name, &table.columns, &[]).finish(false);
    if table.kind == TableKind::View {
        return profile;
    }
    for column in counted {
        let Some(one) = look(connection, table, &[column], time) else { continue };
        tally::merge(&mut profile, one, &column.name);
    }
    profile
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
    let step = last.checked_sub(first)?.checked_div_euclid(i64::try_from(tally::ROWS).ok()?)?;
    if rows <= tally::ROWS || step < 2 {
        return None;
    }
    Some(format!(
        "WITH RECURSIVE spot(at) AS (SELECT {first} UNION ALL SELECT at + {step} FROM spot \
         WHERE at <= {last} - {step}) \
         SELECT {} FROM spot CROSS JOIN {name} AS t ON t.{number} = \
         (SELECT {number} FROM {name} WHERE {number} >= spot.at ORDER BY {number} LIMIT 1)",
        select::list(SQLITE, columns, "t.")
    ))
}

/// The different values of a column.
pub(super) fn distinct(
    connection: &Connection,
    table: &TableName,
    column: &Column,
    most: u64,
) -> Result<Vec<Value>, DatabaseError> {
    let sql = select::distinct(SQLITE, table, column, most);
    let read = || -> rusqlite::Result<Vec<Value>> {
        limit_time(connection, tally::DISTINCT_TIME)?;
        let mut statement = connection.prepare(&sql)?;
        statement.query_map((), |row| row.get_ref(0).map(values::value))?.collect()
    };
    read().map_err(|error| {
        match errors::of_query(&error, connection.path().unwrap_or_default().as_ref()) {
            DatabaseError::Cancelled => DatabaseError::TimedOut(tally::DISTINCT_TIME),
            other => other,
        }
    })
}

fn limit_time(connection: &Connection, time: Duration) -> rusqlite::Result<()> {
    let deadline = Instant::now() + time;
    connection.progress_handler(STEPS, Some(move || Instant::now() >= deadline))
}
