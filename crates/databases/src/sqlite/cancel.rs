//! Stopping a query.
//!
//! SQLite works inside this program, so there is no server to tell: its progress handler looks every
//! few thousand steps whether the query is still wanted.

use rusqlite::Connection;

use crate::delivery::Wanted;

/// Steps of SQLite's virtual machine between two looks, some tens of microseconds.
const STEPS: i32 = 2_000;

/// Ends the connection's statements as soon as they are no longer wanted.
pub(super) fn watch(connection: &Connection, wanted: Wanted) -> rusqlite::Result<()> {
    connection.progress_handler(STEPS, Some(move || wanted.stop().is_some()))
}
