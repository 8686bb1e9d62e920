//! Measures the offline engine on questions whose SQL is known.
//!
//! `measure ask FILE QUESTION…`: the readings of questions about one SQLite file.
//! `measure run DATA CRATE [--every N] [--show N]`: execution match by hardness.
#![allow(clippy::print_stdout, reason = "a program whose output is its report")]

use std::path::Path;

use anyhow::{Result, bail};
use querist_offline::training::{learn, measure};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["ask", file, questions @ ..] => measure::ask(Path::new(file), questions),
        ["run", data, options @ ..] => measure::run(Path::new(data), options),
        ["learn", data, home, every] => {
            learn::learn(Path::new(data), Path::new(home), every.parse()?)
        }
        _ => bail!("usage: measure ask FILE QUESTION… | measure run DATA [--every N] [--show N]"),
    }
}
