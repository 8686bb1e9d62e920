//! Starting PostgreSQL.

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use super::{Account, Kind, guard, is_root};

/// Nothing here has to survive a power cut. Statistics change only when a test says `analyze`.
const SETTINGS: &[&str] = &[
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "max_connections=200",
];

const SUPERUSER: &str = "postgres";
const PASSWORD: &str = "superuser";

/// The folder of the newest version's programs.
pub(super) fn programs() -> Result<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let number = |folder: &PathBuf| folder.file_name()?.to_str()?.parse::<u32>().ok();
    versions
        .map(|entry| entry.path())
        .filter(|folder| folder.join("bin/initdb").is_file())
        .max_by_key(number)
        .map(|folder| folder.join("bin"))
        .with_context(|| {
            format!(
                "no PostgreSQL in `/usr/lib/postgresql`; install it: `{}`",
                Kind::Postgres.install_line()
            )
        })
}

pub(super) fn start() -> Result<(guard::Guard, Account)> {
    let programs = programs()?;
    let folder = guard::folder("postgres")?;
    let data = folder.join("data");
    make_cluster(&programs, &folder, &data)?;
    let account =
        Account { user: SUPERUSER.into(), password: PASSWORD.into(), port: guard::free_port()? };
    let server = guard::Guard::launch(guard::Launch {
        pid_file: data.join("postmaster.pid"),
        // Immediate shutdown.
        signal: "QUIT",
        command: as_account(&server_line(&programs, &data, account.port)),
        folder,
    })?;
    server.wait_until_ready(Kind::Postgres, &account)?;
    Ok((server, account))
}

fn make_cluster(programs: &Path, folder: &Path, data: &Path) -> Result<()> {
    let password_file = folder.join("password");
    fs::write(&password_file, PASSWORD)?;
    let line = format!(
        "{} --no-sync --encoding=UTF8 --locale=C.UTF-8 --auth=scram-sha-256 \
         --username={SUPERUSER} --pwfile={} --pgdata={}",
        programs.join("initdb").display(),
        password_file.display(),
        data.display()
    );
    let command = as_account(&line);
    let (program, arguments) = command.split_first().context("an empty command")?;
    guard::run(Command::new(program).args(arguments).current_dir(folder))
}

fn server_line(programs: &Path, data: &Path, port: u16) -> String {
    let settings: String = SETTINGS.iter().map(|setting| format!(" -c '{setting}'")).collect();
    let program = programs.join("postgres");
    format!("exec {} -D {} -p {port}{settings}", program.display(), data.display())
}

/// PostgreSQL refuses to run as root; then the account of its package runs it.
fn as_account(line: &str) -> Vec<OsString> {
    let words: &[&str] = if is_root() { &["su", "postgres", "-c"] } else { &["sh", "-c"] };
    words.iter().copied().chain([line]).map(OsString::from).collect()
}
