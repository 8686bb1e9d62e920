//! A query on its way.
//!
//! It is prepared first: the server takes exactly one statement that way, and tells the columns.
//! Then the same text runs through the simple protocol, in which the server sends every value in
//! its own text form, so that no type is unknown.

use std::time::Duration;

use futures::TryStreamExt;
use querist_vocabulary::database::{Cut, DatabaseError, ResultColumn};
use sqlx::{
    AssertSqlSafe, Column, Executor, PgConnection, Row, SqlSafeStr, Statement, postgres::PgRow,
};

use super::{
    connect::PostgresServer,
    values::{self, Form},
};
use crate::delivery::{Batcher, Outlet, Parcel, Taken};

/// How much later than Querist the server ends a statement by itself: the wall behind the wall, for
/// when Querist is gone.
const GRACE: Duration = Duration::from_secs(1);

/// Sends the query's columns and rows.
pub(super) async fn send(
    server: &PostgresServer,
    connection: &mut PgConnection,
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
        match batcher.take(cells(&row, &forms)) {
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

/// A row's values; each column's form is known.
pub(super) fn cells(row: &PgRow, forms: &[Form]) -> Vec<querist_vocabulary::value::Value> {
    let cell = |(at, form): (usize, &Form)| {
        let raw = row.try_get_raw(at).ok();
        let text = raw.as_ref().and_then(|raw| raw.as_bytes().ok());
        text.map_or(querist_vocabulary::value::Value::Null, |text| {
            values::value(form, &String::from_utf8_lossy(text))
        })
    };
    forms.iter().enumerate().map(cell).collect()
}
