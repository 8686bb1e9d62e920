//! What the data looks like.

use std::time::Duration;

use futures::TryStreamExt;
use querist_sql::identifier;
use querist_vocabulary::{
    database::DatabaseError,
    profile::TableProfile,
    schema::{Column, Table, TableKind, TableName},
    statement::Dialect,
    value::{Value, ValueKind},
};
use sqlx::{AssertSqlSafe, MySqlConnection, mysql::MySqlRow};

use super::{
    connect::MysqlServer,
    values::{self, Form},
};
use crate::{
    server::Server,
    tally::{self, Tally},
};

/// Time for the rows of a table.
const TABLE_TIME: Duration = Duration::from_secs(3);

/// Time for the rows of a view: it may compute for long before the first one.
const VIEW_TIME: Duration = Duration::from_millis(300);

/// Time for the different values of a column.
const DISTINCT_TIME: Duration = Duration::from_secs(5);

/// Places in a large table from which rows are taken.
const PLACES: i64 = 20;

/// Looks at a table; what cannot be read stays empty.
pub(super) async fn profile(
    server: &MysqlServer,
    connection: &mut MySqlConnection,
    table: &Table,
) -> Result<TableProfile, DatabaseError> {
    let counted: Vec<&Column> =
        table.columns.iter().filter(|column| tally::countable(column.kind)).collect();
    if let Some(sql) = spread_over(server, connection, table, &counted).await?
        && let Some(profile) = look(server, connection, table, &counted, &sql).await?
    {
        return Ok(TableProfile { sampled: true, ..profile });
    }
    let sql = first_rows(table, &counted);
    if let Some(profile) = look(server, connection, table, &counted, &sql).await? {
        return Ok(profile);
    }
    column_by_column(server, connection, table, &counted).await
}

/// Rows of the statement, counted; none when not even one row could be read.
async fn look(
    server: &MysqlServer,
    connection: &mut MySqlConnection,
    table: &Table,
    columns: &[&Column],
    sql: &str,
) -> Result<Option<TableProfile>, DatabaseError> {
    let time = if table.kind == TableKind::View { VIEW_TIME } else { TABLE_TIME };
    server.begin(connection, time).await?;
    let mut tally = Tally::new(&table.name, &table.columns, columns);
    let counted = count(connection, sql, columns, &mut tally).await;
    let whole = match counted.map_err(|error| server.error(&error)) {
        Ok(whole) => whole,
        Err(lost @ DatabaseError::Lost { .. }) => return Err(lost),
        Err(_) if tally.is_empty() => return server.end(connection).await.map(|()| None),
        Err(_) => false,
    };
    server.end(connection).await?;
    Ok(Some(tally.finish(!whole)))
}

/// The statement's rows into the tally; false when it had more.
async fn count(
    connection: &mut MySqlConnection,
    sql: &str,
    columns: &[&Column],
    tally: &mut Tally<'_>,
) -> sqlx::Result<bool> {
    let forms: Vec<Form> = columns.iter().map(|column| form(column)).collect();
    let mut rows = sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).fetch(connection);
    let mut whole = true;
    while let Some(row) = rows.try_next().await? {
        whole &= tally.add(values::cells(&row, &forms).into_iter());
    }
    Ok(whole)
}

/// One broken column must not hide the others.
async fn column_by_column(
    server: &MysqlServer,
    connection: &mut MySqlConnection,
    table: &Table,
    counted: &[&Column],
) -> Result<TableProfile, DatabaseError> {
    let mut profile = Tally::new(&table.name, &table.columns, &[]).finish(false);
    if table.kind == TableKind::View {
        return Ok(profile);
    }
    for column in counted {
        let sql = first_rows(table, &[column]);
        if let Some(one) = look(server, connection, table, &[column], &sql).await? {
            tally::merge(&mut profile, one, &column.name);
        }
    }
    Ok(profile)
}

fn form(column: &Column) -> Form {
    if column.declared_type.starts_with("bit") { Form::Bits } else { Form::Plain(column.kind) }
}

fn first_rows(table: &Table, columns: &[&Column]) -> String {
    format!("SELECT {} FROM {} LIMIT {}", list(columns), place(&table.name), tally::ROWS + 1)
}

/// For a large table with a whole number as its key: a statement that takes some rows at equal
/// distances, so that old and new ones are seen. The first rows alone would all be of the same age.
async fn spread_over(
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
    let (key, name) = (quoted(key), place(&table.name));
    let ends = format!("SELECT min({key}), max({key}) FROM {name}");
    let ends = sqlx::raw_sql(AssertSqlSafe(ends)).fetch_one(connection).await;
    let ends = ends.map_err(|error| server.error(&error))?;
    let (Some(first), Some(last)) = (whole_number(&ends, 0), whole_number(&ends, 1)) else {
        return Ok(None);
    };
    let step = last.saturating_sub(first) / PLACES;
    let rows = tally::ROWS.div_euclid(PLACES.unsigned_abs());
    let part = |at: i64| {
        let from = first.saturating_add(step.saturating_mul(at));
        let to = from.saturating_add(step);
        let list = list(columns);
        format!(
            "(SELECT {list} FROM {name} WHERE {key} >= {from} AND {key} < {to} ORDER BY {key} LIMIT {rows})"
        )
    };
    Ok(Some((0..PLACES).map(part).collect::<Vec<_>>().join(" UNION ALL ")))
}

fn whole_number(row: &MySqlRow, at: usize) -> Option<i64> {
    values::text(row, at)?.parse().ok()
}

/// The different values of a column.
pub(super) async fn distinct(
    server: &MysqlServer,
    connection: &mut MySqlConnection,
    table: &TableName,
    column: &Column,
    most: u64,
) -> Result<Vec<Value>, DatabaseError> {
    let (name, table) = (quoted(&column.name), place(table));
    let sql = format!("SELECT DISTINCT {name} FROM {table} WHERE {name} IS NOT NULL LIMIT {most}");
    server.begin(connection, DISTINCT_TIME).await?;
    let forms = [form(column)];
    let rows = sqlx::raw_sql(AssertSqlSafe(sql)).fetch_all(connection).await;
    match rows.map_err(|error| server.error(&error)) {
        Ok(rows) => Ok(rows.iter().flat_map(|row| values::cells(row, &forms)).collect()),
        Err(DatabaseError::Cancelled) => Err(DatabaseError::TimedOut(DISTINCT_TIME)),
        Err(error) => Err(error),
    }
}

fn list(columns: &[&Column]) -> String {
    let names: Vec<String> = columns.iter().map(|column| quoted(&column.name)).collect();
    if names.is_empty() { "NULL".into() } else { names.join(", ") }
}

fn place(table: &TableName) -> String {
    let namespace = table.namespace.as_deref().map(|space| quoted(space) + ".");
    namespace.unwrap_or_default() + &quoted(&table.name)
}

fn quoted(name: &str) -> String {
    identifier(Dialect::Mysql, name)
}
