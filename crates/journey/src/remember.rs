//! The last phase: the turn and the audit log are written, and the reply is made.

use querist_vocabulary::{
    answer::{Answer, Metadata, Outcome, Reply},
    audit::AuditEvent,
    error::Coded,
    event::Event,
    session::{SessionId, Turn},
};
use serde_json::{Value as Json, json};

use crate::{
    error::JourneyError,
    journey::Journey,
    trip::{Stop, Trip},
};

/// The longest part of a question that the audit log keeps, in characters.
const RECORDED: usize = 1_000;

impl Journey {
    /// Writes down what became of the question, then says it.
    pub(crate) async fn remember(
        &self,
        mut trip: Trip<'_>,
        end: Result<Answer, Stop>,
    ) -> Result<Reply, JourneyError> {
        trip.enter("remember");
        let end = match end {
            Ok(answer) => Ok(Outcome::Answer(Box::new(answer))),
            Err(Stop::Outcome(outcome)) => Ok(outcome),
            Err(Stop::Failed(error)) => Err(error),
        };
        let session = self.write_turn(&trip, &end).await?;
        let (action, details) = self.event(&trip, &end);
        self.record(action, &details).await?;
        let outcome = end?;
        trip.tell(&Event::Answered);
        let (timings, seconds) = trip.arrive();
        let metadata = Metadata {
            translator: trip.translator,
            calls: trip.calls,
            database: self.parts.database.address(),
            timings,
            warnings: trip.warnings,
            seconds,
        };
        Ok(Reply { id: trip.id, session, question: trip.typed, outcome, metadata })
    }

    /// Writes an audit event of this journey's actor and database.
    pub(crate) async fn record(&self, action: &str, details: &[Json]) -> Result<(), JourneyError> {
        let parts = details.iter().filter_map(Json::as_object).flatten();
        let detail = parts.map(|(key, value)| (key.clone(), value.clone())).collect();
        let event = AuditEvent {
            actor: self.parts.actor.clone(),
            action: action.into(),
            database: self.parts.database.address(),
            detail: Json::Object(detail),
        };
        self.parts.store.record(&event).await?;
        Ok(())
    }

    /// The action and its details. A database's own error text can quote values, so its code stands for it.
    fn event(
        &self,
        trip: &Trip<'_>,
        end: &Result<Outcome, JourneyError>,
    ) -> (&'static str, [Json; 4]) {
        let (action, what) = match end {
            Ok(Outcome::Answer(answer)) => ("ran", json!({ "rows": answer.result.rows.len() })),
            Ok(Outcome::Clarify(asked)) => ("clarified", json!({ "choices": asked.choices.len() })),
            Ok(Outcome::Decline(decline)) => {
                let words = decline.not_understood.iter().map(|word| self.recordable(word));
                ("declined", json!({ "not_understood": words.collect::<Vec<_>>() }))
            }
            Ok(Outcome::Refuse(refusal)) => ("refused", json!({ "rule": refusal.rule.word() })),
            Err(error) => ("failed", json!({ "code": error.code().word() })),
        };
        let question = json!({ "id": trip.id, "question": self.recorded(&trip.typed) });
        let sql =
            trip.sql.as_ref().map_or(Json::Null, |sql| json!({ "sql": self.recordable(sql) }));
        let glanced = match trip.glanced.as_slice() {
            [] => Json::Null,
            glanced => {
                let shown: Vec<_> = glanced.iter().map(|sql| self.recordable(sql)).collect();
                json!({ "glanced_at": shown })
            }
        };
        (action, [question, sql, glanced, what])
    }

    /// A question as the audit log keeps it.
    pub(crate) fn recorded(&self, question: &str) -> Json {
        let short: String = question.chars().take(RECORDED).collect();
        Json::String(self.recordable(&short).into_owned())
    }

    /// A question that could not be read at all leaves no turn, because it has no session yet.
    async fn write_turn(
        &self,
        trip: &Trip<'_>,
        end: &Result<Outcome, JourneyError>,
    ) -> Result<SessionId, JourneyError> {
        let Some(session) = trip.session.clone() else {
            return Ok(SessionId(String::new()));
        };
        let answer = match end {
            Ok(Outcome::Answer(answer)) => Some(answer),
            _ => None,
        };
        // A person who runs it again does not want the limit that was pushed in.
        let answered = answer.map(|answer| answer.query.get().unlimited.clone());
        let turn = Turn {
            id: trip.id.clone(),
            at: self.parts.clock.instant(),
            question: trip.typed.clone(),
            outcome: word(end).into(),
            sql: answered.or_else(|| trip.sql.clone()),
            plan: answer.and_then(|answer| answer.plan.clone()),
            rows: answer.map(|answer| answer.result.rows.len() as u64),
        };
        self.parts.store.add_turn(&session, &turn).await?;
        Ok(session)
    }
}

fn word(end: &Result<Outcome, JourneyError>) -> &'static str {
    match end {
        Ok(Outcome::Answer(_)) => "answer",
        Ok(Outcome::Clarify(_)) => "clarify",
        Ok(Outcome::Decline(_)) => "decline",
        Ok(Outcome::Refuse(_)) => "refuse",
        Err(_) => "failed",
    }
}
