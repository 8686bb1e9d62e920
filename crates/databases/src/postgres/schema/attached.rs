//! Indexes and triggers.

use querist_vocabulary::schema::{Index, Trigger};
use sqlx::{PgConnection, Row, postgres::PgRow};

use super::{Tables, rows};

const INDEXES: &str = "
    SELECT s.oid::int8, c.relname::text,
        ARRAY(SELECT pg_get_indexdef(i.indexrelid, place, true)
              FROM generate_series(1, i.indnkeyatts) AS place ORDER BY place),
        i.indisunique, i.indpred IS NOT NULL
    FROM seen AS s
    JOIN pg_catalog.pg_index AS i ON i.indrelid = s.oid AND i.indisvalid
    JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
    ORDER BY s.oid, NOT i.indisprimary, c.relname";

const TRIGGERS: &str = "
    SELECT s.oid::int8, t.tgname::text, t.tgtype::int4, pg_get_triggerdef(t.oid, true)
    FROM seen AS s JOIN pg_catalog.pg_trigger AS t ON t.tgrelid = s.oid AND NOT t.tgisinternal
    ORDER BY s.oid, t.tgname";

/// Adds indexes and triggers.
pub(super) async fn fill(connection: &mut PgConnection, tables: &mut Tables) -> sqlx::Result<()> {
    for row in rows(connection, INDEXES).await? {
        if let Some(table) = tables.get_mut(&row.try_get::<i64, _>(0)?) {
            table.indexes.push(index(&row)?);
        }
    }
    for row in rows(connection, TRIGGERS).await? {
        if let Some(table) = tables.get_mut(&row.try_get::<i64, _>(0)?) {
            let fires = fires(row.try_get(2)?);
            table.triggers.push(Trigger { name: row.try_get(1)?, fires, body: row.try_get(3)? });
        }
    }
    Ok(())
}

fn index(row: &PgRow) -> sqlx::Result<Index> {
    let parts: Vec<String> = row.try_get(2)?;
    Ok(Index {
        name: row.try_get(1)?,
        columns: parts.iter().map(|part| unquoted(part)).collect(),
        unique: row.try_get(3)?,
        partial: row.try_get(4)?,
    })
}

/// A quoted column's name; an expression as it is.
fn unquoted(part: &str) -> String {
    let inside = part.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let name = inside.filter(|inside| !inside.replace("\"\"", "").contains('"'));
    name.map_or_else(|| part.to_owned(), |name| name.replace("\"\"", "\""))
}

/// When a trigger fires, from the catalog's bits (`TRIGGER_TYPE_*` in PostgreSQL's `pg_trigger.h`).
fn fires(bits: i32) -> String {
    let when = match bits {
        bits if bits & 64 != 0 => "INSTEAD OF",
        bits if bits & 2 != 0 => "BEFORE",
        _ => "AFTER",
    };
    let events = [(4, "INSERT"), (16, "UPDATE"), (8, "DELETE"), (32, "TRUNCATE")];
    let events: Vec<&str> =
        events.iter().filter(|(bit, _)| bits & bit != 0).map(|(_, event)| *event).collect();
    format!("{when} {}", events.join(" OR "))
}
