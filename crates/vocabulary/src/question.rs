//! What a person typed, and who and when.

use std::fmt;

use jiff::civil;
use serde::{Deserialize, Serialize};

/// The longest question that is read, in bytes of UTF-8.
pub const LONGEST_QUESTION: usize = 4_000;

/// Identifies one question, its run on the server and its answer. Unique within a store.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct QuestionId(pub String);

impl fmt::Display for QuestionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A question as it came in at a door.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Its identity; made by the door.
    pub id: QuestionId,
    /// What was typed, untouched.
    pub text: String,
    /// The conversation it belongs to; none starts a conversation of its own.
    pub session: Option<crate::session::SessionId>,
    /// The day that relative dates count from.
    pub asked_on: civil::Date,
}
