//! Words for which columns keep something else.

use insta::assert_snapshot;
use querist_offline::{Engine, Request, ValueIndex};
use querist_vocabulary::{
    knowledge::Knowledge,
    profile::Profile,
    schema::{ColumnName, Schema, TableName},
    statement::Dialect,
    value::Value,
};

use crate::shop::{TODAY, seen, table, told};

const VALUES: &[(&str, &[&str])] = &[
    ("state", &["CA", "NY", "TX"]),
    ("franchise", &["Y"]),
    ("on_sale", &["N", "Y"]),
    ("country", &["France", "USA"]),
];

fn stores() -> Engine {
    let columns =
        "store_id key, store_name text, state text, country text, on_sale text, franchise text";
    let schema = Schema {
        dialect: Dialect::Sqlite,
        version: String::new(),
        default_namespace: None,
        tables: vec![table("stores", columns)],
    };
    let profile = Profile { tables: vec![seen("stores", 50, columns)] };
    let mut values = ValueIndex::default();
    for (column, texts) in VALUES {
        let name = ColumnName { table: TableName::bare("stores"), column: (*column).into() };
        let texts: Vec<Value> = texts.iter().map(|t| Value::Text((*t).into())).collect();
        values.add(&name, &texts, true);
    }
    Engine::new(&schema, &profile, &Knowledge::default(), values)
}

fn check(question: &str) -> String {
    told(&stores().translate(Request { question, today: TODAY, earlier: &[] }))
}

#[test]
fn places_by_another_name() {
    assert_snapshot!(check("stores in texas"), @"SELECT store_name FROM stores WHERE state = 'TX'");
    assert_snapshot!(check("how many stores are in the united states"), @"SELECT count(*) AS number_of_stores FROM stores WHERE country = 'USA'");
    assert_snapshot!(check("french stores"), @"SELECT store_name FROM stores WHERE country = 'France'");
}

#[test]
fn talk_is_no_place() {
    assert_snapshot!(check("show us all stores"), @"SELECT store_name FROM stores");
}

#[test]
fn a_flag_that_nobody_has_unset_is_not_turned_round() {
    assert_snapshot!(check("how many stores are not franchise"), @"SELECT count(*) AS number_of_stores FROM stores WHERE franchise = 'N'");
}

#[test]
fn flags() {
    assert_snapshot!(check("how many stores are on sale"), @"SELECT count(*) AS number_of_stores FROM stores WHERE on_sale = 'Y'");
    assert_snapshot!(check("stores that are not on sale"), @"SELECT store_name FROM stores WHERE on_sale <> (SELECT on_sale FROM stores GROUP BY on_sale ORDER BY count(*) DESC LIMIT 1)");
}
