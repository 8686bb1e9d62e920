//! The record of what was sent to language models.

use async_trait::async_trait;
use jiff::{Timestamp, civil};
use serde::{Deserialize, Serialize};

use crate::{
    model::{Purpose, Sight, Usage},
    question::QuestionId,
    store::StoreError,
};

/// One call over the wire, also one that failed. What the cache answered was not sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sent {
    /// The question that it served.
    pub question: QuestionId,
    /// Who asked.
    pub actor: String,
    /// What it was for; none for texts that were embedded.
    pub purpose: Option<Purpose>,
    /// The endpoint, as the settings name it.
    pub endpoint: String,
    /// Where the bytes went: scheme, host, port and path, without a key.
    pub address: String,
    /// The model asked for.
    pub model: String,
    /// How much of the data could stand in it.
    pub sight: Sight,
    /// Values that were masked in it.
    pub masked: u64,
    /// Every byte of the request's body.
    pub body: String,
    /// What came of it: `answered`, the word of an error code, or [`Sent::UNFINISHED`].
    pub outcome: String,
    /// Tokens, as the endpoint counts them, else estimated; until the end the most that they may be.
    pub usage: Usage,
    /// What it cost in US dollars, until the end at most; none where no price is known.
    pub cost: Option<f64>,
    /// Milliseconds until it ended; 0 until then.
    pub ms: f64,
}

impl Sent {
    /// The outcome of a call whose end is not known: it is under way, or its process ended before it.
    pub const UNFINISHED: &str = "unfinished";
}

/// How a call ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Ended {
    /// As [`Sent::outcome`].
    pub outcome: String,
    /// As [`Sent::usage`].
    pub usage: Usage,
    /// As [`Sent::cost`].
    pub cost: Option<f64>,
    /// As [`Sent::ms`].
    pub ms: f64,
}

/// A call in the ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LedgerEntry {
    /// Counts from 1.
    pub number: u64,
    /// When it was written down, just before it was sent.
    pub at: Timestamp,
    /// The call.
    pub sent: Sent,
    /// Why its body is no longer kept; none while it is.
    pub dropped: Option<String>,
}

/// What was sent to one endpoint on one day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LedgerTotal {
    /// The day, in the person's zone.
    pub day: civil::Date,
    /// The endpoint, as the settings name it.
    pub endpoint: String,
    /// All calls together.
    pub spent: Spent,
}

/// What was spent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Spent {
    /// Tokens, sent and received.
    pub tokens: u64,
    /// US dollars, as far as prices are known.
    pub cost: f64,
    /// Calls.
    pub calls: u64,
}

/// Whose spending is added up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spender {
    /// One question's.
    Question(QuestionId),
    /// One person's, since a moment.
    Actor(String, Timestamp),
    /// Everybody's, since a moment.
    All(Timestamp),
}

/// What a spender may spend.
#[derive(Debug, Clone, PartialEq)]
pub struct Allowance {
    /// Whose spending counts.
    pub spender: Spender,
    /// The most that it may come to.
    pub most: Most,
}

/// The most that may be spent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Most {
    /// Tokens, sent and received.
    Tokens(u64),
    /// US dollars. A call without a price counts as free.
    Dollars(f64),
}

/// What became of a call that was to be written down.
#[derive(Debug, Clone, PartialEq)]
pub enum Entered {
    /// It stands under this number.
    As(u64),
    /// It does not, for with it more than this would be spent.
    Over(Allowance),
}

/// Keeps what was sent.
#[async_trait]
pub trait Ledger: Send + Sync {
    /// Writes down a call that is about to be made, unless it would pass an allowance. Of several at
    /// the same time, in several processes too, each counts those before it.
    async fn record_sent(
        &self,
        sent: &Sent,
        allowances: &[Allowance],
    ) -> Result<Entered, StoreError>;

    /// Writes down how the call of that number ended; `NotFound` when there is none.
    async fn record_end(&self, number: u64, ended: &Ended) -> Result<(), StoreError>;

    /// Calls, the latest first, those before `before` where it is given, at most `most`.
    async fn sent(&self, before: Option<u64>, most: u64) -> Result<Vec<LedgerEntry>, StoreError>;

    /// One call; `NotFound` when there is none.
    async fn sent_call(&self, number: u64) -> Result<LedgerEntry, StoreError>;

    /// What was spent.
    async fn spent(&self, by: &Spender) -> Result<Spent, StoreError>;
}
