//! Words and measures that people wrote.

use std::collections::BTreeMap;

use insta::assert_snapshot;
use querist_offline::Request;
use querist_vocabulary::{
    knowledge::{Knowledge, Measure, TableMeaning},
    statement::Dialect,
};

use crate::shop::{TODAY, engine, told};

fn written() -> Knowledge {
    let orders = TableMeaning {
        synonyms: vec!["checkout".into()],
        default_filter: Some("status = 'completed'".into()),
        default_filter_unless: vec!["cancelled".into(), "all orders".into()],
        ..TableMeaning::default()
    };
    Knowledge {
        tables: BTreeMap::from([("orders".into(), orders)]),
        measures: vec![Measure {
            name: "turnover".into(),
            synonyms: Vec::new(),
            table: "order_items".into(),
            expression: "sum(quantity * unit_price)".into(),
            unit: None,
            description: None,
        }],
        ..Knowledge::default()
    }
}

fn check(question: &str) -> String {
    let engine = engine(Dialect::Sqlite, &written());
    told(&engine.translate(Request { question, today: TODAY, earlier: &[] }))
}

#[test]
fn a_synonym_names_a_table_and_the_usual_filter_applies() {
    assert_snapshot!(check("how many checkouts are there"), @"SELECT count(*) AS number_of_orders FROM orders WHERE (status = 'completed')");
}

#[test]
fn a_measure_is_used() {
    assert_snapshot!(check("what is the total turnover"), @"SELECT sum(quantity * unit_price) AS turnover FROM order_items");
}
