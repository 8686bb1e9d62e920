//! How many of a set of questions are answered right.
//!
//! An answer is right when its SQL returns what the question's own SQL, the gold, returns
//! ([`same`]). Every question takes the whole journey, each in a session of its own.

/// Which questions, from which file.
mod questions;

/// The right SQL and what it returns.
mod gold;

/// One database's questions, asked one after the other.
mod asked;

/// Whether two results say the same.
mod same;

/// How hard a question's SQL is.
mod hardness;

/// What the lines come to.
mod summary;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::Serialize;
use serde_json::Value as Json;
use tokio::{sync::Semaphore, task::JoinSet};

use crate::QueristError;
use questions::Asked;

pub use hardness::Hardness;
pub use summary::{Score, Summary};

/// Databases that are asked at the same time.
const AT_ONCE: usize = 2;

/// What to evaluate.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Questions as JSON: `id, db, question, sql`, optionally `also` (further right SQL).
    pub questions: PathBuf,
    /// The folder that holds `<db>.sqlite`.
    pub databases: PathBuf,
    /// Where a line for each question goes.
    pub out: PathBuf,
    /// Only these databases; empty for all.
    pub only: Vec<String>,
    /// None of these databases.
    pub without: Vec<String>,
    /// The field that holds the question's words, such as `question` or `question_synonyms`.
    pub field: String,
    /// The most questions; none for all.
    pub limit: Option<usize>,
}

/// A line of the output.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// The question's identity, as it stands in the file.
    pub id: Json,
    /// The database.
    pub db: String,
    /// The question.
    pub question: String,
    /// The SQL; of the likeliest choice where the outcome is `clarify`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sql: Option<String>,
    /// `answer`, `clarify`, `decline`, `refuse` or `failed`.
    pub outcome: &'static str,
    /// Probability that the question was read as meant, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// Milliseconds from question to reply.
    pub ms: f64,
    /// Whether it was answered and the answer is right.
    pub right: bool,
    /// What went wrong, where the outcome is `failed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// Reads a list of databases, a name a line; `#` begins a comment.
///
/// # Errors
/// When the file cannot be read.
pub fn database_list(file: &Path) -> Result<Vec<String>, QueristError> {
    let text = fs::read_to_string(file).map_err(|error| QueristError::cannot_read(file, &error))?;
    let names = text.lines().filter_map(|line| line.split('#').next()).map(str::trim);
    Ok(names.filter(|name| !name.is_empty()).map(str::to_owned).collect())
}

/// Asks every question and compares what its SQL returns with what the right SQL returns.
///
/// # Errors
/// When the questions cannot be read or the lines cannot be written.
pub async fn run(plan: &Plan) -> Result<Summary, QueristError> {
    let mut marked = Vec::new();
    let room = Arc::new(Semaphore::new(AT_ONCE));
    let mut tasks = JoinSet::new();
    for (db, questions) in by_database(questions::read(plan)?) {
        let (file, room) = (plan.databases.join(format!("{db}.sqlite")), Arc::clone(&room));
        tasks.spawn(async move {
            let _turn = room.acquire().await;
            asked::all(&file, questions).await
        });
    }
    while let Some(done) = tasks.join_next().await {
        marked.extend(done.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic())));
    }
    marked.sort_by_key(|marked: &asked::Marked| marked.position);
    write(&plan.out, marked.iter().map(|marked| &marked.line))?;
    Ok(summary::of(&marked))
}

fn by_database(questions: Vec<Asked>) -> BTreeMap<String, Vec<Asked>> {
    let mut groups: BTreeMap<String, Vec<Asked>> = BTreeMap::new();
    for question in questions {
        groups.entry(question.db.clone()).or_default().push(question);
    }
    groups
}

fn write<'a>(file: &Path, lines: impl Iterator<Item = &'a Line>) -> Result<(), QueristError> {
    let texts: Result<Vec<String>, _> = lines.map(serde_json::to_string).collect();
    let text = texts.map(|lines| lines.into_iter().map(|line| line + "\n").collect::<String>());
    text.map_err(std::io::Error::from)
        .and_then(|text| fs::write(file, text))
        .map_err(|error| QueristError::cannot_write(file, &error))
}
