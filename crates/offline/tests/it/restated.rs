//! Plans said back: how a question was read, in words that a person would use.

use std::collections::BTreeMap;

use insta::assert_snapshot;
use querist_offline::Request;
use querist_vocabulary::{
    knowledge::{ColumnMeaning, Knowledge, TableMeaning},
    statement::Dialect,
};

use crate::shop::{TODAY, engine};

/// People call an item of an order a sale, and a city a town.
fn written() -> Knowledge {
    let synonyms =
        |name: &str| ColumnMeaning { synonyms: vec![name.into()], ..ColumnMeaning::default() };
    let items = TableMeaning {
        synonyms: vec!["order line".into()],
        columns: BTreeMap::from([("unit_price".into(), synonyms("price"))]),
        ..TableMeaning::default()
    };
    let customers = TableMeaning {
        synonyms: vec!["client".into()],
        columns: BTreeMap::from([("city".into(), synonyms("town"))]),
        ..TableMeaning::default()
    };
    let tables = BTreeMap::from([("order_items".into(), items), ("customers".into(), customers)]);
    Knowledge { tables, ..Knowledge::default() }
}

/// Questions that follow one another, separated by ` / `: how the last one was read, and what was noted.
fn check(questions: &str) -> String {
    let engine = engine(Dialect::Sqlite, &written());
    let (mut earlier, mut said) = (Vec::new(), String::new());
    for question in questions.split(" / ") {
        let answer = engine.translate(Request { question, today: TODAY, earlier: &earlier });
        let Some(reading) = answer.readings.into_iter().next() else { continue };
        said = [vec![reading.restatement], reading.notes].concat().join(" | ");
        earlier.push(reading.plan);
    }
    said
}

#[test]
fn lists_name_their_rows() {
    assert_snapshot!(check("show all products"), @"Products");
    assert_snapshot!(check("customers in Brazil"), @"Customers whose country is Brazil");
    assert_snapshot!(check("orders in 2024"), @"Orders whose order date is in 2024");
    assert_snapshot!(check("what is the most expensive product"), @"Product with the highest price");
}

#[test]
fn figures_are_said_by_their_groups() {
    assert_snapshot!(check("how many products are there"), @"Number of products");
    assert_snapshot!(check("how many products are there per category"), @"Number of products by category");
    assert_snapshot!(check("average unit price of order items"), @"Average price of order lines");
}

#[test]
fn an_edit_says_what_it_did() {
    assert_snapshot!(check("show all products / sort by price"), @"Products, with their price, sorted by price (lowest first) | sorted by price (lowest first)");
    assert_snapshot!(check("show all products / sort by price / top 3"), @"Products, with their price, only the 3 with the lowest price | cut to 3 rows");
    assert_snapshot!(check("how many orders are there / only completed"), @"Number of orders whose status is completed | kept only those whose status is completed");
    assert_snapshot!(check("how many orders are there / only completed / by month"), @"Number of orders by month, for orders whose status is completed | by month");
    assert_snapshot!(check("how many orders are there / in 2024"), @"Number of orders whose order date is in 2024 | 2024: 2024-01-01 to 2024-12-31");
}

#[test]
fn what_is_counted_stays_when_another_table_joins() {
    assert_snapshot!(check("how many orders are there / by status / only Brazil"), @"Number of orders by status, for orders whose customer country is Brazil | kept only those whose customer country is Brazil");
}
