//! What the data looks like: which rows of a large table are looked at.

use querist_vocabulary::{
    database::DatabaseError,
    schema::{Column, Table},
    statement::Dialect,
    value::ValueKind,
};
use sqlx::{AssertSqlSafe, MySqlConnection, mysql::MySqlRow};

use super::{connect::MysqlServer, values};
use crate::{select, tally};

/// Places in a large table from which rows are taken.
const PLACES: i64 = 20;

/// For a large table with a whole number as its key: a statement that takes some rows at equal
/// distances.
pub(super) async fn spread_over(
    server: &MysqlServer,
    connection: &mut MySqlConnection,
    table: &Table,
    columns: &[&Column],
) -> Result<Option<String>, DatabaseError> {
    let [key] = table.primary_key.as_slice() else { return Ok(None) };
    let whole = table.column(key).is_some_and(|column| column.kind == ValueKind::Integer);
    if !whole || table.estimated_rows.is_none_or(|rows| rows < tally::ROWS * 2) {
        return Ok(None);
    }
    let key = select::quoted(Dialect::Mysql, key);
    let place = select::place(Dialect::Mysql, &table.name);
    let ends = format!("SELECT min({key}), max({key}) FROM {place}");
    let ends = sqlx::raw_sql(AssertSqlSafe(ends)).fetch_one(connection).await;
    let ends = ends.map_err(|error| server.error(&error))?;
    let (Some(first), Some(last)) = (whole_number(&ends, 0), whole_number(&ends, 1)) else {
        return Ok(None);
    };
    let from = format!("{} FROM {place} WHERE {key}", select::list(Dialect::Mysql, columns));
    let step = last.saturating_sub(first) / PLACES;
    let part =
        |at: i64| first_after(&from, &key, first.saturating_add(step.saturating_mul(at)), step);
    Ok(Some((0..PLACES).map(part).collect::<Vec<_>>().join(" UNION ALL ")))
}

/// Some rows with keys from here on, before the next place.
fn first_after(from: &str, key: &str, start: i64, step: i64) -> String {
    let rows = tally::ROWS.div_euclid(PLACES.unsigned_abs());
    let end = start.saturating_add(step);
    format!("(SELECT {from} >= {start} AND {key} < {end} ORDER BY {key} LIMIT {rows})")
}

fn whole_number(row: &MySqlRow, at: usize) -> Option<i64> {
    values::text(row, at)?.parse().ok()
}
