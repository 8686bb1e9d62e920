//! `cargo xtask check`, `test`, `bench` and `train`: what must hold before a change is taken, how fast it is, what
//! the offline engine has learned.

/// What the checks look at: files and packages.
mod repository;

/// What a check found, and how it is shown.
mod finding;

/// Everything that can be told without running the product.
mod check;

/// Every check and every test, with the servers they need.
mod test;

/// The offline engine's weights.
mod train;

use std::process::ExitCode;

use repository::Repository;

const USAGE: &str = "\
usage: cargo xtask check          format, lints, and the rules of the house
       cargo xtask test           installs what is missing, then every check and test
       cargo xtask test --long    and the long runs: more generated cases, evaluation, benchmarks
       cargo xtask bench          whole-process figures and benchmarks, alone
       cargo xtask bench --large  what a table of ten million rows costs the index of stored values
       cargo xtask train          makes the offline engine's weights anew and prints what they come to";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["check"] => Repository::open().and_then(|repository| check::run(&repository)),
        ["test"] => Repository::open().and_then(|r| test::run(&r, test::Length::Usual)),
        ["test", "--long"] => Repository::open().and_then(|r| test::run(&r, test::Length::Long)),
        ["train"] => Repository::open().and_then(|repository| train::run(&repository)),
        ["bench"] => Repository::open().and_then(|r| test::bench(&r, test::Bench::Usual)),
        ["bench", "--large"] => {
            Repository::open().and_then(|r| test::bench(&r, test::Bench::Large))
        }
        _ => {
            finding::say(USAGE);
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            finding::say(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}
