//! SQL typed by a person: the same check, run and answer without the reading.

use querist_vocabulary::{
    answer::{Answer, Reply},
    database::{Limits, Rows},
    error::Coded,
    event::Listener,
    question::QuestionId,
    refusal::Refusal,
    session::SessionId,
};
use serde_json::json;

use crate::{
    error::JourneyError,
    gather::Known,
    journey::Journey,
    remember::recorded,
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
        let (schema, about) =
            (self.schema().await?, json!({ "id": id, "question": recorded(sql) }));
        let query = match self.proven(sql, &schema, limits) {
            Ok(query) => query,
            Err(refusal) => {
                let rule = json!({ "rule": refusal.rule.word() });
                self.record("refused", &[about, rule]).await?;
                return Ok(Streamed::Refused(refusal));
            }
        };
        let ran = json!({ "sql": query.get().sql });
        match self.parts.database.run(&id, &query, limits).await {
            Ok(rows) => {
                self.record("exported", &[about, ran]).await?;
                Ok(Streamed::Rows(rows))
            }
            Err(error) => {
                let code = json!({ "code": error.code().word() });
                self.record("failed", &[about, ran, code]).await?;
                Err(error.into())
            }
        }
    }

    async fn travel_typed(&self, trip: &mut Trip<'_>) -> Result<Answer, Stop> {
        let (schema, learned) = self.gather_structure(trip).await?;
        let query = self.check_typed(&schema, trip)?;
        let ran = self.run(query, &schema, trip).await?;
        self.answer(None, ran, Known { schema: &schema, learned: learned.as_deref() }, trip).await
    }
}
