//! What a question waits for, and what it does not.

use std::{collections::HashSet, time::Duration};

use async_trait::async_trait;
use querist_vocabulary::{
    database::{Capabilities, Database, DatabaseError, Distinct, Limits, RightsFinding, Rows},
    event::Silence,
    profile::{ColumnProfile, TableProfile},
    question::QuestionId,
    schema::{Column, ColumnName, Fingerprint, Schema, Table, TableKind, TableName},
    statement::{Query, ReadOnly},
    value::{Value, ValueKind},
};
use tokio::time::Instant;

use super::{Data, UNHURRIED, by_cost};

/// Tables by name: `slow` never answers, `broken` is refused, `gone` takes the database with it; the values of
/// `large` come only to who has time, those of `stuck` never.
struct Fake;

#[async_trait]
impl Database for Fake {
    async fn profile(&self, table: &Table) -> Result<TableProfile, DatabaseError> {
        match table.name.name.as_str() {
            "slow" => std::future::pending().await,
            "broken" => Err(DatabaseError::Query("no such function".into())),
            "costly_view" => Err(DatabaseError::TimedOut(Duration::from_millis(300))),
            "gone" => Err(DatabaseError::Lost { address: "here".into(), reason: "reset".into() }),
            _ => Ok(profile(table)),
        }
    }

    async fn distinct(
        &self,
        table: &TableName,
        _: &Column,
        limits: Limits,
    ) -> Result<Distinct, DatabaseError> {
        if table.name == "stuck" {
            return std::future::pending().await;
        }
        let all = ["Bremen", "Hamburg", "Kiel"].map(|city| Value::Text(city.into()));
        let large = table.name == "large" && limits.timeout < Duration::from_secs(5);
        let values = if large { all[..1].to_vec() } else { all.to_vec() };
        Ok(Distinct { values, complete: !large })
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

#[tokio::test(start_paused = true)]
async fn a_costly_view_is_told_from_a_broken_one() {
    let told = check(&["a", "broken", "costly_view"]).await.unwrap();
    insta::assert_snapshot!(told, @r#"read ["a"], not ["broken Refused", "costly_view Costly"]"#);
}

#[tokio::test(start_paused = true)]
async fn a_large_column_is_begun_and_read_on() {
    let tables = [table("large", 10_000_000), table("small", 3)];
    let mut data = Data::default();
    let until = Instant::now() + Duration::from_secs(3);
    data.read(&Fake, &tables, until, &Silence).await.unwrap();
    let city = ColumnName { table: TableName::bare("large"), column: "city".into() };
    assert_eq!(data.begun, std::slice::from_ref(&city));
    assert_eq!(data.values.incomplete().collect::<Vec<_>>(), [&city]);
    assert_eq!(data.values.near(&city, "hamburg", 1), ["Hamburg"], "the profile saw it");
    assert!(data.values.near(&city, "kiel", 1).is_empty());
    while data.read_begun(&Fake, &tables, UNHURRIED).await.unwrap().is_some() {}
    assert_eq!(data.values.near(&city, "kiel", 1), ["Kiel"]);
    assert_eq!(data.values.incomplete().count(), 0);
}

#[tokio::test(start_paused = true)]
async fn values_that_never_come_leave_what_the_profile_saw() {
    let mut data = Data::default();
    let until = Instant::now() + Duration::from_secs(3);
    data.read(&Fake, &[table("stuck", 10_000_000)], until, &Silence).await.unwrap();
    assert!(Instant::now() < until, "the clock stands still but for waits");
    assert_eq!((data.profile.tables.len(), data.begun.len(), data.unread.len()), (1, 1, 0));
}
