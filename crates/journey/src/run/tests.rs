//! Several readings of one question: which one is answered, and what is said about it.

use std::{sync::Arc, time::Duration};

use querist_databases::{Options, connect};
use querist_offline::Weights;
use querist_store::SqliteStore;
use querist_testkit::{FixedClock, sqlite};
use querist_vocabulary::{
    answer::Outcome,
    database::Limits,
    event::Silence,
    knowledge::Knowledge,
    policy::{AccessList, Masking},
    question::QuestionId,
    reading::{Reading, Translator},
    statement::Draft,
};

use crate::{
    journey::{Journey, Parts},
    trip::{Stop, Trip},
};

/// What becomes of readings with this SQL, the likeliest first.
async fn check(block: &[&str], readings: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shop.db");
    sqlite::execute(&file, "create table items (name text); insert into items values ('mug');");
    let parts = Parts {
        database: connect(file.to_str().unwrap(), &Options::STANDARD).await.unwrap(),
        store: Arc::new(SqliteStore::in_memory().await.unwrap()),
        clock: Arc::new(FixedClock::on(2024, 5, 15)),
        knowledge: Arc::new(Knowledge::default()),
        access: AccessList {
            block: block.iter().map(|&pattern| pattern.into()).collect(),
            ..AccessList::default()
        },
        masking: Masking::Off,
        limits: Limits { rows: Some(10), bytes: None, timeout: Duration::from_secs(30) },
        actor: "tester".into(),
        results: None,
        weights: Weights::shipped(),
        models: None,
    };
    let journey = Journey::new(parts);
    let schema = journey.schema().await.unwrap();
    let mut trip = Trip::typed(QuestionId("q".into()), String::new(), &Silence);
    let readings = readings.iter().map(|sql| reading(sql)).collect();
    let end = match journey.check(readings, &schema, &mut trip) {
        Ok(checked) => journey.run(checked, &schema, &mut trip).await,
        Err(stop) => Err(stop),
    };
    let told = match end {
        Ok(ran) => format!("{} -> {:?}", ran.checked.query.get().sql, ran.result.rows),
        Err(Stop::Outcome(Outcome::Refuse(refusal))) => format!("refused: {refusal}"),
        Err(stop) => format!("{stop:?}"),
    };
    [told, trip.warnings.join("\n")].join("\n")
}

fn reading(sql: &str) -> Reading {
    Reading {
        restatement: "the names of items".into(),
        draft: Draft(sql.into()),
        confidence: 0.5,
        explanation: Vec::new(),
        unexplained: Vec::new(),
        notes: Vec::new(),
        plan: serde_json::Value::Null,
        translator: Translator::Offline,
    }
}

const FAILS: &str = "select abs(-9223372036854775807 - 1)";

#[tokio::test]
async fn the_likeliest_is_answered() {
    insta::assert_snapshot!(check(&[], &["select name from items", "select 1"]).await);
}

#[tokio::test]
async fn a_reading_that_is_refused_gives_way_to_the_next() {
    insta::assert_snapshot!(
        check(&[], &["select name from things", "select name from items"]).await
    );
}

#[tokio::test]
async fn a_reading_that_the_database_refuses_gives_way_to_the_next() {
    insta::assert_snapshot!(check(&[], &[FAILS, "select name from items"]).await);
}

#[tokio::test]
async fn the_next_is_tried_once() {
    insta::assert_snapshot!(check(&[], &[FAILS, FAILS, "select name from items"]).await);
}

#[tokio::test]
async fn what_may_not_be_read_does_not_become_another_question() {
    insta::assert_snapshot!(check(&["items"], &["select name from items", "select 1"]).await);
}

#[tokio::test]
async fn no_reading_at_all_is_a_refusal() {
    insta::assert_snapshot!(check(&[], &[]).await);
}
