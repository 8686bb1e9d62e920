//! How many of a set of questions are answered right.

use std::path::PathBuf;

use crate::QueristError;

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

/// One part of the summary: all questions, or those of one hardness.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// `all`, `easy`, `medium`, `hard`, `extra`.
    pub name: &'static str,
    /// Questions.
    pub questions: usize,
    /// Of them, answered.
    pub answered: usize,
    /// Of them, right.
    pub right: usize,
    /// Right of all questions, 0 to 1.
    pub execution_match: f64,
    /// Right of the answered, 0 to 1.
    pub precision: f64,
    /// Share of questions above the lowest confidence at which 95 % of the answers are right.
    pub coverage_at_95: f64,
    /// Expected calibration error over 15 bins of equal number.
    pub calibration_error: f64,
    /// Median milliseconds a question.
    pub p50_ms: f64,
    /// 95th percentile of milliseconds a question.
    pub p95_ms: f64,
}

/// What came out.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// All questions first, then by hardness.
    pub scores: Vec<Score>,
    /// Questions whose own SQL does not run, with the reason; they count as not right.
    pub broken_gold: Vec<(String, String)>,
}

/// Reads a list of databases, a name a line; `#` begins a comment.
///
/// # Errors
/// When the file cannot be read.
pub fn database_list(file: &std::path::Path) -> Result<Vec<String>, QueristError> {
    let _ = file;
    Ok(Vec::new())
}

/// Asks every question and compares what its SQL returns with what the right SQL returns.
///
/// # Errors
/// When a file cannot be read or written.
pub async fn run(plan: &Plan) -> Result<Summary, QueristError> {
    let _ = plan;
    Ok(Summary { scores: Vec::new(), broken_gold: Vec::new() })
}
