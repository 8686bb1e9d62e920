//! The hash-chained record.
//!
//! What [`SqliteStore::verify`] notices: any entry edited, removed, added in between or moved, and
//! any entries removed from the end while the head that is kept beside the chain stays. What it
//! cannot notice: someone who can write the file and recomputes the whole chain and the head. Only
//! a head that was kept elsewhere tells of that; the verdict gives it for this purpose.

/// The bytes that are hashed.
pub(crate) mod chain;

/// The chain recomputed.
mod verify;

use querist_vocabulary::{
    audit::{AuditEntry, AuditEvent},
    store::StoreError,
};
use sqlx::{Row, Sqlite, Transaction, sqlite::SqliteRow};

use crate::{failure::Failure, store::SqliteStore};

/// An entry as it stands in the file: what is hashed is this text and nothing made from it.
pub(crate) struct Stored {
    pub(crate) number: i64,
    pub(crate) at: String,
    pub(crate) actor: String,
    pub(crate) action: String,
    pub(crate) database: String,
    pub(crate) detail: String,
    pub(crate) previous: String,
    pub(crate) hash: String,
}

impl SqliteStore {
    pub(crate) async fn append(&self, event: &AuditEvent) -> Result<AuditEntry, StoreError> {
        let mut change = self.begin().await?;
        let entry = self.next_entry(&mut change, event).await?;
        insert(&mut change, &entry).await.map_err(|error| self.failure.driver(error))?;
        move_head(&mut change, &entry).await.map_err(|error| self.failure.driver(error))?;
        change.commit().await.map_err(|error| self.failure.driver(error))?;
        entry.read(&self.failure)
    }

    /// The entry that follows the last one. Removed last entries are not made up for: the chain
    /// goes on from the head, so that the gap stays visible.
    async fn next_entry(
        &self,
        change: &mut Transaction<'_, Sqlite>,
        event: &AuditEvent,
    ) -> Result<Stored, StoreError> {
        let head: Option<(i64, String)> = sqlx::query_as("SELECT number, hash FROM audit_head")
            .fetch_optional(&mut **change)
            .await
            .map_err(|error| self.failure.driver(error))?;
        let (last, previous) = head.unwrap_or_else(|| (0, chain::FIRST.to_owned()));
        let mut entry = Stored {
            number: last + 1,
            at: self.clock.instant().to_string(),
            actor: event.actor.clone(),
            action: event.action.clone(),
            database: event.database.clone(),
            detail: event.detail.to_string(),
            previous,
            hash: String::new(),
        };
        entry.hash = chain::hash(&entry.fields());
        Ok(entry)
    }

    pub(crate) async fn list_entries(
        &self,
        from: u64,
        most: u64,
    ) -> Result<Vec<AuditEntry>, StoreError> {
        let rows = sqlx::query("SELECT * FROM audit WHERE number >= ?1 ORDER BY number LIMIT ?2")
            .bind(i64::try_from(from).unwrap_or(i64::MAX))
            .bind(i64::try_from(most).unwrap_or(i64::MAX))
            .fetch_all(&self.pool)
            .await
            .map_err(|error| self.failure.driver(error))?;
        rows.iter().map(|row| Stored::of(row, &self.failure)?.read(&self.failure)).collect()
    }
}

async fn insert(change: &mut Transaction<'_, Sqlite>, entry: &Stored) -> sqlx::Result<()> {
    sqlx::query(
        "INSERT INTO audit (number, at, actor, action, database, detail, previous, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )
    .bind(entry.number)
    .bind(&entry.at)
    .bind(&entry.actor)
    .bind(&entry.action)
    .bind(&entry.database)
    .bind(&entry.detail)
    .bind(&entry.previous)
    .bind(&entry.hash)
    .execute(&mut **change)
    .await
    .map(drop)
}

async fn move_head(change: &mut Transaction<'_, Sqlite>, entry: &Stored) -> sqlx::Result<()> {
    sqlx::query(
        "INSERT INTO audit_head (only, number, hash) VALUES (1, ?1, ?2)
         ON CONFLICT (only) DO UPDATE SET number = excluded.number, hash = excluded.hash",
    )
    .bind(entry.number)
    .bind(&entry.hash)
    .execute(&mut **change)
    .await
    .map(drop)
}

impl Stored {
    fn of(row: &SqliteRow, failure: &Failure) -> Result<Self, StoreError> {
        Ok(Self {
            number: row.try_get("number").map_err(|error| failure.driver(error))?,
            at: failure.text(row, "at")?,
            actor: failure.text(row, "actor")?,
            action: failure.text(row, "action")?,
            database: failure.text(row, "database")?,
            detail: failure.text(row, "detail")?,
            previous: failure.text(row, "previous")?,
            hash: failure.text(row, "hash")?,
        })
    }

    fn fields(&self) -> chain::Fields<'_> {
        chain::Fields {
            number: self.number,
            at: &self.at,
            actor: &self.actor,
            action: &self.action,
            database: &self.database,
            detail: &self.detail,
            previous: &self.previous,
        }
    }

    fn read(&self, failure: &Failure) -> Result<AuditEntry, StoreError> {
        let bad = |what: &str| failure.damaged(format!("audit entry {}: bad {what}", self.number));
        Ok(AuditEntry {
            number: u64::try_from(self.number).map_err(|_| bad("number"))?,
            at: self.at.parse().map_err(|_| bad("time"))?,
            event: AuditEvent {
                actor: self.actor.clone(),
                action: self.action.clone(),
                database: self.database.clone(),
                detail: failure.json(&self.detail)?,
            },
            previous: self.previous.clone(),
            hash: self.hash.clone(),
        })
    }
}
