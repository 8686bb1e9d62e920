//! Things that can be had again, with their ages.

use std::time::Duration;

use querist_vocabulary::store::StoreError;
use rusqlite::{OptionalExtension, Transaction, params};

use crate::{failure::Trouble, store::SqliteStore};

impl SqliteStore {
    pub(crate) async fn read_cached(
        &self,
        key: &str,
    ) -> Result<Option<(Vec<u8>, Duration)>, StoreError> {
        let key = key.to_owned();
        let found: Option<(Vec<u8>, i64)> = self
            .with(move |connection| {
                let mut query =
                    connection.prepare_cached("SELECT bytes, written FROM cache WHERE key = ?1")?;
                Ok(query.query_row([&key], |row| row.try_into()).optional()?)
            })
            .await?;
        Ok(found.map(|(bytes, written)| (bytes, self.age(written))))
    }

    /// What is larger than the whole cache is not kept.
    pub(crate) async fn write_cached(&self, key: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let (key, bytes) = (key.to_owned(), bytes.to_owned());
        let (now, size) = (self.now(), self.cache_size);
        self.change(move |change| {
            change
                .prepare_cached(
                    "INSERT INTO cache (key, written, size, bytes) VALUES (?1, ?2, length(?3), ?3)
                     ON CONFLICT (key) DO UPDATE
                        SET written = excluded.written, size = excluded.size, bytes = excluded.bytes",
                )?
                .execute(params![key, now, bytes])?;
            drop_overflow(change, size)
        })
        .await
    }

    pub(crate) async fn drop_cached(&self, key_prefix: &str) -> Result<(), StoreError> {
        let prefix = key_prefix.to_owned();
        self.with(move |connection| {
            connection
                .execute("DELETE FROM cache WHERE substr(key, 1, length(?1)) = ?1", [&prefix])?;
            Ok(())
        })
        .await
    }

    fn now(&self) -> i64 {
        self.clock.instant().as_millisecond()
    }

    /// A clock that was set back makes things young, never negative.
    fn age(&self, written: i64) -> Duration {
        Duration::from_millis(u64::try_from(self.now() - written).unwrap_or(0))
    }
}

/// Drops the least recently written until the rest has room.
fn drop_overflow(change: &Transaction<'_>, size: u64) -> Result<(), Trouble> {
    change.execute(
        "DELETE FROM cache WHERE rowid IN (
             SELECT row FROM (
                 SELECT rowid AS row, sum(size) OVER (ORDER BY written DESC, rowid DESC) AS total
                   FROM cache)
              WHERE total > ?1)",
        [i64::try_from(size).unwrap_or(i64::MAX)],
    )?;
    Ok(())
}
