//! Runs SQL through the server's own client program.
//!
//! No driver: what the tests prove about Querist's connections is observed from outside them.

use std::{
    fs::File,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};

use super::{Account, Kind};

/// Where the SQL comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Sql<'a> {
    /// From here.
    Text(&'a str),
    /// From a file.
    File(&'a Path),
}

/// Runs SQL and returns what the client prints: a line a row, columns separated by tabs.
pub(crate) fn run(kind: Kind, account: &Account, database: &str, sql: Sql<'_>) -> Result<String> {
    let mut command = match kind {
        Kind::Postgres => psql(account, database),
        Kind::Mariadb => mariadb(account, database),
    };
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let output = match sql {
        Sql::File(file) => {
            let input = File::open(file).with_context(|| format!("cannot read {file:?}"))?;
            command.stdin(input).output()
        }
        Sql::Text(text) => feed(command.stdin(Stdio::piped()), text),
    };
    let output =
        output.with_context(|| format!("cannot run the client: `{}`", kind.install_line()))?;
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

fn psql(account: &Account, database: &str) -> Command {
    let mut command = Command::new("psql");
    command
        .env("PGPASSWORD", &account.password)
        .env("PGCLIENTENCODING", "UTF8")
        .args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--field-separator=\t"])
        .args(["--set=ON_ERROR_STOP=1", "--host=127.0.0.1"])
        .arg(format!("--port={}", account.port))
        .arg(format!("--username={}", account.user))
        .arg(format!("--dbname={database}"));
    command
}

fn mariadb(account: &Account, database: &str) -> Command {
    let mut command = Command::new("mariadb");
    command
        .env("MYSQL_PWD", &account.password)
        .args(["--no-defaults", "--batch", "--skip-column-names", "--protocol=tcp"])
        .args(["--default-character-set=utf8mb4", "--host=127.0.0.1"])
        .arg(format!("--port={}", account.port))
        .arg(format!("--user={}", account.user))
        .arg(format!("--database={database}"));
    command
}
