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
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use crate::{
    failure::{Trouble, json},
    store::SqliteStore,
};

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

/// The chain's end: the last entry's number and hash.
pub(crate) struct Head {
    pub(crate) number: i64,
    pub(crate) hash: String,
}

impl SqliteStore {
    /// Removed last entries are not made up for: the chain goes on from the head, so that the gap
    /// stays visible.
    pub(crate) async fn append(&self, event: &AuditEvent) -> Result<AuditEntry, StoreError> {
        let (event, clock) = (event.clone(), self.clock.clone());
        self.change(move |change| {
            let head = Head::read(change)?;
            // With the lock held, so that the times follow the numbers.
            let entry = Stored::following(head, &event, clock.instant().to_string());
            entry.insert(change)?;
            entry.read()
        })
        .await
    }

    pub(crate) async fn list_entries(
        &self,
        from: u64,
        most: u64,
    ) -> Result<Vec<AuditEntry>, StoreError> {
        let [from, most] = [from, most].map(|number| i64::try_from(number).unwrap_or(i64::MAX));
        self.with(move |connection| {
            let mut query = connection
                .prepare("SELECT * FROM audit WHERE number >= ?1 ORDER BY number LIMIT ?2")?;
            query.query_and_then([from, most], |row| Stored::of(row)?.read())?.collect()
        })
        .await
    }
}

impl Head {
    /// What is kept beside the chain; before the first entry, where the chain begins.
    pub(crate) fn read(connection: &Connection) -> Result<Self, Trouble> {
        let mut query = connection.prepare_cached("SELECT number, hash FROM audit_head")?;
        let read = |row: &Row<'_>| Ok(Self { number: row.get(0)?, hash: row.get(1)? });
        let head = query.query_row([], read).optional()?;
        Ok(head.unwrap_or_else(|| Self { number: 0, hash: chain::FIRST.to_owned() }))
    }
}

impl Stored {
    /// The entry that follows the last one.
    fn following(head: Head, event: &AuditEvent, at: String) -> Self {
        let mut entry = Self {
            number: head.number + 1,
            at,
            actor: event.actor.clone(),
            action: event.action.clone(),
            database: event.database.clone(),
            detail: event.detail.to_string(),
            previous: head.hash,
            hash: String::new(),
        };
        entry.hash = chain::hash(&entry.fields());
        entry
    }

    /// Puts the entry at the end of the chain, and moves the head.
    fn insert(&self, change: &Transaction<'_>) -> Result<(), Trouble> {
        change
            .prepare_cached(
                "INSERT INTO audit (number, at, actor, action, database, detail, previous, hash)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                self.number,
                self.at,
                self.actor,
                self.action,
                self.database,
                self.detail,
                self.previous,
                self.hash,
            ])?;
        change
            .prepare_cached(
                "INSERT INTO audit_head (only, number, hash) VALUES (1, ?1, ?2)
                 ON CONFLICT (only) DO UPDATE SET number = excluded.number, hash = excluded.hash",
            )?
            .execute(params![self.number, self.hash])?;
        Ok(())
    }

    pub(crate) fn of(row: &Row<'_>) -> Result<Self, Trouble> {
        Ok(Self {
            number: row.get("number")?,
            at: row.get("at")?,
            actor: row.get("actor")?,
            action: row.get("action")?,
            database: row.get("database")?,
            detail: row.get("detail")?,
            previous: row.get("previous")?,
            hash: row.get("hash")?,
        })
    }

    pub(crate) fn fields(&self) -> chain::Fields<'_> {
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

    fn read(&self) -> Result<AuditEntry, Trouble> {
        let bad = |what: &str| Trouble::Damaged(format!("audit entry {}: bad {what}", self.number));
        Ok(AuditEntry {
            number: u64::try_from(self.number).map_err(|_| bad("number"))?,
            at: self.at.parse().map_err(|_| bad("time"))?,
            event: AuditEvent {
                actor: self.actor.clone(),
                action: self.action.clone(),
                database: self.database.clone(),
                detail: json(&self.detail)?,
            },
            previous: self.previous.clone(),
            hash: self.hash.clone(),
        })
    }
}
