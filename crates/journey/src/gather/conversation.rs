//! The session and the plans of its earlier answers.

use querist_vocabulary::session::SessionId;
use serde_json::Value as Json;

use crate::{error::JourneyError, journey::Journey, trip::Trip};

impl Journey {
    /// The named session, or a new one.
    pub(crate) async fn conversation(
        &self,
        named: Option<SessionId>,
    ) -> Result<SessionId, JourneyError> {
        let address = self.parts.database.address();
        let Some(id) = named else {
            return Ok(self.parts.store.begin_session(&address).await?.id);
        };
        let session = self.parts.store.session(&id).await?;
        if session.database == address {
            return Ok(id);
        }
        Err(JourneyError::BadQuestion {
            reason: format!("session `{id}` is about another database: {}", session.database),
            hint: "leave the session out to begin a new one".into(),
        })
    }

    /// Plans of the session's earlier answers, the latest last.
    pub(crate) async fn earlier(&self, trip: &Trip<'_>) -> Result<Vec<Json>, JourneyError> {
        let Some(session) = &trip.session else { return Ok(Vec::new()) };
        let turns = self.parts.store.turns(session).await?;
        Ok(turns.into_iter().filter_map(|turn| turn.plan).collect())
    }
}
