//! A question from its words to its answer, phase after phase.

use querist_vocabulary::{
    answer::Reply, database::DatabaseError, event::Listener, question::Question,
};

use crate::{error::JourneyError, journey::Journey};

impl Journey {
    /// Answers a question, or asks back, declines or refuses. Tells `listener` each phase.
    ///
    /// # Errors
    /// When the question cannot be read at all, or the database or the store fails.
    pub async fn ask(
        &self,
        question: Question,
        listener: &dyn Listener,
    ) -> Result<Reply, JourneyError> {
        let _ = (question, listener);
        Err(DatabaseError::Query("not built".into()).into())
    }
}
