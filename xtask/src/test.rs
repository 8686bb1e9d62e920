//! Every check and every test, with the servers they need.

/// What the tests need on this machine.
mod install;

/// The long runs: fuzzing, evaluation, benchmarks.
mod long;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

use anyhow::{Context, Result, bail, ensure};
use querist_testkit::{Kind, REPORT_VARIABLE, Server};

use crate::{check, finding::say, repository::Repository};

/// With what a usual build leaves out.
const TESTS: [&str; 4] = ["test", "--workspace", "--features", "embed"];

/// How much is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Length {
    /// What decides over a change.
    Usual,
    /// And what takes longer than one wants to wait.
    Long,
}

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bench {
    /// Questions, structures and exports.
    Usual,
    /// A table of ten million rows, which takes a while.
    Large,
}

/// Runs all steps, also after one has failed, and closes with what became of each.
pub(crate) fn run(repository: &Repository, length: Length) -> Result<()> {
    install::run()?;
    let scratch = Scratch::make()?;
    let mut steps = Steps::default();
    steps.step("checks", || check::run(repository));
    steps.step("tests", || tests(repository, &scratch, length));
    steps.step("release build", || cargo(repository, &["build", "--release"]));
    steps.step("demo", || demo(repository, &scratch));
    if length == Length::Long {
        long::run(repository, &scratch, &mut steps);
    }
    for suite in scratch.not_run() {
        steps.not_run(&suite, "no test data; see `QUERIST_DATA` in CONTRIBUTING.md");
    }
    steps.close()
}

/// Measures the release build, with nothing else running.
pub(crate) fn bench(repository: &Repository, bench: Bench) -> Result<()> {
    install::run()?;
    let mut steps = Steps::default();
    steps.step("release build", || cargo(repository, &["build", "--release"]));
    match bench {
        Bench::Usual => long::benchmarks(repository, &mut steps),
        Bench::Large => steps.step("large table", || long::script(repository, "large-table.sh")),
    }
    steps.close()
}

/// A server each for the whole run; they end with this process, however it ends.
fn tests(repository: &Repository, scratch: &Scratch, length: Length) -> Result<()> {
    cargo(repository, &[&TESTS[..], &["--no-run"]].concat())?;
    let servers = start_servers()?;
    let mut command = cargo_command(repository, &[&TESTS[..], &["--no-fail-fast"]].concat());
    command.env(REPORT_VARIABLE, scratch.not_run_file());
    command.envs(urls(&servers));
    if length == Length::Long {
        command.env("QUERIST_LONG", "1");
    }
    finish(&mut command)
}

fn start_servers() -> Result<[Server; 2]> {
    Ok([Server::start(Kind::Postgres)?, Server::start(Kind::Mariadb)?])
}

/// How tests and scripts find the servers.
fn urls(servers: &[Server]) -> impl Iterator<Item = (&'static str, String)> {
    servers.iter().map(|server| (server.kind().variable(), server.url()))
}

/// The README's first command, as someone without a terminal would run it.
fn demo(repository: &Repository, scratch: &Scratch) -> Result<()> {
    let words = ["run", "--release", "--quiet", "--", "demo"];
    finish(cargo_command(repository, &words).env("QUERIST_DATA_DIR", scratch.folder.join("demo")))
}

fn cargo(repository: &Repository, words: &[&str]) -> Result<()> {
    finish(&mut cargo_command(repository, words))
}

fn cargo_command(repository: &Repository, words: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(words).current_dir(repository.root()).stdin(Stdio::null());
    command
}

/// Runs a program to its end; its words go to the terminal.
fn finish(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot run {command:?}"))?;
    ensure!(status.success(), "`{}` ended with {status}", words(command));
    Ok(())
}

fn words(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// What became of each step.
#[derive(Debug, Default)]
struct Steps {
    lines: Vec<String>,
    failed: Vec<&'static str>,
}

impl Steps {
    fn step(&mut self, name: &'static str, run: impl FnOnce() -> Result<()>) {
        say(&format!("\n== {name}"));
        let began = Instant::now();
        let done = run();
        let seconds = began.elapsed().as_secs_f64();
        let word = if done.is_ok() { "ok" } else { "failed" };
        self.lines.push(format!("{word:8}{name:<20}{seconds:>7.1} s"));
        if let Err(error) = done {
            say(&format!("error: {error:#}"));
            self.failed.push(name);
        }
    }

    /// Names what went without something it needs.
    fn not_run(&mut self, suite: &str, reason: &str) {
        self.lines.push(format!("did not run: {suite} ({reason})"));
    }

    fn close(self) -> Result<()> {
        say("");
        self.lines.iter().for_each(|line| say(line));
        if !self.failed.is_empty() {
            bail!("failed: {}", self.failed.join(", "));
        }
        say("all is well");
        Ok(())
    }
}

/// A folder for what the run leaves, removed at its end.
#[derive(Debug)]
struct Scratch {
    folder: PathBuf,
}

impl Scratch {
    fn make() -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("querist-test-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        Ok(Self { folder })
    }

    fn not_run_file(&self) -> PathBuf {
        self.folder.join("not-run")
    }

    fn not_run(&self) -> Vec<String> {
        let text = fs::read_to_string(self.not_run_file()).unwrap_or_default();
        let mut suites: Vec<String> = text.lines().map(str::to_owned).collect();
        suites.sort();
        suites.dedup();
        suites
    }

    fn path(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}
