//! What must be refused, and by which rule.

use querist_vocabulary::statement::Dialect;

use super::{
    fixture::{EVERY, checked},
    passes::statements,
};

const STANDARD: &str = include_str!("refused/standard.txt");
const SQLITE: &str = include_str!("refused/sqlite.txt");
const POSTGRES: &str = include_str!("refused/postgres.txt");
const MYSQL: &str = include_str!("refused/mysql.txt");
const SQLSERVER: &str = include_str!("refused/sqlserver.txt");
const BIGQUERY: &str = include_str!("refused/bigquery.txt");

fn refused(dialect: Dialect) -> impl Iterator<Item = (&'static str, &'static str)> {
    let own = match dialect {
        Dialect::Sqlite => SQLITE,
        Dialect::Postgres => POSTGRES,
        Dialect::Mysql => MYSQL,
        Dialect::SqlServer => return pairs("", SQLSERVER),
        Dialect::BigQuery => return pairs("", BIGQUERY),
    };
    pairs(STANDARD, own)
}

fn pairs(
    shared: &'static str,
    own: &'static str,
) -> impl Iterator<Item = (&'static str, &'static str)> {
    statements(shared).chain(statements(own)).filter_map(|line| line.split_once(": "))
}

#[test]
fn each_is_refused_by_its_rule() {
    let mut wrong = Vec::new();
    for dialect in EVERY.into_iter().chain([Dialect::SqlServer, Dialect::BigQuery]) {
        for (rule, sql) in refused(dialect) {
            match checked(dialect, sql) {
                Ok(query) => wrong.push(format!("{dialect}: {sql}\n  PASSED as {}", query.sql)),
                Err(refusal) if refusal.rule.word() == rule => {}
                Err(refusal) => {
                    let found = refusal.rule.word();
                    wrong.push(format!("{dialect}: {sql}\n  {rule}, not {found}: {refusal}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}
