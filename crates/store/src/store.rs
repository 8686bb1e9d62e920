//! The role of the store, played by one SQLite file.

use std::{path::Path, sync::Arc, time::Duration};

use async_trait::async_trait;
use querist_vocabulary::{
    audit::{AuditEntry, AuditEvent, AuditVerdict},
    clock::Clock,
    session::{Session, SessionId, Turn},
    store::{Store, StoreError},
};
use sqlx::SqlitePool;

use crate::{clock::SystemClock, failure::Failure, open};

/// The most bytes that are cached: value indexes of a few large databases.
const CACHE_SIZE: u64 = 256 * 1024 * 1024;

/// A store in one SQLite file. Clones share the connections.
#[derive(Clone)]
pub struct SqliteStore {
    pub(crate) pool: SqlitePool,
    pub(crate) failure: Failure,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) cache_size: u64,
}

impl SqliteStore {
    /// Opens the store. A missing file is made with mode 0600, a missing folder with mode 0700; a
    /// file of an older version is migrated.
    ///
    /// # Errors
    /// When the file cannot be used, is no store, is damaged, or a newer Querist wrote it.
    pub async fn open(file: &Path) -> Result<Self, StoreError> {
        let failure = Failure::at(file.display().to_string());
        let pool = open::file(file, &failure).await?;
        Ok(Self::over(pool, failure))
    }

    /// A store that is gone when it is dropped.
    ///
    /// # Errors
    /// When SQLite cannot be used.
    pub async fn in_memory() -> Result<Self, StoreError> {
        let failure = Failure::at("memory".to_owned());
        let pool = open::memory(&failure).await?;
        Ok(Self::over(pool, failure))
    }

    /// The same store by another clock.
    #[must_use]
    pub fn with_clock(self, clock: Arc<dyn Clock>) -> Self {
        Self { clock, ..self }
    }

    /// The same store with room for so many cached bytes; 256 MiB unless set.
    #[must_use]
    pub fn with_cache_size(self, cache_size: u64) -> Self {
        Self { cache_size, ..self }
    }

    /// Closes the file, so that it can be copied or moved.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    fn over(pool: SqlitePool, failure: Failure) -> Self {
        Self { pool, failure, clock: Arc::new(SystemClock), cache_size: CACHE_SIZE }
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn begin_session(&self, database: &str) -> Result<Session, StoreError> {
        self.insert_session(database).await
    }

    async fn session(&self, id: &SessionId) -> Result<Session, StoreError> {
        self.find_session(id).await
    }

    async fn sessions(&self, most: u64) -> Result<Vec<Session>, StoreError> {
        self.list_sessions(most).await
    }

    async fn end_session(&self, id: &SessionId) -> Result<(), StoreError> {
        self.delete_session(id).await
    }

    async fn add_turn(&self, session: &SessionId, turn: &Turn) -> Result<(), StoreError> {
        self.insert_turn(session, turn).await
    }

    async fn turns(&self, session: &SessionId) -> Result<Vec<Turn>, StoreError> {
        self.list_turns(session).await
    }

    async fn record(&self, event: &AuditEvent) -> Result<AuditEntry, StoreError> {
        self.append(event).await
    }

    async fn audit(&self, from: u64, most: u64) -> Result<Vec<AuditEntry>, StoreError> {
        self.list_entries(from, most).await
    }

    async fn verify_audit(&self) -> Result<AuditVerdict, StoreError> {
        self.verify().await
    }

    async fn cached(&self, key: &str) -> Result<Option<(Vec<u8>, Duration)>, StoreError> {
        self.read_cached(key).await
    }

    async fn cache(&self, key: &str, bytes: &[u8]) -> Result<(), StoreError> {
        self.write_cached(key, bytes).await
    }

    async fn forget(&self, key_prefix: &str) -> Result<(), StoreError> {
        self.drop_cached(key_prefix).await
    }
}
