//! Whether the readings of ambiguous questions are found, and whether the engine asks back where it should.
//!
//! Half of the databases, by a hash of their names, are the open part: rules are made looking at it alone.
#![allow(clippy::print_stdout, reason = "a report")]

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::Result;
use serde::Deserialize;

use super::{
    database::{Cell, Database},
    measure::{GOLD, TODAY},
    same::{is_ordered, same},
};
use crate::{Engine, Request, Translation, Verdict};

/// Among how many readings all must be.
const FIRST: usize = 5;

/// A question that may be read in two or three ways, each with its SQL and, said clearly, in words.
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
    interpretation1: String,
    interpretation2: String,
}

impl Ambiguous {
    fn golds(&self) -> Vec<&str> {
        let golds = [Some(&self.sql_query1), Some(&self.sql_query2), self.sql_query3.as_ref()];
        golds.into_iter().flatten().map(String::as_str).collect()
    }

    /// Whether its database is in the part that rules are made on.
    fn part(&self) -> &'static str {
        if is_open(&self.db) { "open" } else { "held out" }
    }
}

/// What came of the questions of one kind.
#[derive(Debug, Default)]
struct Came {
    questions: usize,
    one: usize,
    all: usize,
    asked: usize,
    clear: usize,
    asked_of_clear: usize,
}

impl Came {
    fn told(&self, kind: &str, part: &str) -> String {
        format!(
            "{kind:>12} {part:>8} {:4} questions: a reading found {:5.1} %, all of them {:5.1}, asked back {:5.1}; \
             asked of those said clearly {:5.1}",
            self.questions,
            share(self.one, self.questions),
            share(self.all, self.questions),
            share(self.asked, self.questions),
            share(self.asked_of_clear, self.clear),
        )
    }
}

/// Reads every question and prints how many of their readings are among the first five. `--show KIND` prints
/// the open questions of that kind of which a reading is missing.
///
/// # Errors
/// When the data cannot be read.
pub fn run(folder: &Path, options: &[&str]) -> Result<()> {
    let shown = options.windows(2).find_map(|pair| match pair {
        ["--show", kind] => Some(*kind),
        _ => None,
    });
    let questions: Vec<Ambiguous> =
        serde_json::from_slice(&fs::read(folder.join("questions.json"))?)?;
    let mut came: BTreeMap<(&str, &str), Came> = BTreeMap::new();
    for question in &questions {
        let database = Database::open(&folder.join("databases").join(&question.db))?;
        let asking = Asking { database: &database, engine: database.engine()?, question };
        let (told, found) = asking.read();
        for kind in [question.kind.as_str(), "all"] {
            asking.count(&told, &found, came.entry((kind, question.part())).or_default());
        }
        if is_open(&question.db) && shown == Some(&question.kind) && found.contains(&false) {
            asking.show(&told, &found);
        }
    }
    for ((kind, part), came) in &came {
        println!("{}", came.told(kind, part));
    }
    Ok(())
}

/// A question with its database.
struct Asking<'a> {
    database: &'a Database,
    engine: Engine,
    question: &'a Ambiguous,
}

impl Asking<'_> {
    fn translate(&self, question: &str) -> Translation {
        self.engine.translate(Request { question, today: TODAY, earlier: &[] })
    }

    /// What becomes of the question, and which of its readings are found.
    fn read(&self) -> (Translation, Vec<bool>) {
        let told = self.translate(&self.question.question);
        let firsts = told.readings.iter().take(FIRST);
        let results: Vec<_> = firsts.filter_map(|reading| self.rows(&reading.draft.0)).collect();
        let found = |sql: &&str| {
            let fits = |wanted: Vec<Vec<Cell>>| {
                results.iter().any(|rows| same(&wanted, rows, is_ordered(sql)))
            };
            self.rows(sql).is_some_and(fits)
        };
        let found = self.question.golds().iter().map(found).collect();
        (told, found)
    }

    fn rows(&self, sql: &str) -> Option<Vec<Vec<Cell>>> {
        self.database.rows(sql, GOLD).ok()
    }

    fn count(&self, told: &Translation, found: &[bool], came: &mut Came) {
        let clear = [&self.question.interpretation1, &self.question.interpretation2];
        came.questions += 1;
        came.one += usize::from(found.contains(&true));
        came.all += usize::from(!found.contains(&false));
        came.asked += usize::from(asks(told));
        came.clear += clear.len();
        came.asked_of_clear += clear.iter().filter(|words| asks(&self.translate(words))).count();
    }

    fn show(&self, told: &Translation, found: &[bool]) {
        println!("\n{} ? {}  {:?}", self.question.db, self.question.question, told.verdict);
        for (sql, found) in self.question.golds().iter().zip(found) {
            let words: Vec<&str> = sql.split_whitespace().collect();
            println!("   {} {}", if *found { "found" } else { "MISSED" }, words.join(" "));
        }
        for reading in told.readings.iter().take(FIRST) {
            println!("  {:.2} {}", reading.confidence, reading.restatement);
            println!("       {}", reading.draft.0);
        }
    }
}

fn asks(told: &Translation) -> bool {
    matches!(told.verdict, Verdict::Clarify { .. })
}

/// By FNV-1a of the name: the same on every machine.
fn is_open(database: &str) -> bool {
    let fold = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = database.bytes().fold(0xcbf2_9ce4_8422_2325, fold);
    (hash >> 32) % 2 == 1
}

fn share(part: usize, whole: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts of questions")]
    let share = 100.0 * part as f64 / whole.max(1) as f64;
    share
}
