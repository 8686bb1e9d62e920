//! A query on its way.
//!
//! It is prepared first: the server takes exactly one statement that way, and tells the columns.
//! Then the same text runs through the text protocol, in which the server sends every value in its
//! own text form.

use std::time::Duration;

use futures::TryStreamExt;
use querist_vocabulary::database::{Cut, DatabaseError, ResultColumn};
use sqlx::{AssertSqlSafe, Column, Executor, MySqlConnection, SqlSafeStr, Statement};

use super::{
    connect::MysqlServer,
    values::{self, Form},
};
use crate::delivery::{Batcher, Outlet, Parcel, Taken};

/// How much later than Querist the server ends a statement by itself: the wall behind the wall, for
/// when Querist is gone.
const GRACE: Duration = Duration::from_secs(1);

/// Sends the query's columns and rows.
pub(super) async fn send(
    server: &MysqlServer,
    connection: &mut MySqlConnection,
    sql: &str,
    outlet: &Outlet,
) -> Result<Option<Cut>, DatabaseError> {
    server.begin(connection, outlet.limits.timeout.saturating_add(GRACE)).await?;
    let failed = |error: sqlx::Error| server.error(&error);
    let text = AssertSqlSafe(sql.to_owned()).into_sql_str();
    let statement = connection.prepare(text).await.map_err(failed)?;
    let forms: Vec<Form> =
        statement.columns().iter().map(|column| Form::of(column.type_info())).collect();
    let columns = statement
        .columns()
        .iter()
        .zip(&forms)
        .map(|(column, form)| ResultColumn { name: column.name().to_owned(), kind: form.kind() });
    outlet.send(Parcel::Columns(columns.collect())).await?;
    let mut rows = sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).fetch(connection);
    let mut batcher = Batcher::new(outlet.limits);
    while let Some(row) = rows.try_next().await.map_err(failed)? {
        match batcher.take(values::cells(&row, &forms)) {
            Taken::Kept => {}
            Taken::Full(batch) => outlet.send(Parcel::Rows(batch)).await?,
            Taken::Over(cut) => {
                outlet.send_rest(&mut batcher).await?;
                return Ok(Some(cut));
            }
        }
    }
    outlet.send_rest(&mut batcher).await?;
    Ok(None)
}
