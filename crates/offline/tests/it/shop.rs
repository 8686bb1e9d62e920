//! A shop, built by hand.

use jiff::civil::{self, date};
use querist_offline::{Engine, Request, Translation, ValueIndex};
use querist_vocabulary::{
    knowledge::Knowledge,
    profile::{ColumnProfile, Profile, TableProfile},
    schema::{Column, ColumnName, ForeignKey, Schema, Table, TableKind, TableName},
    statement::Dialect,
    value::{Value, ValueKind},
};

/// The day that relative dates count from.
pub(crate) const TODAY: civil::Date = date(2025, 6, 15);

/// Columns as `name kind`, `>` before the table that a column points at.
const TABLES: &[(&str, u64, &str)] = &[
    ("customers", 50, "customer_id key, name text, city text, country text"),
    ("categories", 5, "category_id key, category_name text"),
    ("products", 40, "product_id key, product_name text, price decimal, category_id >categories"),
    ("orders", 400, "order_id key, customer_id >customers, order_date date, status text"),
    (
        "order_items",
        900,
        "order_item_id key, order_id >orders, product_id >products, quantity integer, unit_price decimal",
    ),
];

/// Stored values by table and column.
const VALUES: &[(&str, &str, &[&str])] = &[
    ("customers", "country", &["Brazil", "Canada", "France"]),
    ("customers", "city", &["Paris", "Toronto", "Recife"]),
    ("categories", "category_name", &["Frozen Foods", "Dairy", "Bakery"]),
    ("orders", "status", &["completed", "cancelled", "pending"]),
];

/// The shop's structure.
pub(crate) fn schema(dialect: Dialect) -> Schema {
    Schema {
        dialect,
        version: String::new(),
        default_namespace: None,
        tables: TABLES.iter().map(|(name, _, columns)| table(name, columns)).collect(),
    }
}

/// The shop's engine with what people wrote about it.
pub(crate) fn engine(dialect: Dialect, knowledge: &Knowledge) -> Engine {
    let schema = schema(dialect);
    let profile = Profile {
        tables: TABLES.iter().map(|(name, rows, columns)| seen(name, *rows, columns)).collect(),
    };
    let mut values = ValueIndex::default();
    for (table, column, texts) in VALUES {
        let name = ColumnName { table: TableName::bare(*table), column: (*column).into() };
        let texts: Vec<Value> = texts.iter().map(|t| Value::Text((*t).into())).collect();
        values.add(&name, &texts, true);
    }
    Engine::new(&schema, &profile, knowledge, values)
}

fn parts(columns: &str) -> impl Iterator<Item = (&str, &str)> {
    columns.split(", ").filter_map(|part| part.split_once(' '))
}

fn kind(word: &str) -> ValueKind {
    match word {
        "text" => ValueKind::Text,
        "date" => ValueKind::Date,
        "decimal" => ValueKind::Decimal,
        "flag" => ValueKind::Boolean,
        _ => ValueKind::Integer,
    }
}

/// A table of columns as in [`TABLES`].
pub(crate) fn table(name: &str, columns: &str) -> Table {
    let column = |(name, word): (&str, &str)| Column {
        name: name.into(),
        declared_type: String::new(),
        kind: kind(word),
        nullable: false,
        default: None,
        generated: false,
        comment: None,
        labels: Vec::new(),
    };
    let key = |(name, word): (&str, &str)| {
        let target = word.strip_prefix('>')?;
        Some(ForeignKey {
            name: None,
            columns: vec![name.into()],
            target: TableName::bare(target),
            target_columns: vec![name.into()],
            on_delete: "NO ACTION".into(),
            on_update: "NO ACTION".into(),
        })
    };
    Table {
        name: TableName::bare(name),
        kind: TableKind::Table,
        columns: parts(columns).map(column).collect(),
        primary_key: parts(columns)
            .filter(|(_, word)| *word == "key")
            .map(|(n, _)| n.into())
            .collect(),
        foreign_keys: parts(columns).filter_map(key).collect(),
        indexes: Vec::new(),
        checks: Vec::new(),
        triggers: Vec::new(),
        comment: None,
        estimated_rows: None,
    }
}

/// What a profile says of such a table.
pub(crate) fn seen(name: &str, rows: u64, columns: &str) -> TableProfile {
    let column = |(name, word): (&str, &str)| ColumnProfile {
        column: name.into(),
        distinct: if word == "key" { rows } else { rows.min(30) },
        nulls: 0,
        min: (word == "decimal" || word == "integer").then_some(Value::Integer(1)),
        max: (word == "decimal" || word == "integer").then_some(Value::Integer(100)),
        samples: Vec::new(),
        looks_like: None,
    };
    TableProfile {
        table: TableName::bare(name),
        rows,
        sampled: false,
        columns: parts(columns).map(column).collect(),
    }
}

/// What the shop's engine makes of a question.
pub(crate) fn read(question: &str) -> Translation {
    let engine = engine(Dialect::Sqlite, &Knowledge::default());
    engine.translate(Request { question, today: TODAY, earlier: &[] })
}

/// The SQL of the first reading, or the verdict.
pub(crate) fn told(translation: &Translation) -> String {
    match translation.readings.first() {
        Some(reading) if translation.verdict == querist_offline::Verdict::Answer => {
            reading.draft.0.clone()
        }
        _ => format!("{:?}", translation.verdict),
    }
}
