//! Questions that go on from an answer.

use insta::assert_snapshot;
use querist_offline::{Request, Verdict};
use querist_vocabulary::{knowledge::Knowledge, statement::Dialect};

use crate::shop::{TODAY, engine, told};

fn check(first: &str, then: &str) -> String {
    let engine = engine(Dialect::Sqlite, &Knowledge::default());
    let answer = engine.translate(Request { question: first, today: TODAY, earlier: &[] });
    let earlier: Vec<_> = answer.readings.into_iter().take(1).map(|r| r.plan).collect();
    told(&engine.translate(Request { question: then, today: TODAY, earlier: &earlier }))
}

#[test]
fn narrows() {
    assert_snapshot!(check("how many orders are there", "only the completed ones"), @"SELECT count(*) AS number_of_orders FROM orders WHERE status = 'completed'");
}

#[test]
fn what_is_offered_can_be_answered() {
    let engine = engine(Dialect::Sqlite, &Knowledge::default());
    let starters = engine.starters(4);
    assert!(starters.len() >= 3, "{starters:?}");
    for question in &starters {
        let told = engine.translate(Request { question, today: TODAY, earlier: &[] });
        assert_eq!(told.verdict, Verdict::Answer, "{question}");
    }
}
