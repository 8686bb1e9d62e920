//! MySQL and MariaDB servers.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use querist_vocabulary::{
    database::{Capabilities, Database, DatabaseError, Limits, RightsFinding, Rows},
    profile::TableProfile,
    question::QuestionId,
    schema::{Column, Fingerprint, Schema, Table, TableName},
    statement::{Query, ReadOnly},
    value::Value,
};

use crate::{
    Options,
    address::Server as Address,
    delivery::Running,
    server::{self, Pool},
};

/// Opening, ending and renewing connections.
mod connect;

/// Structure and fingerprint.
mod schema;

/// What the data looks like.
mod profile;

/// MySQL's values as ours.
mod values;

/// A query on its way.
mod run;

/// Stopping a query.
mod cancel;

/// What the account may do.
mod rights;

/// What MySQL can do.
mod capabilities;

/// MySQL's errors as ours.
mod errors;

/// Time for a statement about the structure.
const STRUCTURE_TIME: Duration = Duration::from_secs(60);

/// A database on a MySQL or MariaDB server.
pub(crate) struct Mysql {
    pool: Arc<Pool<connect::MysqlServer>>,
    running: Running,
}

impl Mysql {
    /// Connects, and keeps the connection for the first question.
    ///
    /// # Errors
    /// When nobody answers there, or the account or the database is not accepted.
    pub(crate) async fn connect(
        address: &Address,
        options: &Options,
    ) -> Result<Self, DatabaseError> {
        let pool = Pool::new(connect::MysqlServer::new(address)?, options);
        pool.take().await?.keep().await;
        Ok(Self { pool, running: Running::default() })
    }
}

#[async_trait]
impl Database for Mysql {
    fn capabilities(&self) -> &'static Capabilities {
        self.pool.server().flavour().capabilities()
    }

    fn address(&self) -> String {
        server::Server::address(self.pool.server()).to_owned()
    }

    async fn schema(&self) -> Result<Schema, DatabaseError> {
        let mut seat = self.pool.take().await?;
        let schema = schema::read(self.pool.server(), &mut seat.connection).await?;
        seat.keep().await;
        Ok(schema)
    }

    async fn fingerprint(&self) -> Result<Fingerprint, DatabaseError> {
        let mut seat = self.pool.take().await?;
        let print = schema::fingerprint(self.pool.server(), &mut seat.connection).await?;
        seat.keep().await;
        Ok(print)
    }

    async fn profile(&self, table: &Table) -> Result<TableProfile, DatabaseError> {
        let mut seat = self.pool.take().await?;
        let profile = profile::profile(self.pool.server(), &mut seat.connection, table).await?;
        seat.keep().await;
        Ok(profile)
    }

    async fn distinct(
        &self,
        table: &TableName,
        column: &Column,
        most: u64,
    ) -> Result<Vec<Value>, DatabaseError> {
        let mut seat = self.pool.take().await?;
        let (server, connection) = (self.pool.server(), &mut seat.connection);
        let values = profile::distinct(server, connection, table, column, most).await?;
        seat.keep().await;
        Ok(values)
    }

    async fn run(
        &self,
        id: &QuestionId,
        query: &ReadOnly<Query>,
        limits: Limits,
    ) -> Result<Box<dyn Rows>, DatabaseError> {
        server::run(&self.pool, self.running.enter(id), query, limits).await
    }

    async fn cancel(&self, id: &QuestionId) -> Result<(), DatabaseError> {
        self.running.cancel(id).await
    }

    async fn rights(&self) -> Result<Vec<RightsFinding>, DatabaseError> {
        let mut seat = self.pool.take().await?;
        let findings = rights::findings(self.pool.server(), &mut seat.connection).await?;
        seat.keep().await;
        Ok(findings)
    }
}
