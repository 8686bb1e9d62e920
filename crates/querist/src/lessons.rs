//! What people teach, and what they say of answers.

use querist_journey::{Judged, Judgement, Lecture, Lectured};
use querist_vocabulary::{
    event::Listener,
    lessons::{Lesson, Origin},
    session::SessionId,
};

use crate::{Querist, QueristError};

impl Querist {
    /// Keeps a question with the SQL that answers it. The SQL passes the check and runs before it is kept; where it
    /// does not, the reply says why and there is no lesson.
    ///
    /// # Errors
    /// When the question is empty, or the database or the store fails.
    pub async fn teach(
        &self,
        question: &str,
        sql: &str,
        listener: &dyn Listener,
    ) -> Result<Lectured, QueristError> {
        let lecture = Lecture {
            id: self.next_id(),
            question: question.to_owned(),
            sql: sql.to_owned(),
            origin: Origin::Taught,
            day: None,
        };
        Ok(self.journey().teach(lecture, listener).await?)
    }

    /// Keeps a rule about some tables, or about all of them where none is named.
    ///
    /// # Errors
    /// When the rule is empty, a table is not there, or the database or the store fails.
    pub async fn teach_rule(&self, text: &str, about: &[String]) -> Result<Lesson, QueristError> {
        Ok(self.journey().teach_rule(text, about).await?)
    }

    /// All lessons about this database, those of the semantic file among them, the oldest first.
    ///
    /// # Errors
    /// When the database or the store fails.
    pub async fn lessons(&self) -> Result<Vec<Lesson>, QueristError> {
        Ok(self.journey().lessons().await?)
    }

    /// Takes a suspended lesson into use again, under the structure as it is now.
    ///
    /// # Errors
    /// When there is no such lesson, its SQL does not pass the check any more, or the database or the store fails.
    pub async fn confirm_lesson(&self, id: &str) -> Result<Lesson, QueristError> {
        Ok(self.journey().confirm_lesson(id).await??)
    }

    /// Forgets a lesson.
    ///
    /// # Errors
    /// When there is no such lesson, it stands in the semantic file, or the store fails.
    pub async fn forget_lesson(&self, id: &str) -> Result<Lesson, QueristError> {
        Ok(self.journey().forget_lesson(id).await?)
    }

    /// Takes what somebody says of the last answer of a session.
    ///
    /// # Errors
    /// When the session has no answer yet, or the database or the store fails.
    pub async fn judge(
        &self,
        session: &SessionId,
        judgement: Judgement,
        listener: &dyn Listener,
    ) -> Result<Judged, QueristError> {
        Ok(self.journey().judge(self.next_id(), session, judgement, listener).await?)
    }
}
