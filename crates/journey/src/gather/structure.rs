//! The structure, from memory, the cache or the database.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use querist_vocabulary::schema::{Fingerprint, Schema};
use serde::{Deserialize, Serialize};

use crate::{error::JourneyError, journey::Journey};

/// How long a structure counts as seen; a statement that fails on a change in between says so itself.
const SEEN: Duration = Duration::from_secs(2);

/// The structure of a database as it was last seen.
#[derive(Debug, Clone)]
pub(crate) struct Structure {
    /// Its fingerprint.
    pub(crate) fingerprint: Fingerprint,
    /// It.
    pub(crate) schema: Arc<Schema>,
    /// Whether it came from memory or the cache.
    pub(crate) cached: bool,
    seen: Instant,
}

#[derive(Serialize, Deserialize)]
struct Kept<S> {
    fingerprint: Fingerprint,
    schema: S,
}

impl Journey {
    /// The structure as it is now.
    pub(crate) async fn structure(&self) -> Result<Structure, JourneyError> {
        let mut memory = self.memory.structure.lock().await;
        if let Some(known) = memory.as_ref().filter(|known| known.seen.elapsed() < SEEN) {
            return Ok(known.clone());
        }
        // The fingerprint comes first: a change while the structure is read is noticed next time.
        let fingerprint = self.parts.database.fingerprint().await?;
        let (schema, cached) = match memory.take().filter(|known| known.fingerprint == fingerprint)
        {
            Some(known) => (known.schema, true),
            None => self.kept_or_read(&fingerprint).await?,
        };
        let known = Structure { fingerprint, schema, cached, seen: Instant::now() };
        *memory = Some(Structure { cached: true, ..known.clone() });
        Ok(known)
    }

    async fn kept_or_read(
        &self,
        fingerprint: &Fingerprint,
    ) -> Result<(Arc<Schema>, bool), JourneyError> {
        let key = format!("schema/{}", self.parts.database.address());
        let kept = self.parts.store.cached(&key).await?;
        if let Some(kept) =
            kept.and_then(|(bytes, _)| serde_json::from_slice::<Kept<Schema>>(&bytes).ok())
            && kept.fingerprint == *fingerprint
        {
            return Ok((Arc::new(kept.schema), true));
        }
        let schema = self.parts.database.schema().await?;
        let kept = Kept { fingerprint: fingerprint.clone(), schema: &schema };
        if let Ok(bytes) = serde_json::to_vec(&kept) {
            self.parts.store.cache(&key, &bytes).await?;
        }
        Ok((Arc::new(schema), false))
    }
}
