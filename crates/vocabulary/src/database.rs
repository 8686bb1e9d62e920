//! The role of a database that people ask about.

use std::time::Duration;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::{
    error::{Code, Coded},
    profile::TableProfile,
    question::QuestionId,
    schema::{Column, Fingerprint, Schema, Table, TableName},
    statement::{Dialect, Query, ReadOnly},
    value::{Value, ValueKind},
};

/// What a database can do. One constant each; nobody asks which database it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capabilities {
    /// Its name for people, such as `PostgreSQL`.
    pub name: &'static str,
    /// The SQL it speaks.
    pub dialect: Dialect,
    /// Whether tables live in namespaces.
    pub namespaces: bool,
    /// Whether tables and columns carry comments.
    pub comments: bool,
    /// Whether check constraints can be read.
    pub checks: bool,
    /// Whether it keeps row estimates.
    pub estimates: bool,
    /// Whether it has accounts with rights of their own.
    pub accounts: bool,
    /// Whether the server itself ends a statement that takes too long.
    pub server_timeout: bool,
    /// What it cannot do that others can, a sentence each.
    pub limits: &'static [&'static str],
}

/// How much one query may take and bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Rows; none for all.
    pub rows: Option<u64>,
    /// Bytes of values ([`Value::weight`]); none for all.
    pub bytes: Option<u64>,
    /// Time until the server's work is stopped.
    pub timeout: Duration,
}

/// The different values of a column.
#[derive(Debug, Clone, PartialEq)]
pub struct Distinct {
    /// In no order.
    pub values: Vec<Value>,
    /// Whether they are all; not where a limit came first.
    pub complete: bool,
}

/// A column of a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultColumn {
    /// Its name, as the database gives it.
    pub name: String,
    /// The kind of its values; in SQLite, of its first values that are not NULL.
    pub kind: ValueKind,
}

/// Why a result is not whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cut {
    /// The row limit.
    Rows,
    /// The byte limit.
    Bytes,
}

/// The rows of a running query, in batches. Dropping it stops the server's work.
#[async_trait]
pub trait Rows: Send {
    /// The columns; known from the start.
    fn columns(&self) -> &[ResultColumn];

    /// The next rows, at least one; none at the end.
    ///
    /// # Errors
    /// Whatever stops the query: time, cancel, a lost server.
    async fn next(&mut self) -> Result<Option<Vec<Vec<Value>>>, DatabaseError>;

    /// At the end: whether a limit cut it short.
    fn cut(&self) -> Option<Cut>;
}

/// A finding about the account Querist reads with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RightsFinding {
    /// Whether reads are unsafe with this account.
    pub serious: bool,
    /// What the account can do that a reader should not, in lower case.
    pub message: String,
    /// What the owner can do, usually the statement to run.
    pub hint: String,
}

/// A database that people ask about.
#[async_trait]
pub trait Database: Send + Sync {
    /// What it can do.
    fn capabilities(&self) -> &'static Capabilities;

    /// Where it is, for people; never with a password.
    fn address(&self) -> String;

    /// Reads the structure.
    ///
    /// # Errors
    /// When the database cannot be reached or read.
    async fn schema(&self) -> Result<Schema, DatabaseError>;

    /// The structure's fingerprint, read without reading all of it, where the database has a cheap
    /// way; used to notice that a cached schema has aged.
    ///
    /// # Errors
    /// When the database cannot be reached or read.
    async fn fingerprint(&self) -> Result<Fingerprint, DatabaseError>;

    /// Looks at a table's data; large tables are sampled, and it says so.
    ///
    /// # Errors
    /// When the table cannot be read.
    async fn profile(&self, table: &Table) -> Result<TableProfile, DatabaseError>;

    /// The different values of a column, for the value index: what came within the limits, without the
    /// missing one. Where time is over before any came, those of its first rows.
    ///
    /// # Errors
    /// When the column cannot be read.
    async fn distinct(
        &self,
        table: &TableName,
        column: &Column,
        limits: Limits,
    ) -> Result<Distinct, DatabaseError>;

    /// Runs a query in a read-only transaction.
    ///
    /// # Errors
    /// When it cannot be run; errors of later rows come with the rows.
    async fn run(
        &self,
        id: &QuestionId,
        query: &ReadOnly<Query>,
        limits: Limits,
    ) -> Result<Box<dyn Rows>, DatabaseError>;

    /// Stops the query of that question on the server, if it runs; returns when the server was told.
    ///
    /// # Errors
    /// When the server cannot be told.
    async fn cancel(&self, id: &QuestionId) -> Result<(), DatabaseError>;

    /// What the account may do that a reader should not.
    ///
    /// # Errors
    /// When the rights cannot be read.
    async fn rights(&self) -> Result<Vec<RightsFinding>, DatabaseError>;
}

