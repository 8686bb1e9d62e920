//! What the data looks like.

use futures::TryStreamExt;
use querist_vocabulary::{
    database::{DatabaseError, Distinct, Limits},
    profile::TableProfile,
    schema::{Column, Table, TableKind, TableName},
};

use super::Server;
use crate::{
    select,
    tally::{self, Gathered, Tally},
};

/// Looks at a table; a column that cannot be read stays empty.
///
/// # Errors
/// When none can.
pub(super) async fn profile<S: Server>(
    server: &S,
    connection: &mut S::Connection,
    table: &Table,
) -> Result<TableProfile, DatabaseError> {
    let counted = tally::counted(&table.columns);
    if let Some(sql) = server.spread_over(connection, table, &counted).await?
        && let Ok(profile) = look(server, connection, table, &counted, &sql).await
        && profile.rows > tally::ROWS / 10
    {
        return Ok(TableProfile { sampled: true, ..profile });
    }
    let sql = select::first_rows(server.capabilities().dialect, table, &counted);
    match look(server, connection, table, &counted, &sql).await {
        Err(DatabaseError::Query(words)) if table.kind != TableKind::View => {
            column_by_column(server, connection, table, &counted, words).await
        }
        looked => looked,
    }
}

/// Rows of the statement, counted, also where not all could be read; an error where none could.
async fn look<S: Server>(
    server: &S,
    connection: &mut S::Connection,
    table: &Table,
    columns: &[&Column],
    sql: &str,
) -> Result<TableProfile, DatabaseError> {
    let time = tally::time(table.kind);
    server.begin(connection, time).await?;
    let mut tally = Tally::new(&table.name, &table.columns, columns);
    let counted = count(server, connection, sql, columns, &mut tally).await;
    if let Err(lost @ DatabaseError::Lost { .. }) = counted {
        return Err(lost);
    }
    server.end(connection).await?;
    match counted {
        Err(DatabaseError::Cancelled) if tally.is_empty() => Err(DatabaseError::TimedOut(time)),
        Err(error) if tally.is_empty() => Err(error),
        counted => Ok(tally.finish(counted != Ok(true))),
    }
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
    words: String,
) -> Result<TableProfile, DatabaseError> {
    let mut profile = Tally::new(&table.name, &table.columns, &[]).finish(false);
    let mut read = false;
    for column in counted {
        let sql = select::first_rows(server.capabilities().dialect, table, &[column]);
        match look(server, connection, table, &[column], &sql).await {
            Ok(one) => {
                tally::merge(&mut profile, one, &column.name);
                read = true;
            }
            Err(DatabaseError::Query(_) | DatabaseError::TimedOut(_)) => {}
            Err(error) => return Err(error),
        }
    }
    if read { Ok(profile) } else { Err(DatabaseError::Query(words)) }
}

/// The different values of a column, within limits.
pub(super) async fn distinct<S: Server>(
    server: &S,
    connection: &mut S::Connection,
    table: &TableName,
    column: &Column,
    limits: Limits,
) -> Result<Distinct, DatabaseError> {
    let dialect = server.capabilities().dialect;
    let sql = select::distinct(dialect, table, column, limits.rows);
    let mut gathered = Gathered::new(limits);
    match gather(server, connection, &sql, column, &mut gathered).await {
        Ok(()) => Ok(gathered.finish(true)),
        Err(DatabaseError::Cancelled) if gathered.is_empty() => {
            let sql = select::distinct_part(dialect, table, column);
            match gather(server, connection, &sql, column, &mut gathered).await {
                Ok(()) | Err(DatabaseError::Cancelled) => Ok(gathered.finish(false)),
                Err(error) => Err(error),
            }
        }
        Err(DatabaseError::Cancelled) => Ok(gathered.finish(false)),
        Err(error) => Err(error),
    }
}

/// The statement's values, as far as they come within the time; the transaction has ended.
async fn gather<S: Server>(
    server: &S,
    connection: &mut S::Connection,
    sql: &str,
    column: &Column,
    gathered: &mut Gathered,
) -> Result<(), DatabaseError> {
    server.begin(connection, gathered.time()).await?;
    let forms = [server.form(column)];
    let read = async {
        let mut rows = server.fetch(connection, sql, &forms);
        // What is over a limit is read all the same: the connection serves others afterwards.
        while let Some(row) = rows.try_next().await? {
            for value in row {
                gathered.add(value);
            }
        }
        Ok(())
    };
    let done: Result<(), DatabaseError> = read.await;
    if let Err(lost @ DatabaseError::Lost { .. }) = done {
        return Err(lost);
    }
    server.end(connection).await?;
    done
}
