//! The chain recomputed.

use futures::TryStreamExt;
use querist_vocabulary::{audit::AuditVerdict, store::StoreError};
use sqlx::{Sqlite, Transaction};

use super::{Stored, chain};
use crate::store::SqliteStore;

/// What is known while the chain is walked.
struct Walk {
    entries: u64,
    last: i64,
    hash: String,
}

impl SqliteStore {
    pub(crate) async fn verify(&self) -> Result<AuditVerdict, StoreError> {
        // One transaction, so that an entry written meanwhile is in both chain and head or in neither.
        let mut view = self.pool.begin().await.map_err(|error| self.failure.driver(error))?;
        let mut walk = Walk { entries: 0, last: 0, hash: chain::FIRST.to_owned() };
        let mut broken = self.walk(&mut view, &mut walk).await?;
        if broken.is_none() {
            broken = self.compare_head(&mut view, &walk).await?;
        }
        let head = (walk.entries > 0).then_some(walk.hash);
        Ok(AuditVerdict { entries: walk.entries, head, broken })
    }

    async fn walk(
        &self,
        view: &mut Transaction<'_, Sqlite>,
        walk: &mut Walk,
    ) -> Result<Option<(u64, String)>, StoreError> {
        let mut rows = sqlx::query("SELECT * FROM audit ORDER BY number").fetch(&mut **view);
        while let Some(row) = rows.try_next().await.map_err(|error| self.failure.driver(error))? {
            let entry = Stored::of(&row, &self.failure)?;
            if let Some(reason) = misfit(&entry, walk) {
                return Ok(Some((unsigned(entry.number), reason)));
            }
            *walk = Walk { entries: walk.entries + 1, last: entry.number, hash: entry.hash };
        }
        Ok(None)
    }

    async fn compare_head(
        &self,
        view: &mut Transaction<'_, Sqlite>,
        walk: &Walk,
    ) -> Result<Option<(u64, String)>, StoreError> {
        let head: Option<(i64, String)> = sqlx::query_as("SELECT number, hash FROM audit_head")
            .fetch_optional(&mut **view)
            .await
            .map_err(|error| self.failure.driver(error))?;
        let (number, hash) = head.unwrap_or_else(|| (0, chain::FIRST.to_owned()));
        if (number, &hash) == (walk.last, &walk.hash) {
            return Ok(None);
        }
        let reason = format!("the log ends at entry {}, and its head is entry {number}", walk.last);
        Ok(Some((unsigned(walk.last + 1), reason)))
    }
}

/// Why an entry does not follow the one before it.
fn misfit(entry: &Stored, before: &Walk) -> Option<String> {
    if entry.number != before.last + 1 {
        return Some(format!("entry {} is missing before it", before.last + 1));
    }
    if entry.previous != before.hash {
        return Some("it does not carry the hash of the entry before it".into());
    }
    (chain::hash(&entry.fields()) != entry.hash)
        .then(|| "its content does not have the hash that was written with it".into())
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
