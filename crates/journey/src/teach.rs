//! What people teach: an example or a rule is kept, confirmed again, forgotten.

use jiff::civil;
use querist_vocabulary::{
    answer::{Answer, Outcome, Reply},
    event::Listener,
    lessons::{Fingerprint, Lesson, LessonId, Origin, State, Teaching},
    question::QuestionId,
    refusal::Refusal,
    statement::Query,
};
use serde_json::{Value as Json, json};

use crate::{
    error::JourneyError,
    gather::{self, Known},
    journey::Journey,
    trip::{Stop, Trip},
};

/// What becomes of an example that somebody teaches.
#[derive(Debug, Clone, PartialEq)]
pub struct Lectured {
    /// What the SQL returned, or why it did not run.
    pub reply: Reply,
    /// The lesson; none where the SQL did not run.
    pub lesson: Option<Lesson>,
}

/// An example that somebody teaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lecture {
    /// Identifies the run of its SQL.
    pub id: QuestionId,
    /// The question.
    pub question: String,
    /// The SQL that answers it.
    pub sql: String,
    /// Where it is taught.
    pub origin: Origin,
    /// The day that relative dates of the question count from; today where there is none.
    pub day: Option<civil::Date>,
}

impl Journey {
    /// Keeps a question with the SQL that answers it. The SQL passes the check and runs before it is kept.
    ///
    /// # Errors
    /// When the question is empty, or the database or the store fails.
    pub async fn teach(
        &self,
        lecture: Lecture,
        listener: &dyn Listener,
    ) -> Result<Lectured, JourneyError> {
        let question = said(&lecture.question, "question")?;
        let mut trip = Trip::typed(lecture.id.clone(), lecture.sql.clone(), listener);
        let cancelled = self.cancels.register(&trip.id);
        let end = cancelled.or(self.travel_taught(&mut trip)).await;
        let reply = self.remember(trip, end).await?;
        let Outcome::Answer(answer) = &reply.outcome else {
            return Ok(Lectured { reply, lesson: None });
        };
        let lesson = self.example(Lecture { question, ..lecture }, answer.query.get()).await?;
        Ok(Lectured { reply, lesson: Some(lesson) })
    }

    /// As SQL typed by hand, but outside of any session: nobody goes on from a lesson.
    async fn travel_taught(&self, trip: &mut Trip<'_>) -> Result<Answer, Stop> {
        trip.enter("gather");
        let about = json!({ "id": trip.id, "question": self.recorded(&trip.typed) });
        self.record("asked", &[about]).await?;
        let schema = self.schema().await?;
        let query = self.check_typed(&schema, trip)?;
        let known = Known { schema: &schema, learned: None };
        let mut ran = self.run(query, &schema, trip).await?;
        self.conceal(&mut ran, known, trip);
        self.answer(None, ran, known, trip).await
    }

    /// Keeps an example whose SQL has run.
    pub(crate) async fn example(
        &self,
        lecture: Lecture,
        query: &Query,
    ) -> Result<Lesson, JourneyError> {
        let schema = self.schema().await?;
        let fingerprint = Fingerprint::of(&query.tables, &query.columns, &schema);
        let (question, sql) = (lecture.question, query.unlimited.clone());
        let lesson = self.lesson(lecture.origin, Teaching::Example { question, sql }, fingerprint);
        let lesson = Lesson { day: self.day(lecture.day), ..lesson };
        self.keep(&lesson, "taught").await?;
        Ok(lesson)
    }

    /// Keeps a rule about some tables, or about all of them.
    ///
    /// # Errors
    /// When the rule is empty, a table is not there, or the database or the store fails.
    pub async fn teach_rule(&self, text: &str, about: &[String]) -> Result<Lesson, JourneyError> {
        let text = said(text, "rule")?;
        let schema = self.schema().await?;
        let named = |name: &String| {
            gather::named(&schema, name)
                .ok_or_else(|| JourneyError::UnknownTable { name: name.clone() })
        };
        let tables = about.iter().map(named).collect::<Result<Vec<_>, _>>()?;
        let fingerprint = Fingerprint::of(&tables, &[], &schema);
        let lesson = self.lesson(Origin::Taught, Teaching::Rule { text }, fingerprint);
        self.keep(&lesson, "taught").await?;
        Ok(lesson)
    }

