//! PostgreSQL servers.

use std::time::Duration;

use futures::stream::BoxStream;
use querist_vocabulary::{
    database::{Capabilities, DatabaseError, ResultColumn, RightsFinding},
    schema::{Column, Fingerprint, Schema, Table},
    value::Value,
};
use sqlx::PgConnection;

use crate::server::Server;

/// Opening, ending and renewing connections.
mod connect;

/// Structure and fingerprint.
mod schema;

/// What the data looks like.
mod profile;

/// PostgreSQL's values as ours.
mod values;

/// A query on its way.
mod run;

/// Stopping a query.
mod cancel;

/// What the account may do.
mod rights;

/// What PostgreSQL can do.
mod capabilities;

/// PostgreSQL's errors as ours.
mod errors;

pub(crate) use connect::PostgresServer;

impl Server for PostgresServer {
    type Connection = PgConnection;
    type Form = values::Form;

    const USES: u32 = u32::MAX;

    fn address(&self) -> &str {
        self.place()
    }

    fn capabilities(&self) -> &'static Capabilities {
        &capabilities::POSTGRES
    }

    async fn open(&self) -> Result<(PgConnection, u64), DatabaseError> {
        connect::open(self).await
    }

    async fn begin(
        &self,
        connection: &mut PgConnection,
        time: Duration,
    ) -> Result<(), DatabaseError> {
        connect::begin(self, connection, time).await
    }

    async fn end(&self, connection: &mut PgConnection) -> Result<(), DatabaseError> {
        self.execute(connection, "ROLLBACK").await
    }

    async fn renew(&self, connection: &mut PgConnection) -> Result<(), DatabaseError> {
        self.execute(connection, "DISCARD ALL").await
    }

    fn leaves_traces(&self, _sql: &str) -> bool {
        false
    }

    async fn prepare(
        &self,
        connection: &mut PgConnection,
        sql: &str,
    ) -> Result<Vec<(ResultColumn, values::Form)>, DatabaseError> {
        run::prepare(self, connection, sql).await
    }

    fn fetch<'c>(
        &'c self,
        connection: &'c mut PgConnection,
        sql: &str,
        forms: &'c [values::Form],
    ) -> BoxStream<'c, Result<Vec<Value>, DatabaseError>> {
        run::fetch(self, connection, sql, forms)
    }

    fn form(&self, column: &Column) -> values::Form {
        values::Form::declared(column)
    }

    async fn stop(&self, backend: u64) -> Result<(), DatabaseError> {
        cancel::stop(self, backend).await
    }

    async fn schema(&self, connection: &mut PgConnection) -> Result<Schema, DatabaseError> {
        schema::read(self, connection).await
    }

    async fn fingerprint(
        &self,
        connection: &mut PgConnection,
    ) -> Result<Fingerprint, DatabaseError> {
        schema::fingerprint(self, connection).await
    }

    async fn spread_over(
        &self,
        _connection: &mut PgConnection,
        table: &Table,
        columns: &[&Column],
    ) -> Result<Option<String>, DatabaseError> {
        Ok(profile::spread_over(table, columns))
    }

    async fn rights(
        &self,
        connection: &mut PgConnection,
    ) -> Result<Vec<RightsFinding>, DatabaseError> {
        rights::findings(self, connection).await
    }
}
