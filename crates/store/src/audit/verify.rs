//! The chain recomputed.

use querist_vocabulary::{audit::AuditVerdict, store::StoreError};
use rusqlite::Connection;

use super::{Head, Stored, chain};
use crate::{failure::Trouble, store::SqliteStore};

/// What is known while the chain is walked.
struct Walk {
    entries: u64,
    last: i64,
    hash: String,
}

impl SqliteStore {
    pub(crate) async fn verify(&self) -> Result<AuditVerdict, StoreError> {
        self.with(|connection| {
            // One transaction, so that an entry written meanwhile is in both chain and head or in neither.
            let view = connection.transaction()?;
            let mut walk = Walk { entries: 0, last: 0, hash: chain::FIRST.to_owned() };
            let mut broken = walk_through(&view, &mut walk)?;
            if broken.is_none() {
                broken = compare(&Head::read(&view)?, &walk);
            }
            let head = (walk.entries > 0).then_some(walk.hash);
            Ok(AuditVerdict { entries: walk.entries, head, broken })
        })
        .await
    }
}

fn walk_through(view: &Connection, walk: &mut Walk) -> Result<Option<(u64, String)>, Trouble> {
    let mut query = view.prepare("SELECT * FROM audit ORDER BY number")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let entry = Stored::of(row)?;
        if let Some(reason) = misfit(&entry, walk) {
            return Ok(Some((unsigned(entry.number), reason)));
        }
        *walk = Walk { entries: walk.entries + 1, last: entry.number, hash: entry.hash };
    }
    Ok(None)
}

fn compare(head: &Head, walk: &Walk) -> Option<(u64, String)> {
    if (head.number, &head.hash) == (walk.last, &walk.hash) {
        return None;
    }
    let (last, number) = (walk.last, head.number);
    let reason = format!("the log ends at entry {last}, and its head is entry {number}");
    Some((unsigned(last + 1), reason))
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
