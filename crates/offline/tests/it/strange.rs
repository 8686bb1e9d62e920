//! Texts and schemas that nobody expects: whatever comes, the engine answers, asks or declines.

use proptest::prelude::*;
use querist_offline::{Engine, Request, ValueIndex};
use querist_vocabulary::{
    knowledge::Knowledge,
    profile::Profile,
    schema::{Column, Schema, Table, TableKind, TableName},
    statement::Dialect,
    value::ValueKind,
};

use crate::shop::{TODAY, read};

/// Words that lead somewhere, among others that lead nowhere.
const WORDS: &[&str] = &[
    "customers",
    "orders",
    "price",
    "by",
    "per",
    "month",
    "top",
    "5",
    "-1",
    "most",
    "not",
    "or",
    "and",
    "over",
    "$20",
    "in",
    "2024",
    "average",
    "share",
    "of",
    "first",
    "'",
    "\"",
    "%",
    "status",
    "brazil",
    "than",
    "between",
    "\u{0}",
    "é",
    "漢字",
    "🙂",
    "9999999999999999999999",
    "last",
    "week",
    "without",
    "number",
    "how",
    "many",
];

fn text() -> impl Strategy<Value = String> {
    let word =
        prop_oneof![4 => prop::sample::select(WORDS).prop_map(str::to_owned), 1 => "\\PC{0,12}"];
    prop::collection::vec(word, 0..14).prop_map(|words| words.join(" "))
}

fn table() -> impl Strategy<Value = Table> {
    let kind = prop::sample::select(vec![
        ValueKind::Text,
        ValueKind::Integer,
        ValueKind::Date,
        ValueKind::Decimal,
    ]);
    let columns = prop::collection::vec(("\\PC{0,10}", kind), 0..6);
    ("\\PC{0,10}", columns).prop_map(|(name, columns)| Table {
        name: TableName::bare(name),
        kind: TableKind::Table,
        columns: columns.into_iter().map(column).collect(),
        primary_key: Vec::new(),
        foreign_keys: Vec::new(),
        indexes: Vec::new(),
        checks: Vec::new(),
        triggers: Vec::new(),
        comment: None,
        estimated_rows: None,
    })
}

fn column((name, kind): (String, ValueKind)) -> Column {
    Column {
        name,
        declared_type: String::new(),
        kind,
        nullable: true,
        default: None,
        generated: false,
        comment: None,
        labels: Vec::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_declined(question in text()) {
        let told = read(&question);
        let sure = told.readings.iter().map(|reading| reading.confidence);
        prop_assert!(sure.into_iter().all(|sure| (0.0..=1.0).contains(&sure)));
    }

    #[test]
    fn any_schema_is_taken(tables in prop::collection::vec(table(), 0..5), question in text()) {
        let schema =
            Schema { dialect: Dialect::Postgres, version: String::new(), default_namespace: None, tables };
        let engine =
            Engine::new(&schema, &Profile::default(), &Knowledge::default(), ValueIndex::default());
        let told = engine.translate(Request { question: &question, today: TODAY, earlier: &[] });
        let sure = told.readings.iter().map(|reading| reading.confidence);
        prop_assert!(sure.into_iter().all(|sure| (0.0..=1.0).contains(&sure)));
    }
}
