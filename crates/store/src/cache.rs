//! Things that can be had again, with their ages.

use std::time::Duration;

use querist_vocabulary::store::StoreError;
use sqlx::{Sqlite, Transaction};

use crate::store::SqliteStore;

impl SqliteStore {
    pub(crate) async fn read_cached(
        &self,
        key: &str,
    ) -> Result<Option<(Vec<u8>, Duration)>, StoreError> {
        let found: Option<(Vec<u8>, i64)> =
            sqlx::query_as("SELECT bytes, written FROM cache WHERE key = ?1")
                .bind(key)
                .fetch_optional(&self.pool)
                .await
                .map_err(|error| self.failure.driver(error))?;
        Ok(found.map(|(bytes, written)| (bytes, self.age(written))))
    }

    /// What is larger than the whole cache is not kept.
    pub(crate) async fn write_cached(&self, key: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let mut change = self.begin().await?;
        let written = sqlx::query(
            "INSERT INTO cache (key, written, size, bytes) VALUES (?1, ?2, length(?3), ?3)
             ON CONFLICT (key) DO UPDATE
                SET written = excluded.written, size = excluded.size, bytes = excluded.bytes",
        )
        .bind(key)
        .bind(self.now())
        .bind(bytes)
        .execute(&mut *change)
        .await;
        written.map_err(|error| self.failure.driver(error))?;
        self.drop_overflow(&mut change).await?;
        change.commit().await.map_err(|error| self.failure.driver(error))
    }

    /// Drops the least recently written until the rest has room.
    async fn drop_overflow(&self, change: &mut Transaction<'_, Sqlite>) -> Result<(), StoreError> {
        sqlx::query(
            "DELETE FROM cache WHERE rowid IN (
                 SELECT row FROM (
                     SELECT rowid AS row, sum(size) OVER (ORDER BY written DESC, rowid DESC) AS total
                       FROM cache)
                  WHERE total > ?1)",
        )
        .bind(i64::try_from(self.cache_size).unwrap_or(i64::MAX))
        .execute(&mut **change)
        .await
        .map(drop)
        .map_err(|error| self.failure.driver(error))
    }

    pub(crate) async fn drop_cached(&self, key_prefix: &str) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM cache WHERE substr(key, 1, length(?1)) = ?1")
            .bind(key_prefix)
            .execute(&self.pool)
            .await
            .map(drop)
            .map_err(|error| self.failure.driver(error))
    }

    fn now(&self) -> i64 {
        self.clock.instant().as_millisecond()
    }

    /// A clock that was set back makes things young, never negative.
    fn age(&self, written: i64) -> Duration {
        Duration::from_millis(u64::try_from(self.now() - written).unwrap_or(0))
    }
}
