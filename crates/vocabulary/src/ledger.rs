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
    /// What came of it: `answered`, or the word of an error code.
    pub outcome: String,
    /// Tokens, as the endpoint counts them, else estimated.
    pub usage: Usage,
    /// What it cost in US dollars; none where no price is known.
    pub cost: Option<f64>,
    /// Milliseconds until it ended.
    pub ms: f64,
}

/// A call in the ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LedgerEntry {
    /// Counts from 1.
    pub number: u64,
    /// When it was sent.
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

/// Keeps what was sent.
#[async_trait]
pub trait Ledger: Send + Sync {
    /// Writes down a call; gives its number.
    async fn record_sent(&self, sent: &Sent) -> Result<u64, StoreError>;

    /// Calls, the latest first, those before `before` where it is given, at most `most`.
    async fn sent(&self, before: Option<u64>, most: u64) -> Result<Vec<LedgerEntry>, StoreError>;

    /// One call; `NotFound` when there is none.
    async fn sent_call(&self, number: u64) -> Result<LedgerEntry, StoreError>;

    /// What was spent.
    async fn spent(&self, by: &Spender) -> Result<Spent, StoreError>;
}
