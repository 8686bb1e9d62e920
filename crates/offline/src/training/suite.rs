//! Questions about one database, each with its SQL: where the right reading stands.
#![allow(clippy::print_stdout, reason = "a report")]

use std::{fs, path::Path};

use anyhow::Result;
use serde::Deserialize;

use super::{
    database::{Cell, Database},
    measure::GOLD,
    same::same,
};
use crate::Request;

/// Prints where the right reading of each question about one file stands.
///
/// # Errors
/// When a file cannot be read.
pub fn suite(file: &Path, questions: &Path) -> Result<()> {
    let database = Database::open(file)?;
    let knowledge = fs::read(file.with_extension("knowledge.json")).ok();
    let knowledge = knowledge.map(|bytes| serde_json::from_slice(&bytes)).transpose()?;
    let engine = database.engine_with(&knowledge.unwrap_or_default())?;
    let asked: Vec<Expected> = serde_json::from_slice(&fs::read(questions)?)?;
    let mut right = 0;
    for one in &asked {
        let wanted = database.rows(&one.sql, GOLD)?;
        let today = one.today.parse()?;
        let told = engine.translate(Request { question: &one.question, today, earlier: &[] });
        let place = told.readings.iter().position(|reading| {
            let rows = database.rows(&reading.draft.0, GOLD);
            rows.is_ok_and(|rows| one.agrees(&wanted, &rows))
        });
        let good = place == Some(0) && told.verdict == crate::Verdict::Answer;
        right += usize::from(good);
        let first = told.readings.first();
        let sure = first.map_or(0.0, |r| r.confidence);
        let mark = if good { "ok " } else { "NOT" };
        println!(
            "{mark} {sure:.2} right at {place:?} of {} | {}",
            told.readings.len(),
            one.question
        );
        if !good {
            println!("      {:?}", told.verdict);
            for reading in told.readings.iter().take(3) {
                println!("      {:.2} {}", reading.confidence, reading.draft.0);
            }
        }
    }
    println!("{right} of {}", asked.len());
    Ok(())
}

/// A question of a suite: its SQL, and how many of its columns an answer must show.
#[derive(Deserialize)]
struct Expected {
    question: String,
    sql: String,
    required: Option<usize>,
    today: String,
}

impl Expected {
    /// Whether rows show the required columns, and perhaps others, of what is wanted.
    fn agrees(&self, wanted: &[Vec<Cell>], rows: &[Vec<Cell>]) -> bool {
        let width = wanted.first().map_or(0, Vec::len);
        let required = self.required.unwrap_or(width);
        let shown = rows.first().map_or(0, Vec::len);
        (required..=width).any(|columns| {
            let more: Vec<usize> = (required..width).collect();
            let extra = columns - required;
            more.windows(extra.max(1)).any(|window| {
                let picked = |row: &Vec<Cell>| -> Vec<Cell> {
                    let own = row.iter().take(required);
                    let others = window.iter().take(extra).filter_map(|at| row.get(*at));
                    own.chain(others).cloned().collect()
                };
                let part: Vec<Vec<Cell>> = wanted.iter().map(picked).collect();
                part.first().map_or(0, Vec::len) == shown && same(&part, rows, false)
            }) || (more.is_empty() && same(wanted, rows, false))
        })
    }
}
