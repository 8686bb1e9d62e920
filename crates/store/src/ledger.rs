//! What was sent to language models.

/// Rows of the file as calls, and back.
mod rows;

/// Old bodies that make room.
mod retention;

/// Calls added up by day and endpoint.
mod totals;

use async_trait::async_trait;
use querist_vocabulary::{
    ledger::{Allowance, Ended, Entered, Ledger, LedgerEntry, Most, Sent, Spender, Spent},
    store::StoreError,
};
use rusqlite::{Connection, Row, params};

use crate::{failure::Trouble, store::SqliteStore};
pub use retention::Retention;

/// What is added up: tokens, money, calls. Unlike `sum`, `total` does not fail where the sum has no
/// room in an integer, and the cast takes the greatest there is.
const SUMS: &str = "SELECT cast(total(prompt_tokens) + total(completion_tokens) AS INTEGER),
                           total(cost), count(*) FROM sent";

#[async_trait]
impl Ledger for SqliteStore {
    async fn record_sent(
        &self,
        sent: &Sent,
        allowances: &[Allowance],
    ) -> Result<Entered, StoreError> {
        let (sent, allowances) = (sent.clone(), allowances.to_vec());
        let (clock, retention) = (self.clock.clone(), self.retention);
        self.change(move |change| {
            // All of it with the lock held: no other call comes between what was spent and this one,
            // and the times follow the numbers.
            for allowance in allowances {
                if is_passed(&allowance, spent(change, &allowance.spender)?, &sent) {
                    return Ok(Entered::Over(allowance));
                }
            }
            let now = clock.instant();
            let number = rows::insert(change, &sent, now)?;
            retention.apply(change, now)?;
            Ok(Entered::As(number))
        })
        .await
    }

    async fn record_end(&self, number: u64, ended: &Ended) -> Result<(), StoreError> {
        let ended = ended.clone();
        self.change(move |change| rows::end(change, number, &ended)).await
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
            found.unwrap_or_else(|| Err(missing(number)))
        })
        .await
    }

    async fn spent(&self, by: &Spender) -> Result<Spent, StoreError> {
        let by = by.clone();
        self.with(move |connection| spent(connection, &by)).await
    }
}

fn spent(connection: &Connection, by: &Spender) -> Result<Spent, Trouble> {
    let (condition, name, since) = match by {
        Spender::Question(question) => ("question = ?1 AND at >= ?2", question.0.as_str(), 0),
        Spender::Actor(actor, since) => {
            ("actor = ?1 AND at >= ?2", actor.as_str(), since.as_millisecond())
        }
        Spender::All(since) => ("?1 = '' AND at >= ?2", "", since.as_millisecond()),
    };
    let mut query = connection.prepare_cached(&format!("{SUMS} WHERE {condition}"))?;
    Ok(query.query_row(params![name, since], sums)?)
}

/// Whether a call besides what was spent is more than is allowed.
fn is_passed(allowance: &Allowance, spent: Spent, sent: &Sent) -> bool {
    let Spent { tokens, cost, .. } = spent;
    match allowance.most {
        Most::Tokens(most) => {
            let call = sent.usage.prompt_tokens.saturating_add(sent.usage.completion_tokens);
            tokens.saturating_add(call) > most
        }
        Most::Dollars(most) => cost + sent.cost.unwrap_or(0.0) > most,
    }
}

fn missing(number: u64) -> Trouble {
    Trouble::NotFound { what: "call", name: number.to_string() }
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
