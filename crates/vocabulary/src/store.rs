//! The role of the place where Querist keeps its own things.

use std::time::Duration;

use async_trait::async_trait;

use crate::{
    audit::{AuditEntry, AuditEvent, AuditVerdict},
    error::{Code, Coded},
    lessons::Lessons,
    session::{Session, SessionId, Turn},
};

/// Sessions, history, audit log and cache, and what people taught.
#[async_trait]
pub trait Store: Lessons {
    /// Begins a session about a database.
    async fn begin_session(&self, database: &str) -> Result<Session, StoreError>;

    /// A session; `NotFound` when there is none.
    async fn session(&self, id: &SessionId) -> Result<Session, StoreError>;

    /// All sessions, the latest first, at most `most`.
    async fn sessions(&self, most: u64) -> Result<Vec<Session>, StoreError>;

    /// Deletes a session and its turns.
    async fn end_session(&self, id: &SessionId) -> Result<(), StoreError>;

    /// Adds a turn; beyond [`crate::session::TURNS_KEPT`] the oldest is dropped.
    async fn add_turn(&self, session: &SessionId, turn: &Turn) -> Result<(), StoreError>;

    /// The turns of a session, the oldest first.
    async fn turns(&self, session: &SessionId) -> Result<Vec<Turn>, StoreError>;

    /// Writes an event at the end of the audit log, atomically even between processes.
    async fn record(&self, event: &AuditEvent) -> Result<AuditEntry, StoreError>;

    /// Entries of the audit log, the oldest first, from `number` on, at most `most`.
    async fn audit(&self, from: u64, most: u64) -> Result<Vec<AuditEntry>, StoreError>;

    /// Recomputes the whole chain.
    async fn verify_audit(&self) -> Result<AuditVerdict, StoreError>;

    /// Something cached under a key and its age; none when absent.
    async fn cached(&self, key: &str) -> Result<Option<(Vec<u8>, Duration)>, StoreError>;

    /// Caches something; the least recently written go when the cache grows past its size.
    async fn cache(&self, key: &str, bytes: &[u8]) -> Result<(), StoreError>;

    /// Forgets everything cached whose key begins so.
    async fn forget(&self, key_prefix: &str) -> Result<(), StoreError>;
}

/// What goes wrong with the store.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The file cannot be opened, read or written.
    #[error("cannot use the store `{place}`: {reason}")]
    Unusable {
        /// The file.
        place: String,
        /// Why.
        reason: String,
    },
    /// The file is no store of Querist's, or is damaged.
    #[error("the store `{place}` cannot be read: {reason}")]
    Damaged {
        /// The file.
        place: String,
        /// What does not fit.
        reason: String,
    },
    /// A newer Querist wrote it.
    #[error(
        "the store `{place}` is of version {found}, and this program knows versions up to {known}"
    )]
    TooNew {
        /// The file.
        place: String,
        /// Its version.
        found: i64,
        /// The newest version this program knows.
        known: i64,
    },
    /// Nothing of that name.
    #[error("no {what} `{name}`")]
    NotFound {
        /// What was looked for, such as `session`.
        what: &'static str,
        /// Its name.
        name: String,
    },
}

impl Coded for StoreError {
    fn code(&self) -> Code {
        match self {
            Self::Unusable { .. } | Self::Damaged { .. } => Code::StoreUnusable,
            Self::TooNew { .. } => Code::StoreTooNew,
            Self::NotFound { .. } => Code::NotFound,
        }
    }

    fn hint(&self) -> String {
        match self {
            Self::Unusable { .. } => {
                "check the folder's rights and free space, or choose another with `QUERIST_DATA_DIR`".into()
            }
            Self::Damaged { .. } => {
                "move the file away and a new one is made; it holds sessions and the audit log, so keep it: `sqlite3 FILE .recover` gets out what can be read".into()
            }
            Self::TooNew { .. } => {
                "install the newer Querist, or choose another folder with `QUERIST_DATA_DIR`".into()
            }
            Self::NotFound { what: "call", .. } => "`querist ledger` lists what was sent".into(),
            Self::NotFound { what, .. } => format!("`querist {what}s` lists what is kept"),
        }
    }
}
