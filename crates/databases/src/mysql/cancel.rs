//! Stopping a query.

use querist_vocabulary::database::DatabaseError;
use sqlx::Connection;

use super::connect::MysqlServer;

/// Tells the server, over a connection of its own, to stop what that session is doing. An account
/// may do so for its own sessions.
pub(super) async fn stop(server: &MysqlServer, backend: u64) -> Result<(), DatabaseError> {
    let mut connection = server.connection().await?;
    match server.execute(&mut connection, &format!("KILL QUERY {backend}")).await {
        // The session has ended by itself.
        Err(DatabaseError::Query(_)) => {}
        told => told?,
    }
    // The connection was only for this; how it closes changes nothing.
    let _ = connection.close().await;
    Ok(())
}
