//! The file made or opened, and brought to the version that this program knows.

use std::{fs, io, path::Path, time::Duration};

use querist_vocabulary::store::StoreError;
use sqlx::{
    ConnectOptions, SqlitePool,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{failure::Failure, migrations};

/// How long a process waits for another one's write.
const PATIENCE: Duration = Duration::from_secs(10);

/// Connections to the file: one writes, a few read beside it.
const CONNECTIONS: u32 = 4;

/// Opens the store's file.
pub(crate) async fn file(file: &Path, failure: &Failure) -> Result<SqlitePool, StoreError> {
    make_private(file).map_err(|error| failure.system(&error))?;
    // With WAL, `NORMAL` survives a killed process whole and saves a disk flush a question; a power
    // cut may take the last entries, chain and head together.
    let options = options().filename(file).synchronous(SqliteSynchronous::Normal);
    open(SqlitePoolOptions::new().max_connections(CONNECTIONS), options, failure).await
}

/// Opens a store in memory: one connection that is never given up, for its end is the data's end.
pub(crate) async fn memory(failure: &Failure) -> Result<SqlitePool, StoreError> {
    let pool = SqlitePoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None);
    open(pool, options().in_memory(true), failure).await
}

fn options() -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .busy_timeout(PATIENCE)
        .foreign_keys(true)
        .disable_statement_logging()
}

async fn open(
    pool: SqlitePoolOptions,
    options: SqliteConnectOptions,
    failure: &Failure,
) -> Result<SqlitePool, StoreError> {
    let pool = pool
        .acquire_timeout(PATIENCE)
        .connect_with(options)
        .await
        .map_err(|error| failure.driver(error))?;
    migrations::run(&pool, failure).await?;
    Ok(pool)
}

/// Makes folder and file for their owner alone. SQLite gives the files beside it the same mode.
fn make_private(file: &Path) -> io::Result<()> {
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        make_folder(folder)?;
    }
    make_file(file)
}

#[cfg(unix)]
fn make_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn make_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

#[cfg(unix)]
fn make_file(file: &Path) -> io::Result<()> {
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
    let made = fs::OpenOptions::new().append(true).create(true).mode(0o600).open(file)?;
    let mut rights = made.metadata()?.permissions();
    if rights.mode() & 0o077 != 0 {
        rights.set_mode(0o600);
        made.set_permissions(rights)?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn make_file(file: &Path) -> io::Result<()> {
    fs::OpenOptions::new().append(true).create(true).open(file).map(|_| ())
}
