//! Old bodies that make room.
//!
//! What was sent, where and when stays for ever; only the bodies go, the oldest first, and each of
//! their calls says why.

use jiff::Timestamp;
use rusqlite::{Transaction, params};

use super::signed;
use crate::failure::Trouble;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// How long bodies are kept; none is for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// Days.
    pub days: Option<u32>,
    /// Bytes of all bodies together; the latest body is kept in any case.
    pub bytes: Option<u64>,
}

impl Retention {
    /// What holds unless it is set: 90 days and 256 MiB.
    pub const USUAL: Self = Self { days: Some(90), bytes: Some(256 << 20) };

    pub(super) fn apply(self, change: &Transaction<'_>, now: Timestamp) -> Result<(), Trouble> {
        if let Some(days) = self.days {
            let reason = format!("older than {days} days");
            change
                .prepare_cached(
                    "UPDATE sent SET body = NULL, dropped = ?1 WHERE body IS NOT NULL AND at < ?2",
                )?
                .execute(params![reason, now.as_millisecond() - i64::from(days) * DAY])?;
        }
        if let Some(bytes) = self.bytes {
            let reason = format!("the ledger keeps at most {bytes} bytes of bodies");
            change
                .prepare_cached(
                    "UPDATE sent SET body = NULL, dropped = ?1 WHERE number IN (
                         SELECT number FROM (
                             SELECT number, row_number() OVER latest AS place,
                                    sum(size) OVER latest AS total
                               FROM sent WHERE body IS NOT NULL
                             WINDOW latest AS (ORDER BY number DESC))
                          WHERE total > ?2 AND place > 1)",
                )?
                .execute(params![reason, signed(bytes)])?;
        }
        Ok(())
    }
}
