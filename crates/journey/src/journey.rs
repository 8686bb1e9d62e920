//! What a journey needs, and the journey itself.

use std::sync::Arc;

use querist_vocabulary::{
    clock::Clock,
    database::{Database, Limits},
    knowledge::Knowledge,
    policy::AccessList,
    store::Store,
};

use crate::{cancel::Cancels, gather::Memory};

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
    /// What is known of the database.
    pub(crate) memory: Arc<Memory>,
    /// The questions under way.
    pub(crate) cancels: Cancels,
}

impl Journey {
    /// A journey over these parts. Reads nothing yet.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self { parts, memory: Arc::default(), cancels: Cancels::default() }
    }
}
