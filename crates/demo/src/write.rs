//! Puts rows into an SQLite file, a thousand with each statement.

use std::{
    fmt::{self, Write},
    path::Path,
};

use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

/// Rows that go with one statement.
const ROWS_A_STATEMENT: usize = 1000;

/// Creates the file and begins the one transaction. Without a journal: a file that is not finished is
/// thrown away, never repaired.
pub(crate) async fn begin(file: &Path) -> Result<SqliteConnection, sqlx::Error> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .page_size(4096)
        .journal_mode(SqliteJournalMode::Off)
        .synchronous(SqliteSynchronous::Off)
        .foreign_keys(false);
    let mut connection = options.disable_statement_logging().connect().await?;
    execute(&mut connection, "begin exclusive".into()).await?;
    Ok(connection)
}

/// Ends the transaction and closes the file.
pub(crate) async fn finish(mut connection: SqliteConnection) -> Result<(), sqlx::Error> {
    execute(&mut connection, "commit".into()).await?;
    connection.close().await
}

/// Runs SQL of our own making.
pub(crate) async fn execute(
    connection: &mut SqliteConnection,
    sql: String,
) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(connection).await.map(|_| ())
}

/// Rows on their way into a table.
#[derive(Debug)]
pub(crate) struct Rows<'a> {
    connection: &'a mut SqliteConnection,
    table: &'static str,
    sql: String,
    waiting: usize,
    /// Rows given so far; the number of the next one less one.
    pub(crate) count: u64,
}

impl<'a> Rows<'a> {
    /// Rows for that table.
    pub(crate) fn into(connection: &'a mut SqliteConnection, table: &'static str) -> Self {
        Self { connection, table, sql: String::new(), waiting: 0, count: 0 }
    }

    /// Adds a row, written as SQL literals with commas between.
    pub(crate) async fn row(&mut self, values: fmt::Arguments<'_>) -> Result<(), sqlx::Error> {
        if self.waiting == 0 {
            let _ = write!(self.sql, "insert into {} values ", self.table);
        }
        let comma = if self.waiting == 0 { "" } else { "," };
        let _ = write!(self.sql, "{comma}({values})");
        self.waiting += 1;
        self.count += 1;
        if self.waiting == ROWS_A_STATEMENT { self.flush().await } else { Ok(()) }
    }

    /// Adds a row that begins with its own number.
    pub(crate) async fn numbered(&mut self, values: fmt::Arguments<'_>) -> Result<(), sqlx::Error> {
        let number = self.count + 1;
        self.row(format_args!("{number},{values}")).await
    }

    /// Sends what waits and says how many rows there were in all.
    pub(crate) async fn end(mut self) -> Result<u64, sqlx::Error> {
        self.flush().await?;
        Ok(self.count)
    }

    async fn flush(&mut self) -> Result<(), sqlx::Error> {
        if self.waiting == 0 {
            return Ok(());
        }
        self.waiting = 0;
        execute(self.connection, std::mem::take(&mut self.sql)).await
    }
}

/// Text as an SQL literal.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text<'a>(pub(crate) &'a str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}'", self.0.replace('\'', "''"))
    }
}

/// A literal, or NULL.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OrNull<T>(pub(crate) Option<T>);

impl<T: fmt::Display> fmt::Display for OrNull<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(value) => value.fmt(f),
            None => f.write_str("null"),
        }
    }
}
