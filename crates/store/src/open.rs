//! The file made or opened, and brought to the version that this program knows.

use std::{fs, io, path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags};

use crate::{failure::Trouble, migrations, vectors::extension};

/// How long a process waits for another one's write.
const PATIENCE: Duration = Duration::from_secs(10);

/// Opens the store's file.
pub(crate) fn file(file: &Path) -> Result<Connection, Trouble> {
    make_private(file)?;
    // One thing is done with it at a time, so SQLite need not see to that.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    ready(Connection::open_with_flags(file, flags)?)
}

/// Opens a store in memory; its end is the data's end.
pub(crate) fn memory() -> Result<Connection, Trouble> {
    ready(Connection::open_in_memory()?)
}

fn ready(mut connection: Connection) -> Result<Connection, Trouble> {
    connection.busy_timeout(PATIENCE)?;
    extension::add(&connection)?;
    migrations::run(&mut connection)?;
    // With WAL, `NORMAL` survives a killed process whole and saves a disk flush a question; a power
    // cut may take the last entries, chain and head together.
    connection.execute_batch("PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL")?;
    Ok(connection)
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
