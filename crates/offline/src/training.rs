//! How the weights are made: from questions whose SQL is known, in folds grouped by database.

/// The growing of forests.
pub(crate) mod forest;

/// Ambiguous questions.
pub mod ambiguity;

/// The training of what rows add to confidence.
pub(crate) mod agreement;

/// The training of confidence.
pub(crate) mod confidence;

/// Chance that falls alike on every machine.
pub(crate) mod dice;

/// A SQLite file as the engine wants it.
pub mod database;

/// Questions as people type them, made over any schema.
pub(crate) mod everyday;

/// What did not see the databases of a fold, in a folder of its own.
pub(crate) mod unseen;

/// A query that somebody wrote, as a plan.
pub(crate) mod gold;

/// The whole training.
pub mod learn;

/// Questions about another database.
pub mod foreign;

/// Why a list holds no right candidate.
pub(crate) mod gap;

/// Databases with their questions, and the lists of candidates that models are trained on.
pub(crate) mod ground;

/// A question's candidates as the ranker sees them.
pub(crate) mod list;

/// What all models together make of databases that they did not see.
pub(crate) mod report;

/// Lists as files.
pub(crate) mod dump;

/// Copies of a database with other rows.
pub(crate) mod perturbed;

/// The thesaurus.
pub mod thesaurus;

/// What slot models learn from.
pub(crate) mod lessons;

/// Execution match on questions whose SQL is known.
pub mod measure;

/// The training of the ranker.
pub(crate) mod ranker;

/// The training over lists of candidates.
pub mod ranking;

/// Whether two results say the same.
pub mod same;

/// The six models of a query's shape.
pub(crate) mod shapes;

/// The training of slot models.
pub(crate) mod slots;

/// Questions about one database, each with its SQL.
pub mod suite;

use serde::Deserialize;

use crate::shape::grams;

/// A question whose SQL is known.
#[derive(Debug, Clone, Deserialize)]
pub struct Asked {
    /// The database's name.
    pub db: String,
    /// The question.
    pub question: String,
    /// The same question in other words.
    #[serde(default)]
    pub question_synonyms: Option<String>,
    /// Its SQL, in SQLite's dialect.
    pub sql: String,
    /// Other SQL that answers it as well.
    #[serde(default)]
    pub also: Vec<String>,
    /// Whether it was made over the schema rather than written by a person.
    #[serde(default)]
    pub everyday: bool,
}

impl Asked {
    /// The question in each of its wordings, the first as it was asked.
    pub(crate) fn wordings(&self) -> impl Iterator<Item = &str> {
        let other = self.question_synonyms.as_deref().filter(|other| *other != self.question);
        std::iter::once(self.question.as_str()).chain(other)
    }
}

/// Which of `folds` a database belongs to; the same on every machine.
#[must_use]
pub fn fold(database: &str, folds: u32) -> u32 {
    grams::name(database) % folds
}
