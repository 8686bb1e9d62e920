//! Asking a database in a line.

use std::time::Duration;

use querist_vocabulary::{
    database::{Cut, Database, DatabaseError, Limits, ResultColumn},
    question::QuestionId,
    statement::{Query, ReadOnly},
    value::Value,
};

/// Everything, within half a minute.
pub(super) const WHOLE: Limits =
    Limits { rows: None, bytes: None, timeout: Duration::from_secs(30) };

/// A result in memory.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) columns: Vec<ResultColumn>,
    pub(super) rows: Vec<Vec<Value>>,
    pub(super) cut: Option<Cut>,
}

/// A statement as if the check had let it through: the second wall is tested without the first.
pub(super) fn unchecked(database: &dyn Database, sql: &str) -> ReadOnly<Query> {
    ReadOnly::proven(Query {
        sql: sql.into(),
        dialect: database.capabilities().dialect,
        tables: Vec::new(),
        columns: Vec::new(),
        row_limit: None,
        ordered: false,
    })
}

pub(super) fn id(name: &str) -> QuestionId {
    QuestionId(name.into())
}

pub(super) async fn ask(database: &dyn Database, sql: &str) -> Result<Asked, DatabaseError> {
    ask_within(database, sql, WHOLE).await
}

pub(super) async fn ask_within(
    database: &dyn Database,
    sql: &str,
    limits: Limits,
) -> Result<Asked, DatabaseError> {
    let mut rows = database.run(&id("q"), &unchecked(database, sql), limits).await?;
    let mut all = Vec::new();
    while let Some(batch) = rows.next().await? {
        assert!(!batch.is_empty(), "a batch has rows");
        all.extend(batch);
    }
    Ok(Asked { columns: rows.columns().to_vec(), rows: all, cut: rows.cut() })
}

/// The one value of a result, with its column's kind.
pub(super) async fn value(database: &dyn Database, sql: &str) -> String {
    match ask(database, sql).await {
        Ok(asked) => format!("{:?} {:?}", asked.columns[0].kind, asked.rows[0][0]),
        Err(error) => error.to_string(),
    }
}
