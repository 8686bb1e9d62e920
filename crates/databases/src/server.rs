//! What PostgreSQL and MySQL have in common: connections that are kept, and queries in tasks of
//! their own that can be stopped from a second connection.
//!
//! [`Served`] plays the role of a database once for both; what differs is a [`Server`].

use std::{future::Future, sync::Arc, time::Duration};

use async_trait::async_trait;
use futures::stream::BoxStream;
use querist_vocabulary::{
    database::{
        Capabilities, Database, DatabaseError, Distinct, Limits, ResultColumn, RightsFinding, Rows,
    },
    profile::TableProfile,
    question::QuestionId,
    schema::{Column, Fingerprint, Schema, Table, TableName},
    statement::{Query, ReadOnly},
    value::Value,
};

use crate::{Options, delivery::Running};

/// Connections that are kept for the next use.
mod pool;

/// A query in a task of its own.
mod run;

/// What the data looks like.
mod profile;

use pool::{Pool, Seat};

/// Time for a statement about the structure or the account.
const STRUCTURE_TIME: Duration = Duration::from_secs(60);

/// A server that answers over a connection.
pub(crate) trait Server: Send + Sync + Sized + 'static {
    /// The driver's connection.
    type Connection: Send + 'static;

    /// Queries that one connection runs before it is closed.
    const USES: u32;

    /// How the text of a column's values is read.
    type Form: Send + Sync + 'static;

    /// Where it is, for people.
    fn address(&self) -> &str;

    /// What it can do; asked only after the first connection was opened.
    fn capabilities(&self) -> &'static Capabilities;

    /// Opens a connection, and says by which number the server knows it.
    fn open(&self) -> impl Future<Output = Result<(Self::Connection, u64), DatabaseError>> + Send;

    /// Begins a read-only transaction whose statements may take so long, and in which nothing
    /// depends on how the account or the server is set.
    fn begin(
        &self,
        connection: &mut Self::Connection,
        time: Duration,
    ) -> impl Future<Output = Result<(), DatabaseError>> + Send;

    /// Ends whatever transaction is open, so that an idle connection holds nothing.
    fn end(
        &self,
        connection: &mut Self::Connection,
    ) -> impl Future<Output = Result<(), DatabaseError>> + Send;

    /// Makes a kept connection as good as new; fails where it is dead or cannot be made so.
    fn renew(
        &self,
        connection: &mut Self::Connection,
    ) -> impl Future<Output = Result<(), DatabaseError>> + Send;

    /// Whether a session that has run this may differ from a new one in a way that
    /// [`Server::renew`] does not mend; then the connection is closed.
    fn leaves_traces(&self, sql: &str) -> bool;

    /// Proves that the text is exactly one statement, and tells its columns.
    fn prepare(
        &self,
        connection: &mut Self::Connection,
        sql: &str,
    ) -> impl Future<Output = Result<Vec<(ResultColumn, Self::Form)>, DatabaseError>> + Send;

    /// The rows of a statement that was proven to be one, or that Querist wrote itself.
    fn fetch<'c>(
        &'c self,
        connection: &'c mut Self::Connection,
        sql: &str,
        forms: &'c [Self::Form],
    ) -> BoxStream<'c, Result<Vec<Value>, DatabaseError>>;

    /// The form of a table's column.
    fn form(&self, column: &Column) -> Self::Form;

    /// Stops, from a connection of its own, what another one is doing.
    fn stop(&self, backend: u64) -> impl Future<Output = Result<(), DatabaseError>> + Send;

    /// Reads the structure; a transaction has begun.
    fn schema(
        &self,
        connection: &mut Self::Connection,
    ) -> impl Future<Output = Result<Schema, DatabaseError>> + Send;

    /// The structure's fingerprint; a transaction has begun.
    fn fingerprint(
        &self,
        connection: &mut Self::Connection,
    ) -> impl Future<Output = Result<Fingerprint, DatabaseError>> + Send;

    /// For a large table: a statement that takes some rows from all over it. The first rows alone
    /// would all be of the same age.
    fn spread_over(
        &self,
        connection: &mut Self::Connection,
        table: &Table,
        columns: &[&Column],
    ) -> impl Future<Output = Result<Option<String>, DatabaseError>> + Send;

    /// What the account may do that a reader should not; a transaction has begun.
    fn rights(
        &self,
        connection: &mut Self::Connection,
    ) -> impl Future<Output = Result<Vec<RightsFinding>, DatabaseError>> + Send;
}

/// A database on a server.
pub(crate) struct Served<S: Server> {
    pool: Arc<Pool<S>>,
    running: Running,
}

impl<S: Server> Served<S> {
    /// Connects, and keeps the connection for the first question.
    ///
    /// # Errors
    /// When nobody answers there, or the account or the database is not accepted.
    pub(crate) async fn connect(server: S, options: &Options) -> Result<Self, DatabaseError> {
        let pool = Pool::new(server, options);
        pool.take().await?.keep().await;
        Ok(Self { pool, running: Running::default() })
    }

    /// A connection in a read-only transaction, for statements that Querist wrote itself.
    async fn begun(&self) -> Result<Seat<S>, DatabaseError> {
        let mut seat = self.pool.take().await?;
        self.pool.server().begin(&mut seat.connection, STRUCTURE_TIME).await?;
        Ok(seat)
    }
}

#[async_trait]
impl<S: Server> Database for Served<S> {
    fn capabilities(&self) -> &'static Capabilities {
        self.pool.server().capabilities()
    }

    fn address(&self) -> String {
        self.pool.server().address().to_owned()
    }

    async fn schema(&self) -> Result<Schema, DatabaseError> {
        let mut seat = self.begun().await?;
        let schema = self.pool.server().schema(&mut seat.connection).await?;
        seat.keep().await;
        Ok(schema)
    }

    async fn fingerprint(&self) -> Result<Fingerprint, DatabaseError> {
        let mut seat = self.begun().await?;
        let print = self.pool.server().fingerprint(&mut seat.connection).await?;
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
        limits: Limits,
    ) -> Result<Distinct, DatabaseError> {
        let mut seat = self.pool.take().await?;
        let (server, connection) = (self.pool.server(), &mut seat.connection);
        let values = profile::distinct(server, connection, table, column, limits).await?;
        seat.keep().await;
        Ok(values)
    }

    async fn run(
        &self,
        id: &QuestionId,
        query: &ReadOnly<Query>,
        limits: Limits,
    ) -> Result<Box<dyn Rows>, DatabaseError> {
        run::run(&self.pool, self.running.enter(id), query, limits).await
    }

    async fn cancel(&self, id: &QuestionId) -> Result<(), DatabaseError> {
        self.running.cancel(id).await
    }

    async fn rights(&self) -> Result<Vec<RightsFinding>, DatabaseError> {
        let mut seat = self.begun().await?;
        let findings = self.pool.server().rights(&mut seat.connection).await?;
        seat.keep().await;
        Ok(findings)
    }
}

/// The driver's words for what went wrong on the way, without the address of a manual behind them.
pub(crate) fn words(error: &sqlx::Error) -> String {
    let words = error.to_string();
    words.split(": https://").next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_people() {
        let closed = std::io::Error::other("peer closed connection: https://docs.rs/rustls/#eof");
        let shown = words(&sqlx::Error::Io(closed));
        assert!(shown.ends_with("peer closed connection"), "{shown}");
    }
}
