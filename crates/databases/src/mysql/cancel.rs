//! Stopping a query.

use sqlx::{AssertSqlSafe, MySqlConnection};

/// Tells the server to stop what that session is doing. An account may do so for its own sessions.
pub(super) async fn tell(connection: &mut MySqlConnection, backend: u64) -> sqlx::Result<()> {
    let sql = AssertSqlSafe(format!("KILL QUERY {backend}"));
    match sqlx::raw_sql(sql).execute(connection).await {
        // The session has ended by itself.
        Err(error)
            if error.as_database_error().is_some_and(|error| {
                error.code().as_deref() == Some("HY000")
                    && error.message().contains("Unknown thread")
            }) =>
        {
            Ok(())
        }
        told => told.map(drop),
    }
}
