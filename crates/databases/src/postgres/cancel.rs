//! Stopping a query.

use sqlx::PgConnection;

/// Tells the server to stop what that session is doing. An account may do so for its own sessions.
pub(super) async fn tell(connection: &mut PgConnection, backend: u64) -> sqlx::Result<()> {
    sqlx::query("SELECT pg_cancel_backend($1)")
        .bind(i32::try_from(backend).unwrap_or_default())
        .persistent(false)
        .execute(connection)
        .await
        .map(drop)
}
