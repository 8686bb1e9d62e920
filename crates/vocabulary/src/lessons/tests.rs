//! Identities, and what breaks a fingerprint.

use crate::{
    schema::{Column, Schema, Table, TableKind},
    statement::Dialect,
    value::ValueKind,
};

use super::*;

fn column(name: &str, declared_type: &str) -> Column {
    Column {
        name: name.into(),
        declared_type: declared_type.into(),
        kind: ValueKind::Text,
        nullable: true,
        default: None,
        generated: false,
        comment: None,
        labels: Vec::new(),
    }
}

fn schema(columns: Vec<Column>) -> Schema {
    let orders = Table {
        name: TableName::bare("orders"),
        kind: TableKind::Table,
        columns,
        primary_key: Vec::new(),
        foreign_keys: Vec::new(),
        indexes: Vec::new(),
        checks: Vec::new(),
        triggers: Vec::new(),
        comment: None,
        estimated_rows: None,
    };
    Schema {
        dialect: Dialect::Sqlite,
        version: "3".into(),
        default_namespace: None,
        tables: vec![orders],
    }
}

#[test]
fn the_same_words_are_the_same_lesson() {
    let id = |words| LessonId::of(Origin::Taught, words);
    assert_eq!(id("How many  orders?"), id("how many orders"));
    assert_ne!(id("how many orders"), id("how many customers"));
    assert_ne!(id("how many orders"), LessonId::of(Origin::File, "how many orders"));
    assert_eq!(id("how many orders").0.len(), 12);
}

#[test]
fn a_fingerprint_holds_until_what_it_rests_on_changes() {
    let before = schema(vec![column("id", "INTEGER"), column("status", "TEXT")]);
    let orders = TableName::bare("orders");
    let status = ColumnName { table: orders.clone(), column: "status".into() };
    let print = Fingerprint::of(std::slice::from_ref(&orders), &[status], &before);
    assert_eq!(print.broken(&before), None);
    let check = |columns| print.broken(&schema(columns)).unwrap_or_default();
    assert_eq!(check(vec![column("status", "text"), column("new", "int")]), "");
    assert_eq!(
        check(vec![column("status", "int")]),
        "column `orders.status` was of type `text` and is `int` now"
    );
    assert_eq!(check(vec![column("id", "int")]), "there is no column `orders.status` any more");
    let empty = Schema { tables: Vec::new(), ..before };
    assert_eq!(print.broken(&empty).unwrap(), "there is no table `orders` any more");
}
