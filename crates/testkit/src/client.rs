//! Runs a database's own client program.
//!
//! No driver: what the tests prove about Querist's connections is observed from outside them.

use std::{
    fs::File,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};

/// Where the SQL comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Sql<'a> {
    /// From here.
    Text(&'a str),
    /// From a file.
    File(&'a Path),
}

/// Feeds SQL to a client and returns what it prints. `package` is what to install where the program
/// is missing.
pub(crate) fn run(command: &mut Command, sql: Sql<'_>, package: &str) -> Result<String> {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let output = match sql {
        Sql::Text(text) => feed(command.stdin(Stdio::piped()), text),
        Sql::File(file) => {
            let input = File::open(file).with_context(|| format!("cannot read {file:?}"))?;
            command.stdin(input).output()
        }
    };
    let program = command.get_program().to_string_lossy().into_owned();
    let output = output.with_context(|| {
        format!("cannot run `{program}`; install it: `apt-get install -y {package}`")
    })?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr).trim());
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Writes from a thread: a client that prints while it reads must not wait for us.
fn feed(command: &mut Command, text: &str) -> std::io::Result<std::process::Output> {
    let mut child = command.spawn()?;
    let input = child.stdin.take();
    std::thread::scope(|scope| {
        scope.spawn(move || input.map(|mut pipe| pipe.write_all(text.as_bytes())));
        child.wait_with_output()
    })
}
