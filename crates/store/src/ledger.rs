//! What was sent to language models.

/// Rows of the file as calls, and back.
mod rows;

/// Old bodies that make room.
mod retention;

/// Calls added up by day and endpoint.
mod totals;

use async_trait::async_trait;
use querist_vocabulary::{
    ledger::{Ledger, LedgerEntry, Sent, Spender, Spent},
    store::StoreError,
};
use rusqlite::{OptionalExtension, Row, params};

use crate::{failure::Trouble, store::SqliteStore};
pub use retention::Retention;

/// What is added up: tokens, money, calls.
const SUMS: &str = "SELECT coalesce(sum(prompt_tokens + completion_tokens), 0),
                           coalesce(sum(cost), 0.0), count(*) FROM sent";

#[async_trait]
impl Ledger for SqliteStore {
    async fn record_sent(&self, sent: &Sent) -> Result<u64, StoreError> {
        let (sent, clock, retention) = (sent.clone(), self.clock.clone(), self.retention);
        self.change(move |change| {
            // With the lock held, so that the times follow the numbers.
            let now = clock.instant();
            let number = rows::insert(change, &sent, now)?;
            retention.apply(change, now)?;
            Ok(number)
        })
        .await
    }

    async fn sent(&self, before: Option<u64>, most: u64) -> Result<Vec<LedgerEntry>, StoreError> {
        let [before, most] = [before.unwrap_or(u64::MAX), most].map(signed);
        self.with(move |connection| {
            let mut query = connection.prepare_cached(
                "SELECT * FROM sent WHERE number < ?1 ORDER BY number DESC LIMIT ?2",
            )?;
            query.query_and_then([before, most], rows::read)?.collect()
        })
        .await
    }

    async fn sent_call(&self, number: u64) -> Result<LedgerEntry, StoreError> {
        self.with(move |connection| {
            let mut query = connection.prepare_cached("SELECT * FROM sent WHERE number = ?1")?;
            let found = query.query_and_then([signed(number)], rows::read)?.next();
            let missing = || Trouble::NotFound { what: "call", name: number.to_string() };
            found.unwrap_or_else(|| Err(missing()))
        })
        .await
    }

    async fn spent(&self, by: &Spender) -> Result<Spent, StoreError> {
        let by = by.clone();
        self.with(move |connection| {
            let (condition, name, since) = match by {
                Spender::Question(question) => ("question = ?1 AND at >= ?2", question.0, 0),
                Spender::Actor(actor, since) => {
                    ("actor = ?1 AND at >= ?2", actor, since.as_millisecond())
                }
                Spender::All(since) => {
                    ("?1 = '' AND at >= ?2", String::new(), since.as_millisecond())
                }
            };
            let mut query = connection.prepare_cached(&format!("{SUMS} WHERE {condition}"))?;
            let sums = query.query_row(params![name, since], sums).optional()?;
            Ok(sums.unwrap_or_default())
        })
        .await
    }
}

fn sums(row: &Row<'_>) -> rusqlite::Result<Spent> {
    let (tokens, cost, calls): (i64, f64, i64) = row.try_into()?;
    Ok(Spent { tokens: unsigned(tokens), cost, calls: unsigned(calls) })
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
