//! A query on its way.
//!
//! It is prepared first: the server takes exactly one statement that way, and tells the columns.
//! Then the same text runs through the simple protocol, in which the server sends every value in
//! its own text form, so that no type is unknown.

use futures::{StreamExt, stream::BoxStream};
use querist_vocabulary::{
    database::{DatabaseError, ResultColumn},
    value::Value,
};
use sqlx::{
    AssertSqlSafe, Column, Executor, PgConnection, Row, SqlSafeStr, Statement, postgres::PgColumn,
};

use super::{
    connect::PostgresServer,
    values::{self, Form},
};

/// Proves that the text is one statement, and tells its columns.
pub(super) async fn prepare(
    server: &PostgresServer,
    connection: &mut PgConnection,
    sql: &str,
) -> Result<Vec<(ResultColumn, Form)>, DatabaseError> {
    let text = AssertSqlSafe(sql.to_owned()).into_sql_str();
    match (&mut *connection).prepare(text).await {
        Ok(statement) => Ok(described(statement.columns())),
        Err(error) if is_servers(&error) => Err(server.error(&error)),
        Err(_) => unknown_types(connection, sql).await.map_err(|error| server.error(&error)),
    }
}

/// The server took the statement, but the driver does not know all of its types (it fails at any
/// multirange). Then the columns are told by a row of NULLs, which the server makes without running
/// the statement.
async fn unknown_types(
    connection: &mut PgConnection,
    sql: &str,
) -> sqlx::Result<Vec<(ResultColumn, Form)>> {
    let row = format!("SELECT q.* FROM (VALUES (1)) AS one LEFT JOIN ({sql}\n) AS q ON false");
    let row = sqlx::raw_sql(AssertSqlSafe(row)).fetch_one(connection).await?;
    Ok(described(row.columns()))
}

fn is_servers(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::Database(_) | sqlx::Error::Io(_) | sqlx::Error::Tls(_))
}

fn described(columns: &[PgColumn]) -> Vec<(ResultColumn, Form)> {
    let column = |column: &PgColumn| {
        let form = Form::of(column.type_info());
        (ResultColumn { name: column.name().to_owned(), kind: form.kind() }, form)
    };
    columns.iter().map(column).collect()
}

/// The statement's rows, as they arrive.
pub(super) fn fetch<'c>(
    server: &'c PostgresServer,
    connection: &'c mut PgConnection,
    sql: &str,
    forms: &'c [Form],
) -> BoxStream<'c, Result<Vec<Value>, DatabaseError>> {
    let rows = sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).fetch(connection);
    let read = |row: sqlx::Result<_>| match row {
        Ok(row) => Ok(values::cells(&row, forms)),
        Err(error) => Err(server.error(&error)),
    };
    rows.map(read).boxed()
}
