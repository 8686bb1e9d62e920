//! Functions known to read only.
//!
//! A function passes when it is on its dialect's list or on the list of those that all databases
//! share. What is left out writes, locks, waits, reads files, talks to the network, changes settings
//! or tells of the server rather than of the data; and so is whatever nobody has looked at.

/// Functions that mean the same everywhere.
mod standard;

/// SQLite's own.
mod sqlite;

/// PostgreSQL's own, and those of its usual extensions.
mod postgres;

/// MySQL's and MariaDB's own.
mod mysql;

/// SQL Server's own.
mod sqlserver;

/// BigQuery's own.
mod bigquery;

/// The columns of functions that stand in FROM.
mod results;

use std::{collections::BTreeSet, sync::LazyLock};

use querist_vocabulary::statement::Dialect;

pub(crate) use results::result;

/// What the functions of a group do, and their names in lower case with blanks between.
type Group = (&'static str, &'static str);

type Names = LazyLock<BTreeSet<&'static str>>;

static SQLITE: Names = LazyLock::new(|| names(sqlite::GROUPS));
static POSTGRES: Names = LazyLock::new(|| names(postgres::GROUPS));
static MYSQL: Names = LazyLock::new(|| names(mysql::GROUPS));
static SQLSERVER: Names = LazyLock::new(|| names(sqlserver::GROUPS));
static BIGQUERY: Names = LazyLock::new(|| names(bigquery::GROUPS));

/// Functions of any dialect that put the values of many rows together.
static AGGREGATES: Names = LazyLock::new(|| {
    let own =
        [sqlite::GROUPS, postgres::GROUPS, mysql::GROUPS, sqlserver::GROUPS, bigquery::GROUPS];
    let all = own.into_iter().flatten().chain(standard::GROUPS);
    all.filter(|(what, _)| *what == "aggregates")
        .flat_map(|(_, names)| names.split_whitespace())
        .collect()
});

/// Whether the function, by its name in lower case, puts the values of many rows together in any dialect.
pub(crate) fn is_aggregate(name: &str) -> bool {
    AGGREGATES.contains(name)
}

/// Whether the function, by its name in lower case, only reads.
pub(crate) fn reads_only(dialect: Dialect, name: &str) -> bool {
    list(dialect).contains(name)
}

/// Every function of a dialect that passes.
pub(crate) fn all(dialect: Dialect) -> impl Iterator<Item = &'static str> {
    list(dialect).iter().copied()
}

fn list(dialect: Dialect) -> &'static BTreeSet<&'static str> {
    match dialect {
        Dialect::Sqlite => &SQLITE,
        Dialect::Postgres => &POSTGRES,
        Dialect::Mysql => &MYSQL,
        Dialect::SqlServer => &SQLSERVER,
        Dialect::BigQuery => &BIGQUERY,
    }
}

fn names(own: &[Group]) -> BTreeSet<&'static str> {
    standard::GROUPS.iter().chain(own).flat_map(|(_, names)| names.split_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_lower_case_and_listed_once() {
        let served = [sqlite::GROUPS, postgres::GROUPS, mysql::GROUPS];
        for own in served.into_iter().chain([sqlserver::GROUPS, bigquery::GROUPS]) {
            let mut seen = BTreeSet::new();
            let groups = standard::GROUPS.iter().chain(own);
            for name in groups.flat_map(|(_, names)| names.split_whitespace()) {
                assert_eq!(name, name.to_lowercase());
                assert!(seen.insert(name), "`{name}` is listed twice");
            }
        }
    }
}
