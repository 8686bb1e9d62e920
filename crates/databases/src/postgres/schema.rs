//! Structure and fingerprint: a few statements over all tables, not one a table.

use std::collections::HashMap;

use querist_vocabulary::{
    database::DatabaseError,
    schema::{Fingerprint, Schema, Table, TableKind, TableName},
    statement::Dialect,
};
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, PgConnection, Row, postgres::PgRow};

use super::connect::PostgresServer;

/// Columns.
mod columns;

/// Primary keys, foreign keys and checks.
mod constraints;

/// Indexes and triggers.
mod attached;

/// The relations that people made and this account may read, as a common table expression.
/// A partition is read through its table.
const SEEN: &str = "WITH seen AS MATERIALIZED (
    SELECT c.oid, c.relname, n.nspname, c.relkind, c.reltuples
    FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
      AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
      AND has_schema_privilege(n.oid, 'USAGE')
      AND (has_table_privilege(c.oid, 'SELECT') OR has_any_column_privilege(c.oid, 'SELECT')))";

/// Tables under construction, by their number in the catalog.
type Tables = HashMap<i64, Table>;

/// Reads everything, in one snapshot.
pub(super) async fn read(
    server: &PostgresServer,
    connection: &mut PgConnection,
) -> Result<Schema, DatabaseError> {
    read_all(connection).await.map_err(|error| server.error(&error))
}

async fn read_all(connection: &mut PgConnection) -> sqlx::Result<Schema> {
    let about = "SELECT current_setting('server_version'), current_schema()::text";
    let about = sqlx::query(about).persistent(false).fetch_one(&mut *connection).await?;
    let mut tables = tables(connection).await?;
    columns::fill(connection, &mut tables).await?;
    constraints::fill(connection, &mut tables).await?;
    attached::fill(connection, &mut tables).await?;
    let mut tables: Vec<Table> = tables.into_values().collect();
    tables.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Schema {
        dialect: Dialect::Postgres,
        version: about.try_get(0)?,
        default_namespace: about.try_get(1)?,
        tables,
    })
}

/// The rows of a statement that begins with [`SEEN`].
async fn rows(connection: &mut PgConnection, select: &str) -> sqlx::Result<Vec<PgRow>> {
    let sql = AssertSqlSafe(format!("{SEEN}\n{select}"));
    sqlx::query(sql).persistent(false).fetch_all(connection).await
}

async fn tables(connection: &mut PgConnection) -> sqlx::Result<Tables> {
    let select = "SELECT oid::int8, nspname::text, relname::text, relkind::text, \
                  CASE WHEN reltuples >= 0 AND relkind IN ('r', 'p', 'm', 'f') THEN reltuples::int8 END, \
                  obj_description(oid, 'pg_class') FROM seen";
    let table = |row: &PgRow| Ok((row.try_get(0)?, table(row)?));
    rows(connection, select).await?.iter().map(table).collect()
}

fn table(row: &PgRow) -> sqlx::Result<Table> {
    let kind = match row.try_get::<&str, _>(3)? {
        "v" => TableKind::View,
        "m" => TableKind::MaterializedView,
        "f" => TableKind::Foreign,
        _ => TableKind::Table,
    };
    let estimate: Option<i64> = row.try_get(4)?;
    Ok(Table {
        name: TableName { namespace: row.try_get(1)?, name: row.try_get(2)? },
        kind,
        columns: Vec::new(),
        primary_key: Vec::new(),
        foreign_keys: Vec::new(),
        indexes: Vec::new(),
        checks: Vec::new(),
        triggers: Vec::new(),
        comment: row.try_get(5)?,
        estimated_rows: estimate.and_then(|rows| u64::try_from(rows).ok()),
    })
}

/// The catalog rows that a structure is read from, each with the transaction that wrote it: any
/// change, also of rights, writes new ones.
const PRINT: &str = "SELECT concat_ws('|', current_schema(), current_setting('server_version'),
    (SELECT string_agg(nspname || xmin::text, ',' ORDER BY oid) FROM pg_catalog.pg_namespace
     WHERE nspname !~ '^pg_'),
    (SELECT count(*) || ':' || sum(hashtextextended(concat(oid, relname, xmin), 0)) FROM seen_class),
    (SELECT count(*) || ':' || sum(hashtextextended(concat(attrelid, attnum, attname, a.xmin), 0))
     FROM pg_catalog.pg_attribute AS a JOIN seen_class AS c ON c.oid = a.attrelid WHERE attnum > 0),
    (SELECT count(*) || ':' || sum(hashtextextended(concat(t.oid, t.xmin), 0))
     FROM pg_catalog.pg_constraint AS t JOIN seen_class AS c ON c.oid = t.conrelid),
    (SELECT count(*) || ':' || sum(hashtextextended(concat(indexrelid, i.xmin), 0))
     FROM pg_catalog.pg_index AS i JOIN seen_class AS c ON c.oid = i.indrelid),
    (SELECT count(*) || ':' || sum(hashtextextended(concat(t.oid, t.xmin), 0))
     FROM pg_catalog.pg_trigger AS t JOIN seen_class AS c ON c.oid = t.tgrelid),
    (SELECT count(*) || ':' || sum(hashtextextended(concat(t.oid, t.xmin), 0))
     FROM pg_catalog.pg_attrdef AS t JOIN seen_class AS c ON c.oid = t.adrelid),
    (SELECT count(*) || ':' || sum(hashtextextended(concat(objoid, objsubid, d.xmin), 0))
     FROM pg_catalog.pg_description AS d JOIN seen_class AS c ON c.oid = d.objoid),
    (SELECT count(*) || ':' || sum(hashtextextended(concat(r.oid, r.xmin), 0))
     FROM pg_catalog.pg_rewrite AS r JOIN seen_class AS c ON c.oid = r.ev_class),
    (SELECT count(*) || ':' || sum(hashtextextended(concat(oid, enumlabel, xmin), 0))
     FROM pg_catalog.pg_enum))";

/// A hash over the catalog, without reading its contents.
pub(super) async fn fingerprint(
    server: &PostgresServer,
    connection: &mut PgConnection,
) -> Result<Fingerprint, DatabaseError> {
    let sql = format!(
        "WITH seen_class AS MATERIALIZED (SELECT c.oid, c.relname, c.xmin
           FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
           WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
             AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_') {PRINT}"
    );
    let print: String = sqlx::query_scalar(AssertSqlSafe(sql))
        .persistent(false)
        .fetch_one(connection)
        .await
        .map_err(|error| server.error(&error))?;
    let hash = Sha256::digest(print);
    Ok(Fingerprint(hash.iter().map(|byte| format!("{byte:02x}")).collect()))
}
