//! A person's own questions with what must come back, asked of one database.

/// What a suite may say.
mod cases;

/// Whether a reply is what a case expects, and what differs.
mod verdict;

/// Two runs side by side.
mod compare;

/// A run as JUnit reads it.
mod junit;

use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

use jiff::civil::{self, date};
use querist_store::SqliteStore;
use querist_vocabulary::{event::Silence, question::Question};
use serde::{Deserialize, Serialize};

use super::gold::Golds;
use crate::{Querist, QueristError, Settings, assembly, wire, yaml};

pub use cases::{Case, Suite};
pub use compare::{Compared, compare};
pub use junit::junit;

/// The day on which a suite that names none is asked, so that every run reads "last year" the same.
const ASKED_ON: civil::Date = date(2026, 1, 1);

/// What became of a case; a line of the results.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CaseResult {
    /// The question.
    pub question: String,
    /// Words that its author sorted it by.
    #[serde(default)]
    pub tags: Vec<String>,
    /// What was expected: `rows`, `declines` or `asks_back`.
    pub expected: String,
    /// `answer`, `clarify`, `decline`, `refuse` or `failed`.
    pub outcome: String,
    /// Who read it: `offline`, `model` or `lesson`.
    pub translator: String,
    /// The SQL that ran.
    pub sql: Option<String>,
    /// Probability that the question was read as meant, 0 to 1.
    pub confidence: Option<f64>,
    /// Milliseconds from question to reply.
    pub ms: f64,
    /// Whether it came out as expected.
    pub right: bool,
    /// What differs.
    pub difference: Option<String>,
}

/// How many cases of a kind came out as expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// `all`, or a tag.
    pub name: String,
    /// Cases.
    pub cases: usize,
    /// Those that came out as expected.
    pub right: usize,
}

/// Reads a suite.
///
/// # Errors
/// When the file cannot be read or is no suite; the place is named.
pub fn read_suite(file: &Path) -> Result<Suite, QueristError> {
    let text = fs::read_to_string(file).map_err(|error| QueristError::cannot_read(file, &error))?;
    let trouble = |reason| QueristError::BadSuite { file: file.to_owned(), reason };
    let suite: Option<Suite> = yaml::read(&text, yaml::Sort::Suite).map_err(trouble)?;
    let suite = suite.ok_or_else(|| trouble("it is empty".into()))?;
    suite.check().map_err(trouble)?;
    Ok(suite)
}

/// Asks every case of a suite, one after the other, each in a session of its own, and tells `done` of each. What was
/// taught in use is not known to it, so that it says the same on every machine; examples of the semantic file are. What
/// goes to a language model stands in the ledger and counts against the budgets.
///
/// # Errors
/// When the database cannot be opened or read, or the store cannot be used.
pub async fn run_suite(
    suite: &Suite,
    settings: &Settings,
    mut done: impl FnMut(&CaseResult),
) -> Result<Vec<CaseResult>, QueristError> {
    let database = assembly::database(settings).await?;
    let store = Arc::new(SqliteStore::in_memory().await?);
    let books = Arc::new(assembly::open_store(settings).await?);
    let querist = Querist::over(Arc::clone(&database), store, &books, settings)?;
    // Reads the data once, so that no question's time holds it.
    querist.starters(1).await?;
    let mut golds = Golds::new(database, querist.schema().await?);
    let mut results = Vec::new();
    for case in &suite.cases {
        let result = one(&querist, &mut golds, suite, case).await;
        done(&result);
        results.push(result);
    }
    Ok(results)
}

async fn one(querist: &Querist, golds: &mut Golds, suite: &Suite, case: &Case) -> CaseResult {
    let question = Question {
        id: querist.next_id(),
        text: case.question.clone(),
        session: None,
        asked_on: case.as_of.or(suite.as_of).unwrap_or(ASKED_ON),
    };
    let reply = querist.ask_question(question, &Silence).await;
    let difference = verdict::difference(case, reply.as_ref(), golds).await;
    let (sql, confidence) = reply.as_ref().map_or((None, None), verdict::sql);
    CaseResult {
        question: case.question.clone(),
        tags: case.tags.clone(),
        expected: case.expected().word().into(),
        outcome: reply.as_ref().map_or("failed", |reply| wire::word(&reply.outcome)).into(),
        translator: reply.as_ref().map_or("", |reply| reply.metadata.translator.word()).into(),
        sql,
        confidence,
        ms: reply.as_ref().map_or(0.0, |reply| reply.metadata.seconds * 1_000.0),
        right: difference.is_none(),
        difference,
    }
}

/// How many came out as expected: all, then by tag.
#[must_use]
pub fn tallies(results: &[CaseResult]) -> Vec<Tally> {
    let mut tags: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for result in results {
        for tag in &result.tags {
            let (cases, right) = tags.entry(tag).or_default();
            *cases += 1;
            *right += usize::from(result.right);
        }
    }
    let all = Tally {
        name: "all".into(),
        cases: results.len(),
        right: results.iter().filter(|result| result.right).count(),
    };
    let by_tag =
        tags.into_iter().map(|(name, (cases, right))| Tally { name: name.into(), cases, right });
    std::iter::once(all).chain(by_tag).collect()
}

/// The lines of an earlier run.
///
/// # Errors
/// When the file cannot be read or a line is no result; it is named.
pub fn read_results(file: &Path) -> Result<Vec<CaseResult>, QueristError> {
    let text = fs::read_to_string(file).map_err(|error| QueristError::cannot_read(file, &error))?;
    let line = |(number, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|error| QueristError::File {
            verb: "read the results in",
            file: file.to_owned(),
            reason: format!("line {}: {error}", number + 1),
        })
    };
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(line).collect()
}
