//! The schema that the tests ask about, and short ways to check.

use querist_sql::{Rules, check};
use querist_vocabulary::{
    policy::AccessList,
    refusal::Refusal,
    schema::{Column, Schema, Table, TableKind, TableName},
    statement::{Dialect, Query},
    value::ValueKind,
};

/// Every dialect that a database here speaks.
pub(crate) const EVERY: [Dialect; 3] = [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql];

/// `table: column kind, …`; the first column is the primary key.
const TABLES: &str = "
customers: id integer, name text, email text, city text, country text, born date, balance decimal, active boolean, salary decimal, data json, tags array, location other
orders: id integer, customer_id integer, ordered_at timestamp, status text, total decimal, notes text, ship_city text
order_items: id integer, order_id integer, product_id integer, quantity integer, unit_price decimal
products: id integer, name text, category text, price decimal, attributes json, embedding other, search other
employees: id integer, name text, manager_id integer, salary decimal, hired date, department text
secrets: id integer, token text
select: id integer, order text, Name text
events: id integer, at timestamp, kind text, payload json, duration other, during other
";

/// A small shop.
pub(crate) fn shop(dialect: Dialect) -> Schema {
    let tables = TABLES.lines().filter_map(|line| line.split_once(": "));
    schema(dialect, tables)
}

/// A database of these tables, each with its columns as in [`TABLES`].
pub(crate) fn schema<'t>(
    dialect: Dialect,
    tables: impl Iterator<Item = (&'t str, &'t str)>,
) -> Schema {
    let default_namespace = match dialect {
        Dialect::Sqlite => None,
        Dialect::Postgres => Some("public".to_owned()),
        Dialect::Mysql | Dialect::BigQuery => Some("shop".to_owned()),
        Dialect::SqlServer => Some("dbo".to_owned()),
    };
    let tables = tables.map(|(name, columns)| table(default_namespace.clone(), name, columns));
    Schema {
        dialect,
        version: String::new(),
        default_namespace: default_namespace.clone(),
        tables: tables.collect(),
    }
}

/// A table, its columns as in [`TABLES`].
pub(crate) fn table(namespace: Option<String>, name: &str, columns: &str) -> Table {
    let columns: Vec<Column> = columns.split(", ").map(column).collect();
    Table {
        name: TableName { namespace, name: name.into() },
        kind: TableKind::Table,
        primary_key: columns.first().map(|column| column.name.clone()).into_iter().collect(),
        columns,
        foreign_keys: Vec::new(),
        indexes: Vec::new(),
        checks: Vec::new(),
        triggers: Vec::new(),
        comment: None,
        estimated_rows: None,
    }
}

fn column(text: &str) -> Column {
    let (name, kind) = text.split_once(' ').unwrap_or((text, "other"));
    let kinds = [
        ValueKind::Boolean,
        ValueKind::Integer,
        ValueKind::Decimal,
        ValueKind::Text,
        ValueKind::Date,
        ValueKind::Timestamp,
        ValueKind::Json,
        ValueKind::Array,
    ];
    Column {
        name: name.into(),
        declared_type: kind.into(),
        kind: kinds.into_iter().find(|k| k.word() == kind).unwrap_or(ValueKind::Other),
        nullable: true,
        default: None,
        generated: false,
        comment: None,
        labels: Vec::new(),
    }
}

/// The check against the shop, with lists and a row limit.
pub(crate) fn checked_with(
    dialect: Dialect,
    sql: &str,
    access: &AccessList,
    row_limit: Option<u64>,
) -> Result<Query, Refusal> {
    let schema = shop(dialect);
    check(sql, Rules { schema: &schema, access, row_limit }).map(|proven| proven.get().clone())
}

/// The check against the shop, everything allowed, no row limit.
pub(crate) fn checked(dialect: Dialect, sql: &str) -> Result<Query, Refusal> {
    checked_with(dialect, sql, &AccessList::default(), None)
}
