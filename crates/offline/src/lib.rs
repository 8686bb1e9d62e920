//! Question → SQL with no model and no network.
//!
//! Pure: schema, profile, knowledge and values in; ranked readings with reasons out.
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "parsed SQL, values and pairs of kinds have more variants than a match tells apart"
)]

/// What rows say of readings.
mod agreement;

/// Candidate plans: shapes filled with what the words may name, the most plausible kept.
mod compose;

/// Words that announce the shape of an answer: how many, each, most, not, between.
mod cues;

/// From a question to its readings.
mod engine;

/// A plan as SQL: its joins, its groups, its text in the database's dialect.
mod expand;

/// How a question was read: said back in plain English, phrase by phrase, with what found no place.
mod explain;

/// A question that goes on from an earlier one: the earlier plan with an edit.
mod follow;

/// One database, ready for questions: its tables and columns with their words, its keys, its values.
mod index;

/// What the words of a question may name: tables, columns, stored values, numbers, days.
mod link;

/// The days that a question names, put into a plan that does not say them.
mod period;

/// The plan of a query: what is asked, without FROM, JOIN and HAVING.
mod plan;

/// Which candidate is meant: a log-linear model over the list.
mod rank;

/// What a question asks to see, item by item.
mod requested;

/// A plan said back in plain English.
mod restate;

/// A question whose words stand for what they name.
mod sketch;

/// What shape of query the words announce, whatever the schema.
mod shape;

/// What was learned, as files: those that ship, or others in their place.
mod weights;

/// How the weights are made.
#[cfg(feature = "training")]
pub mod training;

/// What to do with a question: answer it, ask back, decline it, or say that it asks for a change.
mod verdict;

/// Questions that can be answered: to begin with, and to go on with.
mod suggest;

/// What a question says in two ways: readings that are made on purpose.
mod ambiguity;

/// What part of the whole each group makes up.
mod share;

/// What a list shows of its rows.
mod shown;

/// The conditions that people said usually apply.
mod usual;

/// What the words of a question name, for whoever else reads it.
mod mentions;

/// Values that the question rules out.
mod negate;

/// Words that a plan must carry out, and does not.
mod heard;

/// How many of one thing another has, on average.
mod mean_count;

/// What people confirmed: the same question again, perhaps with other values in it.
mod taught;

/// A question as tokens: folded, stemmed, each with its place in the text.
mod words;

pub use agreement::{COMPARED, Likeness, Returned};
pub use index::values::ValueIndex;
use jiff::civil;
pub use mentions::{Mentioned, Mentions};
use querist_vocabulary::{
    knowledge::Knowledge, profile::Profile, reading::Reading, schema::Schema,
};
pub use taught::{Recalled, Similar, Taught};
pub use usual::lifts;
pub use weights::{BadWeights, WeightFiles, Weights};

/// Everything about one database that questions are read against. Built once, used for many.
#[derive(Debug)]
pub struct Engine {
    index: index::Index,
}

/// A question with what it is read against.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The question, normalised.
    pub question: &'a str,
    /// The day that relative dates count from.
    pub today: civil::Date,
    /// Plans of the session's earlier answers, the latest last; for follow-ups.
    pub earlier: &'a [serde_json::Value],
}

/// What the engine makes of a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Translation {
    /// What to do with it.
    pub verdict: Verdict,
    /// Readings, the likeliest first, each of another meaning; at most 12.
    pub readings: Vec<Reading>,
    /// How many words that could name something have no place in the first.
    pub unplaced: usize,
}

/// What to do with a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Run the first reading.
    Answer,
    /// Readings differ in something that matters: ask this; `readings[..choices]` are the choices (2 to 4).
    Clarify {
        /// The question back.
        question: String,
        /// How many readings to choose from.
        choices: usize,
    },
    /// Not about this data, or about data that is not there.
    Decline {
        /// Why, as a sentence.
        reason: String,
        /// The words that found no place.
        not_understood: Vec<String>,
    },
    /// Asks to change data.
    Change,
}

impl Engine {
    /// Builds the indexes over a schema. Questions are read with the weights that ship.
    #[must_use]
    pub fn new(
        schema: &Schema,
        profile: &Profile,
        knowledge: &Knowledge,
        values: ValueIndex,
    ) -> Self {
        Self { index: index::Index::new(schema, profile, knowledge, values) }
    }

    /// The same with other weights.
    #[must_use]
    pub fn with_weights(mut self, weights: Weights) -> Self {
        self.index.weights = weights;
        self
    }

    /// Reads a question. Never fails: what is not understood is said in the verdict.
    #[must_use]
    pub fn translate(&self, request: Request<'_>) -> Translation {
        engine::translate(&self.index, request)
    }

    /// What the words of a question name.
    #[must_use]
    pub fn mentions(&self, question: &str, today: civil::Date) -> Mentions {
        mentions::of(&self.index, question, today)
    }

    /// Whether a question means something only behind the session's earlier ones, of which there are some: none of
    /// their plans is known where somebody else answered.
    #[must_use]
    pub fn goes_on(&self, request: Request<'_>) -> bool {
        engine::goes_on(&self.index, request)
    }

    /// Questions that this database can answer, each tried; at most `most`.
    #[must_use]
    pub fn starters(&self, most: usize) -> Vec<String> {
        suggest::starters(&self.index, civil::date(2000, 1, 1), most)
    }

    /// Questions that could follow an answer of this plan, each tried; at most `most`.
    #[must_use]
    pub fn follow_ups(
        &self,
        plan: &serde_json::Value,
        today: civil::Date,
        most: usize,
    ) -> Vec<String> {
        suggest::follow_ups(&self.index, plan, today, most)
    }

    /// A declined question with its words that were not understood spelled like words of this database;
    /// not tried. None where one of them is like nothing here.
    #[must_use]
    pub fn respelled(&self, question: &str, not_understood: &[String]) -> Option<String> {
        suggest::respelled(&self.index, question, not_understood)
    }

    /// The value index, for near values.
    #[must_use]
    pub fn values(&self) -> &ValueIndex {
        &self.index.values
    }
}
