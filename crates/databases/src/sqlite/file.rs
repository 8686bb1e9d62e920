//! The file itself: which one it is, and whether somebody writes to it.

use std::{
    fs::{self, File, Metadata},
    io::{self, Read},
    path::{Path, PathBuf},
};

use querist_vocabulary::database::DatabaseError;

use crate::address::masked;

/// A file at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct State {
    /// Changes when the path leads to another file.
    pub identity: String,
    /// For a file that nobody writes to though it is in write-ahead mode: changes when somebody does.
    ///
    /// SQLite makes two files beside such a database even to read it, and they belong to whoever
    /// reads; a writer with another account could not use them. While no log waits the file can be
    /// read as one that stands still, without them.
    pub still: Option<String>,
}

/// The state now.
pub(super) fn state(path: &Path) -> io::Result<State> {
    let found = fs::metadata(path)?;
    let still = is_write_ahead(path)? && !log_waits(path);
    let when = || format!("{} {:?}", found.len(), found.modified().ok());
    Ok(State { identity: identity(&found), still: still.then(when) })
}

/// The first of these paths that exists, absolute.
///
/// # Errors
/// `NoSuchFile`, `NotADatabase` or `Denied`.
pub(super) fn find(paths: &[String]) -> Result<PathBuf, DatabaseError> {
    let shown = || masked(&paths.join("` or `"));
    let existing = paths.iter().find(|path| Path::new(path).exists());
    let path = existing.ok_or_else(|| DatabaseError::NoSuchFile { path: shown() })?;
    let denied = |error: io::Error| DatabaseError::Denied(format!("read `{path}`: {error}"));
    let found = fs::metadata(path).map_err(denied)?;
    if !found.is_file() {
        let reason = if found.is_dir() { "it is a folder" } else { "it is not an ordinary file" };
        return Err(DatabaseError::NotADatabase { path: path.clone(), reason: reason.into() });
    }
    File::open(path).and_then(|_| fs::canonicalize(path)).map_err(denied)
}

/// Bytes 18 and 19 of the header are 2 (<https://sqlite.org/fileformat2.html#file_format_version_numbers>).
fn is_write_ahead(path: &Path) -> io::Result<bool> {
    let mut header = Vec::new();
    File::open(path)?.take(20).read_to_end(&mut header)?;
    Ok(header.ends_with(&[2, 2]) && header.len() == 20)
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
