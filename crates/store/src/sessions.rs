//! Conversations and their turns.

use querist_vocabulary::{
    question::QuestionId,
    session::{Session, SessionId, TURNS_KEPT, Turn},
    store::StoreError,
};
use rusqlite::{Row, Transaction, params};
use uuid::Uuid;

use crate::{
    failure::{Trouble, count, json, parsed},
    store::SqliteStore,
};

/// Hex digits of a session's name: short enough to type, and 48 random bits.
const NAME_LENGTH: usize = 12;

impl SqliteStore {
    pub(crate) async fn insert_session(&self, database: &str) -> Result<Session, StoreError> {
        let now = self.clock.instant();
        let id: String = Uuid::new_v4().simple().to_string().chars().take(NAME_LENGTH).collect();
        let (id, database) = (SessionId(id), database.to_owned());
        let session = Session { id, database, started: now, last: now, turns: 0 };
        self.with(move |connection| {
            connection.execute(
                "INSERT INTO sessions (id, database, started, last) VALUES (?1, ?2, ?3, ?3)",
                params![session.id.0, session.database, now.to_string()],
            )?;
            Ok(session)
        })
        .await
    }

    pub(crate) async fn find_session(&self, id: &SessionId) -> Result<Session, StoreError> {
        let id = id.clone();
        self.with(move |connection| {
            let mut query = connection.prepare(
                "SELECT id, database, started, last,
                        (SELECT count(*) FROM turns WHERE session = sessions.id) AS turns
                   FROM sessions WHERE id = ?1",
            )?;
            let found = query.query_and_then([&id.0], read_session)?.next();
            found.unwrap_or_else(|| Err(no_session(&id)))
        })
        .await
    }

    pub(crate) async fn list_sessions(&self, most: u64) -> Result<Vec<Session>, StoreError> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        self.with(move |connection| {
            let mut query = connection.prepare(
                "SELECT id, database, started, last,
                        (SELECT count(*) FROM turns WHERE session = sessions.id) AS turns
                   FROM sessions ORDER BY last DESC, rowid DESC LIMIT ?1",
            )?;
            query.query_and_then([most], read_session)?.collect()
        })
        .await
    }

    pub(crate) async fn delete_session(&self, id: &SessionId) -> Result<(), StoreError> {
        let id = id.clone();
        self.with(move |connection| {
            match connection.execute("DELETE FROM sessions WHERE id = ?1", [&id.0])? {
                0 => Err(no_session(&id)),
                _ => Ok(()),
            }
        })
        .await
    }

    pub(crate) async fn insert_turn(&self, id: &SessionId, turn: &Turn) -> Result<(), StoreError> {
        let (id, turn) = (id.clone(), turn.clone());
        self.change(move |change| {
            let touched = change
                .prepare_cached("UPDATE sessions SET last = ?2 WHERE id = ?1")?
                .execute(params![id.0, turn.at.to_string()])?;
            if touched == 0 {
                return Err(no_session(&id));
            }
            write_turn(change, &id, &turn)?;
            drop_old_turns(change, &id)
        })
        .await
    }

    pub(crate) async fn list_turns(&self, session: &SessionId) -> Result<Vec<Turn>, StoreError> {
        let id = session.clone();
        let turns: Vec<Turn> = self
            .with(move |connection| {
                let mut query = connection.prepare_cached(
                    "SELECT id, at, question, outcome, sql, plan, rows
                       FROM turns WHERE session = ?1 ORDER BY number",
                )?;
                query.query_and_then([&id.0], read_turn)?.collect()
            })
            .await?;
        if turns.is_empty() {
            self.find_session(session).await?;
        }
        Ok(turns)
    }
}

fn write_turn(change: &Transaction<'_>, session: &SessionId, turn: &Turn) -> Result<(), Trouble> {
    change
        .prepare_cached(
            "INSERT INTO turns (session, number, id, at, question, outcome, sql, plan, rows)
             SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
               FROM turns WHERE session = ?1",
        )?
        .execute(params![
            session.0,
            turn.id.0,
            turn.at.to_string(),
            turn.question,
            turn.outcome,
            turn.sql,
            turn.plan.as_ref().map(ToString::to_string),
            turn.rows.map(|rows| i64::try_from(rows).unwrap_or(i64::MAX)),
        ])?;
    Ok(())
}

fn drop_old_turns(change: &Transaction<'_>, session: &SessionId) -> Result<(), Trouble> {
    change
        .prepare_cached(
            "DELETE FROM turns WHERE session = ?1
                AND number <= (SELECT max(number) FROM turns WHERE session = ?1) - ?2",
        )?
        .execute(params![session.0, i64::try_from(TURNS_KEPT).unwrap_or(i64::MAX)])?;
    Ok(())
}

fn no_session(id: &SessionId) -> Trouble {
    Trouble::NotFound { what: "session", name: id.0.clone() }
}

fn read_session(row: &Row<'_>) -> Result<Session, Trouble> {
    Ok(Session {
        id: SessionId(row.get("id")?),
        database: row.get("database")?,
        started: parsed(row, "started")?,
        last: parsed(row, "last")?,
        turns: count(row, "turns")?.unwrap_or(0),
    })
}

fn read_turn(row: &Row<'_>) -> Result<Turn, Trouble> {
    let plan: Option<String> = row.get("plan")?;
    Ok(Turn {
        id: QuestionId(row.get("id")?),
        at: parsed(row, "at")?,
        question: row.get("question")?,
        outcome: row.get("outcome")?,
        sql: row.get("sql")?,
        plan: plan.as_deref().map(json).transpose()?,
        rows: count(row, "rows")?,
    })
}
