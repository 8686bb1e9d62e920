//! Measures the offline engine on questions whose SQL is known.
//!
//! `measure ask FILE QUESTION…`: the readings of questions about one SQLite file.
//! `measure everyday FILE MOST`: questions made over one SQLite file.
//! `measure suite FILE QUESTIONS.json`: where the right reading of each question stands.
//! `measure rank FOLDER CRATE`: ranker and confidence trained again on the lists that `train` left in a folder, those of
//! its folds as well.
//! `measure thesaurus FOLDER ENGLISH`: the thesaurus of that crate, out of a folder with `WordNet`'s files.
//! `measure ambiguity FOLDER [--show KIND]`: whether the readings of ambiguous questions are found.
//! `measure foreign DATA CRATE`: what comes of questions about another database.
//! `measure run DATA [--only FILE] [--every N] [--show N] [--slow N]`: execution match by hardness, how long questions take to
//! become SQL, a number that changes with anything in any reading, what went wrong, and the slowest.
#![allow(clippy::print_stdout, reason = "a program whose output is its report")]

use std::path::Path;

use anyhow::{Result, bail};
use mimalloc::MiMalloc;
use querist_offline::training::{ambiguity, foreign, measure, ranking, suite, thesaurus};

/// As the program has it, so that times are those of the program.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["ask", file, questions @ ..] => measure::ask(Path::new(file), questions),
        ["everyday", file, most] => measure::everyday(Path::new(file), most.parse()?),
        ["suite", file, questions] => suite::suite(Path::new(file), Path::new(questions)),
        ["run", data, options @ ..] => measure::run(Path::new(data), options),
        ["thesaurus", folder, home] => thesaurus::write(Path::new(folder), Path::new(home)),
        ["ambiguity", folder, options @ ..] => ambiguity::run(Path::new(folder), options),
        ["foreign", data, home] => foreign::run(Path::new(data), Path::new(home)),
        ["rank", folder, home] => ranking::rank_again(Path::new(folder), Path::new(home)),
        _ => bail!(
            "usage: measure ask FILE QUESTION… | measure run DATA [--every N] [--show N] [--slow N]"
        ),
    }
}
