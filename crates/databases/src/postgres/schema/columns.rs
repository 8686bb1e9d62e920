//! Columns.

use querist_vocabulary::{schema::Column, value::ValueKind};
use sqlx::{PgConnection, Row, postgres::PgRow};

use super::{Tables, rows};
use crate::postgres::values::Form;

/// A domain's kind is that of the type it is made on, also where that is a domain again.
const COLUMNS: &str = "
    SELECT s.oid::int8, a.attname::text, format_type(a.atttypid, a.atttypmod),
        b.typname::text, b.typtype::text, b.typcategory::text, a.attnotnull,
        CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END,
        a.attgenerated <> '' OR a.attidentity <> '',
        col_description(s.oid, a.attnum),
        ARRAY(SELECT e.enumlabel::text FROM pg_catalog.pg_enum AS e
              WHERE e.enumtypid = b.oid ORDER BY e.enumsortorder)
    FROM seen AS s
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = s.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
    LEFT JOIN pg_catalog.pg_type AS u ON u.oid = t.typbasetype
    JOIN pg_catalog.pg_type AS b
      ON b.oid = coalesce(nullif(u.typbasetype, 0), nullif(t.typbasetype, 0), t.oid)
    LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = s.oid AND d.adnum = a.attnum
    WHERE has_column_privilege(s.oid, a.attnum, 'SELECT')
    ORDER BY s.oid, a.attnum";

/// Adds the columns that the account may read.
pub(super) async fn fill(connection: &mut PgConnection, tables: &mut Tables) -> sqlx::Result<()> {
    for row in rows(connection, COLUMNS).await? {
        if let Some(table) = tables.get_mut(&row.try_get::<i64, _>(0)?) {
            table.columns.push(column(&row)?);
        }
    }
    Ok(())
}

fn column(row: &PgRow) -> sqlx::Result<Column> {
    let (name, variety, category) = (row.try_get(3)?, row.try_get(4)?, row.try_get(5)?);
    Ok(Column {
        name: row.try_get(1)?,
        declared_type: row.try_get(2)?,
        kind: kind(name, variety, category),
        nullable: !row.try_get::<bool, _>(6)?,
        default: row.try_get(7)?,
        generated: row.try_get(8)?,
        comment: row.try_get(9)?,
        labels: row.try_get(10)?,
    })
}

fn kind(name: &str, variety: &str, category: &str) -> ValueKind {
    match (variety, category) {
        ("e", _) => ValueKind::Text,
        (_, "A") => ValueKind::Array,
        ("b", _) => Form::named(name).kind(),
        _ => ValueKind::Other,
    }
}
