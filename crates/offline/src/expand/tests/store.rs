//! A store with a column of every kind, a name that is a keyword and one of two words.

use querist_vocabulary::{
    knowledge::Knowledge,
    profile::{ColumnProfile, Profile, TableProfile},
    schema::{Column, ForeignKey, Schema, Table, TableKind, TableName},
    statement::Dialect,
    value::ValueKind,
};

use crate::index::{Index, values::ValueIndex};

/// Columns as `name kind`, `>` before the table that a column points at; `?` behind the kind lets it miss.
const TABLES: &[(&str, &str)] = &[
    ("customers", "id integer, Full Name text, country text, active boolean, joined date?"),
    ("products", "id integer, name text, price decimal?, weight numbers"),
    (
        "orders",
        "id integer, customer >customers?, order text, status text, placed timestamp, day date, \
        sent datetime?, noted days",
    ),
    ("items", "id integer, order >orders, product >products, quantity integer"),
];

fn columns(table: &str) -> impl Iterator<Item = (&str, &str)> {
    table.split(", ").filter_map(|column| column.rsplit_once(' '))
}

fn kind(word: &str) -> ValueKind {
    match word.trim_end_matches('?') {
        "boolean" => ValueKind::Boolean,
        "decimal" => ValueKind::Decimal,
        "date" => ValueKind::Date,
        "datetime" => ValueKind::DateTime,
        "timestamp" => ValueKind::Timestamp,
        "text" | "numbers" | "days" => ValueKind::Text,
        _ => ValueKind::Integer,
    }
}

/// The store's structure.
pub(super) fn schema(dialect: Dialect) -> Schema {
    let column = |(name, word): (&str, &str)| Column {
        name: name.into(),
        declared_type: String::new(),
        kind: kind(word),
        nullable: word.ends_with('?'),
        default: None,
        generated: false,
        comment: None,
        labels: Vec::new(),
    };
    let key = |(name, word): (&str, &str)| {
        Some(ForeignKey {
            name: None,
            columns: vec![name.into()],
            target: TableName::bare(word.trim_end_matches('?').strip_prefix('>')?),
            target_columns: vec!["id".into()],
            on_delete: "NO ACTION".into(),
            on_update: "NO ACTION".into(),
        })
    };
    let table = |(name, of): &(&str, &str)| Table {
        name: TableName::bare(*name),
        kind: TableKind::Table,
        columns: columns(of).map(column).collect(),
        primary_key: vec!["id".into()],
        foreign_keys: columns(of).filter_map(key).collect(),
        indexes: Vec::new(),
        checks: Vec::new(),
        triggers: Vec::new(),
        comment: None,
        estimated_rows: None,
    };
    let tables = TABLES.iter().map(table).collect();
    Schema { dialect, version: String::new(), default_namespace: None, tables }
}

/// The store's index.
pub(super) fn index(schema: &Schema) -> Index {
    let column = |(name, word): (&str, &str)| ColumnProfile {
        column: name.into(),
        distinct: 20,
        nulls: u64::from(word.ends_with('?')),
        min: None,
        max: None,
        samples: Vec::new(),
        looks_like: match word {
            "numbers" => Some(ValueKind::Decimal),
            "days" => Some(ValueKind::Date),
            _ => None,
        },
    };
    let table = |(name, of): &(&str, &str)| TableProfile {
        table: TableName::bare(*name),
        rows: 100,
        sampled: false,
        columns: columns(of).map(column).collect(),
    };
    let profile = Profile { tables: TABLES.iter().map(table).collect() };
    Index::new(schema, &profile, &Knowledge::default(), ValueIndex::default())
}
