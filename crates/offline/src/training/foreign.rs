//! What the engine makes of questions about another database: it should decline them.
#![allow(clippy::print_stdout, reason = "a report")]

use std::{collections::BTreeMap, path::Path};

use anyhow::Result;

use super::{
    Asked,
    learn::{APART, questions},
    measure::{Bench, TODAY},
};
use crate::{Engine, Request, Verdict};

/// Questions that each database is asked.
const QUESTIONS: usize = 12;
/// From here on an answer counts as sure.
const SURE: f64 = 0.5;

/// What came of questions.
#[derive(Debug, Default)]
struct Came {
    declined: usize,
    asked_back: usize,
    unsure: usize,
    sure: usize,
}

impl Came {
    fn ask(&mut self, engine: &Engine, asked: &Asked) -> Option<String> {
        let told =
            engine.translate(Request { question: &asked.question, today: TODAY, earlier: &[] });
        let confidence = told.readings.first().map_or(0.0, |reading| reading.confidence);
        let sql = told.readings.first().map_or("", |reading| reading.draft.0.as_str());
        let said = format!("{confidence:.2} {}\n     {sql}", asked.question);
        match told.verdict {
            Verdict::Decline { .. } | Verdict::Change => self.declined += 1,
            Verdict::Clarify { .. } => self.asked_back += 1,
            Verdict::Answer if confidence < SURE => self.unsure += 1,
            Verdict::Answer => {
                self.sure += 1;
                return Some(said);
            }
        }
        None
    }

    fn print(&self, name: &str) {
        let all = (self.declined + self.asked_back + self.unsure + self.sure).max(1);
        #[expect(clippy::cast_precision_loss, reason = "counts of questions")]
        let share = |part: usize| 100.0 * part as f64 / all as f64;
        println!(
            "{name:>8} {all:6} questions: declined {:5.1} %, asked back {:5.1}, answered unsurely {:5.1}, surely {:5.1}",
            share(self.declined),
            share(self.asked_back),
            share(self.unsure),
            share(self.sure)
        );
    }
}

/// Asks every database questions of its own and of another, and prints what came of them.
///
/// # Errors
/// When the data cannot be read.
pub fn run(data: &Path, home: &Path) -> Result<()> {
    let mut by_database: BTreeMap<String, Vec<Asked>> = BTreeMap::new();
    for asked in questions(data, home)? {
        by_database.entry(asked.db.clone()).or_default().push(asked);
    }
    let bench = Bench::open(data);
    let names: Vec<&String> = by_database.keys().collect();
    let (mut own, mut foreign) = (Came::default(), Came::default());
    for (at, name) in names.iter().enumerate() {
        let engine = bench.load(name)?.engine()?;
        let spread = |name: &String| {
            let list = by_database.get(name).map_or(&[][..], Vec::as_slice);
            list.iter().step_by((list.len() / QUESTIONS).max(1)).take(QUESTIONS)
        };
        spread(name).for_each(|asked| drop(own.ask(&engine, asked)));
        if let Some(other) = names.get((at + APART) % names.len()) {
            let sure: Vec<String> =
                spread(other).filter_map(|asked| foreign.ask(&engine, asked)).collect();
            sure.iter().take(1).for_each(|said| println!("{name}: {said}"));
        }
    }
    own.print("its own");
    foreign.print("another's");
    Ok(())
}
