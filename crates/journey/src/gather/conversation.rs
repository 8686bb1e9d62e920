//! The session and the plans of its earlier answers.

use querist_vocabulary::session::{SessionId, Turn};
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

    /// The session's earlier questions, the latest last.
    pub(crate) async fn turns(&self, trip: &Trip<'_>) -> Result<Vec<Turn>, JourneyError> {
        let Some(session) = &trip.session else { return Ok(Vec::new()) };
        Ok(self.parts.store.turns(session).await?)
    }
}

/// Plans that an edit may follow up on, the latest last. Behind an answer that has none, such as a language
/// model's, nobody means the answer before it.
pub(crate) fn plans(turns: &[Turn]) -> Vec<Json> {
    let mut plans = Vec::new();
    for turn in turns.iter().filter(|turn| turn.outcome == "answer") {
        match &turn.plan {
            Some(plan) => plans.push(plan.clone()),
            None => plans.clear(),
        }
    }
    plans
}
