//! The right SQL and what it returns.

use std::{collections::HashMap, sync::Arc, time::Duration};

use querist_sql::{Rules, check, literal};
use querist_vocabulary::{
    database::{Database, Limits},
    policy::AccessList,
    question::QuestionId,
    refusal::{Refusal, Rule},
    schema::Schema,
    statement::{Query, ReadOnly},
    value::Value,
};

use super::same::{Cell, Row};

/// Rows that are compared; what comes after them is not looked at.
pub(super) const ROWS: usize = 200_000;

/// How long a query may take.
pub(super) const TIME: Duration = Duration::from_secs(10);

/// Words in double quotes that a gold may have meant as text.
const QUOTED: usize = 20;

/// Runs right SQL, each once: questions often come in pairs.
pub(super) struct Golds {
    database: Arc<dyn Database>,
    schema: Arc<Schema>,
    known: HashMap<String, Result<Arc<Vec<Row>>, String>>,
}

impl Golds {
    pub(super) fn new(database: Arc<dyn Database>, schema: Arc<Schema>) -> Self {
        Self { database, schema, known: HashMap::new() }
    }

    /// What it returns, or why it does not run.
    pub(super) async fn rows(&mut self, sql: &str) -> Result<Arc<Vec<Row>>, String> {
        if let Some(known) = self.known.get(sql) {
            return known.clone();
        }
        let rows = self.run(sql).await.map(Arc::new);
        self.known.insert(sql.to_owned(), rows.clone());
        rows
    }

    /// The right SQL as it would be run; none where it does not pass.
    pub(super) fn query(&self, sql: &str) -> Option<Query> {
        proven(sql, &self.schema).ok().map(|query| query.get().clone())
    }

    async fn run(&self, sql: &str) -> Result<Vec<Row>, String> {
        let query = proven(sql, &self.schema).map_err(|refusal| refusal.message)?;
        let limits = Limits { rows: None, bytes: None, timeout: TIME };
        let id = QuestionId("gold".into());
        let rows = self.database.run(&id, &query, limits).await;
        let mut rows = rows.map_err(|error| error.to_string())?;
        let mut cells: Vec<Row> = Vec::new();
        while let Some(batch) = rows.next().await.map_err(|error| error.to_string())? {
            cells.extend(batch.iter().map(|row| row.iter().map(Cell::of).collect()));
            if cells.len() >= ROWS {
                cells.truncate(ROWS);
                break;
            }
        }
        Ok(cells)
    }
}

/// SQLite reads a word in double quotes that names no column as text, and golds use that. The check
/// does not: where it misses such a name, the word is written as text, and it is asked again.
fn proven(sql: &str, schema: &Schema) -> Result<ReadOnly<Query>, Refusal> {
    let access = AccessList::default();
    let rules = || Rules { schema, access: &access, row_limit: None };
    let mut sql = sql.to_owned();
    for _ in 0..QUOTED {
        let refusal = match check(&sql, rules()) {
            Ok(query) => return Ok(query),
            Err(refusal) => refusal,
        };
        let Some(text) = as_text(&sql, &refusal, schema) else { return Err(refusal) };
        sql = text;
    }
    check(&sql, rules())
}

fn as_text(sql: &str, refusal: &Refusal, schema: &Schema) -> Option<String> {
    let place = refusal.place.as_ref().filter(|_| refusal.rule == Rule::UnknownColumn)?;
    let word = place.near.trim_matches('"');
    let quoted = format!("\"{word}\"");
    let text = literal(schema.dialect, &Value::Text(word.to_owned()));
    sql.contains(&quoted).then(|| sql.replace(&quoted, &text))
}
