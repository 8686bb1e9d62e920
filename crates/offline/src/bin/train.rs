//! Trains the weights that ship with the offline engine.
//!
//! `train DATA CRATE`: DATA holds `train.json`; weights are written to CRATE's `weights`.
#![allow(clippy::print_stdout, reason = "a program whose output is its report")]

use std::{collections::HashSet, fs, path::PathBuf};

use anyhow::{Context, Result};
use querist_offline::training::{Asked, shapes::shapes};

fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let data = arguments.next().context("usage: train DATA CRATE")?;
    let home = arguments.next().context("usage: train DATA CRATE")?;
    let blind: HashSet<String> =
        fs::read_to_string(home.join("training/blind.txt"))?.lines().map(str::to_owned).collect();
    let mut questions: Vec<Asked> = serde_json::from_slice(&fs::read(data.join("train.json"))?)?;
    questions.retain(|asked| !blind.contains(&asked.db));
    let trained = shapes(&questions);
    println!("{} of {} questions have a shape", trained.lessons, questions.len());
    for (facet, right) in &trained.right {
        println!("{facet:>9} {:5.1} %", right * 100.0);
    }
    println!("{:>9} {:5.1} %", "all six", trained.all_right * 100.0);
    let file = home.join("weights/shape.bin");
    println!("{} bytes to {}", trained.bytes.len(), file.display());
    fs::write(file, trained.bytes)?;
    Ok(())
}
