//! What people taught, by database.

use async_trait::async_trait;
use querist_vocabulary::{
    lessons::{Lesson, LessonId, Lessons},
    store::StoreError,
};
use rusqlite::{OptionalExtension, Row, Transaction, params};

use crate::{
    failure::{Trouble, json},
    store::SqliteStore,
};

#[async_trait]
impl Lessons for SqliteStore {
    async fn teach(&self, database: &str, lesson: &Lesson) -> Result<(), StoreError> {
        let (database, lesson) = (database.to_owned(), lesson.clone());
        self.change(move |change| {
            let body = serde_json::to_string(&lesson)
                .map_err(|error| Trouble::Damaged(format!("a lesson is no JSON: {error}")))?;
            change.execute(
                "INSERT INTO lessons (database, id, at, body) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (database, id) DO UPDATE SET at = excluded.at, body = excluded.body",
                params![database, lesson.id.0, lesson.at.to_string(), body],
            )?;
            count_up(change, &database)
        })
        .await
    }

    async fn lessons(&self, database: &str) -> Result<Vec<Lesson>, StoreError> {
        let database = database.to_owned();
        self.with(move |connection| {
            let mut query = connection.prepare_cached(
                "SELECT body FROM lessons WHERE database = ?1 ORDER BY at, rowid",
            )?;
            query.query_and_then([database], read)?.collect()
        })
        .await
    }

    async fn lesson(&self, database: &str, id: &str) -> Result<Lesson, StoreError> {
        let (database, id) = (database.to_owned(), id.to_owned());
        self.with(move |connection| {
            let mut query = connection.prepare(
                "SELECT body FROM lessons
                  WHERE database = ?1 AND substr(id, 1, length(?2)) = ?2 AND ?2 <> '' LIMIT 2",
            )?;
            let mut found: Vec<Lesson> =
                query.query_and_then([database, id.clone()], read)?.collect::<Result<_, _>>()?;
            match (found.pop(), found.pop()) {
                (Some(only), None) => Ok(only),
                _ => Err(no_lesson(id)),
            }
        })
        .await
    }

    async fn forget_lesson(&self, database: &str, id: &LessonId) -> Result<(), StoreError> {
        let (database, id) = (database.to_owned(), id.clone());
        self.change(move |change| {
            let sql = "DELETE FROM lessons WHERE database = ?1 AND id = ?2";
            match change.execute(sql, [&database, &id.0])? {
                0 => Err(no_lesson(id.0)),
                _ => count_up(change, &database),
            }
        })
        .await
    }

    async fn lessons_revision(&self, database: &str) -> Result<u64, StoreError> {
        let database = database.to_owned();
        self.with(move |connection| {
            let mut query =
                connection.prepare_cached("SELECT number FROM revisions WHERE database = ?1")?;
            let number: Option<i64> = query.query_row([database], |row| row.get(0)).optional()?;
            Ok(u64::try_from(number.unwrap_or(0)).unwrap_or(0))
        })
        .await
    }
}

fn count_up(change: &Transaction<'_>, database: &str) -> Result<(), Trouble> {
    change.execute(
        "INSERT INTO revisions (database, number) VALUES (?1, 1)
         ON CONFLICT (database) DO UPDATE SET number = number + 1",
        [database],
    )?;
    Ok(())
}

fn no_lesson(name: String) -> Trouble {
    Trouble::NotFound { what: "lesson", name }
}

fn read(row: &Row<'_>) -> Result<Lesson, Trouble> {
    let body: String = row.get("body")?;
    serde_json::from_value(json(&body)?)
        .map_err(|error| Trouble::Damaged(format!("a lesson does not read back: {error}")))
}
