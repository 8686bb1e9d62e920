//! A server process that cannot outlive its owner.

use std::{
    ffi::OsString,
    fs,
    net::TcpListener,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};

use super::{Account, Kind, client, is_root};
use crate::client::Sql;

/// Runs the server and waits at the end of a pipe. The pipe closes when the owner lets go of it or
/// ends, by panic, Ctrl-C or `kill -9` alike; then the server is stopped and its folder removed.
const WATCH: &str = r#"
trap '' HUP INT TERM
folder=$1 pidfile=$2 signal=$3
shift 3
{ "$@" </dev/null >"$folder/log" 2>&1; : >"$folder/ended"; } &
read -r _
while [ ! -s "$pidfile" ] && [ ! -e "$folder/ended" ]; do sleep 0.05; done
[ -e "$folder/ended" ] || kill -s "$signal" "$(head -n 1 "$pidfile")"
wait
rm -rf "$folder"
"#;

/// Long enough for a loaded machine; a server that ends earlier is noticed at once.
const PATIENCE: Duration = Duration::from_secs(120);

/// Holds a server; dropping it stops the server and removes its folder.
#[derive(Debug)]
pub(super) struct Guard {
    watch: Child,
    folder: PathBuf,
}

/// How to run a server.
pub(super) struct Launch {
    /// Its folder, from [`folder`].
    pub(super) folder: PathBuf,
    /// The file whose first line is the server's process id.
    pub(super) pid_file: PathBuf,
    /// The signal that ends it fastest without leaving anything behind.
    pub(super) signal: &'static str,
    /// Program and arguments.
    pub(super) command: Vec<OsString>,
}

impl Guard {
    pub(super) fn launch(launch: Launch) -> Result<Self> {
        let watch = Command::new("sh")
            .args(["-c", WATCH, "querist-test-server"])
            .arg(&launch.folder)
            .arg(&launch.pid_file)
            .arg(launch.signal)
            .args(&launch.command)
            // A group of its own, so that Ctrl-C reaches the owner and not the watch.
            .process_group(0)
            .current_dir(&launch.folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot run `sh`")?;
        Ok(Self { watch, folder: launch.folder })
    }

    /// Returns when the server answers.
    pub(super) fn wait_until_ready(&self, kind: Kind, account: &Account) -> Result<()> {
        let began = Instant::now();
        let home = if kind == Kind::Postgres { "postgres" } else { "mysql" };
        while let Err(error) = client::run(kind, account, home, Sql::Text("select 1;")) {
            let ended = self.folder.join("ended").exists();
            if ended || began.elapsed() > PATIENCE {
                bail!("{kind:?} does not come up: {error:#}\nits log ends:\n{}", self.log_end());
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    fn log_end(&self) -> String {
        let log = fs::read(self.folder.join("log")).unwrap_or_default();
        let lines: Vec<_> =
            String::from_utf8_lossy(&log).lines().rev().take(15).map(str::to_owned).collect();
        lines.into_iter().rev().collect::<Vec<_>>().join("\n")
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        // Closes the pipe, then waits until the server is gone.
        let _ = self.watch.wait();
    }
}

/// A new folder that `owner` owns when root starts the server.
pub(super) fn folder(owner: &str) -> Result<PathBuf> {
    let folder = tempfile::Builder::new().prefix("querist-server-").tempdir()?.keep();
    if is_root() {
        let spec = OsString::from(format!("{owner}:"));
        run(Command::new("chown").arg(spec).arg(&folder))?;
    }
    Ok(folder)
}

/// A port that nobody listens on now.
pub(super) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// Runs a program to its end; its words are shown only where it fails.
pub(super) fn run(command: &mut Command) -> Result<()> {
    let out = command.output().with_context(|| format!("cannot run {command:?}"))?;
    ensure!(
        out.status.success(),
        "{command:?} failed: {}{}",
        String::from_utf8_lossy(&out.stdout),
        String::from_utf8_lossy(&out.stderr)
    );
    Ok(())
}

/// The first of these files that exists.
pub(super) fn first_file<'a>(places: impl IntoIterator<Item = &'a str>) -> Option<PathBuf> {
    places.into_iter().map(Path::new).find(|place| place.is_file()).map(Path::to_owned)
}
