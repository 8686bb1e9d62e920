//! What people say of an answer: right, wrong, or what would have been right.

use querist_offline::Request;
use querist_vocabulary::{
    event::{Listener, Silence},
    lessons::{Lesson, Origin},
    question::QuestionId,
    session::{SessionId, Turn},
};
use serde_json::{Value as Json, json};

use crate::{Lecture, Lectured, error::JourneyError, gather::plans, journey::Journey};

/// What somebody says of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement {
    /// It is right.
    Good,
    /// It is wrong, and perhaps why.
    Bad(Option<String>),
    /// This SQL would have been right.
    Correct(String),
}

impl Judgement {
    fn word(&self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Bad(_) => "bad",
            Self::Correct(_) => "correct",
        }
    }
}

/// What comes of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Judged {
    /// The question and its SQL are a lesson now.
    Kept(Box<Lesson>),
    /// So are the question and the SQL that would have been right, if that ran.
    Corrected(Box<Lectured>),
    /// It was written down. The lesson that had given the answer is used no more.
    Noted {
        /// The lesson.
        suspended: Option<Box<Lesson>>,
    },
    /// It was written down, but the question says too little to be a lesson: it goes on from an earlier one.
    GoesOn,
}

impl Journey {
    /// Takes what somebody says of the last answer of a session.
    ///
    /// # Errors
    /// When the session has no answer yet, or the database or the store fails.
    pub async fn judge(
        &self,
        id: QuestionId,
        session: &SessionId,
        judgement: Judgement,
        listener: &dyn Listener,
    ) -> Result<Judged, JourneyError> {
        let turns = self.parts.store.turns(session).await?;
        let schema = self.schema().await?;
        let typed = |turn: &Turn| self.proven(&turn.question, &schema, self.parts.limits).is_ok();
        let last = turns.iter().rposition(|turn| !typed(turn));
        let Some((earlier, turn)) = last.and_then(|at| Some((turns.get(..at)?, turns.get(at)?)))
        else {
            return Err(JourneyError::NothingToJudge);
        };
        self.note(turn, &judgement).await?;
        match judgement {
            Judgement::Bad(why) => self.blame(turn, why).await,
            _ if self.goes_on(turn, earlier).await? => Ok(Judged::GoesOn),
            Judgement::Correct(sql) => {
                let lectured = self.teach(self.lecture(id, turn, sql), listener).await?;
                Ok(Judged::Corrected(Box::new(lectured)))
            }
            Judgement::Good => {
                let sql = turn.sql.clone().filter(|_| turn.outcome == "answer");
                let sql = sql.ok_or(JourneyError::NothingToJudge)?;
                match self.proven(&sql, &schema, self.parts.limits) {
                    Ok(query) => {
                        let lesson = self.example(self.lecture(id, turn, sql), query.get()).await?;
                        Ok(Judged::Kept(Box::new(lesson)))
                    }
                    Err(refusal) => Err(JourneyError::NotConfirmed { reason: refusal.message }),
                }
            }
        }
    }

    async fn note(&self, turn: &Turn, judgement: &Judgement) -> Result<(), JourneyError> {
        let about = json!({ "id": turn.id, "question": self.recorded(&turn.question) });
        let said = json!({ "judgement": judgement.word() });
        let why = match judgement {
            Judgement::Bad(Some(why)) => json!({ "why": self.recorded(why) }),
            Judgement::Good | Judgement::Bad(None) | Judgement::Correct(_) => Json::Null,
        };
        self.record("judged", &[about, said, why]).await
    }

    /// A wrong answer as in a confirmed example puts the example in doubt.
    async fn blame(&self, turn: &Turn, why: Option<String>) -> Result<Judged, JourneyError> {
        let structure = self.structure().await?;
        let taught = self.taught(&structure).await?;
        let (learned, _) = self.learned(&structure, &Silence).await?;
        let today = self.parts.knowledge.as_of.unwrap_or_else(|| self.parts.clock.now().date());
        let recalled = taught.recall(&turn.question, today, learned.engine.values());
        let Some(mut lesson) = recalled.map(|recalled| recalled.lesson) else {
            return Ok(Judged::Noted { suspended: None });
        };
        let why = why.map_or(String::new(), |why| format!(": {why}"));
        self.suspend(&mut lesson, format!("an answer as in it was judged wrong{why}")).await?;
        Ok(Judged::Noted { suspended: Some(Box::new(lesson)) })
    }

    /// Whether a question means something only behind an earlier one.
    async fn goes_on(&self, turn: &Turn, earlier: &[Turn]) -> Result<bool, JourneyError> {
        if earlier.is_empty() {
            return Ok(false);
        }
        let structure = self.structure().await?;
        let (learned, _) = self.learned(&structure, &Silence).await?;
        let request = Request {
            question: &turn.question,
            today: self.parts.clock.now().date(),
            earlier: &plans(earlier),
        };
        Ok(learned.engine.goes_on(request))
    }

    /// What is learned of a turn. Its day is that of the person who asked, since "today" was.
    fn lecture(&self, id: QuestionId, turn: &Turn, sql: String) -> Lecture {
        let zone = self.parts.clock.now().time_zone().clone();
        let day = Some(turn.at.to_zoned(zone).date());
        Lecture { id, question: turn.question.clone(), sql, origin: Origin::Feedback, day }
    }
}
