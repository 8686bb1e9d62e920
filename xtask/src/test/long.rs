//! The long runs: evaluation, benchmarks, fuzzing.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use anyhow::Result;

use super::{Scratch, Steps, cargo, cargo_command, finish, start_servers, urls};
use crate::repository::Repository;

pub(super) fn run(repository: &Repository, scratch: &Scratch, steps: &mut Steps) {
    match querist_testkit::data("evaluation") {
        Some(data) => steps.step("evaluation", || evaluate(repository, scratch, &data)),
        None => steps.not_run("evaluation", "no test data"),
    }
    benchmarks(repository, steps);
    if has_cpp() {
        steps.step("fuzzing", || fuzz(repository));
    } else {
        steps.not_run("fuzzing", "no C++ compiler `c++`, which libFuzzer is built with");
    }
}

/// Whole processes first, on a machine that has not grown warm.
pub(super) fn benchmarks(repository: &Repository, steps: &mut Steps) {
    steps.step("whole process", || script(repository, "whole-process.sh"));
    steps.step("benchmarks", || cargo(repository, &["bench", "--package", "querist"]));
}

/// A script of `benches/`, with a server each.
pub(super) fn script(repository: &Repository, name: &str) -> Result<()> {
    let servers = start_servers()?;
    let script = repository.root().join("benches").join(name);
    finish(Command::new("sh").arg(script).envs(urls(&servers)))
}

/// The figures of the README.
fn evaluate(repository: &Repository, scratch: &Scratch, data: &Path) -> Result<()> {
    let words = ["run", "--release", "--quiet", "--", "eval"];
    let mut command = cargo_command(repository, &words);
    command.arg("--questions").arg(data.join("spider-train/train.json"));
    command.arg("--databases").arg(data.join("spider-train/databases"));
    command.arg("--out").arg(scratch.path().join("eval.jsonl"));
    finish(&mut command)
}

/// A minute of libFuzzer on the check.
fn fuzz(repository: &Repository) -> Result<()> {
    let script = repository.root().join("crates/sql/fuzz/run");
    finish(Command::new("sh").arg(script).arg("-max_total_time=60").stdin(Stdio::null()))
}

fn has_cpp() -> bool {
    Command::new("c++").arg("--version").output().is_ok_and(|output| output.status.success())
}
