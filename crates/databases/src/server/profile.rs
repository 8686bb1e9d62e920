//! What the data looks like.

use futures::TryStreamExt;
use querist_vocabulary::{
    database::DatabaseError,
    profile::TableProfile,
    schema::{Column, Table, TableKind, TableName},
    value::Value,
};

use super::Server;
use crate::{
    select,
    tally::{self, Tally},
};

/// Looks at a table; what cannot be read stays empty.
pub(super) async fn profile<S: Server>(
    server: &S,
    connection: &mut S::Connection,
    table: &Table,
) -> Result<TableProfile, DatabaseError> {
    let counted: Vec<&Column> =
        table.columns.iter().filter(|column| tally::countable(column.kind)).collect();
    if let Some(sql) = server.spread_over(connection, table, &counted).await?
        && let Some(profile) = look(server, connection, table, &counted, &sql).await?
        && profile.rows > tally::ROWS / 10
    {
        return Ok(TableProfile { sampled: true, ..profile });
    }
    let sql = select::first_rows(server.capabilities().dialect, table, &counted);
    match look(server, connection, table, &counted, &sql).await? {
        Some(profile) => Ok(profile),
        None => column_by_column(server, connection, table, &counted).await,
    }
}

/// Rows of the statement, counted; none when not even one row could be read.
async fn look<S: Server>(
    server: &S,
    connection: &mut S::Connection,
    table: &Table,
    columns: &[&Column],
    sql: &str,
) -> Result<Option<TableProfile>, DatabaseError> {
    server.begin(connection, tally::time(table.kind)).await?;
    let mut tally = Tally::new(&table.name, &table.columns, columns);
    let whole = match count(server, connection, sql, columns, &mut tally).await {
        Ok(whole) => whole,
        Err(lost @ DatabaseError::Lost { .. }) => return Err(lost),
        Err(_) if tally.is_empty() => return server.end(connection).await.map(|()| None),
        Err(_) => false,
    };
    server.end(connection).await?;
    Ok(Some(tally.finish(!whole)))
}

/// The statement's rows into the tally; false when it had more.
async fn count<S: Server>(
    server: &S,
    connection: &mut S::Connection,
    sql: &str,
    columns: &[&Column],
    tally: &mut Tally<'_>,
) -> Result<bool, DatabaseError> {
    let forms: Vec<S::Form> = columns.iter().map(|column| server.form(column)).collect();
    let mut rows = server.fetch(connection, sql, &forms);
    let mut whole = true;
    while let Some(row) = rows.try_next().await? {
        whole &= tally.add(row.into_iter());
    }
    Ok(whole)
}

/// One broken column must not hide the others.
async fn column_by_column<S: Server>(
    server: &S,
    connection: &mut S::Connection,
    table: &Table,
    counted: &[&Column],
) -> Result<TableProfile, DatabaseError> {
    let mut profile = Tally::new(&table.name, &table.columns, &[]).finish(false);
    if table.kind == TableKind::View {
        return Ok(profile);
    }
    for column in counted {
        let sql = select::first_rows(server.capabilities().dialect, table, &[column]);
        if let Some(one) = look(server, connection, table, &[column], &sql).await? {
            tally::merge(&mut profile, one, &column.name);
        }
    }
    Ok(profile)
}

/// The different values of a column.
pub(super) async fn distinct<S: Server>(
    server: &S,
    connection: &mut S::Connection,
    table: &TableName,
    column: &Column,
    most: u64,
) -> Result<Vec<Value>, DatabaseError> {
    let sql = select::distinct(server.capabilities().dialect, table, column, most);
    server.begin(connection, tally::DISTINCT_TIME).await?;
    let forms = [server.form(column)];
    let rows: Result<Vec<Vec<Value>>, _> =
        server.fetch(connection, &sql, &forms).try_collect().await;
    match rows {
        Ok(rows) => Ok(rows.into_iter().flatten().collect()),
        Err(DatabaseError::Cancelled) => Err(DatabaseError::TimedOut(tally::DISTINCT_TIME)),
        Err(error) => Err(error),
    }
}
