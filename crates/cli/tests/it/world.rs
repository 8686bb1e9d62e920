//! Runs the program in a world of its own: an empty environment, a data folder and databases that are
//! its own.

use std::{
    ffi::OsStr,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::OnceLock,
};

use regex::Regex;
use tempfile::TempDir;

/// A folder with a small shop in `shop.db`.
pub(crate) struct World {
    folder: TempDir,
    variables: Vec<(&'static str, String)>,
}

/// The shop: everything that the commands should cope with, in little.
const SHOP: &str = "
    create table customers (id integer primary key, name text not null, city text, joined date);
    create table orders (
      id integer primary key, customer_id integer not null references customers (id),
      ordered_on date not null, amount decimal(10,2), status text);
    insert into customers values
      (1, 'Ada Lovelace', 'London', '2024-01-15'), (2, 'Grace Hopper', 'New York', '2024-03-02'),
      (3, 'Alan Turing', 'London', '2024-05-20'), (4, 'Mary Jackson', 'Hampton', '2024-07-01');
    insert into orders values
      (1, 1, '2024-02-01', 120.50, 'paid'), (2, 1, '2024-03-11', 1999.00, 'paid'),
      (3, 2, '2024-03-15', 75.25, 'open'), (4, 3, '2024-06-30', 310.00, 'paid'),
      (5, 3, '2024-08-02', 45.10, 'cancelled'), (6, 4, '2024-08-19', 870.00, 'paid');";

impl World {
    /// A new world with the shop in it.
    pub(crate) fn new() -> Self {
        let world = Self { folder: tempfile::tempdir().unwrap(), variables: Vec::new() };
        let shop = SHOP_FILE.get_or_init(|| {
            let file = world.path("first.db");
            querist_testkit::sqlite::execute(&file, SHOP);
            std::fs::read(&file).unwrap()
        });
        std::fs::write(world.path("shop.db"), shop).unwrap();
        world
    }

    /// This world with one more variable in its environment.
    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.variables.push((name, value.to_owned()));
        self
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A database of its own, made with this SQL.
    pub(crate) fn database(&self, name: &str, sql: &str) {
        querist_testkit::sqlite::execute(&self.path(name), sql);
    }

    /// Runs the program in the folder.
    pub(crate) fn start(&self, arguments: &[impl AsRef<OsStr>], input: &[u8]) -> Output {
        let mut child = self.command(arguments).stdin(Stdio::piped()).spawn().unwrap();
        // The program may end without reading everything.
        let _ = child.stdin.take().unwrap().write_all(input);
        child.wait_with_output().unwrap()
    }

    /// The program, not yet started.
    pub(crate) fn command(&self, arguments: &[impl AsRef<OsStr>]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_querist"));
        command
            .args(arguments)
            .env_clear()
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .env("HOME", self.folder.path())
            .env("QUERIST_DATA_DIR", self.path("data"))
            .env("PATH", "/usr/bin:/bin")
            .current_dir(self.folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// The exit code, standard output and standard error of a line that is typed.
    pub(crate) fn run(&self, line: &str) -> String {
        self.feed(line, "")
    }

    /// As [`World::run`], with standard input.
    pub(crate) fn feed(&self, line: &str, input: &str) -> String {
        let words = words(line);
        self.told(&self.start(&words, input.as_bytes()))
    }

    /// What a run left behind, without what differs from run to run.
    pub(crate) fn told(&self, output: &Output) -> String {
        let text = |bytes: &[u8]| steady(&String::from_utf8_lossy(bytes), self.folder.path());
        let part = |name: &str, bytes: &[u8]| match text(bytes) {
            empty if empty.trim().is_empty() => String::new(),
            text => format!("--- {name}\n{text}"),
        };
        let (out, err) = (part("stdout", &output.stdout), part("stderr", &output.stderr));
        let code = output.status.code().map_or("killed".into(), |code| code.to_string());
        format!("exit {code}\n{out}{err}")
    }
}

static SHOP_FILE: OnceLock<Vec<u8>> = OnceLock::new();

/// The words of a line, as a shell would part them; double quotes hold words together.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in line.split('"').enumerate() {
        match at % 2 {
            1 => words.push(part.to_owned()),
            _ => words.extend(part.split_whitespace().map(str::to_owned)),
        }
    }
    words
}

/// The text without folders, times, identities and hashes.
fn steady(text: &str, folder: &Path) -> String {
    let rules = RULES.get_or_init(|| {
        let rule = |(from, to): &(&str, &'static str)| (Regex::new(from).unwrap(), *to);
        CHANGING.iter().map(rule).collect()
    });
    let text = text.replace(&folder.display().to_string(), "[FOLDER]");
    rules.iter().fold(text, |text, (from, to)| from.replace_all(&text, *to).into_owned())
}

/// What differs from run to run, and what stands for it.
const CHANGING: &[(&str, &str)] = &[
    (r"\b\d+(\.\d+)? ms\b", "[TIME]"),
    (r"\b[0-9a-f]{12,}\b|\b[0-9a-f]{8}(-[0-9a-f]{4,12}){2,4}\b", "[ID]"),
    (r"\b\d{4}-\d\d-\d\d \d\d:\d\dZ", "[MINUTE]"),
    (r"(very sure|fairly sure|sure|unsure) \([01]\.\d\d\)", "[CONFIDENCE]"),
    (r#""confidence(_score)?": [0-9.]+"#, r#""confidence${1}": [CONFIDENCE]"#),
    (r"SQLite 3\.[0-9.]+", "SQLite [VERSION]"),
    (r#""execution_time": [0-9.e-]+"#, r#""execution_time": [SECONDS]"#),
    (
        r#"("(understand|gather|recall|translate|consult|check|run|answer|words|remember)": )[0-9.e-]+"#,
        "${1}[MS]",
    ),
];

static RULES: OnceLock<Vec<(Regex, &'static str)>> = OnceLock::new();
