//! What the data looks like.

use std::time::Duration;

use futures::TryStreamExt;
use querist_sql::identifier;
use querist_vocabulary::{
    database::DatabaseError,
    profile::TableProfile,
    schema::{Column, Table, TableKind, TableName},
    statement::Dialect,
    value::Value,
};
use sqlx::{AssertSqlSafe, PgConnection};

use super::{connect::PostgresServer, run::cells, values::Form};
use crate::tally::{self, Tally};

/// Time for the rows of a table.
const TABLE_TIME: Duration = Duration::from_secs(3);

/// Time for the rows of a view: it may compute for long before the first one.
const VIEW_TIME: Duration = Duration::from_millis(300);

/// Time for the different values of a column.
const DISTINCT_TIME: Duration = Duration::from_secs(5);

/// Looks at a table; what cannot be read stays empty.
pub(super) async fn profile(
    server: &PostgresServer,
    connection: &mut PgConnection,
    table: &Table,
) -> Result<TableProfile, DatabaseError> {
    let counted: Vec<&Column> =
        table.columns.iter().filter(|column| tally::countable(column.kind)).collect();
    if let Some(sql) = spread_over(table, &counted)
        && let Some(profile) = look(server, connection, table, &counted, &sql).await?
        && profile.rows > tally::ROWS / 10
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
    server: &PostgresServer,
    connection: &mut PgConnection,
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
        Err(_) if tally.is_empty() => return end(server, connection).await.map(|()| None),
        Err(_) => false,
    };
    end(server, connection).await?;
    Ok(Some(tally.finish(!whole)))
}

async fn end(server: &PostgresServer, connection: &mut PgConnection) -> Result<(), DatabaseError> {
    crate::server::Server::end(server, connection).await
}

/// The statement's rows into the tally; false when it had more.
async fn count(
    connection: &mut PgConnection,
    sql: &str,
    columns: &[&Column],
    tally: &mut Tally<'_>,
) -> sqlx::Result<bool> {
    let forms: Vec<Form> = columns.iter().map(|column| form(column)).collect();
    let mut rows = sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).fetch(connection);
    let mut whole = true;
    while let Some(row) = rows.try_next().await? {
        whole &= tally.add(cells(&row, &forms).into_iter());
    }
    Ok(whole)
}

/// One broken column must not hide the others.
async fn column_by_column(
    server: &PostgresServer,
    connection: &mut PgConnection,
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
    if column.declared_type == "money" { Form::Money } else { Form::Plain(column.kind) }
}

fn first_rows(table: &Table, columns: &[&Column]) -> String {
    format!("SELECT {} FROM {} LIMIT {}", list(columns), place(&table.name), tally::ROWS + 1)
}

/// For a large table: a statement that picks whole pages from all over it, always the same ones.
fn spread_over(table: &Table, columns: &[&Column]) -> Option<String> {
    let rows = table.estimated_rows.filter(|rows| *rows > tally::ROWS * 2)?;
    if !matches!(table.kind, TableKind::Table | TableKind::MaterializedView) {
        return None;
    }
    let percent = 100.0 * tally::ROWS as f64 / rows as f64;
    Some(format!(
        "SELECT {} FROM {} TABLESAMPLE SYSTEM ({percent}) REPEATABLE (0) LIMIT {}",
        list(columns),
        place(&table.name),
        tally::ROWS
    ))
}

/// The different values of a column.
pub(super) async fn distinct(
    server: &PostgresServer,
    connection: &mut PgConnection,
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
        Ok(rows) => Ok(rows.iter().flat_map(|row| cells(row, &forms)).collect()),
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
    identifier(Dialect::Postgres, name)
}
