//! One interpretation of a question, with its evidence.

use serde::{Deserialize, Serialize};

use crate::statement::Draft;

/// Who read a question.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Translator {
    /// The offline engine.
    #[default]
    Offline,
    /// A language model, as its endpoint names it.
    Model(String),
    /// A confirmed example, by its identity.
    Lesson(String),
    /// A person, in SQL.
    Person,
}

impl Translator {
    /// Its name in messages and JSON.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Offline => "offline",
            Self::Model(_) => "model",
            Self::Lesson(_) => "lesson",
            Self::Person => "person",
        }
    }
}

/// One interpretation of a question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The question said back in plain English, so that a person sees how it was understood.
    pub restatement: String,
    /// The SQL that it became.
    pub draft: Draft,
    /// Probability that this is what was meant, 0 to 1.
    pub confidence: f64,
    /// Each phrase of the question and the part of the SQL it became, in the question's order.
    pub explanation: Vec<Mapping>,
    /// Words of the question that found no place in the SQL.
    pub unexplained: Vec<String>,
    /// What a reader should know: a usual filter that was applied, a date that counts from the data's end.
    pub notes: Vec<String>,
    /// The plan it was written from, for the next question's follow-up; opaque outside the translator.
    pub plan: serde_json::Value,
    /// Who read it so.
    #[serde(default)]
    pub translator: Translator,
}

/// A phrase of the question and what it became.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// The words, as typed.
    pub phrase: String,
    /// Which part of the SQL: `select`, `from`, `where`, `group by`, `having`, `order by`, `limit`, `set`.
    pub part: String,
    /// The SQL it became.
    pub sql: String,
}
