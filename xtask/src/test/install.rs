//! What the tests need on this machine: PostgreSQL, MariaDB, and the `sqlite3` program.

use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use querist_testkit::{Kind, sqlite};

use crate::finding::say;

/// Debian starts a server as soon as it is installed, unless this file says no. The tests start
/// their own.
const INSTALL: &str = r#"
set -e
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    trap 'exit 130' INT TERM
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
apt-get install -q -y --no-install-recommends "$@"
"#;

/// Installs what is missing, where this may; else says the one line that does.
pub(super) fn run() -> Result<()> {
    let missing = missing();
    if missing.is_empty() {
        return Ok(());
    }
    let line = format!("apt-get update && apt-get install -y {}", missing.join(" "));
    if !may_install() {
        bail!("the tests need {}; run: sudo sh -c '{line}'", missing.join(" and "));
    }
    say(&format!("installing {}", missing.join(" and ")));
    let status = Command::new("sh")
        .args(["-c", INSTALL, "install"])
        .args(&missing)
        .status()
        .context("cannot run `sh`")?;
    ensure!(status.success(), "cannot install; run: {line}");
    ensure!(self::missing().is_empty(), "`{line}` has not brought the servers' programs");
    Ok(())
}

/// The packages that are missing.
fn missing() -> Vec<&'static str> {
    let servers = [Kind::Postgres, Kind::Mariadb];
    let missing = servers.into_iter().filter(|kind| !kind.is_installed()).map(Kind::package);
    missing.chain((!sqlite::is_installed()).then_some(sqlite::PACKAGE)).collect()
}

fn may_install() -> bool {
    let is = |program: &str, argument: &str, answer: &[u8]| {
        let output = Command::new(program).arg(argument).output();
        output.is_ok_and(|output| output.status.success() && output.stdout.starts_with(answer))
    };
    is("id", "-u", b"0\n") && is("apt-get", "--version", b"apt")
}
