//! MySQL and MariaDB servers.

use std::time::Duration;

use futures::stream::BoxStream;
use querist_vocabulary::{
    database::{Capabilities, DatabaseError, ResultColumn, RightsFinding},
    schema::{Column, Fingerprint, Schema, Table},
    value::Value,
};
use sqlx::MySqlConnection;

use crate::server::Server;

/// Opening, ending and renewing connections.
mod connect;

/// Structure and fingerprint.
mod schema;

/// What the data looks like.
mod profile;

/// MySQL's and MariaDB's values as ours.
mod values;

/// A query on its way.
mod run;

/// Stopping a query.
mod cancel;

/// What the account may do.
mod rights;

/// What MySQL and MariaDB can do.
mod capabilities;

/// MySQL's and MariaDB's errors as ours.
mod errors;

pub(crate) use connect::MysqlServer;

impl Server for MysqlServer {
    type Connection = MySqlConnection;
    type Form = values::Form;

    const USES: u32 = connect::STATEMENTS;

    fn address(&self) -> &str {
        self.place()
    }

    fn capabilities(&self) -> &'static Capabilities {
        self.flavour().capabilities()
    }

    async fn open(&self) -> Result<(MySqlConnection, u64), DatabaseError> {
        connect::open(self).await
    }

    async fn begin(
        &self,
        connection: &mut MySqlConnection,
        time: Duration,
    ) -> Result<(), DatabaseError> {
        connect::begin(self, connection, time).await
    }

    async fn end(&self, connection: &mut MySqlConnection) -> Result<(), DatabaseError> {
        self.execute(connection, "ROLLBACK").await
    }

    /// The driver cannot ask for the protocol's own reset. What a checked query can leave is named
    /// locks, which are released here, and user variables, after which the connection is closed.
    async fn renew(&self, connection: &mut MySqlConnection) -> Result<(), DatabaseError> {
        self.execute(connection, "DO RELEASE_ALL_LOCKS()").await
    }

    fn leaves_traces(&self, sql: &str) -> bool {
        sql.contains('@')
    }

    async fn prepare(
        &self,
        connection: &mut MySqlConnection,
        sql: &str,
    ) -> Result<Vec<(ResultColumn, values::Form)>, DatabaseError> {
        run::prepare(self, connection, sql).await
    }

    fn fetch<'c>(
        &'c self,
        connection: &'c mut MySqlConnection,
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

    async fn schema(&self, connection: &mut MySqlConnection) -> Result<Schema, DatabaseError> {
        schema::read(self, connection).await
    }

    async fn fingerprint(
        &self,
        connection: &mut MySqlConnection,
    ) -> Result<Fingerprint, DatabaseError> {
        schema::fingerprint(self, connection).await
    }

    async fn spread_over(
        &self,
        connection: &mut MySqlConnection,
        table: &Table,
        columns: &[&Column],
    ) -> Result<Option<String>, DatabaseError> {
        profile::spread_over(self, connection, table, columns).await
    }

    async fn rights(
        &self,
        connection: &mut MySqlConnection,
    ) -> Result<Vec<RightsFinding>, DatabaseError> {
        rights::findings(self, connection).await
    }
}
