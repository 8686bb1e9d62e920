//! What PostgreSQL and MySQL have in common: connections that are kept, and queries in tasks of
//! their own that can be stopped from a second connection.

use std::future::Future;

use querist_vocabulary::database::{Cut, DatabaseError};

use crate::delivery::Outlet;

/// Connections that are kept for the next use.
mod pool;

/// A query in a task of its own.
mod run;

pub(crate) use pool::{Pool, Seat};
pub(crate) use run::run;

/// A server that answers over a connection.
pub(crate) trait Server: Send + Sync + 'static {
    /// The driver's connection.
    type Connection: Send + 'static;

    /// Where it is, for people.
    fn address(&self) -> &str;

    /// Opens a connection, and says by which number the server knows it.
    fn open(&self) -> impl Future<Output = Result<(Self::Connection, u64), DatabaseError>> + Send;

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

    /// Runs the query in a read-only transaction and sends its columns and rows.
    fn send(
        &self,
        connection: &mut Self::Connection,
        sql: &str,
        outlet: &Outlet,
    ) -> impl Future<Output = Result<Option<Cut>, DatabaseError>> + Send;

    /// Stops, from a connection of its own, what another one is doing.
    fn stop(&self, backend: u64) -> impl Future<Output = Result<(), DatabaseError>> + Send;

    /// Whether a session that has run this may differ from a new one in a way that
    /// [`Server::renew`] does not mend; then the connection is closed.
    fn leaves_traces(&self, sql: &str) -> bool;
}
