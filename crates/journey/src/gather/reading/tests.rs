//! What a question waits for, and what it does not.

use std::{collections::HashSet, time::Duration};

use async_trait::async_trait;
use querist_vocabulary::{
    database::{Capabilities, Database, DatabaseError, Limits, RightsFinding, Rows},
    event::Silence,
    profile::{ColumnProfile, TableProfile},
    question::QuestionId,
    schema::{Column, Fingerprint, Schema, Table, TableKind, TableName},
    statement::{Query, ReadOnly},
    value::{Value, ValueKind},
};
use tokio::time::Instant;

use super::{Data, by_cost};

/// Tables by name: `slow` never answers, `broken` is refused, `gone` takes the database with it.
struct Fake;

#[async_trait]
impl Database for Fake {
    async fn profile(&self, table: &Table) -> Result<TableProfile, DatabaseError> {
        match table.name.name.as_str() {
            "slow" => std::future::pending().await,
            "broken" => Err(DatabaseError::Query("no such function".into())),
            "gone" => Err(DatabaseError::Lost { address: "here".into(), reason: "reset".into() }),
            _ => Ok(profile(table)),
        }
    }

    async fn distinct(
        &self,
        _: &TableName,
        _: &Column,
        _: u64,
    ) -> Result<Vec<Value>, DatabaseError> {
        Ok(vec![Value::Text("Hamburg".into()), Value::Text("Bremen".into())])
    }

    fn capabilities(&self) -> &'static Capabilities {
        unreachable!("nobody asks")
    }

    fn address(&self) -> String {
        "here".into()
    }

    async fn schema(&self) -> Result<Schema, DatabaseError> {
        unreachable!("nobody asks")
    }

    async fn fingerprint(&self) -> Result<Fingerprint, DatabaseError> {
        unreachable!("nobody asks")
    }

    async fn run(
        &self,
        _: &QuestionId,
        _: &ReadOnly<Query>,
        _: Limits,
    ) -> Result<Box<dyn Rows>, DatabaseError> {
        unreachable!("nobody asks")
    }

    async fn cancel(&self, _: &QuestionId) -> Result<(), DatabaseError> {
        Ok(())
    }

    async fn rights(&self) -> Result<Vec<RightsFinding>, DatabaseError> {
        Ok(Vec::new())
    }
}

fn profile(table: &Table) -> TableProfile {
    let city = ColumnProfile {
        column: "city".into(),
        distinct: 40,
        nulls: 0,
        min: None,
        max: None,
        samples: vec![Value::Text("Hamburg".into())],
        looks_like: None,
    };
    TableProfile { table: table.name.clone(), rows: 50, sampled: false, columns: vec![city] }
}

fn table(name: &str, rows: u64) -> Table {
    let city = Column {
        name: "city".into(),
        declared_type: "text".into(),
        kind: ValueKind::Text,
        nullable: true,
        default: None,
        generated: false,
        comment: None,
        labels: Vec::new(),
    };
    Table {
        name: TableName::bare(name),
        kind: if name.ends_with("_view") { TableKind::View } else { TableKind::Table },
        columns: vec![city],
        primary_key: Vec::new(),
        foreign_keys: Vec::new(),
        indexes: Vec::new(),
        checks: Vec::new(),
        triggers: Vec::new(),
        comment: None,
        estimated_rows: Some(rows),
    }
}

/// Reads tables of these names for three seconds; what was read, and what was not and why.
async fn check(names: &[&str]) -> Result<String, DatabaseError> {
    let tables: Vec<Table> = names.iter().map(|name| table(name, 1)).collect();
    let mut data = Data::default();
    data.read(&Fake, &tables, Instant::now() + Duration::from_secs(3), &Silence).await?;
    let read: HashSet<String> =
        data.profile.tables.iter().map(|profile| profile.table.to_string()).collect();
    let mut read: Vec<_> = read.into_iter().collect();
    read.sort();
    let unread: Vec<_> =
        data.unread.iter().map(|unread| format!("{} {:?}", unread.table, unread.why)).collect();
    Ok(format!("read {read:?}, not {unread:?}"))
}

#[tokio::test(start_paused = true)]
async fn a_slow_table_holds_nobody_up() {
    let told = check(&["slow", "a", "b", "c", "d"]).await.unwrap();
    insta::assert_snapshot!(told, @r#"read ["a", "b", "c", "d"], not ["slow Slow"]"#);
}

#[tokio::test(start_paused = true)]
async fn tables_behind_many_slow_ones_wait() {
    let told = check(&["slow", "slow", "slow", "slow", "a"]).await.unwrap();
    insta::assert_snapshot!(told, @r#"read [], not ["a Waiting", "slow Slow"]"#);
}

#[tokio::test(start_paused = true)]
async fn a_table_that_cannot_be_read_is_left_out() {
    let told = check(&["a", "broken"]).await.unwrap();
    insta::assert_snapshot!(told, @r#"read ["a"], not ["broken Refused"]"#);
}

#[tokio::test(start_paused = true)]
async fn a_database_that_is_gone_is_an_error() {
    assert!(check(&["a", "gone"]).await.is_err());
}

#[test]
fn small_tables_come_first_and_views_last() {
    let mut tables = [table("sums_view", 1), table("large", 900), table("small", 3)];
    by_cost(&mut tables);
    let names: Vec<_> = tables.iter().map(|table| table.name.to_string()).collect();
    assert_eq!(names, ["small", "large", "sums_view"]);
}
