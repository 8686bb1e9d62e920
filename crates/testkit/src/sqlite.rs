//! SQLite files, through the `sqlite3` program.

use std::{path::Path, process::Command};

use crate::{
    client::{self, Sql},
    servers::or_fail,
};

/// Debian's package of the program.
pub const PACKAGE: &str = "sqlite3";

/// Whether there is a `sqlite3` program.
#[must_use]
pub fn is_installed() -> bool {
    Command::new("sqlite3").arg("-version").output().is_ok_and(|output| output.status.success())
}

/// Runs SQL in a file, which is made where there is none, and returns what it prints: a line a row,
/// columns separated by tabs.
///
/// # Panics
/// When SQLite refuses, or there is no `sqlite3` program; the message says what to install.
pub fn execute(file: &Path, sql: &str) -> String {
    let mut command = Command::new("sqlite3");
    command.args(["-batch", "-bail", "-noheader", "-separator", "\t"]).arg(file);
    or_fail(client::run(&mut command, Sql::Text(sql), PACKAGE))
}

/// Everything in a file as SQL: a text that changes with any content or structure.
///
/// # Panics
/// As [`execute`].
#[must_use]
pub fn dump(file: &Path) -> String {
    execute(file, ".dump")
}
