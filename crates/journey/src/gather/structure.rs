//! The structure, from memory, the cache or the database.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use querist_vocabulary::schema::{Fingerprint, Schema};
use serde::{Deserialize, Serialize};

use crate::{error::JourneyError, journey::Journey, results::is_gone};

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
        let known = match memory.clone() {
            Some(known) => self.still(known).await?,
            None => self.kept().await?,
        };
        *memory = Some(Structure { cached: true, ..known.clone() });
        Ok(known)
    }

    /// The structure that was seen before, or read anew where the database has changed.
    async fn still(&self, known: Structure) -> Result<Structure, JourneyError> {
        let fingerprint = match self.parts.database.fingerprint().await {
            // What was read before may still answer.
            Err(error) if self.parts.results.is_some() && is_gone(&error) => return Ok(known),
            fingerprint => fingerprint?,
        };
        if known.fingerprint == fingerprint {
            return Ok(Structure { cached: true, seen: Instant::now(), ..known });
        }
        self.read_structure(fingerprint).await
    }

    /// The structure that another process has kept; it is fetched while the database tells its own
    /// fingerprint.
    async fn kept(&self) -> Result<Structure, JourneyError> {
        let (fingerprint, kept) =
            futures::join!(self.parts.database.fingerprint(), self.fetch_kept());
        let (fingerprint, kept) = (fingerprint?, kept?);
        match kept.filter(|kept| kept.fingerprint == fingerprint) {
            Some(kept) => {
                let schema = Arc::new(kept.schema);
                Ok(Structure { fingerprint, schema, cached: true, seen: Instant::now() })
            }
            None => self.read_structure(fingerprint).await,
        }
    }

    async fn fetch_kept(&self) -> Result<Option<Kept<Schema>>, JourneyError> {
        let kept = self.parts.store.cached(&self.structure_key()).await?;
        Ok(kept.and_then(|(bytes, _)| serde_json::from_slice(&bytes).ok()))
    }

    /// Reads the structure and keeps it. Its fingerprint was taken before: a change while it is read
    /// is noticed next time.
    async fn read_structure(&self, fingerprint: Fingerprint) -> Result<Structure, JourneyError> {
        let schema = self.parts.database.schema().await?;
        let kept = Kept { fingerprint: fingerprint.clone(), schema: &schema };
        if let Ok(bytes) = serde_json::to_vec(&kept) {
            self.parts.store.cache(&self.structure_key(), &bytes).await?;
        }
        let schema = Arc::new(schema);
        Ok(Structure { fingerprint, schema, cached: false, seen: Instant::now() })
    }

    fn structure_key(&self) -> String {
        format!("schema/{}", self.parts.database.address())
    }
}
