//! The house put together, and its verbs.

use std::sync::Arc;

use querist_store::SqliteStore;
use querist_vocabulary::{
    answer::Reply,
    audit::{AuditEntry, AuditVerdict},
    event::Listener,
    question::{Question, QuestionId},
    schema::Schema,
    session::{Session, SessionId, Turn},
    store::{Store, StoreError},
};

use crate::{QueristError, Settings};

/// A database that answers questions.
pub struct Querist {
    store: Arc<dyn Store>,
}

/// Opens Querist's own store alone: sessions and audit log, without a database.
///
/// # Errors
/// When the store cannot be used.
pub async fn open_store(settings: &Settings) -> Result<SqliteStore, QueristError> {
    Ok(SqliteStore::open(&settings.data_folder.join("querist.db")).await?)
}

impl Querist {
    /// Connects to the database and puts the house together. Reads no schema yet.
    ///
    /// # Errors
    /// When no database is named, it cannot be reached, or store or semantic file cannot be used.
    pub async fn open(settings: &Settings) -> Result<Self, QueristError> {
        Ok(Self { store: Arc::new(open_store(settings).await?) })
    }

    /// A question with an identity of its own, asked now.
    #[must_use]
    pub fn question(&self, text: &str, session: Option<&SessionId>) -> Question {
        Question {
            id: self.next_id(),
            text: text.to_owned(),
            session: session.cloned(),
            asked_on: jiff::Zoned::now().date(),
        }
    }

    /// An identity for SQL typed by hand.
    #[must_use]
    pub fn next_id(&self) -> QuestionId {
        QuestionId(String::new())
    }

    /// Asks a question.
    ///
    /// # Errors
    /// When the database or the store fails, or the question is no text that can be read.
    pub async fn ask(&self, text: &str) -> Result<Reply, QueristError> {
        let question = self.question(text, None);
        self.ask_question(question, &querist_vocabulary::event::Silence).await
    }

    /// Asks a question that was made before, and tells what happens on the way.
    ///
    /// # Errors
    /// As [`Querist::ask`].
    pub async fn ask_question(
        &self,
        question: Question,
        listener: &dyn Listener,
    ) -> Result<Reply, QueristError> {
        let _ = (question, listener);
        Err(not_built())
    }

    /// Runs SQL typed by hand, where it only reads.
    ///
    /// # Errors
    /// As [`Querist::ask`].
    pub async fn read(
        &self,
        id: QuestionId,
        sql: &str,
        session: Option<&SessionId>,
        listener: &dyn Listener,
    ) -> Result<Reply, QueristError> {
        let _ = (id, sql, session, listener);
        Err(not_built())
    }

    /// The database's structure.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn schema(&self) -> Result<Arc<Schema>, QueristError> {
        Err(not_built())
    }

    /// Questions that this database can answer.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn starters(&self, most: usize) -> Result<Vec<String>, QueristError> {
        let _ = most;
        Err(not_built())
    }

    /// Stops what runs for a question.
    ///
    /// # Errors
    /// When the server cannot be told.
    pub async fn cancel(&self, id: &QuestionId) -> Result<(), QueristError> {
        let _ = id;
        Err(not_built())
    }

    /// Sessions, the latest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn sessions(&self, most: u64) -> Result<Vec<Session>, QueristError> {
        Ok(self.store.sessions(most).await?)
    }

    /// The turns of a session, the oldest first.
    ///
    /// # Errors
    /// When there is no such session or the store cannot be read.
    pub async fn history(&self, session: &SessionId) -> Result<Vec<Turn>, QueristError> {
        Ok(self.store.turns(session).await?)
    }

    /// Entries of the audit log, the oldest first, from a number on.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn audit(&self, from: u64, most: u64) -> Result<Vec<AuditEntry>, QueristError> {
        Ok(self.store.audit(from, most).await?)
    }

    /// Recomputes the audit log's chain.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn verify_audit(&self) -> Result<AuditVerdict, QueristError> {
        Ok(self.store.verify_audit().await?)
    }
}

fn not_built() -> QueristError {
    StoreError::NotFound { what: "part", name: "not built".into() }.into()
}
