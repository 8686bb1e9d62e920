//! Calls added up by day and endpoint.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil, tz::TimeZone};
use querist_vocabulary::{
    ledger::{LedgerTotal, Spent},
    store::StoreError,
};
use rusqlite::Connection;

use super::unsigned;
use crate::{failure::Trouble, store::SqliteStore};

type Days = BTreeMap<(civil::Date, String), Spent>;

impl SqliteStore {
    /// What was sent since a moment, by day of the clock's zone and by endpoint, the latest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn ledger_totals(&self, since: Timestamp) -> Result<Vec<LedgerTotal>, StoreError> {
        let zone = self.clock.now().time_zone().clone();
        let days = self.with(move |connection| add_up(connection, since, &zone)).await?;
        let total = |((day, endpoint), spent)| LedgerTotal { day, endpoint, spent };
        Ok(days.into_iter().rev().map(total).collect())
    }
}

/// A day of a zone has no fixed length, so the calls are added up here and not in SQL.
fn add_up(connection: &Connection, since: Timestamp, zone: &TimeZone) -> Result<Days, Trouble> {
    let mut query = connection.prepare(
        "SELECT at, endpoint, prompt_tokens, completion_tokens, cost FROM sent WHERE at >= ?1",
    )?;
    let mut rows = query.query([since.as_millisecond()])?;
    let mut days = Days::new();
    while let Some(row) = rows.next()? {
        let (at, endpoint, prompt, completion, cost): (i64, String, i64, i64, Option<f64>) =
            row.try_into()?;
        let bad = |_| Trouble::Damaged(format!("a call was sent at {at}"));
        let at = Timestamp::from_millisecond(at).map_err(bad)?;
        let spent = days.entry((at.to_zoned(zone.clone()).date(), endpoint)).or_default();
        let tokens = unsigned(prompt).saturating_add(unsigned(completion));
        spent.tokens = spent.tokens.saturating_add(tokens);
        spent.cost += cost.unwrap_or(0.0);
        spent.calls += 1;
    }
    Ok(days)
}
