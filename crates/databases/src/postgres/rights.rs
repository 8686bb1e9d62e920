//! What the account may do.
//!
//! A read-only transaction is no wall against an account with rights: as a superuser,
//! `COPY … TO PROGRAM` runs in one.

use querist_vocabulary::database::{DatabaseError, RightsFinding};
use sqlx::{PgConnection, Row, postgres::PgRow};

use super::connect::PostgresServer;

/// One row: the account, the database, and what it may do.
const RIGHTS: &str = "SELECT quote_ident(current_user), quote_ident(current_database()),
    r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolcreatedb,
    ARRAY(SELECT quote_ident(m.rolname) FROM pg_catalog.pg_roles AS m
          WHERE m.rolname IN ('pg_write_server_files', 'pg_read_server_files',
              'pg_execute_server_program', 'pg_write_all_data', 'pg_signal_backend')
            AND pg_has_role(current_user, m.oid, 'MEMBER') ORDER BY 1),
    has_database_privilege(current_database(), 'CREATE'),
    ARRAY(SELECT quote_ident(n.nspname) FROM pg_catalog.pg_namespace AS n
          WHERE n.nspname !~ '^pg_' AND has_schema_privilege(n.oid, 'CREATE') ORDER BY 1),
    ARRAY(SELECT format('%I.%I', n.nspname, c.relname)
          FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
          WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^pg_'
            AND n.nspname <> 'information_schema'
            AND has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE') ORDER BY 1)
    FROM pg_catalog.pg_roles AS r WHERE r.rolname = current_user";

/// What a reader should not be able to do.
pub(super) async fn findings(
    server: &PostgresServer,
    connection: &mut PgConnection,
) -> Result<Vec<RightsFinding>, DatabaseError> {
    let failed = |error: sqlx::Error| server.error(&error);
    let row = sqlx::query(RIGHTS).persistent(false).fetch_one(connection).await.map_err(failed)?;
    judge(&row).map_err(failed)
}

fn judge(row: &PgRow) -> sqlx::Result<Vec<RightsFinding>> {
    let (account, database): (String, String) = (row.try_get(0)?, row.try_get(1)?);
    if row.try_get(2)? {
        let message = format!("the account {account} is a superuser: nothing stops it");
        return Ok(vec![serious(message, reader(&database))]);
    }
    let mut findings = attributes(row, &account)?;
    for role in row.try_get::<Vec<String>, _>(6)? {
        let message = format!("the account {account} is a member of {role}");
        findings.push(serious(message, format!("`REVOKE {role} FROM {account}`")));
    }
    if row.try_get(7)? {
        let message = format!("the account {account} may make schemas in this database");
        findings
            .push(serious(message, revoke("CREATE", &format!("DATABASE {database}"), &account)));
    }
    for schema in row.try_get::<Vec<String>, _>(8)? {
        let message = format!("the account {account} may make tables in the schema {schema}");
        findings.push(serious(message, revoke("CREATE", &format!("SCHEMA {schema}"), &account)));
    }
    let tables: Vec<String> = row.try_get(9)?;
    findings.extend(writable(&tables, &account));
    Ok(findings)
}

/// Attributes of the account itself.
fn attributes(row: &PgRow, account: &str) -> sqlx::Result<Vec<RightsFinding>> {
    let known = [
        (3, "BYPASSRLS", "reads past row security"),
        (4, "CREATEROLE", "may make and change accounts"),
        (5, "CREATEDB", "may make databases"),
    ];
    let mut findings = Vec::new();
    for (at, attribute, what) in known {
        if row.try_get(at)? {
            let message = format!("the account {account} {what}");
            findings.push(serious(message, format!("`ALTER ROLE {account} NO{attribute}`")));
        }
    }
    Ok(findings)
}

/// Tables that can be written; the first few by name.
fn writable(tables: &[String], account: &str) -> Option<RightsFinding> {
    let first = tables.first()?;
    let shown: Vec<&str> = tables.iter().take(5).map(String::as_str).collect();
    let more = tables.len().saturating_sub(shown.len());
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    let schema = first.split('.').next().unwrap_or("public");
    Some(serious(
        format!("the account {account} may change the rows of {}{more}", shown.join(", ")),
        format!(
            "`REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA {schema} FROM \
             {account}`, or, where {account} owns them, read with an account that does not"
        ),
    ))
}

/// The right may come from everybody's role.
fn revoke(right: &str, place: &str, account: &str) -> String {
    format!("`REVOKE {right} ON {place} FROM {account}` and `… FROM PUBLIC`")
}

/// The statements that make an account fit to read with.
fn reader(database: &str) -> String {
    format!(
        "read with an account of its own: `CREATE ROLE querist_reader LOGIN PASSWORD '…'`; \
         `GRANT CONNECT ON DATABASE {database} TO querist_reader`; \
         `GRANT USAGE ON SCHEMA public TO querist_reader`; \
         `GRANT SELECT ON ALL TABLES IN SCHEMA public TO querist_reader`"
    )
}

fn serious(message: String, hint: String) -> RightsFinding {
    RightsFinding { serious: true, message, hint }
}
