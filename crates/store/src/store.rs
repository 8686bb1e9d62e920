//! The role of the store, played by one SQLite file.

use std::{path::Path, sync::Arc, time::Duration};

use async_trait::async_trait;
use querist_vocabulary::{
    audit::{AuditEntry, AuditEvent, AuditVerdict},
    clock::Clock,
    session::{Session, SessionId, Turn},
    store::{Store, StoreError},
};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use tokio::{sync::Mutex, task::spawn_blocking};

use crate::{
    clock::SystemClock,
    failure::{Failure, Trouble},
    ledger::Retention,
    open,
};

/// The most bytes that are cached: value indexes of a few large databases.
const CACHE_SIZE: u64 = 256 * 1024 * 1024;

/// A store in one SQLite file. Clones share the connection.
///
/// What is asked of it is done one after the other, each in one go on a thread that may wait: a write
/// that has begun is finished, also when nobody waits for it any more.
#[derive(Clone)]
pub struct SqliteStore {
    /// None once it was closed.
    connection: Arc<Mutex<Option<Connection>>>,
    failure: Failure,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) cache_size: u64,
    /// How long bodies of the ledger are kept.
    pub(crate) retention: Retention,
}

impl SqliteStore {
    /// Opens the store. A missing file is made with mode 0600, a missing folder with mode 0700; a
    /// file of an older version is migrated.
    ///
    /// # Errors
    /// When the file cannot be used, is no store, is damaged, or a newer Querist wrote it.
    pub async fn open(file: &Path) -> Result<Self, StoreError> {
        let (failure, file) = (Failure::at(file.display().to_string()), file.to_owned());
        let store = Self::over(None, failure);
        store.open_with(move || open::file(&file)).await?;
        Ok(store)
    }

    /// A store that is gone when it is dropped.
    ///
    /// # Errors
    /// When SQLite cannot be used.
    pub async fn in_memory() -> Result<Self, StoreError> {
        let store = Self::over(None, Failure::at("memory".to_owned()));
        store.open_with(open::memory).await?;
        Ok(store)
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

    /// The same store that keeps the bodies of what was sent for so long; [`Retention::USUAL`] unless
    /// set.
    #[must_use]
    pub fn with_retention(self, retention: Retention) -> Self {
        Self { retention, ..self }
    }

    /// Closes the file, so that it can be copied or moved.
    pub async fn close(&self) {
        drop(self.connection.lock().await.take());
    }

    /// Does something with the file.
    pub(crate) async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, StoreError> {
        let mut connection = Arc::clone(&self.connection).lock_owned().await;
        self.aside(move || work(connection.as_mut().ok_or(Trouble::Closed)?)).await
    }

    /// Changes something, wholly or not at all. The write lock is held from the beginning, so that
    /// what is read in between stays true.
    pub(crate) async fn change<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.with(|connection| {
            let change = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = work(&change)?;
            change.commit()?;
            Ok(done)
        })
        .await
    }

    async fn open_with(
        &self,
        open: impl FnOnce() -> Result<Connection, Trouble> + Send + 'static,
    ) -> Result<(), StoreError> {
        let connection = self.aside(open).await?;
        *self.connection.lock().await = Some(connection);
        Ok(())
    }

    /// Does something on a thread that may wait.
    async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, StoreError> {
        match spawn_blocking(work).await {
            Ok(done) => done.map_err(|trouble| self.failure.of(trouble)),
            Err(broken) => Err(self.failure.unusable(broken.to_string())),
        }
    }

    fn over(connection: Option<Connection>, failure: Failure) -> Self {
        let connection = Arc::new(Mutex::new(connection));
        Self {
            connection,
            failure,
            clock: Arc::new(SystemClock),
            cache_size: CACHE_SIZE,
            retention: Retention::USUAL,
        }
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
