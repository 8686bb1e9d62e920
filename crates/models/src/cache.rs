//! Completions that were said before.

use std::{fmt::Write, sync::Arc, time::Duration};

use querist_vocabulary::{
    model::{Prompt, Purpose},
    store::Store,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::settings::EndpointSettings;

/// How keys begin: `Store::forget("model/")` drops all of them.
const PREFIX: &str = "model/";

pub(crate) struct Cache {
    store: Arc<dyn Store>,
    /// How long a completion is kept; none keeps none.
    ttl: Option<Duration>,
}

/// A completion as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Kept {
    pub(crate) text: String,
    pub(crate) model: String,
}

impl Cache {
    pub(crate) fn new(store: Arc<dyn Store>, ttl: Option<Duration>) -> Self {
        Self { store, ttl }
    }

    /// What was said to this before. A cache that cannot be read has nothing.
    pub(crate) async fn find(&self, key: &str) -> Option<Kept> {
        let ttl = self.ttl?;
        let (bytes, age) = self.store.cached(key).await.ok().flatten()?;
        if age > ttl { None } else { serde_json::from_slice(&bytes).ok() }
    }

    /// Keeps a completion that is whole.
    pub(crate) async fn keep(&self, key: &str, kept: &Kept) {
        let Ok(bytes) = serde_json::to_vec(kept) else { return };
        if self.ttl.is_none() {
            return;
        }
        if let Err(error) = self.store.cache(key, &bytes).await {
            tracing::warn!(%error, "a completion cannot be cached");
        }
    }

    /// The key of a prompt to a model of an endpoint; none where what matters is that somebody answers now.
    pub(crate) fn key(
        endpoint: &EndpointSettings,
        model: &str,
        temperature: f64,
        prompt: &Prompt,
    ) -> Option<String> {
        if prompt.purpose == Purpose::Probe {
            return None;
        }
        let shape = prompt.shape.as_ref().map(|shape| json!([shape.name, shape.schema]));
        let whose = json!([endpoint.name, endpoint.place(), endpoint.kind.word(), model]);
        let parts = json!([whose, prompt.messages, shape, temperature, prompt.scope]);
        let mut key = PREFIX.to_owned();
        for byte in Sha256::digest(parts.to_string()) {
            // Writing into a string cannot fail.
            let _ = write!(key, "{byte:02x}");
        }
        Some(key)
    }
}
