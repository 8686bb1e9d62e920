//! A fresh database under examination.

use std::{fmt, path::PathBuf, pin::Pin, sync::Arc, time::Duration};

use querist_vocabulary::{
    database::{Cut, Database, DatabaseError, Limits, ResultColumn, Rows},
    question::QuestionId,
    statement::{Dialect, Query, ReadOnly},
    value::Value,
};
use tempfile::TempDir;

use crate::{database::TestDatabase, servers::Servers, sqlite};

/// Opens the database at an address.
pub type Connect = fn(String) -> Pin<Box<dyn Future<Output = Connected> + Send>>;

/// What opening gives.
pub type Connected = Result<Arc<dyn Database>, DatabaseError>;

/// The same preparation in three dialects.
#[derive(Debug, Clone, Copy)]
pub struct Setup<'a> {
    /// For SQLite.
    pub sqlite: &'a str,
    /// For PostgreSQL.
    pub postgres: &'a str,
    /// For MariaDB.
    pub mysql: &'a str,
}

impl<'a> Setup<'a> {
    /// Where all three say it alike.
    #[must_use]
    pub fn alike(sql: &'a str) -> Self {
        Self { sqlite: sql, postgres: sql, mysql: sql }
    }
}

/// A fresh database under examination, and the way to open it.
#[derive(Debug)]
pub struct Subject {
    place: Place,
    connect: Connect,
}

enum Place {
    File { folder: TempDir },
    Server(TestDatabase),
}

/// Everything a query brought.
#[derive(Debug)]
pub(super) struct Brought {
    pub(super) columns: Vec<ResultColumn>,
    pub(super) rows: Vec<Vec<Value>>,
    pub(super) cut: Option<Cut>,
}

/// Enough for what no case wants to limit.
pub(super) const AMPLE: Limits =
    Limits { rows: None, bytes: None, timeout: Duration::from_secs(120) };

