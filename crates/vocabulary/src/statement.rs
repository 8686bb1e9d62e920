//! SQL before and after the check.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::schema::{ColumnName, TableName};

/// The SQL that a database speaks. MariaDB speaks `Mysql`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dialect {
    /// SQLite 3.
    Sqlite,
    /// PostgreSQL.
    Postgres,
    /// MySQL and MariaDB.
    Mysql,
    /// SQL Server's Transact-SQL, from 2012 on.
    SqlServer,
    /// BigQuery's GoogleSQL.
    BigQuery,
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
            Self::Mysql => "MySQL",
            Self::SqlServer => "SQL Server",
            Self::BigQuery => "BigQuery",
        })
    }
}

/// SQL that nobody has checked, from a translator or a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft(pub String);

/// One statement that only reads, ready to run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    /// SQL rendered from the checked tree, never the text that came in.
    pub sql: String,
    /// The same without the row limit that the check put in: what people read and exports run.
    pub unlimited: String,
    /// The dialect it is written in.
    pub dialect: Dialect,
    /// Tables and views it reads, each once.
    pub tables: Vec<TableName>,
    /// Columns it reads, each once; a wildcard counts as all columns of its table.
    pub columns: Vec<ColumnName>,
    /// The most rows that the answer shows. The SQL fetches one more, so that a cut is noticed.
    pub row_limit: Option<u64>,
    /// Whether the outermost level orders its rows.
    pub ordered: bool,
}

/// Something proven to change nothing in the database.
///
/// Only the check in `querist-sql` calls [`ReadOnly::proven`]; `cargo xtask check` refuses any other caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadOnly<T>(T);

impl<T> ReadOnly<T> {
    /// States the proof. For the check alone.
    pub fn proven(inner: T) -> Self {
        Self(inner)
    }

    /// What was proven.
    pub fn get(&self) -> &T {
        &self.0
    }
}
