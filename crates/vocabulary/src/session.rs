//! A conversation and its turns.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::question::QuestionId;

/// The turns that a session keeps; older ones are dropped.
pub const TURNS_KEPT: usize = 50;

/// Identifies a session.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SessionId(pub String);

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A conversation about one database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Its identity.
    pub id: SessionId,
    /// The database's address, without a password.
    pub database: String,
    /// When it began.
    pub started: Timestamp,
    /// When its last turn was.
    pub last: Timestamp,
    /// Turns kept.
    pub turns: u64,
}

/// One question of a session and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Turn {
    /// The question's identity.
    pub id: QuestionId,
    /// When it was asked.
    pub at: Timestamp,
    /// What was typed.
    pub question: String,
    /// `answer`, `clarify`, `decline`, `refuse` or `failed`.
    pub outcome: String,
    /// The SQL that ran.
    pub sql: Option<String>,
    /// The plan it was written from, for follow-ups.
    pub plan: Option<serde_json::Value>,
    /// Rows shown.
    pub rows: Option<u64>,
}
