//! What must pass: a refusal of any of these is a defect.

use querist_vocabulary::statement::Dialect;

use super::fixture::{EVERY, checked};

const STANDARD: &str = include_str!("passes/standard.sql");
const SQLITE: &str = include_str!("passes/sqlite.sql");
const POSTGRES: &str = include_str!("passes/postgres.sql");
const MYSQL: &str = include_str!("passes/mysql.sql");

/// Dialects that no database here speaks yet: what passes is read, and no server has run it.
const AHEAD: [(Dialect, &str); 2] = [
    (Dialect::SqlServer, include_str!("passes/sqlserver.sql")),
    (Dialect::BigQuery, include_str!("passes/bigquery.sql")),
];

/// The statements of a file.
pub(crate) fn statements(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.is_empty() && !line.starts_with("--"))
}

/// Every statement that must pass in a dialect.
pub(crate) fn valid(dialect: Dialect) -> impl Iterator<Item = &'static str> {
    let own = match dialect {
        Dialect::Sqlite => SQLITE,
        Dialect::Postgres => POSTGRES,
        Dialect::Mysql => MYSQL,
        Dialect::SqlServer | Dialect::BigQuery => "",
    };
    statements(STANDARD).chain(statements(own))
}

#[test]
fn valid_reading_statements_pass() {
    let mut refused = Vec::new();
    for dialect in EVERY {
        assert!(valid(dialect).count() > 180, "the table of {dialect} has shrunk");
        for sql in valid(dialect) {
            if let Err(refusal) = checked(dialect, sql) {
                let rule = refusal.rule.word();
                refused.push(format!("{dialect}: {sql}\n  {rule}: {refusal} ({})", refusal.hint));
            }
        }
    }
    assert!(refused.is_empty(), "{} refused:\n{}", refused.len(), refused.join("\n"));
}

#[test]
fn what_other_databases_read_passes() {
    for (dialect, file) in AHEAD {
        for sql in statements(file) {
            let refusal = checked(dialect, sql).err();
            assert!(refusal.is_none(), "{dialect}: {sql}\n{refusal:?}");
        }
    }
}
