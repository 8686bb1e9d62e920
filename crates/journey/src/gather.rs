//! The second phase: what is known of the database and of the conversation.

use std::sync::Arc;

use querist_vocabulary::{
    database::DatabaseError,
    event::Event,
    schema::{Fingerprint, Schema},
    session::Turn,
};
use serde_json::{Value as Json, json};
use tokio::sync::Mutex;

use crate::{
    error::JourneyError,
    journey::Journey,
    run::Ran,
    trip::{Stop, Trip},
};

/// The session and the plans of its earlier answers.
mod conversation;

/// The structure, from memory, the cache or the database.
mod structure;

/// What the data holds, from memory, the cache or the database.
mod learned;

/// What people taught about the database, as far as it still holds.
mod taught;

/// What is not known of the data, and when it is said.
mod gaps;

/// Reads tables until a moment has come.
mod reading;

/// Columns whose values stay out of everything that is learned.
mod hidden;

/// The part of the schema that a question is about, as a model reads it.
mod excerpt;

pub(crate) use conversation::plans;
pub(crate) use excerpt::Asked;
pub use gaps::Gaps;
pub(crate) use learned::Learned;
use learned::ReadingOn;
use querist_offline::Taught;
use structure::Structure;
use taught::ReadLessons;
pub(crate) use taught::{named, still_passing};

/// What a question is read against.
pub(crate) struct Context {
    /// The structure of the database.
    pub(crate) schema: Arc<Schema>,
    /// What reads questions and knows stored values.
    pub(crate) learned: Arc<Learned>,
    /// What people taught.
    pub(crate) taught: Arc<Taught>,
    /// The session's earlier questions, the latest last.
    pub(crate) turns: Vec<Turn>,
    /// Plans of those that an edit may follow up on, the latest last.
    pub(crate) earlier: Vec<Json>,
}

impl Context {
    /// Warns of what is not known of the tables that were read.
    pub(crate) fn tell_gaps(&self, ran: &Ran, trip: &mut Trip<'_>) {
        let read = &ran.checked.query.get().tables;
        self.learned.gaps.lasting(read).into_iter().for_each(|gap| trip.warn(gap));
    }

    /// What an answer rests on.
    pub(crate) fn known(&self) -> Known<'_> {
        Known { schema: &self.schema, learned: Some(&self.learned) }
    }
}

/// What an answer rests on.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    /// The structure of the database.
    pub(crate) schema: &'a Schema,
    /// What is known of the data; for SQL typed by hand only where a question came before.
    pub(crate) learned: Option<&'a Learned>,
}

/// What a journey remembers of its database between questions.
#[derive(Default)]
pub(crate) struct Memory {
    structure: Mutex<Option<Structure>>,
    learned: Mutex<Option<Arc<Learned>>>,
    taught: Mutex<Option<ReadLessons>>,
    /// The reading that goes on behind the questions' back; it ends with the journey.
    reading_on: std::sync::Mutex<Option<ReadingOn>>,
}

impl Memory {
    /// The structure's fingerprint when it was last seen.
    pub(crate) async fn fingerprint(&self) -> Option<Fingerprint> {
        self.structure.lock().await.as_ref().map(|structure| structure.fingerprint.clone())
    }

    /// What is known of the data, if something is.
    pub(crate) async fn known(&self) -> Option<Arc<Learned>> {
        self.learned.lock().await.clone()
    }
}

impl Journey {
    pub(crate) async fn gather(&self, trip: &mut Trip<'_>) -> Result<Context, Stop> {
        trip.enter("gather");
        let structure = self.set_out(trip).await?;
        let (learned, cached) = self.learned(&structure, trip.listener).await?;
        let taught = self.taught(&structure).await?;
        learned.gaps.passing().into_iter().for_each(|warning| trip.warn(warning));
        let tables = structure.schema.tables.len();
        trip.tell(&Event::Gathered { tables, cached: cached && structure.cached });
        let turns = self.turns(trip).await?;
        let earlier = conversation::plans(&turns);
        Ok(Context { schema: structure.schema, learned, taught, turns, earlier })
    }

    /// For SQL typed by hand: the structure alone, with what happens to be known of the data.
    pub(crate) async fn gather_structure(
        &self,
        trip: &mut Trip<'_>,
    ) -> Result<(Arc<Schema>, Option<Arc<Learned>>), Stop> {
        trip.enter("gather");
        let structure = self.set_out(trip).await?;
        let tables = structure.schema.tables.len();
        trip.tell(&Event::Gathered { tables, cached: structure.cached });
        let known = self.memory.learned.try_lock().ok().and_then(|known| known.clone());
        Ok((structure.schema, known))
    }

    /// The structure of the database, from the cache where its fingerprint has not changed.
    ///
    /// # Errors
    /// When the database cannot be reached or read.
    pub async fn schema(&self) -> Result<Arc<Schema>, JourneyError> {
        Ok(self.structure().await?.schema)
    }

    /// Records that a question came, finds its session and the structure: three waits at once.
    async fn set_out(&self, trip: &mut Trip<'_>) -> Result<Structure, Stop> {
        let named = trip.session.take();
        let question = [json!({ "id": trip.id, "question": self.recorded(&trip.typed) })];
        let (asked, session, structure) = futures::join!(
            self.record("asked", &question),
            self.conversation(named),
            self.structure()
        );
        trip.session = Some(session?);
        asked?;
        Ok(structure?)
    }
}

/// Whether an error means that no further statement can succeed.
pub(crate) fn is_fatal(error: &DatabaseError) -> bool {
    matches!(
        error,
        DatabaseError::Lost { .. } | DatabaseError::Unreachable { .. } | DatabaseError::Cancelled
    )
}
