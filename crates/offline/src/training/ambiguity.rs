//! Whether the readings of ambiguous questions are found, and whether the engine asks back.
#![allow(clippy::print_stdout, reason = "a report")]

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::Result;
use serde::Deserialize;

use super::{
    database::Database,
    measure::{GOLD, TODAY},
    same::{is_ordered, same},
};
use crate::{Request, Verdict};

/// Among how many readings all must be.
const FIRST: usize = 5;

/// A question that may be read in two or three ways, each with its SQL.
#[derive(Debug, Deserialize)]
struct Ambiguous {
    #[serde(rename = "type")]
    kind: String,
    question: String,
    db: String,
    sql_query1: String,
    sql_query2: String,
    #[serde(default)]
    sql_query3: Option<String>,
}

/// What came of the questions of one kind.
#[derive(Debug, Default)]
struct Came {
    questions: usize,
    one: usize,
    all: usize,
    asked: usize,
}

/// Reads every question and prints how many of their readings are among the first five.
///
/// # Errors
/// When the data cannot be read.
pub fn run(folder: &Path) -> Result<()> {
    let questions: Vec<Ambiguous> =
        serde_json::from_slice(&fs::read(folder.join("questions.json"))?)?;
    let mut by_kind: BTreeMap<&str, Came> = BTreeMap::new();
    for question in &questions {
        let database = Database::open(&folder.join("databases").join(&question.db))?;
        let (found, asked) = read(&database, question)?;
        for kind in [question.kind.as_str(), "all"] {
            let came = by_kind.entry(kind).or_default();
            came.questions += 1;
            came.one += usize::from(found.contains(&true));
            came.all += usize::from(!found.contains(&false));
            came.asked += usize::from(asked);
        }
    }
    for (kind, came) in &by_kind {
        #[expect(clippy::cast_precision_loss, reason = "counts of questions")]
        let share = |part: usize| 100.0 * part as f64 / came.questions.max(1) as f64;
        println!(
            "{kind:>12} {:4} questions: a reading found {:5.1} %, all of them {:5.1}, asked back {:5.1}",
            came.questions,
            share(came.one),
            share(came.all),
            share(came.asked)
        );
    }
    Ok(())
}

/// Which of a question's readings are found, and whether it is asked back about.
fn read(database: &Database, question: &Ambiguous) -> Result<(Vec<bool>, bool)> {
    let engine = database.engine()?;
    let told =
        engine.translate(Request { question: &question.question, today: TODAY, earlier: &[] });
    let results: Vec<_> = told
        .readings
        .iter()
        .take(FIRST)
        .filter_map(|reading| database.rows(&reading.draft.0, GOLD).ok())
        .collect();
    let golds =
        [Some(&question.sql_query1), Some(&question.sql_query2), question.sql_query3.as_ref()];
    let found = golds.into_iter().flatten().map(|sql| {
        let wanted = database.rows(sql, GOLD).ok();
        wanted.is_some_and(|wanted| results.iter().any(|rows| same(&wanted, rows, is_ordered(sql))))
    });
    Ok((found.collect(), matches!(told.verdict, Verdict::Clarify { .. })))
}
