//! Everything that can be told without running the product.

/// Which crate may use which.
mod house;

/// What only one place may do: prove a query, hold a driver, read the environment.
mod walls;

/// Names of modules, and what every file says of itself.
mod names;

/// Lengths of files and functions.
mod sizes;

/// Dependencies that somebody uses, and the table of why.
mod dependencies;

/// Licences of everything that is linked in.
mod licences;

/// Links between pages.
mod links;

/// Traces of the machine that a file was written on.
mod traces;

use std::{
    process::{Command, Stdio},
    time::Instant,
};

use anyhow::{Context, Result, bail};

use crate::{
    finding::{Finding, say, show},
    repository::Repository,
};

type Check = fn(&Repository) -> Result<Vec<Finding>>;

/// The cheap ones first: what they say is known before the compiler starts.
const CHECKS: &[(&str, Check)] = &[
    ("who may use whom", house::check),
    ("walls", walls::check),
    ("names", names::check),
    ("sizes", sizes::check),
    ("dependencies", dependencies::check),
    ("licences", licences::check),
    ("links", links::check),
    ("traces", traces::check),
    ("format", |repository| cargo(repository, &["fmt", "--all", "--check"], "run `cargo fmt`")),
    ("lints", |repository| {
        let words = [
            "clippy",
            "--workspace",
            "--features",
            "embed",
            "--all-targets",
            "--quiet",
            "--",
            "-D",
            "warnings",
        ];
        cargo(repository, &words, "`cargo clippy --all-targets` shows each with its remedy")
    }),
];

/// Runs all checks, also after one has failed.
pub(crate) fn run(repository: &Repository) -> Result<()> {
    let mut failed = Vec::new();
    for (name, check) in CHECKS {
        let began = Instant::now();
        let findings = check(repository).with_context(|| format!("cannot check: {name}"))?;
        let word = if findings.is_empty() { "ok" } else { "failed" };
        say(&format!("{word:8}{name:<20}{:>6.1} s", began.elapsed().as_secs_f64()));
        show(&findings);
        if !findings.is_empty() {
            failed.push(*name);
        }
    }
    if !failed.is_empty() {
        bail!("checks failed: {}", failed.join(", "));
    }
    Ok(())
}

/// A check that cargo makes; its own words go to the terminal.
fn cargo(repository: &Repository, words: &[&str], hint: &str) -> Result<Vec<Finding>> {
    let status = Command::new("cargo")
        .args(words)
        .current_dir(repository.root())
        .stdin(Stdio::null())
        .status()
        .context("cannot run `cargo`")?;
    let line = format!("cargo {}", words.join(" "));
    Ok((!status.success()).then(|| Finding::new(line, "see above", hint)).into_iter().collect())
}
