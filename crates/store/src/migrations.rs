//! Numbered steps from one version of the file to the next, forward only.
//!
//! The version stands in SQLite's `user_version`. A step is never edited once it was released: a
//! change is a new step.

use rusqlite::{Connection, TransactionBehavior};

use crate::failure::Trouble;

/// The step at position n makes version n + 1.
const STEPS: &[&str] = &[
    include_str!("../migrations/0001_sessions_and_audit.sql"),
    include_str!("../migrations/0002_cache.sql"),
    include_str!("../migrations/0003_audit_head.sql"),
    include_str!("../migrations/0004_lessons.sql"),
    include_str!("../migrations/0005_ledger.sql"),
    include_str!("../migrations/0006_vectors.sql"),
];

/// The version of the file that this program writes.
pub const VERSION: i64 = STEPS.len() as i64;

/// Marks the file as a store (`PRAGMA application_id`): the letters `QRST`.
const APPLICATION: i64 = 0x5152_5354;

/// Brings the file to [`VERSION`]. A file of that version costs a read and no write.
pub(crate) fn run(connection: &mut Connection) -> Result<(), Trouble> {
    match version(connection)? {
        VERSION => return Ok(()),
        // In a store that is only now made nothing can be lost: a power cut in these milliseconds
        // leaves no store, and the disk need not be waited for five times.
        0 => connection.execute_batch("PRAGMA synchronous = OFF")?,
        _ => {}
    }
    // Stays with the file; not part of a step because it cannot be set within a transaction.
    connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    // Another process may be migrating: what was read before the lock no longer counts.
    let change = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let from = version(&change)?;
    let done = usize::try_from(from).unwrap_or(usize::MAX);
    for step in STEPS.iter().skip(done) {
        change.execute_batch(step)?;
    }
    change.execute_batch(&format!(
        "PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};"
    ))?;
    Ok(change.commit()?)
}

/// The file's version, 0 for a new one; refuses a newer store and what is no store.
fn version(connection: &Connection) -> Result<i64, Trouble> {
    let (application, version, tables): (i64, i64, i64) = connection.query_row(
        "SELECT (SELECT application_id FROM pragma_application_id),
                (SELECT user_version FROM pragma_user_version),
                (SELECT count(*) FROM sqlite_schema)",
        [],
        |row| row.try_into(),
    )?;
    match (application, version) {
        (APPLICATION, found) if found > VERSION => Err(Trouble::TooNew { found, known: VERSION }),
        (APPLICATION, found) if found > 0 => Ok(found),
        (0, 0) if tables == 0 => Ok(0),
        _ => Err(Trouble::Damaged("it is an SQLite file of another program".into())),
    }
}
