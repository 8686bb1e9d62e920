//! Connections that are kept for the next use.
//!
//! The driver's own pool keeps trying while a server refuses connections and then reports only that
//! time is over; here a failure is told at once and by its cause.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use querist_vocabulary::database::DatabaseError;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use super::Server;
use crate::Options;

/// Connections to one server.
pub(crate) struct Pool<S: Server> {
    server: S,
    connect_timeout: Duration,
    seats: Arc<Semaphore>,
    idle: Mutex<Vec<Idle<S>>>,
}

struct Idle<S: Server> {
    connection: S::Connection,
    backend: u64,
    uses: u32,
}

/// A connection in use. Dropping it closes it; [`Seat::keep`] gives it back.
pub(crate) struct Seat<S: Server> {
    /// The connection.
    pub connection: S::Connection,
    /// By which number the server knows it.
    pub backend: u64,
    /// Queries that it has run.
    pub uses: u32,
    pool: Arc<Pool<S>>,
    _permit: OwnedSemaphorePermit,
}

impl<S: Server> Pool<S> {
    /// No connection yet.
    pub(crate) fn new(server: S, options: &Options) -> Arc<Self> {
        Arc::new(Self {
            server,
            connect_timeout: options.connect_timeout,
            seats: Arc::new(Semaphore::new(options.max_connections.max(1) as usize)),
            idle: Mutex::new(Vec::new()),
        })
    }

    /// The server.
    pub(crate) fn server(&self) -> &S {
        &self.server
    }

    /// A connection as good as new; waits while all are in use.
    pub(crate) async fn take(self: &Arc<Self>) -> Result<Seat<S>, DatabaseError> {
        let closed = |_| DatabaseError::Query("the database was closed".into());
        let permit = Arc::clone(&self.seats).acquire_owned().await.map_err(closed)?;
        let Idle { connection, backend, uses } = match self.kept().await {
            Some(kept) => kept,
            None => {
                let (connection, backend) = self.in_time(self.server.open()).await?;
                Idle { connection, backend, uses: 0 }
            }
        };
        Ok(Seat { connection, backend, uses, pool: Arc::clone(self), _permit: permit })
    }

    /// Stops, from a connection of its own, what another one is doing.
    pub(crate) async fn stop(&self, backend: u64) -> Result<(), DatabaseError> {
        self.in_time(self.server.stop(backend)).await
    }

    /// A kept connection that could be renewed; the others are closed.
    async fn kept(&self) -> Option<Idle<S>> {
        loop {
            let mut idle = self.pop()?;
            if self.in_time(self.server.renew(&mut idle.connection)).await.is_ok() {
                return Some(idle);
            }
        }
    }

    fn pop(&self) -> Option<Idle<S>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    async fn in_time<T>(
        &self,
        work: impl Future<Output = Result<T, DatabaseError>>,
    ) -> Result<T, DatabaseError> {
        let address = || self.server.address().to_owned();
        let seconds = self.connect_timeout.as_secs_f64();
        timeout(self.connect_timeout, work).await.unwrap_or_else(|_| {
            let reason = format!("no answer within {seconds} s");
            Err(DatabaseError::Unreachable { address: address(), reason })
        })
    }
}

impl<S: Server> Seat<S> {
    /// Ends the transaction and keeps the connection, unless it is broken or has served its time.
    pub(crate) async fn keep(mut self) {
        if self.uses >= S::USES {
            return;
        }
        let pool = Arc::clone(&self.pool);
        if pool.in_time(pool.server.end(&mut self.connection)).await.is_ok() {
            let Self { connection, backend, uses, .. } = self;
            let idle = Idle { connection, backend, uses };
            pool.idle.lock().unwrap_or_else(PoisonError::into_inner).push(idle);
        }
    }
}
