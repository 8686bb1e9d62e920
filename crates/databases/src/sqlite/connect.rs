//! Opening and keeping connections to one file.
//!
//! SQLite works in the calling thread, so every use of a connection happens on a blocking thread.

use std::{
    io::{self, ErrorKind},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use querist_vocabulary::database::DatabaseError;
use rusqlite::{Connection, OpenFlags, config::DbConfig, limits::Limit};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{
    authorizer, cancel, errors,
    file::{self, State},
};
use crate::Options;

/// How long a connection waits for another program's lock, if the query's own time is not short.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// The largest value and the largest row to be sorted, in bytes, where the answer may have any size. SQLite's own bound
/// is a thousand million; it looks neither at the clock nor at a stop while a function makes one value.
pub(super) const LARGEST: i32 = 64 << 20;

/// What a connection is for; each has its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Our own statements about the structure, which need PRAGMA.
    Structure,
    /// Reading data, under the authorizer.
    Data,
}

/// Open connections to one file.
pub(super) struct Connections {
    path: PathBuf,
    seats: Arc<Semaphore>,
    idle: Mutex<Vec<Idle>>,
}

struct Idle {
    connection: Connection,
    purpose: Purpose,
    state: State,
}

/// A connection in use. Dropping it closes it; [`Seat::keep`] gives it back.
pub(super) struct Seat {
    connections: Arc<Connections>,
    idle: Idle,
    /// Whether whoever asked has gone away.
    abandoned: Arc<AtomicBool>,
    _permit: OwnedSemaphorePermit,
}

/// Finds the file and proves that it can be read.
///
/// # Errors
/// `NoSuchFile`, `NotADatabase`, `Locked` or `Denied`.
pub(super) async fn open(
    paths: &[String],
    options: &Options,
) -> Result<Arc<Connections>, DatabaseError> {
    let connections = Arc::new(Connections {
        path: file::find(paths)?,
        seats: Arc::new(Semaphore::new(options.max_connections.max(1) as usize)),
        idle: Mutex::new(Vec::new()),
    });
    // The kind that every command needs.
    with(&connections, Purpose::Structure, |_| Ok(())).await?;
    Ok(connections)
}

/// Does something with a connection, on a blocking thread; stops when nobody waits for it any more.
pub(super) async fn with<T: Send + 'static>(
    connections: &Arc<Connections>,
    purpose: Purpose,
    work: impl FnOnce(&Seat) -> Result<T, DatabaseError> + Send + 'static,
) -> Result<T, DatabaseError> {
    let permit = connections.permit().await?;
    let abandon = Abandon(Arc::default());
    let (connections, abandoned) = (Arc::clone(connections), Arc::clone(&abandon.0));
    let address = connections.address();
    let done = tokio::task::spawn_blocking(move || {
        let over = Arc::clone(&abandoned);
        let _patience = cancel::Patience::of(PATIENCE, move || over.load(Ordering::Relaxed));
        let seat = Seat::take(connections, permit, abandoned, purpose)?;
        cancel::limit(&seat.idle.connection, &seat.abandoned, None)?;
        let done = work(&seat)?;
        seat.keep()?;
        Ok(done)
    });
    let broken = |error: tokio::task::JoinError| {
        Err(DatabaseError::Lost { address, reason: error.to_string() })
    };
    done.await.unwrap_or_else(broken)
}

/// Tells the thread when nobody waits for it any more.
struct Abandon(Arc<AtomicBool>);

impl Drop for Abandon {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Connections {
    /// The file's absolute path.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The file's absolute path, for people.
    pub(super) fn address(&self) -> String {
        self.path.display().to_string()
    }

    /// Waits for a free seat.
    pub(super) async fn permit(&self) -> Result<OwnedSemaphorePermit, DatabaseError> {
        let closed = |_| DatabaseError::Query("the database was closed".into());
        Arc::clone(&self.seats).acquire_owned().await.map_err(closed)
    }

    /// The file as it is now.
    pub(super) fn state(&self) -> Result<State, DatabaseError> {
        file::state(&self.path).map_err(|error| self.gone(&error))
    }

    fn gone(&self, error: &io::Error) -> DatabaseError {
        if error.kind() == ErrorKind::NotFound {
            DatabaseError::NoSuchFile { path: self.address() }
        } else {
            DatabaseError::Denied(format!("read `{}`: {error}", self.address()))
        }
    }

    /// A kept connection, if the file is still as it was opened; the others are closed.
    fn kept(&self, purpose: Purpose, state: &State) -> Option<Idle> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|kept| kept.state == *state);
        let at = idle.iter().position(|kept| kept.purpose == purpose)?;
        Some(idle.swap_remove(at))
    }
}

impl Seat {
    /// Takes a kept connection or opens one. Call it on a blocking thread.
    pub(super) fn take(
        connections: Arc<Connections>,
        permit: OwnedSemaphorePermit,
        abandoned: Arc<AtomicBool>,
        purpose: Purpose,
    ) -> Result<Self, DatabaseError> {
        let state = connections.state()?;
        let idle = match connections.kept(purpose, &state) {
            Some(idle) => idle,
            None => {
                let connection = open_one(&connections.path, &state, purpose)
                    .map_err(|error| errors::of_file(&error, &connections.path))?;
                Idle { connection, purpose, state }
            }
        };
        Ok(Self { connections, idle, abandoned, _permit: permit })
    }

    /// The connection.
    pub(super) fn connection(&self) -> &Connection {
        &self.idle.connection
    }

    /// Ends the next statements after this time, or when nobody waits for them any more.
    pub(super) fn limit_time(&self, time: Duration) -> Result<(), DatabaseError> {
        cancel::limit(self.connection(), &self.abandoned, Some(time))
    }

    /// What went wrong with a statement.
    pub(super) fn error(&self, error: &rusqlite::Error) -> DatabaseError {
        errors::of_query(error, &self.connections.path)
    }

    /// Gives the connection back.
    ///
    /// # Errors
    /// When a file that was read as one that stands still did not: what was read may be wrong.
    pub(super) fn keep(self) -> Result<(), DatabaseError> {
        let Self { connections, idle, .. } = self;
        if idle.state.still.is_some() && connections.state()? != idle.state {
            let reason = "another program changed the file while it was read".into();
            return Err(DatabaseError::Lost { address: connections.address(), reason });
        }
        if idle.connection.progress_handler(0, None::<fn() -> bool>).is_ok() {
            connections.idle.lock().unwrap_or_else(PoisonError::into_inner).push(idle);
        }
        Ok(())
    }
}

fn open_one(path: &Path, state: &State, purpose: Purpose) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = match state.still {
        None => Connection::open_with_flags(path, flags)?,
        Some(_) => {
            Connection::open_with_flags(as_immutable(path), flags | OpenFlags::SQLITE_OPEN_URI)?
        }
    };
    connection.busy_handler(Some(cancel::try_again))?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, LARGEST)?;
    connection.pragma_update(None, "query_only", true)?;
    // The first look at the file: until now it was not even opened.
    connection.query_row("SELECT count(*) FROM sqlite_schema", (), |_| Ok(()))?;
    if purpose == Purpose::Data {
        authorizer::install(&connection)?;
    }
    Ok(connection)
}

/// The file as a URI that says that nobody changes it.
fn as_immutable(path: &Path) -> PathBuf {
    let text = path.display().to_string();
    let escaped = text.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    PathBuf::from(format!("file:{escaped}?immutable=1"))
}
