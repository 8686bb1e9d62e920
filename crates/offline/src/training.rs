//! How the weights are made: from questions whose SQL is known, in folds grouped by database.

/// The training of confidence.
pub(crate) mod confidence;

/// A SQLite file as the engine wants it.
pub mod database;

/// Questions as people type them, made over any schema.
pub(crate) mod everyday;

/// A query that somebody wrote, as a plan.
pub(crate) mod gold;

/// The whole training.
pub mod learn;

/// What slot models learn from.
pub(crate) mod lessons;

/// Execution match on questions whose SQL is known.
pub mod measure;

/// The training of the ranker.
pub(crate) mod ranker;

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

/// Which of `folds` a database belongs to; the same on every machine.
#[must_use]
pub fn fold(database: &str, folds: u32) -> u32 {
    grams::name(database) % folds
}
