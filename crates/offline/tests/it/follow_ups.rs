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

/// What is offered after a question, and after the first of that.
fn offered(questions: &str) -> String {
    let engine = engine(Dialect::Sqlite, &Knowledge::default());
    let mut earlier = Vec::new();
    for question in questions.split(" / ") {
        let answer = engine.translate(Request { question, today: TODAY, earlier: &earlier });
        earlier.extend(answer.readings.into_iter().take(1).map(|reading| reading.plan));
    }
    let Some(last) = earlier.last() else { return String::new() };
    let next = engine.follow_ups(last, TODAY, 6);
    for question in &next {
        let earlier = std::slice::from_ref(last);
        let answer = engine.translate(Request { question, today: TODAY, earlier });
        assert_eq!(answer.verdict, Verdict::Answer, "{question}");
        assert_ne!(answer.readings.first().map(|reading| &reading.plan), Some(last), "{question}");
    }
    next.join(" | ")
}

#[test]
fn what_is_offered_names_its_column_and_changes_something() {
    assert_snapshot!(offered("how many orders are there"), @"only status cancelled | by status | by month");
    assert_snapshot!(offered("how many orders are there / by status"), @"top 3 | by month instead");
    assert_snapshot!(offered("how many orders are there / only status completed"), @"by month");
    assert_snapshot!(offered("show all products"), @"only category Bakery | sort by price | how many?");
    assert_snapshot!(offered("show all customers / only country Brazil"), @"how many?");
}

#[test]
fn a_piece_of_time_is_cut_from_the_day_that_is_compared() {
    assert_snapshot!(check("how many orders were placed in 2024", "by month"), @"SELECT strftime('%Y-%m', order_date) AS month, count(*) AS number_of_orders FROM orders WHERE order_date >= '2024-01-01' AND order_date < '2025-01-01' GROUP BY strftime('%Y-%m', order_date) ORDER BY strftime('%Y-%m', order_date)");
}

#[test]
fn what_rows_are_sorted_by_is_shown() {
    assert_snapshot!(check("show all products", "sort by price"), @"SELECT product_name, price FROM products ORDER BY price");
}

#[test]
fn groups_are_not_ordered_by_what_they_do_not_have() {
    let engine = engine(Dialect::Postgres, &Knowledge::default());
    let ask =
        |question, earlier: &[_]| engine.translate(Request { question, today: TODAY, earlier });
    let first = ask("how many orders are there", &[]).readings.remove(0).plan;
    let groups = ask("by status", &[first]).readings.remove(0).plan;
    let next = ask("sort by order date", &[groups]);
    let orders = next.readings.iter().any(|reading| {
        reading.draft.0.contains("GROUP BY orders.status ORDER BY orders.order_date")
    });
    assert!(
        !orders && !told(&next).contains("GROUP BY status ORDER BY order_date"),
        "{}",
        told(&next)
    );
}
