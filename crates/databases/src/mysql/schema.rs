//! Structure and fingerprint: a few statements over all tables, not one a table.
//!
//! They are read one by one and joined here: the server makes each row of `information_schema` by
//! opening its table, again for every join.

use std::collections::HashMap;

use querist_vocabulary::{
    database::DatabaseError,
    schema::{Fingerprint, Schema, Table, TableKind, TableName},
    statement::Dialect,
};
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, MySqlConnection, mysql::MySqlRow};

use super::{connect::MysqlServer, values::text};

/// Columns.
mod columns;

/// Keys and indexes.
mod keys;

/// Checks and triggers.
mod rules;

/// Tables under construction, by name.
type Tables = HashMap<String, Table>;

/// The statements about one database.
struct Catalog<'c> {
    server: &'c MysqlServer,
    connection: &'c mut MySqlConnection,
    /// The database's name as a literal.
    database: String,
}

impl<'c> Catalog<'c> {
    fn new(server: &'c MysqlServer, connection: &'c mut MySqlConnection) -> Self {
        let name = server.database().replace('\\', "\\\\").replace('\'', "''");
        Self { server, connection, database: format!("'{name}'") }
    }

    /// The rows of a statement in which `{db}` stands for the database.
    async fn rows(&mut self, sql: &str) -> Result<Vec<MySqlRow>, DatabaseError> {
        let sql = AssertSqlSafe(sql.replace("{db}", &self.database));
        let rows = sqlx::raw_sql(sql).fetch_all(&mut *self.connection).await;
        rows.map_err(|error| self.server.error(&error))
    }
}

/// Reads everything.
pub(super) async fn read(
    server: &MysqlServer,
    connection: &mut MySqlConnection,
) -> Result<Schema, DatabaseError> {
    let mut catalog = Catalog::new(server, connection);
    let version = catalog.rows("SELECT version()").await?;
    let mut tables = tables(&mut catalog).await?;
    columns::fill(&mut catalog, &mut tables).await?;
    keys::fill(&mut catalog, &mut tables).await?;
    rules::fill(&mut catalog, &mut tables).await?;
    let mut tables: Vec<Table> = tables.into_values().collect();
    tables.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Schema {
        dialect: Dialect::Mysql,
        version: version.first().and_then(|row| text(row, 0)).unwrap_or_default(),
        default_namespace: Some(server.database().to_owned()),
        tables,
    })
}

const TABLES: &str =
    "SELECT table_name, table_type, coalesce(engine, ''), table_rows, table_comment
    FROM information_schema.tables
    WHERE table_schema = {db} AND table_type IN ('BASE TABLE', 'VIEW', 'SYSTEM VERSIONED')";

async fn tables(catalog: &mut Catalog<'_>) -> Result<Tables, DatabaseError> {
    let database = catalog.server.database().to_owned();
    let table =
        |row: &MySqlRow| table(row, &database).map(|table| (table.name.name.clone(), table));
    Ok(catalog.rows(TABLES).await?.iter().filter_map(table).collect())
}

fn table(row: &MySqlRow, database: &str) -> Option<Table> {
    let engine = text(row, 2)?.to_ascii_uppercase();
    let kind = match text(row, 1)?.as_str() {
        "VIEW" => TableKind::View,
        _ if ["FEDERATED", "CONNECT", "SPIDER"].contains(&engine.as_str()) => TableKind::Foreign,
        _ => TableKind::Table,
    };
    // A view's comment is the word VIEW, or what is wrong with it.
    let comment = text(row, 4).filter(|comment| kind != TableKind::View && !comment.is_empty());
    Some(Table {
        name: TableName { namespace: Some(database.to_owned()), name: text(row, 0)? },
        kind,
        columns: Vec::new(),
        primary_key: Vec::new(),
        foreign_keys: Vec::new(),
        indexes: Vec::new(),
        checks: Vec::new(),
        triggers: Vec::new(),
        comment,
        estimated_rows: text(row, 3).and_then(|rows| rows.parse().ok()),
    })
}

/// What the structure is read from, each as number of rows and sum of their checksums.
const PRINTS: &[&str] = &[
    "SELECT count(*), sum(crc32(concat_ws('|', table_name, column_name, ordinal_position, \
     column_type, is_nullable, column_default, extra, column_comment))) \
     FROM information_schema.columns WHERE table_schema = {db}",
    "SELECT count(*), sum(crc32(concat_ws('|', table_name, table_type, \
     if(table_type = 'VIEW', '', table_comment)))) \
     FROM information_schema.tables WHERE table_schema = {db}",
    "SELECT count(*), sum(crc32(concat_ws('|', table_name, index_name, seq_in_index, column_name, \
     non_unique))) FROM information_schema.statistics WHERE table_schema = {db}",
    "SELECT count(*), sum(crc32(concat_ws('|', table_name, constraint_name, \
     referenced_table_name, delete_rule, update_rule))) \
     FROM information_schema.referential_constraints WHERE constraint_schema = {db}",
    "SELECT count(*), sum(crc32(concat_ws('|', trigger_name, event_object_table, action_timing, \
     event_manipulation, action_statement))) \
     FROM information_schema.triggers WHERE trigger_schema = {db}",
];

/// A hash over the catalog, of which only checksums cross the network.
pub(super) async fn fingerprint(
    server: &MysqlServer,
    connection: &mut MySqlConnection,
) -> Result<Fingerprint, DatabaseError> {
    let mut catalog = Catalog::new(server, connection);
    let mut hash = Sha256::new();
    hash.update(server.database());
    for print in PRINTS {
        for row in catalog.rows(print).await? {
            for at in 0..2 {
                hash.update(text(&row, at).unwrap_or_default());
                hash.update("|");
            }
        }
    }
    Ok(Fingerprint(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()))
}
