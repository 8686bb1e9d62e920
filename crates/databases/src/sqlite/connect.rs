//! Finding, opening and keeping connections to one file.
//!
//! SQLite works in the calling thread, so every use of a connection happens on a blocking thread.
//! A connection that was opened on a file since replaced by another (same path, another file) is
//! not used again.

use std::{
    fs::{self, Metadata},
    io::ErrorKind,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use querist_vocabulary::database::DatabaseError;
use rusqlite::{Connection, OpenFlags, config::DbConfig, limits::Limit};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{authorizer, errors};
use crate::{Options, address::masked};

/// How long a connection waits for another program's lock, if the query's own time is not short.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

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
    identity: String,
}

/// A connection in use, given back when it is dropped.
pub(super) struct Seat {
    connections: Arc<Connections>,
    idle: Option<Idle>,
    _permit: OwnedSemaphorePermit,
}

/// Finds the file and proves that it can be read.
///
/// # Errors
/// `NoSuchFile`, `NotADatabase`, `Locked` or `Denied`.
pub(super) async fn open(
    paths: &[String],
    options: &Options,
) -> Result<Connections, DatabaseError> {
    let connections = Connections {
        path: find(paths)?,
        seats: Arc::new(Semaphore::new(options.max_connections.max(1) as usize)),
        idle: Mutex::new(Vec::new()),
    };
    let connections = Arc::new(connections);
    with(&connections, Purpose::Data, |_| Ok(())).await?;
    Arc::into_inner(connections)
        .ok_or_else(|| DatabaseError::Query("the first connection is still in use".into()))
}

/// Does something with a connection, on a blocking thread.
pub(super) async fn with<T: Send + 'static>(
    connections: &Arc<Connections>,
    purpose: Purpose,
    work: impl FnOnce(&Connection) -> Result<T, DatabaseError> + Send + 'static,
) -> Result<T, DatabaseError> {
    let permit = connections.permit().await?;
    let connections = Arc::clone(connections);
    let address = connections.address();
    let done = tokio::task::spawn_blocking(move || {
        let seat = Seat::take(connections, permit, purpose)?;
        work(seat.connection()?)
    });
    done.await
        .unwrap_or_else(|error| Err(DatabaseError::Lost { address, reason: error.to_string() }))
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

    /// A text that changes when the path leads to another file.
    pub(super) fn identity(&self) -> Result<String, DatabaseError> {
        fs::metadata(&self.path).map(|found| identity(&found)).map_err(|error| self.gone(&error))
    }

    fn gone(&self, error: &std::io::Error) -> DatabaseError {
        if error.kind() == ErrorKind::NotFound {
            DatabaseError::NoSuchFile { path: self.address() }
        } else {
            DatabaseError::Denied(format!("read `{}`: {error}", self.address()))
        }
    }

    fn reuse(&self, purpose: Purpose, identity: &str) -> Option<Idle> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|kept| kept.identity == identity);
        let at = idle.iter().position(|kept| kept.purpose == purpose)?;
        Some(idle.swap_remove(at))
    }
}

impl Seat {
    /// Takes an idle connection or opens one. Call it on a blocking thread.
    pub(super) fn take(
        connections: Arc<Connections>,
        permit: OwnedSemaphorePermit,
        purpose: Purpose,
    ) -> Result<Self, DatabaseError> {
        let identity = connections.identity()?;
        let idle = match connections.reuse(purpose, &identity) {
            Some(idle) => idle,
            None => {
                let connection = open_one(&connections.path, purpose)
                    .map_err(|error| errors::of_file(&error, &connections.path))?;
                Idle { connection, purpose, identity }
            }
        };
        Ok(Self { connections, idle: Some(idle), _permit: permit })
    }

    /// The file's absolute path.
    pub(super) fn path(&self) -> &Path {
        self.connections.path()
    }

    /// The connection.
    pub(super) fn connection(&self) -> Result<&Connection, DatabaseError> {
        let closed = || DatabaseError::Query("the connection was closed".into());
        self.idle.as_ref().map(|idle| &idle.connection).ok_or_else(closed)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        if let Some(idle) = self.idle.take() {
            let clean = idle.connection.progress_handler(0, None::<fn() -> bool>).is_ok();
            let mut others = self.connections.idle.lock().unwrap_or_else(PoisonError::into_inner);
            if clean {
                others.push(idle);
            }
        }
    }
}

fn find(paths: &[String]) -> Result<PathBuf, DatabaseError> {
    let shown = || masked(&paths.join("` or `"));
    let existing = paths.iter().find(|path| Path::new(path).exists());
    let path = existing.ok_or_else(|| DatabaseError::NoSuchFile { path: shown() })?;
    let denied = |error: std::io::Error| DatabaseError::Denied(format!("read `{path}`: {error}"));
    let found = fs::metadata(path).map_err(denied)?;
    if !found.is_file() {
        let reason = if found.is_dir() { "it is a folder" } else { "it is not an ordinary file" };
        return Err(DatabaseError::NotADatabase { path: path.clone(), reason: reason.into() });
    }
    fs::File::open(path).and_then(|_| fs::canonicalize(path)).map_err(denied)
}

/// Opens the file as it is, or, where that needs files beside it that cannot be written (a
/// write-ahead log in a read-only folder), as one that nobody changes. The latter only where no
/// log waits: its rows would be missed.
fn open_one(path: &Path, purpose: Purpose) -> rusqlite::Result<Connection> {
    let opened = open_as(path.to_path_buf(), OpenFlags::empty(), purpose);
    match opened {
        Err(error) if errors::needs_other_files(&error) && !log_waits(path) => {
            open_as(immutable(path), OpenFlags::SQLITE_OPEN_URI, purpose)
        }
        opened => opened,
    }
}

fn open_as(path: PathBuf, more: OpenFlags, purpose: Purpose) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | more;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    connection.pragma_update(None, "query_only", true)?;
    // The first look at the file: until now it was not even opened.
    connection.query_row("SELECT count(*) FROM sqlite_schema", (), |_| Ok(()))?;
    if purpose == Purpose::Data {
        authorizer::install(&connection)?;
    }
    Ok(connection)
}

fn immutable(path: &Path) -> PathBuf {
    let text = path.display().to_string();
    let escaped = text.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    PathBuf::from(format!("file:{escaped}?immutable=1"))
}

fn log_waits(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    fs::metadata(log).is_ok_and(|found| found.len() > 0)
}

#[cfg(unix)]
fn identity(found: &Metadata) -> String {
    use std::os::unix::fs::MetadataExt;
    format!("{}:{}", found.dev(), found.ino())
}

#[cfg(not(unix))]
fn identity(found: &Metadata) -> String {
    format!("{:?}", found.created().ok())
}
