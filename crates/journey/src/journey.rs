//! What a journey needs, and the journey itself.

use std::{sync::Arc, time::Duration};

use querist_offline::Weights;
use querist_vocabulary::{
    clock::Clock,
    database::{Database, Limits},
    knowledge::Knowledge,
    model::{ChatModel, Embedder, Sight},
    policy::{AccessList, Masking},
    routing::RoutingPolicy,
    store::Store,
    vectors::Vectors,
};

use crate::{cancel::Cancels, gather::Memory, prompts::Prompts, results::ResultCache};

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
    /// What is shown of personal data.
    pub masking: Masking,
    /// How much one question may take and bring.
    pub limits: Limits,
    /// Who asks, for the audit log.
    pub actor: String,
    /// Results that were read before; without it every question reads the database.
    pub results: Option<Arc<ResultCache>>,
    /// What the offline engine reads questions with.
    pub weights: Weights,
    /// Language models; without them the offline engine answers alone.
    pub models: Option<Models>,
}

/// Language models, and how they are used.
#[derive(Clone)]
pub struct Models {
    /// The model, or several that stand in for each other.
    pub chat: Arc<dyn ChatModel>,
    /// What finds the part of the schema that a question is about, besides words.
    pub embedder: Arc<dyn Embedder>,
    /// Where an embedder's vectors are kept; none where making them anew costs less, as with the built-in one.
    pub vectors: Option<Arc<dyn Vectors>>,
    /// Which questions go to it.
    pub policy: RoutingPolicy,
    /// How much of the data it may see.
    pub sight: Sight,
    /// What is said to it.
    pub prompts: Arc<Prompts>,
    /// Who puts rows into words.
    pub sentences: Sentences,
    /// How long one question may wait for models, with all its calls and retries.
    pub patience: Duration,
}

/// Who puts rows into words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sentences {
    /// Our own forms: no call, and every figure by its place.
    Template,
    /// The model, in one more call; what cannot be traced to the rows is not taken.
    Model,
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
