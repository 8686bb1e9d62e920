//! Stopping a query.

use querist_vocabulary::database::DatabaseError;
use sqlx::Connection;

use super::connect::PostgresServer;

/// Tells the server, over a connection of its own, to stop what that session is doing. An account
/// may do so for its own sessions.
pub(super) async fn stop(server: &PostgresServer, backend: u64) -> Result<(), DatabaseError> {
    let mut connection = server.connection().await?;
    server.execute(&mut connection, &format!("SELECT pg_cancel_backend({backend})")).await?;
    // The connection was only for this; how it closes changes nothing.
    let _ = connection.close().await;
    Ok(())
}
