//! A query on its way.
//!
//! It is prepared first: the server takes exactly one statement that way, and tells the columns.
//! Then the same text runs through the text protocol, in which the server sends every value in its
//! own text form.

use std::future;

use futures::{StreamExt, stream::BoxStream};
use querist_vocabulary::{
    database::{DatabaseError, ResultColumn},
    value::Value,
};
use sqlx::{AssertSqlSafe, Column, Either, Executor, MySqlConnection, SqlSafeStr, Statement};

use super::{
    connect::MysqlServer,
    values::{self, Form},
};

/// Proves that the text is one statement, and tells its columns.
pub(super) async fn prepare(
    server: &MysqlServer,
    connection: &mut MySqlConnection,
    sql: &str,
) -> Result<Vec<(ResultColumn, Form)>, DatabaseError> {
    let text = AssertSqlSafe(server.marked(sql)).into_sql_str();
    let statement = connection.prepare(text).await.map_err(|error| server.error(&error))?;
    let columns = statement.columns().iter().map(|column| {
        let form = Form::of(column.type_info());
        (ResultColumn { name: column.name().to_owned(), kind: form.kind() }, form)
    });
    Ok(columns.collect())
}

/// The statement's rows, as they arrive.
pub(super) fn fetch<'c>(
    server: &'c MysqlServer,
    connection: &'c mut MySqlConnection,
    sql: &str,
    forms: &'c [Form],
) -> BoxStream<'c, Result<Vec<Value>, DatabaseError>> {
    // The driver's own `fetch` leaves out the ends of results in one more stream around this one.
    let steps = connection.fetch_many(sqlx::raw_sql(AssertSqlSafe(sql.to_owned())));
    let read = |step: sqlx::Result<Either<_, _>>| match step {
        Ok(Either::Left(_)) => None,
        Ok(Either::Right(row)) => Some(Ok(values::cells(&row, forms))),
        Err(error) => Some(Err(server.error(&error))),
    };
    steps.filter_map(move |step| future::ready(read(step))).boxed()
}
