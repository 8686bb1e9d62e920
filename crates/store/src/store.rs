//! The store.

use std::{path::Path, time::Duration};

use async_trait::async_trait;
use querist_vocabulary::{
    audit::{AuditEntry, AuditEvent, AuditVerdict},
    session::{Session, SessionId, Turn},
    store::{Store, StoreError},
};

/// A store in one SQLite file.
#[derive(Debug, Clone)]
pub struct SqliteStore {}

impl SqliteStore {
    /// Opens the store, making file and folder where they are missing.
    ///
    /// # Errors
    /// When the file cannot be used or a newer Querist wrote it.
    pub async fn open(file: &Path) -> Result<Self, StoreError> {
        Err(not_built(&file.display().to_string()))
    }

    /// A store that is gone when it is dropped.
    ///
    /// # Errors
    /// When SQLite cannot be used.
    pub async fn in_memory() -> Result<Self, StoreError> {
        Err(not_built("memory"))
    }
}

fn not_built(place: &str) -> StoreError {
    StoreError::Unusable { place: place.into(), reason: "not built".into() }
}

#[async_trait]
impl Store for SqliteStore {
    async fn begin_session(&self, _: &str) -> Result<Session, StoreError> {
        Err(not_built(""))
    }
    async fn session(&self, _: &SessionId) -> Result<Session, StoreError> {
        Err(not_built(""))
    }
    async fn sessions(&self, _: u64) -> Result<Vec<Session>, StoreError> {
        Err(not_built(""))
    }
    async fn end_session(&self, _: &SessionId) -> Result<(), StoreError> {
        Err(not_built(""))
    }
    async fn add_turn(&self, _: &SessionId, _: &Turn) -> Result<(), StoreError> {
        Err(not_built(""))
    }
    async fn turns(&self, _: &SessionId) -> Result<Vec<Turn>, StoreError> {
        Err(not_built(""))
    }
    async fn record(&self, _: &AuditEvent) -> Result<AuditEntry, StoreError> {
        Err(not_built(""))
    }
    async fn audit(&self, _: u64, _: u64) -> Result<Vec<AuditEntry>, StoreError> {
        Err(not_built(""))
    }
    async fn verify_audit(&self) -> Result<AuditVerdict, StoreError> {
        Err(not_built(""))
    }
    async fn cached(&self, _: &str) -> Result<Option<(Vec<u8>, Duration)>, StoreError> {
        Err(not_built(""))
    }
    async fn cache(&self, _: &str, _: &[u8]) -> Result<(), StoreError> {
        Err(not_built(""))
    }
    async fn forget(&self, _: &str) -> Result<(), StoreError> {
        Err(not_built(""))
    }
}
