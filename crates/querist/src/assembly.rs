//! The parts that the settings name.

use std::sync::Arc;

use querist_databases::Options;
use querist_store::SqliteStore;
use querist_vocabulary::database::Database;

use crate::{QueristError, Settings};

/// Opens Querist's own store alone: sessions and audit log, without a database.
///
/// # Errors
/// When the store cannot be used.
pub async fn open_store(settings: &Settings) -> Result<SqliteStore, QueristError> {
    Ok(SqliteStore::open(&settings.store_file()).await?)
}

/// Connects to the database.
pub(crate) async fn database(settings: &Settings) -> Result<Arc<dyn Database>, QueristError> {
    let address = settings.address().ok_or(QueristError::NoDatabase)?;
    let options = Options {
        max_connections: settings.max_connections,
        connect_timeout: settings.connect_timeout,
    };
    Ok(querist_databases::connect(address, &options).await?)
}
