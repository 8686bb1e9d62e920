//! Stopping a query.
//!
//! SQLite works inside this program, so there is no server to tell: its progress handler looks every
//! few thousand steps whether the query is still wanted.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use querist_vocabulary::database::DatabaseError;
use rusqlite::Connection;

use crate::delivery::Wanted;

/// Steps of SQLite's virtual machine between two looks, some tens of microseconds.
const STEPS: i32 = 2_000;

/// Ends the connection's statements as soon as they are no longer wanted.
pub(super) fn watch(connection: &Connection, wanted: Wanted) -> rusqlite::Result<()> {
    connection.progress_handler(STEPS, Some(move || wanted.stop().is_some()))
}

/// Ends the connection's statements when nobody waits for them any more, or after this time.
pub(super) fn limit(
    connection: &Connection,
    abandoned: &Arc<AtomicBool>,
    time: Option<Duration>,
) -> Result<(), DatabaseError> {
    let abandoned = Arc::clone(abandoned);
    let deadline = time.map(|time| Instant::now() + time);
    let over = move || {
        abandoned.load(Ordering::Relaxed)
            || deadline.is_some_and(|deadline| Instant::now() >= deadline)
    };
    let failed = |error: rusqlite::Error| DatabaseError::Query(error.to_string());
    connection.progress_handler(STEPS, Some(over)).map_err(failed)
}
