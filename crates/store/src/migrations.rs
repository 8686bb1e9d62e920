//! Numbered steps from one version of the file to the next, forward only.
//!
//! The version stands in SQLite's `user_version`. A step is never edited once it was released: a
//! change is a new step.

use querist_vocabulary::store::StoreError;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection, SqlitePool};

use crate::failure::Failure;

/// The step at position n makes version n + 1.
const STEPS: &[&str] = &[
    include_str!("../migrations/0001_sessions_and_audit.sql"),
    include_str!("../migrations/0002_cache.sql"),
    include_str!("../migrations/0003_audit_head.sql"),
];

/// The version of the file that this program writes.
pub const VERSION: i64 = STEPS.len() as i64;

/// Marks the file as a store (`PRAGMA application_id`): the letters `QRST`.
const APPLICATION: i64 = 0x5152_5354;

/// Brings the file to [`VERSION`]. A file of that version costs two reads and no write.
pub(crate) async fn run(pool: &SqlitePool, failure: &Failure) -> Result<(), StoreError> {
    let mut connection = pool.acquire().await.map_err(|error| failure.driver(error))?;
    if version(&mut connection, failure).await? == VERSION {
        return Ok(());
    }
    let driver = |error| failure.driver(error);
    // Stays with the file; not part of a step because it cannot be set within a transaction.
    sqlx::raw_sql("PRAGMA journal_mode = WAL").execute(&mut *connection).await.map_err(driver)?;
    // Another process may be migrating: what was read before the lock no longer counts.
    let mut change = connection.begin_with("BEGIN IMMEDIATE").await.map_err(driver)?;
    let from = version(&mut change, failure).await?;
    let done = usize::try_from(from).unwrap_or(usize::MAX);
    for step in STEPS.iter().skip(done) {
        sqlx::raw_sql(*step).execute(&mut *change).await.map_err(driver)?;
    }
    let mark = format!("PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};");
    sqlx::raw_sql(AssertSqlSafe(mark)).execute(&mut *change).await.map_err(driver)?;
    change.commit().await.map_err(driver)
}

/// The file's version, 0 for a new one; refuses a newer store and what is no store.
async fn version(connection: &mut SqliteConnection, failure: &Failure) -> Result<i64, StoreError> {
    let (application, version, tables): (i64, i64, i64) = sqlx::query_as(
        "SELECT (SELECT application_id FROM pragma_application_id),
                (SELECT user_version FROM pragma_user_version),
                (SELECT count(*) FROM sqlite_schema)",
    )
    .fetch_one(connection)
    .await
    .map_err(|error| failure.driver(error))?;
    match (application, version) {
        (APPLICATION, found) if found > VERSION => Err(failure.too_new(found, VERSION)),
        (APPLICATION, found) if found > 0 => Ok(found),
        (0, 0) if tables == 0 => Ok(0),
        _ => Err(failure.damaged("it is an SQLite file of another program")),
    }
}
