//! What the rows of other readings do to an answer and to a question back.

use std::{sync::Arc, time::Duration};

use querist_databases::{Options, connect};
use querist_offline::Weights;
use querist_store::SqliteStore;
use querist_testkit::{FixedClock, sqlite};
use querist_vocabulary::{
    answer::{Choice, Clarification, Outcome},
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
    translate::Read,
    trip::{Stop, Trip},
};

const ITEMS: &str = "create table items (name text, price integer);\
    insert into items values ('mug', 3), ('pan', 9);";

async fn journey(folder: &tempfile::TempDir, block: &[&str], rows: u64) -> Journey {
    let file = folder.path().join("shop.db");
    sqlite::execute(&file, ITEMS);
    Journey::new(Parts {
        database: connect(file.to_str().unwrap(), &Options::STANDARD).await.unwrap(),
        store: Arc::new(SqliteStore::in_memory().await.unwrap()),
        clock: Arc::new(FixedClock::on(2024, 5, 15)),
        knowledge: Arc::new(Knowledge::default()),
        access: AccessList {
            block: block.iter().map(|&pattern| pattern.into()).collect(),
            ..AccessList::default()
        },
        masking: Masking::Off,
        limits: Limits { rows: Some(rows), bytes: None, timeout: Duration::from_secs(30) },
        actor: "tester".into(),
        results: None,
        weights: Weights::shipped(),
        models: None,
    })
}

fn reading(sql: &str, confidence: f64) -> Reading {
    Reading {
        restatement: format!("Items by {sql}"),
        draft: Draft(sql.into()),
        confidence,
        explanation: Vec::new(),
        unexplained: Vec::new(),
        notes: Vec::new(),
        plan: serde_json::Value::Null,
        translator: Translator::Offline,
    }
}

/// How sure the first of these readings is once it ran, and what else was run.
async fn compared(block: &[&str], rows: u64, readings: &[&str]) -> (f64, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let journey = journey(&folder, block, rows).await;
    let schema = journey.schema().await.unwrap();
    let mut trip = Trip::typed(QuestionId("q".into()), String::new(), &Silence);
    let sure = [0.5, 0.2, 0.1, 0.05];
    let readings = readings.iter().zip(sure).map(|(sql, sure)| reading(sql, sure)).collect();
    let checked = journey.check(readings, &schema, &mut trip).unwrap();
    let mut ran = journey.run(checked, &schema, &mut trip).await.unwrap();
    ran.took = ran.took.min(Duration::from_millis(1));
    journey.compare(&mut ran, 0, &schema, &mut trip).await;
    (ran.checked.reading.unwrap().confidence, trip.glanced)
}

/// Whether a question back between these readings is asked, and what is said where it is not.
async fn settled(readings: &[&str]) -> Result<String, usize> {
    let folder = tempfile::tempdir().unwrap();
    let journey = journey(&folder, &[], 10).await;
    let schema = journey.schema().await.unwrap();
    let mut trip = Trip::typed(QuestionId("q".into()), String::new(), &Silence);
    let choices =
        readings.iter().map(|sql| Choice { reading: reading(sql, 0.3), sql: (*sql).into() });
    let back = Clarification { question: "Which?".into(), choices: choices.collect() };
    let read = Err(Stop::Outcome(Outcome::Clarify(back)));
    match journey.settle(read, &schema, &mut trip).await {
        Ok(Read { readings, .. }) => {
            Ok(format!("{}: {}", readings[0].draft.0, trip.warnings.join("; ")))
        }
        Err(Stop::Outcome(Outcome::Clarify(back))) => Err(back.choices.len()),
        Err(other) => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn readings_with_the_same_rows_make_an_answer_surer_than_others_do() {
    let names = "select name from items";
    let (alike, ran) = compared(&[], 10, &[names, "select name from items where price > 0"]).await;
    let (apart, _) = compared(&[], 10, &[names, "select name from items where price > 5"]).await;
    assert!(alike > apart, "{alike} {apart}");
    assert_eq!(ran.len(), 1);
}

#[tokio::test]
async fn three_readings_are_looked_at_and_no_more() {
    let all = ["select name from items", "select price from items", "select 1", "select 2"];
    assert_eq!(compared(&[], 10, &all).await.1.len(), 2);
}

#[tokio::test]
async fn what_is_cut_short_is_not_compared() {
    let all = ["select name from items", "select price from items"];
    assert_eq!(compared(&[], 1, &all).await, (0.5, Vec::new()));
}

#[tokio::test]
async fn what_may_not_be_read_is_not_glanced_at() {
    let all = ["select name from items", "select price from items"];
    assert_eq!(compared(&["items.price"], 10, &all).await, (0.5, Vec::new()));
}

#[tokio::test]
async fn a_reading_alone_stays_as_sure_as_it_was() {
    assert_eq!(compared(&[], 10, &["select name from items"]).await, (0.5, Vec::new()));
}

#[tokio::test]
async fn a_question_that_makes_no_difference_is_not_asked() {
    let told = settled(&["select name from items", "select name from items where price > 0"]).await;
    insta::assert_snapshot!(told.unwrap());
}

#[tokio::test]
async fn a_question_that_makes_a_difference_is_asked() {
    let told = settled(&["select name from items", "select name from items where price > 5"]).await;
    assert_eq!(told, Err(2));
}

#[tokio::test]
async fn two_readings_that_find_nothing_are_asked_about() {
    let none = "select name from items where price > 50";
    assert_eq!(settled(&[none, "select name from items where price > 60"]).await, Err(2));
}
