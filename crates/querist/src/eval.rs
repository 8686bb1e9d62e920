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

/// Which language model the questions may go to.
mod minds;

/// Weights that have not seen the databases whose questions are read with them.
mod folds;

/// A language model that nobody has to pay.
mod replay;

/// Whether two results say the same.
mod same;

/// How hard a question's SQL is.
mod hardness;

/// A person's own questions with what must come back, asked of one database.
mod suite;

/// What the lines come to.
mod summary;

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use querist_offline::Weights;
use serde::Serialize;
use serde_json::Value as Json;
use tokio::{
    sync::{Semaphore, mpsc},
    task::JoinSet,
};

use crate::QueristError;
use asked::Marked;
use questions::{Asked, Chosen};

pub use folds::Folds;
pub use hardness::Hardness;
pub use minds::Minds;
pub use suite::{
    Case, CaseResult, Compared, Suite, Tally, compare, junit, read_results, read_suite, run_suite,
    tallies,
};
pub use summary::{Asked as AskedOfModels, Score, Summary};

/// Databases that are asked at the same time.
const AT_ONCE: usize = 2;

/// What to evaluate.
#[derive(Clone)]
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
    /// Which language model they may go to.
    pub minds: Minds,
    /// The weights for each database; what ships for all where there are none. Databases in no fold are left out.
    pub folds: Option<Folds>,
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
    /// Who read the question, unless it was the offline engine: `model`, `lesson`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub translator: Option<&'static str>,
    /// Calls of language models.
    #[serde(skip_serializing_if = "is_none")]
    pub calls: u64,
    /// Tokens that were sent to them.
    #[serde(skip_serializing_if = "is_none")]
    pub prompt_tokens: u64,
    /// Tokens that came back.
    #[serde(skip_serializing_if = "is_none")]
    pub completion_tokens: u64,
    /// What went wrong, where the outcome is `failed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

fn is_none(count: &u64) -> bool {
    *count == 0
}

/// Reads a list of databases, a name a line; `#` begins a comment.
///
/// # Errors
/// When the file cannot be read.
pub fn database_list(file: &Path) -> Result<Vec<String>, QueristError> {
    let text = fs::read_to_string(file).map_err(|error| QueristError::cannot_read(file, &error))?;
    Ok(names(&text))
}

/// The names of a list, a line each.
fn names(list: &str) -> Vec<String> {
    let names = list.lines().filter_map(|line| line.split('#').next()).map(str::trim);
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// Asks every question and compares what its SQL returns with what the right SQL returns. Lines are
/// written as questions are answered, those of several databases among each other.
///
/// # Errors
/// When the questions cannot be read or the lines cannot be written.
pub async fn run(plan: &Plan) -> Result<Summary, QueristError> {
    let Chosen { questions, in_no_fold } = questions::read(plan)?;
    let mut lines = Lines::begin(&plan.out)?;
    let room = Arc::new(Semaphore::new(AT_ONCE));
    let (sender, mut made) = mpsc::unbounded_channel();
    let mut tasks = JoinSet::new();
    for (db, questions) in by_database(questions) {
        let file = plan.databases.join(format!("{db}.sqlite"));
        let own = plan.folds.as_ref().and_then(|folds| folds.weights_for(&db));
        let weights = own.unwrap_or_else(Weights::shipped);
        let (room, sender, minds) = (Arc::clone(&room), sender.clone(), plan.minds.clone());
        tasks.spawn(async move {
            let _turn = room.acquire().await;
            asked::all(&file, questions, (minds, weights), &sender).await;
        });
    }
    drop(sender);
    while let Some(marked) = made.recv().await {
        lines.write(marked)?;
    }
    while let Some(done) = tasks.join_next().await {
        done.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()));
    }
    Ok(Summary { in_no_fold, ..summary::of(&lines.written) })
}

fn by_database(questions: Vec<Asked>) -> BTreeMap<String, Vec<Asked>> {
    let mut groups: BTreeMap<String, Vec<Asked>> = BTreeMap::new();
    for question in questions {
        groups.entry(question.db.clone()).or_default().push(question);
    }
    groups
}

/// The output: a line as soon as it is made, so that a long run that is stopped leaves what it found.
struct Lines<'p> {
    path: &'p Path,
    file: File,
    written: Vec<Marked>,
}

impl<'p> Lines<'p> {
    fn begin(path: &'p Path) -> Result<Self, QueristError> {
        let file = File::create(path).map_err(|error| QueristError::cannot_write(path, &error))?;
        Ok(Self { path, file, written: Vec::new() })
    }

    fn write(&mut self, marked: Marked) -> Result<(), QueristError> {
        let line = serde_json::to_string(&marked.line).map_err(io::Error::from);
        let written = line.and_then(|line| self.file.write_all((line + "\n").as_bytes()));
        written.map_err(|error| QueristError::cannot_write(self.path, &error))?;
        self.written.push(marked);
        Ok(())
    }
}
