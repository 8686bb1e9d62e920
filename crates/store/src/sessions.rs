//! Conversations and their turns.

use querist_vocabulary::{
    question::QuestionId,
    session::{Session, SessionId, TURNS_KEPT, Turn},
    store::StoreError,
};
use sqlx::{Row, Sqlite, Transaction, sqlite::SqliteRow};
use uuid::Uuid;

use crate::{failure::Failure, store::SqliteStore};

/// Hex digits of a session's name: short enough to type, and 48 random bits.
const NAME_LENGTH: usize = 12;

impl SqliteStore {
    pub(crate) async fn insert_session(&self, database: &str) -> Result<Session, StoreError> {
        let now = self.clock.instant();
        let id: String = Uuid::new_v4().simple().to_string().chars().take(NAME_LENGTH).collect();
        sqlx::query("INSERT INTO sessions (id, database, started, last) VALUES (?1, ?2, ?3, ?3)")
            .bind(&id)
            .bind(database)
            .bind(now.to_string())
            .execute(&self.pool)
            .await
            .map_err(|error| self.failure.driver(error))?;
        let (id, database) = (SessionId(id), database.to_owned());
        Ok(Session { id, database, started: now, last: now, turns: 0 })
    }

    pub(crate) async fn find_session(&self, id: &SessionId) -> Result<Session, StoreError> {
        let row = sqlx::query(
            "SELECT id, database, started, last,
                    (SELECT count(*) FROM turns WHERE session = sessions.id) AS turns
               FROM sessions WHERE id = ?1",
        )
        .bind(&id.0)
        .fetch_optional(&self.pool)
        .await
        .map_err(|error| self.failure.driver(error))?;
        read_session(&row.ok_or_else(|| no_session(id))?, &self.failure)
    }

    pub(crate) async fn list_sessions(&self, most: u64) -> Result<Vec<Session>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, database, started, last,
                    (SELECT count(*) FROM turns WHERE session = sessions.id) AS turns
               FROM sessions ORDER BY last DESC, rowid DESC LIMIT ?1",
        )
        .bind(i64::try_from(most).unwrap_or(i64::MAX))
        .fetch_all(&self.pool)
        .await
        .map_err(|error| self.failure.driver(error))?;
        rows.iter().map(|row| read_session(row, &self.failure)).collect()
    }

    pub(crate) async fn delete_session(&self, id: &SessionId) -> Result<(), StoreError> {
        let done = sqlx::query("DELETE FROM sessions WHERE id = ?1")
            .bind(&id.0)
            .execute(&self.pool)
            .await
            .map_err(|error| self.failure.driver(error))?;
        if done.rows_affected() == 0 { Err(no_session(id)) } else { Ok(()) }
    }

    pub(crate) async fn insert_turn(&self, id: &SessionId, turn: &Turn) -> Result<(), StoreError> {
        let mut change = self.begin().await?;
        let touched = sqlx::query("UPDATE sessions SET last = ?2 WHERE id = ?1")
            .bind(&id.0)
            .bind(turn.at.to_string())
            .execute(&mut *change)
            .await
            .map_err(|error| self.failure.driver(error))?;
        if touched.rows_affected() == 0 {
            return Err(no_session(id));
        }
        self.write_turn(&mut change, id, turn).await?;
        self.drop_old_turns(&mut change, id).await?;
        change.commit().await.map_err(|error| self.failure.driver(error))
    }

    async fn write_turn(
        &self,
        change: &mut Transaction<'_, Sqlite>,
        session: &SessionId,
        turn: &Turn,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO turns (session, number, id, at, question, outcome, sql, plan, rows)
             SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
               FROM turns WHERE session = ?1",
        )
        .bind(&session.0)
        .bind(&turn.id.0)
        .bind(turn.at.to_string())
        .bind(&turn.question)
        .bind(&turn.outcome)
        .bind(&turn.sql)
        .bind(turn.plan.as_ref().map(ToString::to_string))
        .bind(turn.rows.map(|rows| i64::try_from(rows).unwrap_or(i64::MAX)))
        .execute(&mut **change)
        .await
        .map(drop)
        .map_err(|error| self.failure.driver(error))
    }

    async fn drop_old_turns(
        &self,
        change: &mut Transaction<'_, Sqlite>,
        session: &SessionId,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "DELETE FROM turns WHERE session = ?1
                AND number <= (SELECT max(number) FROM turns WHERE session = ?1) - ?2",
        )
        .bind(&session.0)
        .bind(i64::try_from(TURNS_KEPT).unwrap_or(i64::MAX))
        .execute(&mut **change)
        .await
        .map(drop)
        .map_err(|error| self.failure.driver(error))
    }

    pub(crate) async fn list_turns(&self, session: &SessionId) -> Result<Vec<Turn>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, at, question, outcome, sql, plan, rows
               FROM turns WHERE session = ?1 ORDER BY number",
        )
        .bind(&session.0)
        .fetch_all(&self.pool)
        .await
        .map_err(|error| self.failure.driver(error))?;
        if rows.is_empty() {
            self.find_session(session).await?;
        }
        rows.iter().map(|row| read_turn(row, &self.failure)).collect()
    }

    /// Begins a change with the write lock already held, so that what is read in it stays true.
    pub(crate) async fn begin(&self) -> Result<Transaction<'_, Sqlite>, StoreError> {
        let begun = self.pool.begin_with("BEGIN IMMEDIATE").await;
        begun.map_err(|error| self.failure.driver(error))
    }
}

fn no_session(id: &SessionId) -> StoreError {
    StoreError::NotFound { what: "session", name: id.0.clone() }
}

fn read_session(row: &SqliteRow, failure: &Failure) -> Result<Session, StoreError> {
    Ok(Session {
        id: SessionId(failure.text(row, "id")?),
        database: failure.text(row, "database")?,
        started: failure.parsed(row, "started")?,
        last: failure.parsed(row, "last")?,
        turns: failure.count(row, "turns")?.unwrap_or(0),
    })
}

fn read_turn(row: &SqliteRow, failure: &Failure) -> Result<Turn, StoreError> {
    let plan: Option<String> = row.try_get("plan").map_err(|error| failure.driver(error))?;
    Ok(Turn {
        id: QuestionId(failure.text(row, "id")?),
        at: failure.parsed(row, "at")?,
        question: failure.text(row, "question")?,
        outcome: failure.text(row, "outcome")?,
        sql: row.try_get("sql").map_err(|error| failure.driver(error))?,
        plan: plan.map(|json| failure.json(&json)).transpose()?,
        rows: failure.count(row, "rows")?,
    })
}