    /// All lessons about this database, those of the semantic file among them, the oldest first.
    ///
    /// # Errors
    /// When the database or the store fails.
    pub async fn lessons(&self) -> Result<Vec<Lesson>, JourneyError> {
        let mut lessons = self.reviewed(&*self.schema().await?).await?;
        lessons.sort_by(|one, other| one.at.cmp(&other.at).then(one.id.cmp(&other.id)));
        Ok(lessons)
    }

    /// Takes a suspended lesson into use again, under the structure as it is now; why not, where its SQL does not pass
    /// the check any more or a table of it has gone.
    ///
    /// # Errors
    /// When there is no such lesson, or the database or the store fails.
    pub async fn confirm_lesson(&self, id: &str) -> Result<Result<Lesson, Refusal>, JourneyError> {
        let schema = self.schema().await?;
        let mut lesson = self.parts.store.lesson(&self.parts.database.address(), id).await?;
        lesson.fingerprint = match &lesson.teaching {
            Teaching::Example { sql, .. } => match gather::still_passing(sql, &schema) {
                Ok(query) => Fingerprint::of(&query.tables, &query.columns, &schema),
                Err(refusal) => return Ok(Err(refusal)),
            },
            Teaching::Rule { .. } => match lesson.fingerprint.broken(&schema) {
                Some(gone) => return Err(JourneyError::NotConfirmed { reason: gone }),
                None => lesson.fingerprint,
            },
        };
        lesson.state = State::Active;
        lesson.by.clone_from(&self.parts.actor);
        lesson.at = self.parts.clock.instant();
        self.keep(&lesson, "confirmed").await?;
        Ok(Ok(lesson))
    }

    /// Forgets a lesson.
    ///
    /// # Errors
    /// When there is no such lesson, it stands in the semantic file, or the store fails.
    pub async fn forget_lesson(&self, id: &str) -> Result<Lesson, JourneyError> {
        let address = self.parts.database.address();
        let lesson = self.parts.store.lesson(&address, id).await?;
        if lesson.origin == Origin::File {
            return Err(JourneyError::InTheFile { id: lesson.id.to_string() });
        }
        self.parts.store.forget_lesson(&address, &lesson.id).await?;
        self.record("forgot", &[json!({ "lesson": lesson.id })]).await?;
        Ok(lesson)
    }

    fn lesson(&self, origin: Origin, teaching: Teaching, fingerprint: Fingerprint) -> Lesson {
        Lesson {
            id: LessonId::of(origin, teaching.words()),
            teaching,
            fingerprint,
            by: self.parts.actor.clone(),
            at: self.parts.clock.instant(),
            day: self.day(None),
            origin,
            state: State::Active,
        }
    }

    fn day(&self, asked_on: Option<civil::Date>) -> civil::Date {
        let today = || asked_on.unwrap_or_else(|| self.parts.clock.now().date());
        self.parts.knowledge.as_of.unwrap_or_else(today)
    }

    async fn keep(&self, lesson: &Lesson, action: &str) -> Result<(), JourneyError> {
        let words = self.recorded(lesson.teaching.words());
        let sql = match &lesson.teaching {
            Teaching::Example { sql, .. } => json!({ "sql": sql }),
            Teaching::Rule { .. } => Json::Null,
        };
        self.record(action, &[json!({ "lesson": lesson.id, "teaching": words }), sql]).await?;
        Ok(self.parts.store.teach(&self.parts.database.address(), lesson).await?)
    }
}

fn said(text: &str, what: &str) -> Result<String, JourneyError> {
    let text = text.trim();
    if text.is_empty() {
        let reason = format!("there is no {what}");
        let hint = "write it as a person would say it".into();
        return Err(JourneyError::BadQuestion { reason, hint });
    }
    Ok(text.to_owned())
}
