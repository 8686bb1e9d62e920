//! Starting MariaDB.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use super::{Account, Kind, client, guard, is_root};
use crate::client::Sql;

/// Nothing here has to survive a power cut. The character set is that of Debian's own settings.
const SETTINGS: &[&str] = &[
    "--bind-address=127.0.0.1",
    "--skip-name-resolve",
    "--character-set-server=utf8mb4",
    "--collation-server=utf8mb4_general_ci",
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-flush-method=nosync",
    "--innodb-buffer-pool-size=128M",
    "--innodb-doublewrite=0",
    "--max-connections=200",
];

const PASSWORD: &str = "superuser";

/// The programs of a server.
pub(super) struct Programs {
    server: PathBuf,
    install: PathBuf,
}

pub(super) fn programs() -> Result<Programs> {
    let server = guard::first_file(["/usr/sbin/mariadbd", "/usr/sbin/mysqld"]);
    let install = guard::first_file(["/usr/bin/mariadb-install-db", "/usr/bin/mysql_install_db"]);
    server.zip(install).map(|(server, install)| Programs { server, install }).with_context(|| {
        format!("no MariaDB in `/usr/sbin`; install it: `{}`", Kind::Mariadb.install_line())
    })
}

pub(super) fn start() -> Result<(guard::Guard, Account)> {
    let programs = programs()?;
    let folder = guard::folder("mysql")?;
    let data = folder.join("data");
    make_data(&programs, &data)?;
    let port = guard::free_port()?;
    let pid_file = folder.join("pid");
    let server = guard::Guard::launch(guard::Launch {
        // Nothing is worth an orderly shutdown, which takes seconds.
        signal: "KILL",
        command: server_command(&programs, &folder, &data, &pid_file, port),
        pid_file,
        folder,
    })?;
    let fresh = Account { user: "root".into(), password: String::new(), port };
    server.wait_until_ready(Kind::Mariadb, &fresh)?;
    let account = Account { password: PASSWORD.into(), ..fresh.clone() };
    let set_password = format!("alter user root@'127.0.0.1' identified by '{PASSWORD}';");
    client::run(Kind::Mariadb, &fresh, "mysql", Sql::Text(&set_password))?;
    Ok((server, account))
}

fn make_data(programs: &Programs, data: &Path) -> Result<()> {
    let mut command = Command::new(&programs.install);
    command
        .args(["--no-defaults", "--auth-root-authentication-method=normal", "--skip-test-db"])
        .args(["--innodb-flush-method=nosync"])
        .arg(option("--datadir", data))
        .args(account());
    guard::run(&mut command)
}

fn server_command(
    programs: &Programs,
    folder: &Path,
    data: &Path,
    pid_file: &Path,
    port: u16,
) -> Vec<OsString> {
    let mut command = vec![programs.server.clone().into(), "--no-defaults".into()];
    command.extend(SETTINGS.iter().copied().map(OsString::from));
    command.extend(account().map(OsString::from));
    command.push(option("--datadir", data));
    command.push(option("--socket", &folder.join("socket")));
    command.push(option("--pid-file", pid_file));
    command.push(format!("--port={port}").into());
    command
}

/// MariaDB refuses to run as root; then the account of its package runs it.
fn account() -> Option<&'static str> {
    is_root().then_some("--user=mysql")
}

fn option(name: &str, path: &Path) -> OsString {
    let mut option = OsString::from(name);
    option.push("=");
    option.push(path);
    option
}
