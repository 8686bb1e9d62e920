//! The parts that the settings name.

use std::sync::Arc;

use querist_databases::Options;
use querist_journey::ResultCache;
use querist_models::Models;
use querist_retrieval::HashedNgrams;
use querist_store::{SqliteStore, SystemClock};
use querist_vocabulary::{database::Database, routing::RoutingPolicy};

use crate::{QueristError, Settings, embedder, prompts};

/// The most bytes of results that are kept in memory.
const RESULTS: usize = 64 * 1024 * 1024;

/// Opens Querist's own store alone: sessions and audit log, without a database.
///
/// # Errors
/// When the store cannot be used.
pub async fn open_store(settings: &Settings) -> Result<SqliteStore, QueristError> {
    let store = SqliteStore::open(&settings.store_file()).await?;
    Ok(store.with_retention(settings.ledger))
}

/// The language models of the settings, also when no question may go to them.
pub(crate) fn models(settings: &Settings, store: &Arc<SqliteStore>) -> Models {
    let chosen = settings.models.settings.clone();
    Models::new(chosen, Arc::clone(store) as _, Arc::clone(store) as _, Arc::new(SystemClock))
}

/// The language models as questions use them; none where none is set or none may be used.
pub(crate) fn minds(
    settings: &Settings,
    store: &Arc<SqliteStore>,
) -> Result<Option<querist_journey::Models>, QueristError> {
    let chosen = &settings.models;
    if chosen.endpoints.is_empty() || chosen.policy == RoutingPolicy::OfflineOnly {
        return Ok(None);
    }
    let models = models(settings, store);
    let embedder = embedder::chosen(settings, &models)?;
    Ok(Some(querist_journey::Models {
        chat: models.chat(),
        vectors: embedder.is_some().then(|| Arc::clone(store) as _),
        embedder: embedder.unwrap_or_else(|| Arc::new(HashedNgrams)),
        policy: chosen.policy,
        sight: chosen.sight,
        prompts: Arc::new(prompts::read(settings.models.prompts.as_deref())?),
        sentences: chosen.sentences,
        patience: chosen.patience,
    }))
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

/// Room for results that were read before, where they are to be kept.
pub(crate) fn results(settings: &Settings) -> Option<Arc<ResultCache>> {
    let lifetimes = settings.cache?;
    Some(Arc::new(ResultCache::new(lifetimes, RESULTS)))
}
