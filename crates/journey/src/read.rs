//! SQL typed by a person: the same check, run and answer without the reading.

use querist_vocabulary::{
    answer::{Answer, Reply},
    database::{Limits, Rows},
    error::Coded,
    event::{Listener, Silence},
    question::QuestionId,
    refusal::Refusal,
    session::SessionId,
};
use serde_json::{Value as Json, json};

use crate::{
    error::JourneyError,
    gather::Known,
    journey::Journey,
    trip::{Stop, Trip},
};

/// What becomes of SQL that is streamed.
pub enum Streamed {
    /// Its rows, as they come.
    Rows(Box<dyn Rows>),
    /// It is not run, and why.
    Refused(Refusal),
}

impl Journey {
    /// Runs SQL typed by hand, if it only reads, and answers with its rows.
    ///
    /// # Errors
    /// When the database or the store fails.
    pub async fn read(
        &self,
        id: QuestionId,
        sql: &str,
        session: Option<SessionId>,
        listener: &dyn Listener,
    ) -> Result<Reply, JourneyError> {
        let mut trip = Trip::typed(id, sql.to_owned(), listener);
        trip.session = session;
        let cancelled = self.cancels.register(&trip.id);
        let end = cancelled.or(self.travel_typed(&mut trip)).await;
        self.remember(trip, end).await
    }

    /// Runs SQL, if it only reads, and gives its rows as they come; for exports of any size.
    ///
    /// # Errors
    /// When the database or the store fails.
    pub async fn stream(
        &self,
        id: QuestionId,
        sql: &str,
        limits: Limits,
    ) -> Result<Streamed, JourneyError> {
        let mut trip = Trip::typed(id, sql.to_owned(), &Silence);
        let cancelled = self.cancels.register(&trip.id);
        let end = cancelled.or(self.open_stream(limits, &mut trip)).await;
        let about = json!({ "id": trip.id, "question": self.recorded(sql) });
        let ran = trip.sql.map_or(Json::Null, |sql| json!({ "sql": self.recordable(&sql) }));
        let (action, how) = match &end {
            Ok(Streamed::Rows(_)) => ("exported", Json::Null),
            Ok(Streamed::Refused(refusal)) => ("refused", json!({ "rule": refusal.rule.word() })),
            Err(error) => ("failed", json!({ "code": error.code().word() })),
        };
        self.record(action, &[about, ran, how]).await?;
        end
    }

    async fn open_stream(
        &self,
        limits: Limits,
        trip: &mut Trip<'_>,
    ) -> Result<Streamed, JourneyError> {
        let schema = self.schema().await?;
        let query = match self.proven(&trip.typed, &schema, limits) {
            Ok(query) => query,
            Err(refusal) => return Ok(Streamed::Refused(refusal)),
        };
        trip.set_query(&query);
        let rows = self.parts.database.run(&trip.id, &query, limits).await?;
        Ok(Streamed::Rows(self.concealed(rows, query.get(), &schema).await))
    }

    async fn travel_typed(&self, trip: &mut Trip<'_>) -> Result<Answer, Stop> {
        let (schema, learned) = self.gather_structure(trip).await?;
        let query = self.check_typed(&schema, trip)?;
        let known = Known { schema: &schema, learned: learned.as_deref() };
        let mut ran = self.run(query, &schema, trip).await?;
        self.doubt_typed(&ran, known, trip);
        self.conceal(&mut ran, known, trip);
        self.answer(None, ran, known, trip).await
    }
}
