//! Rows of the file as calls, and back.

use jiff::Timestamp;
use querist_vocabulary::{
    ledger::{Ended, LedgerEntry, Sent},
    model::Usage,
    question::QuestionId,
};
use rusqlite::{Row, Transaction, named_params};
use serde_json::Value as Json;

use super::{missing, signed, unsigned};
use crate::failure::Trouble;

/// Adds a call; gives its number.
pub(super) fn insert(
    change: &Transaction<'_>,
    sent: &Sent,
    now: Timestamp,
) -> Result<u64, Trouble> {
    let purpose = sent.purpose.map(|purpose| purpose.word());
    change
        .prepare_cached(
            "INSERT INTO sent (at, question, actor, purpose, endpoint, address, model, sight, masked,
                               body, size, outcome, prompt_tokens, completion_tokens, cost, ms)
             VALUES (:at, :question, :actor, :purpose, :endpoint, :address, :model, :sight, :masked,
                     :body, :size, :outcome, :prompt_tokens, :completion_tokens, :cost, :ms)",
        )?
        .execute(named_params! {
            ":at": now.as_millisecond(),
            ":question": sent.question.0,
            ":actor": sent.actor,
            ":purpose": purpose,
            ":endpoint": sent.endpoint,
            ":address": sent.address,
            ":model": sent.model,
            ":sight": sent.sight.word(),
            ":masked": signed(sent.masked),
            ":body": sent.body,
            ":size": i64::try_from(sent.body.len()).unwrap_or(i64::MAX),
            ":outcome": sent.outcome,
            ":prompt_tokens": signed(sent.usage.prompt_tokens),
            ":completion_tokens": signed(sent.usage.completion_tokens),
            ":cost": sent.cost,
            ":ms": sent.ms,
        })?;
    Ok(unsigned(change.last_insert_rowid()))
}

/// Adds how a call ended.
pub(super) fn end(change: &Transaction<'_>, number: u64, ended: &Ended) -> Result<(), Trouble> {
    let changed = change
        .prepare_cached(
            "UPDATE sent SET outcome = :outcome, prompt_tokens = :prompt_tokens,
                             completion_tokens = :completion_tokens, cost = :cost, ms = :ms
              WHERE number = :number",
        )?
        .execute(named_params! {
            ":number": signed(number),
            ":outcome": ended.outcome,
            ":prompt_tokens": signed(ended.usage.prompt_tokens),
            ":completion_tokens": signed(ended.usage.completion_tokens),
            ":cost": ended.cost,
            ":ms": ended.ms,
        })?;
    if changed == 0 { Err(missing(number)) } else { Ok(()) }
}

pub(super) fn read(row: &Row<'_>) -> Result<LedgerEntry, Trouble> {
    let number: i64 = row.get("number")?;
    let bad = |what: &str| Trouble::Damaged(format!("call {number}: bad {what}"));
    let at = Timestamp::from_millisecond(row.get("at")?).map_err(|_| bad("time"))?;
    let count = |name: &str| row.get::<_, i64>(name).map(unsigned);
    let purpose: Option<String> = row.get("purpose")?;
    let purpose = purpose.map(|word| serde_json::from_value(Json::String(word))).transpose();
    let sight: String = row.get("sight")?;
    let sent = Sent {
        question: QuestionId(row.get("question")?),
        actor: row.get("actor")?,
        purpose: purpose.map_err(|_| bad("purpose"))?,
        endpoint: row.get("endpoint")?,
        address: row.get("address")?,
        model: row.get("model")?,
        sight: querist_vocabulary::model::Sight::of_word(&sight).ok_or_else(|| bad("sight"))?,
        masked: count("masked")?,
        body: row.get::<_, Option<String>>("body")?.unwrap_or_default(),
        outcome: row.get("outcome")?,
        usage: Usage {
            prompt_tokens: count("prompt_tokens")?,
            completion_tokens: count("completion_tokens")?,
        },
        cost: row.get("cost")?,
        ms: row.get("ms")?,
    };
    Ok(LedgerEntry { number: unsigned(number), at, sent, dropped: row.get("dropped")? })
}
