//! Asking a database in a line.

use std::{sync::Arc, time::Duration};

use querist_databases::{Options, connect};
use querist_vocabulary::{
    database::{Database, DatabaseError, Limits, ResultColumn},
    question::QuestionId,
    schema::{Column, ForeignKey, Index, Schema, Table},
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
}

pub(super) async fn open(address: &str) -> Arc<dyn Database> {
    connect(address, &Options::STANDARD).await.expect(address)
}

/// The error of an address.
pub(super) async fn refused(address: &str) -> DatabaseError {
    connect(address, &Options::STANDARD).await.map(drop).unwrap_err()
}

/// A statement as if the check had let it through: the second wall is tested without the first.
pub(super) fn unchecked(database: &dyn Database, sql: &str) -> ReadOnly<Query> {
    ReadOnly::proven(Query {
        sql: sql.into(),
        unlimited: sql.into(),
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
        all.extend(batch);
    }
    Ok(Asked { columns: rows.columns().to_vec(), rows: all })
}

/// Expressions with their kinds and values, a line each.
pub(super) async fn values(database: &dyn Database, expressions: &[&str]) -> String {
    let mut lines = String::new();
    for expression in expressions {
        let line = match ask(database, &format!("select {expression}")).await {
            Ok(asked) => {
                let value = asked.rows.first().and_then(|row| row.first());
                let kind = value.and_then(Value::kind).map_or("null", |kind| kind.word());
                let shown = value.map(Value::to_string).unwrap_or_default();
                format!("{expression} | {} | {kind} | {shown}\n", asked.columns[0].kind.word())
            }
            Err(error) => format!("{expression} | {error}\n"),
        };
        lines.push_str(&line);
    }
    lines
}

/// A schema, a line for everything in it.
pub(super) fn outline(schema: &Schema) -> String {
    let mut lines = vec![format!("{:?} in {:?}", schema.dialect, schema.default_namespace)];
    for table in &schema.tables {
        let Table { name, kind, primary_key, comment, .. } = table;
        lines.push(format!("{name} {kind:?} key {primary_key:?} {comment:?}"));
        lines.extend(table.columns.iter().map(|column| {
            let Column { name, declared_type, kind, nullable, default, generated, labels, .. } = column;
            format!("  {name} {declared_type:?} {} null {nullable} {default:?} generated {generated} {labels:?}", kind.word())
        }));
        lines.extend(table.foreign_keys.iter().map(|key| {
            let ForeignKey { name, columns, target, target_columns, on_delete, on_update } = key;
            format!("  foreign {name:?} {columns:?} -> {target} {target_columns:?} {on_delete}, {on_update}")
        }));
        lines.extend(table.indexes.iter().map(|index| {
            let Index { name, columns, unique, partial } = index;
            format!("  index {name} {columns:?} unique {unique} partial {partial}")
        }));
        lines.extend(
            table
                .checks
                .iter()
                .map(|check| format!("  check {:?} {}", check.name, check.condition)),
        );
        lines.extend(
            table
                .triggers
                .iter()
                .map(|trigger| format!("  trigger {} {}", trigger.name, trigger.fires)),
        );
    }
    lines.join("\n")
}
