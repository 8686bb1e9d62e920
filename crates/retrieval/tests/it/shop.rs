//! A shop of four tables.

use querist_vocabulary::{
    knowledge::Knowledge,
    profile::{ColumnProfile, Profile, TableProfile},
    schema::{Column, ForeignKey, Schema, Table, TableKind, TableName},
    statement::Dialect,
    value::{Value, ValueKind},
};

/// Customers, their orders, what is in them, products.
pub(crate) fn schema() -> Schema {
    let tables = vec![
        table("customers", &["id", "name", "city", "email"], &[]),
        table(
            "order_items",
            &["order_id", "product_id", "quantity"],
            &[("order_id", "orders"), ("product_id", "products")],
        ),
        table(
            "orders",
            &["id", "customer_id", "ordered_at", "status"],
            &[("customer_id", "customers")],
        ),
        table("products", &["id", "name", "unit_price"], &[]),
    ];
    Schema { dialect: Dialect::Sqlite, version: String::new(), default_namespace: None, tables }
}

/// A table whose foreign keys point at columns `id`.
pub(crate) fn table(name: &str, columns: &[&str], keys: &[(&str, &str)]) -> Table {
    let key = |(column, target): &(&str, &str)| ForeignKey {
        name: None,
        columns: vec![(*column).into()],
        target: TableName::bare(*target),
        target_columns: vec!["id".into()],
        on_delete: String::new(),
        on_update: String::new(),
    };
    Table {
        name: TableName::bare(name),
        kind: TableKind::Table,
        columns: columns.iter().map(|name| column(name)).collect(),
        primary_key: columns
            .iter()
            .take(1)
            .filter(|name| **name == "id")
            .map(|name| (*name).into())
            .collect(),
        foreign_keys: keys.iter().map(key).collect(),
        indexes: Vec::new(),
        checks: Vec::new(),
        triggers: Vec::new(),
        comment: None,
        estimated_rows: None,
    }
}

fn column(name: &str) -> Column {
    let kind = match name {
        _ if name.ends_with("id") || name == "quantity" => ValueKind::Integer,
        "ordered_at" => ValueKind::Timestamp,
        "unit_price" => ValueKind::Decimal,
        _ => ValueKind::Text,
    };
    Column {
        name: name.into(),
        declared_type: String::new(),
        kind,
        nullable: true,
        default: None,
        generated: false,
        comment: None,
        labels: Vec::new(),
    }
}

/// What customers look like.
pub(crate) fn profile() -> Profile {
    let column = |name: &str, samples: &[&str]| ColumnProfile {
        column: name.into(),
        distinct: 2,
        nulls: 0,
        min: None,
        max: None,
        samples: samples.iter().map(|text| Value::Text((*text).into())).collect(),
        looks_like: None,
    };
    let columns = vec![
        column("id", &[]),
        column("name", &[]),
        column("city", &["Paris", "Lyon"]),
        column("email", &["a@b.c"]),
    ];
    Profile {
        tables: vec![TableProfile {
            table: TableName::bare("customers"),
            rows: 2,
            sampled: false,
            columns,
        }],
    }
}

/// What people wrote of it.
pub(crate) fn knowledge() -> Knowledge {
    let mut knowledge = Knowledge::default();
    let products = knowledge.tables.entry("products".into()).or_default();
    products.description = Some("What is sold, one row an article.".into());
    let price = products.columns.entry("unit_price".into()).or_default();
    (price.unit, price.description) = (Some("EUR".into()), Some("without tax".into()));
    knowledge
}
