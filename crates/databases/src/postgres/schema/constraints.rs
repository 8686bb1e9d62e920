//! Primary keys, foreign keys and checks.

use querist_vocabulary::schema::{Check, ForeignKey, Table, TableName};
use sqlx::{PgConnection, Row, postgres::PgRow};

use super::{Tables, rows};

/// Columns are given by their numbers in the catalog; here they become names, in the key's order.
const CONSTRAINTS: &str = "
    SELECT s.oid::int8, k.contype::text, k.conname::text,
        ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS u(num, place)
              JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.num
              ORDER BY u.place),
        tn.nspname::text, tc.relname::text,
        ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY AS u(num, place)
              JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.confrelid AND a.attnum = u.num
              ORDER BY u.place),
        k.confdeltype::text, k.confupdtype::text, pg_get_expr(k.conbin, k.conrelid)
    FROM seen AS s
    JOIN pg_catalog.pg_constraint AS k ON k.conrelid = s.oid AND k.contype IN ('p', 'f', 'c')
    LEFT JOIN pg_catalog.pg_class AS tc ON tc.oid = k.confrelid
    LEFT JOIN pg_catalog.pg_namespace AS tn ON tn.oid = tc.relnamespace
    WHERE k.contype <> 'f' OR NOT tc.relispartition
    ORDER BY s.oid, k.contype, k.conname";

/// Adds the constraints.
pub(super) async fn fill(connection: &mut PgConnection, tables: &mut Tables) -> sqlx::Result<()> {
    for row in rows(connection, CONSTRAINTS).await? {
        if let Some(table) = tables.get_mut(&row.try_get::<i64, _>(0)?) {
            add(table, &row)?;
        }
    }
    tables.values_mut().for_each(forget_unseen);
    Ok(())
}

/// A key with a column that the account may not read cannot be joined or counted by.
fn forget_unseen(table: &mut Table) {
    let columns = &table.columns;
    let seen = |names: &[String]| {
        names.iter().all(|name| columns.iter().any(|column| column.name == *name))
    };
    table.foreign_keys.retain(|key| seen(&key.columns));
    if !seen(&table.primary_key) {
        table.primary_key.clear();
    }
}

fn add(table: &mut Table, row: &PgRow) -> sqlx::Result<()> {
    match row.try_get::<&str, _>(1)? {
        "p" => table.primary_key = row.try_get(3)?,
        "f" => table.foreign_keys.push(ForeignKey {
            name: row.try_get(2)?,
            columns: row.try_get(3)?,
            target: TableName { namespace: row.try_get(4)?, name: row.try_get(5)? },
            target_columns: row.try_get(6)?,
            on_delete: action(row.try_get(7)?).to_owned(),
            on_update: action(row.try_get(8)?).to_owned(),
        }),
        _ => table.checks.push(Check { name: row.try_get(2)?, condition: row.try_get(9)? }),
    }
    Ok(())
}

/// The catalog's letter in words.
fn action(letter: &str) -> &'static str {
    match letter {
        "r" => "RESTRICT",
        "c" => "CASCADE",
        "n" => "SET NULL",
        "d" => "SET DEFAULT",
        _ => "NO ACTION",
    }
}
