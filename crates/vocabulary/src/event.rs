//! What happens on the way, told while it happens.

use crate::{model::Purpose, reading::Reading, refusal::Refusal};

/// A step of a question's journey.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The question was read and may be answered.
    Understood {
        /// It after normalisation.
        question: String,
    },
    /// The schema, knowledge and values are at hand.
    Gathered {
        /// Tables known.
        tables: usize,
        /// Whether they came from the cache.
        cached: bool,
    },
    /// A table or value index is being read, for a progress line.
    Reading {
        /// What is read.
        what: String,
    },
    /// A language model is asked.
    Asking {
        /// Its name.
        model: String,
        /// What for.
        purpose: Purpose,
    },
    /// A language model says something; its words as they come, in pieces.
    Said {
        /// The next piece.
        piece: String,
    },
    /// A draft was not taken and is asked for again.
    Correcting {
        /// Why, as a sentence.
        reason: String,
    },
    /// The question was translated; the best reading first.
    Translated {
        /// The readings.
        readings: Vec<Reading>,
    },
    /// The SQL passed the check.
    Checked {
        /// What will run.
        sql: String,
    },
    /// The SQL did not pass.
    Refused(Refusal),
    /// Rows have come.
    Rows {
        /// Rows so far.
        rows: u64,
    },
    /// The answer is ready.
    Answered,
}

/// Hears what happens. Must not block.
pub trait Listener: Send + Sync {
    /// Called once an event, in order.
    fn hear(&self, event: &Event);
}

/// Hears nothing.
#[derive(Debug, Clone, Copy)]
pub struct Silence;

impl Listener for Silence {
    fn hear(&self, _: &Event) {}
}