impl Subject {
    /// A fresh SQLite file.
    #[must_use]
    pub fn sqlite(connect: Connect) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let subject = Self { place: Place::File { folder }, connect };
        subject.execute("pragma user_version = 1;");
        subject
    }

    /// A fresh PostgreSQL database.
    #[must_use]
    pub fn postgres(connect: Connect) -> Self {
        Self { place: Place::Server(Servers::postgres().database("suite")), connect }
    }

    /// A fresh MariaDB database.
    #[must_use]
    pub fn mariadb(connect: Connect) -> Self {
        Self { place: Place::Server(Servers::mariadb().database("suite")), connect }
    }

    pub(super) fn dialect(&self) -> Dialect {
        match &self.place {
            Place::File { .. } => Dialect::Sqlite,
            Place::Server(database) => match database.server().kind() {
                crate::Kind::Postgres => Dialect::Postgres,
                crate::Kind::Mariadb => Dialect::Mysql,
            },
        }
    }

    /// The text for this database.
    pub(super) fn choose<'a>(&self, setup: Setup<'a>) -> &'a str {
        match self.dialect() {
            Dialect::Sqlite => setup.sqlite,
            Dialect::Postgres => setup.postgres,
            Dialect::Mysql => setup.mysql,
            Dialect::SqlServer | Dialect::BigQuery => "",
        }
    }

    pub(super) fn prepare(&self, setup: Setup<'_>) {
        self.execute(self.choose(setup));
    }

    /// Runs SQL from outside, with all rights; what the client prints.
    pub(super) fn execute(&self, sql: &str) -> String {
        match &self.place {
            Place::File { .. } => sqlite::execute(&self.file(), sql),
            Place::Server(database) => database.execute(sql),
        }
    }

    /// The server's database; none for a file.
    pub(super) fn server(&self) -> Option<&TestDatabase> {
        match &self.place {
            Place::File { .. } => None,
            Place::Server(database) => Some(database),
        }
    }

    fn file(&self) -> PathBuf {
        match &self.place {
            Place::File { folder } => folder.path().join("subject.sqlite"),
            Place::Server(_) => PathBuf::new(),
        }
    }

    /// The reader's address.
    pub(super) fn address(&self) -> String {
        match &self.place {
            Place::File { .. } => self.file().display().to_string(),
            Place::Server(database) => database.url(),
        }
    }

    /// Opens an address.
    pub(super) async fn open(&self, address: &str) -> Connected {
        (self.connect)(address.to_owned()).await
    }

    /// Opens it with the account that can only read.
    pub(super) async fn reader(&self) -> Arc<dyn Database> {
        self.open(&self.address()).await.expect("the reader connects")
    }

    /// Opens it with the worst account.
    pub(super) async fn superuser(&self) -> Arc<dyn Database> {
        let address = match &self.place {
            Place::File { .. } => self.address(),
            Place::Server(database) => database.superuser_url(),
        };
        self.open(&address).await.expect("the superuser connects")
    }

    /// Statements of others that the server works on in this database now.
    pub(super) fn at_work(&self) -> u64 {
        let Some(database) = self.server() else { return 0 };
        let name = database.name();
        let count = match self.dialect() {
            Dialect::Postgres => format!(
                "select count(*) from pg_stat_activity
                 where datname = '{name}' and state = 'active' and pid <> pg_backend_pid();"
            ),
            Dialect::Mysql | Dialect::Sqlite | Dialect::SqlServer | Dialect::BigQuery => format!(
                "select count(*) from information_schema.processlist
                 where db = '{name}' and command = 'Query' and id <> connection_id();"
            ),
        };
        self.execute(&count).trim().parse().expect("a count")
    }

    /// Returns when the server works on nothing of ours; the patience only bounds a failure.
    pub(super) async fn wait_until_idle(&self) {
        self.wait_until("the server still works", |working| working == 0).await;
    }

    /// Returns when the server works on something of ours.
    pub(super) async fn wait_until_busy(&self) {
        if self.server().is_some() {
            self.wait_until("the server does not work", |working| working > 0).await;
        }
    }

    async fn wait_until(&self, otherwise: &str, reached: fn(u64) -> bool) {
        let mut turns = tokio::time::interval(Duration::from_millis(20));
        for _ in 0..1_000 {
            if reached(self.at_work()) {
                return;
            }
            turns.tick().await;
        }
        panic!("{otherwise}");
    }

    /// A text that changes with any table's content or structure.
    pub(super) fn checksum(&self) -> String {
        match &self.place {
            Place::File { .. } => sqlite::dump(&self.file()),
            Place::Server(database) => database.checksum(),
        }
    }

    /// A query as the check would prove it.
    pub(super) fn query(&self, sql: &str) -> ReadOnly<Query> {
        ReadOnly::proven(Query {
            sql: sql.to_owned(),
            unlimited: sql.to_owned(),
            dialect: self.dialect(),
            tables: Vec::new(),
            columns: Vec::new(),
            row_limit: None,
            ordered: false,
        })
    }

    /// Runs a query to its end.
    pub(super) async fn ask(
        &self,
        database: &dyn Database,
        sql: &str,
    ) -> Result<Brought, DatabaseError> {
        self.ask_within(database, sql, AMPLE).await
    }

    pub(super) async fn ask_within(
        &self,
        database: &dyn Database,
        sql: &str,
        limits: Limits,
    ) -> Result<Brought, DatabaseError> {
        let rows = database.run(&question("q"), &self.query(sql), limits).await?;
        bring(rows).await
    }

    /// The one value of a query's one row.
    pub(super) async fn value(&self, database: &dyn Database, sql: &str) -> Value {
        let brought = self.ask(database, sql).await.unwrap_or_else(|e| panic!("{sql}: {e}"));
        let mut values = brought.rows.into_iter().flatten();
        values.next().expect("a value")
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { folder } => write!(f, "{}", folder.path().display()),
            Self::Server(database) => write!(f, "{}", database.name()),
        }
    }
}

pub(super) fn question(id: &str) -> QuestionId {
    QuestionId(id.to_owned())
}

/// Reads rows to their end.
pub(super) async fn bring(mut rows: Box<dyn Rows>) -> Result<Brought, DatabaseError> {
    let columns = rows.columns().to_vec();
    let mut all = Vec::new();
    while let Some(batch) = rows.next().await? {
        assert!(!batch.is_empty(), "a batch has at least one row");
        assert!(batch.iter().all(|row| row.len() == columns.len()), "a row is as long as columns");
        all.extend(batch);
    }
    Ok(Brought { columns, rows: all, cut: rows.cut() })
}