/// What goes wrong with a database.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DatabaseError {
    /// The address is not understood.
    #[error("cannot read the database address `{address}`: {reason}")]
    BadAddress {
        /// The address without a password.
        address: String,
        /// Why.
        reason: String,
    },
    /// No such file.
    #[error("no such database file: `{path}`")]
    NoSuchFile {
        /// The path.
        path: String,
    },
    /// A file that is no database, or is damaged.
    #[error("`{path}` is not a database that can be read: {reason}")]
    NotADatabase {
        /// The path.
        path: String,
        /// The database's own words.
        reason: String,
    },
    /// Nobody answers there.
    #[error("cannot reach `{address}`: {reason}")]
    Unreachable {
        /// The address without a password.
        address: String,
        /// The driver's own words.
        reason: String,
    },
    /// User or password are not accepted.
    #[error("`{address}` does not accept this user and password")]
    WrongCredentials {
        /// The address without a password.
        address: String,
    },
    /// The server has no such database.
    #[error("`{address}` has no database of that name")]
    NoSuchDatabase {
        /// The address without a password.
        address: String,
    },
    /// Took too long.
    #[error("stopped after {} s", .0.as_secs_f64())]
    TimedOut(Duration),
    /// A person stopped it.
    #[error("stopped on request")]
    Cancelled,
    /// The connection broke on the way.
    #[error("the connection to `{address}` was lost: {reason}")]
    Lost {
        /// The address without a password.
        address: String,
        /// The driver's own words.
        reason: String,
    },
    /// Somebody else holds it.
    #[error("`{address}` is locked by another program")]
    Locked {
        /// The address without a password.
        address: String,
    },
    /// The account may not read this.
    #[error("the account may not do this: {0}")]
    Denied(String),
    /// The statement fails on this data.
    #[error("the database refused the query: {0}")]
    Query(String),
    /// A single value, or a row that it keeps for sorting, is larger than it may be.
    #[error("a value or row is larger than {} MiB, the most that a query may make of one", .most >> 20)]
    TooLarge {
        /// The most, in bytes.
        most: u64,
    },
    /// The database cannot do this.
    #[error("{database} cannot {what}")]
    Unsupported {
        /// Its name.
        database: &'static str,
        /// What it cannot do.
        what: String,
    },
}

impl Coded for DatabaseError {
    fn code(&self) -> Code {
        match self {
            Self::BadAddress { .. } => Code::BadAddress,
            Self::NoSuchFile { .. } | Self::NoSuchDatabase { .. } => Code::NoSuchDatabase,
            Self::NotADatabase { .. } => Code::NotADatabase,
            Self::Unreachable { .. } | Self::Lost { .. } | Self::Locked { .. } => {
                Code::DatabaseUnreachable
            }
            Self::WrongCredentials { .. } => Code::WrongCredentials,
            Self::TimedOut(_) => Code::TimedOut,
            Self::Cancelled => Code::Cancelled,
            Self::Denied(_) => Code::Denied,
            Self::Query(_) | Self::TooLarge { .. } => Code::QueryFailed,
            Self::Unsupported { .. } => Code::Unsupported,
        }
    }

    fn hint(&self) -> String {
        match self {
            Self::BadAddress { .. } => {
                "use a file path, or a URL such as `sqlite:shop.db`, `postgresql://user:password@host:5432/name` or `mysql://user:password@host:3306/name`".into()
            }
            Self::NoSuchFile { .. } => "check the path; `querist demo` makes a database to try".into(),
            Self::NotADatabase { .. } => {
                "the file must be an SQLite 3 database that is not encrypted; `sqlite3 FILE 'pragma integrity_check'` says what is damaged".into()
            }
            Self::Unreachable { .. } => "check host and port, and that the server runs and lets this machine in".into(),
            Self::WrongCredentials { .. } => "check user and password in the URL; a character such as `@` or `/` in a password is written in percent code".into(),
            Self::NoSuchDatabase { .. } => "check the last part of the URL, the database's name".into(),
            Self::TimedOut(_) => "ask for less (a filter, a shorter time), or allow more with `--timeout`".into(),
            Self::Cancelled => "ask again when you like".into(),
            Self::Lost { .. } => "check that the server still runs, then ask again; reading has changed nothing".into(),
            Self::Locked { .. } => "wait until the other program has finished its change, then ask again".into(),
            Self::Denied(_) => "ask the owner for the right to read it; the guide lists the GRANTs".into(),
            Self::Query(_) => "`--explain` shows how the question was read; `querist schema` shows what is there".into(),
            Self::TooLarge { .. } => "ask for a part of it, such as `substr(text, 1, 1000)` or `length(photo)`".into(),
            Self::Unsupported { .. } => "`querist doctor` lists what each database can do".into(),
        }
    }
}
