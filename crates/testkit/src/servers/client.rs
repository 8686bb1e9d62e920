//! The client programs of PostgreSQL and MariaDB.

use std::process::Command;

use anyhow::Result;

use super::{Account, Kind};
use crate::client::{self, Sql};

/// Runs SQL and returns what the client prints: a line a row, columns separated by tabs.
pub(crate) fn run(kind: Kind, account: &Account, database: &str, sql: Sql<'_>) -> Result<String> {
    let mut command = match kind {
        Kind::Postgres => psql(account, database),
        Kind::Mariadb => mariadb(account, database),
    };
    client::run(&mut command, sql, kind.package())
}

/// A database's whole structure and content as SQL, the same text for the same content.
pub(crate) fn dump(kind: Kind, account: &Account, database: &str) -> Result<String> {
    let mut command = match kind {
        Kind::Postgres => postgres("pg_dump", account, database),
        Kind::Mariadb => {
            let mut command = mysql("mariadb-dump", account);
            command.args(["--skip-comments", "--skip-dump-date", "--routines", "--events"]);
            command.args(["--triggers", "--skip-extended-insert", database]);
            command
        }
    };
    let dump = client::run(&mut command, Sql::Text(""), kind.package())?;
    // `pg_dump` guards its text with a key that differs each time.
    let same = dump.lines().filter(|line| !line.contains("restrict "));
    Ok(same.flat_map(|line| [line, "\n"]).collect())
}

fn psql(account: &Account, database: &str) -> Command {
    let mut command = postgres("psql", account, database);
    command
        .args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--field-separator=\t"])
        .arg("--set=ON_ERROR_STOP=1");
    command
}

fn mariadb(account: &Account, database: &str) -> Command {
    let mut command = mysql("mariadb", account);
    command.args(["--batch", "--skip-column-names"]).arg(format!("--database={database}"));
    command
}

fn postgres(program: &str, account: &Account, database: &str) -> Command {
    let mut command = Command::new(program);
    command
        .env("PGPASSWORD", &account.password)
        .env("PGCLIENTENCODING", "UTF8")
        .arg("--host=127.0.0.1")
        .arg(format!("--port={}", account.port))
        .arg(format!("--username={}", account.user))
        .arg(format!("--dbname={database}"));
    command
}

fn mysql(program: &str, account: &Account) -> Command {
    let mut command = Command::new(program);
    command
        .env("MYSQL_PWD", &account.password)
        .args(["--no-defaults", "--protocol=tcp", "--host=127.0.0.1"])
        .arg("--default-character-set=utf8mb4")
        .arg(format!("--port={}", account.port))
        .arg(format!("--user={}", account.user));
    command
}
