//! SQL typed by a person: the same check, run and answer without the reading.

use querist_vocabulary::{
    answer::Reply,
    database::{DatabaseError, Limits, Rows},
    event::Listener,
    question::QuestionId,
    refusal::Refusal,
    session::SessionId,
};

use crate::{error::JourneyError, journey::Journey};

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
        let _ = (id, sql, session, listener);
        Err(DatabaseError::Query("not built".into()).into())
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
        let _ = (id, sql, limits);
        Err(DatabaseError::Query("not built".into()).into())
    }
}
