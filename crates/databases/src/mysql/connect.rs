//! Opening, ending and renewing connections.

use std::{
    sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use querist_vocabulary::database::{Capabilities, DatabaseError};
use secrecy::ExposeSecret;
use sqlx::{
    AssertSqlSafe, ConnectOptions, MySqlConnection,
    mysql::{MySqlConnectOptions, MySqlSslMode},
};

use super::{capabilities, errors, values};
use crate::address::Server as Address;

/// How long a statement waits for another session's lock, if its own time is not short.
const LOCK_TIME: Duration = Duration::from_secs(5);

/// Statements that a connection prepares in its life.
///
/// The driver does not turn off Nagle's algorithm, and a prepared statement is closed by a packet
/// without an answer: the next one then waits 40 ms for the first to be acknowledged. So none is
/// closed; the connection is, after this many.
pub(super) const STATEMENTS: u32 = 32;

/// Which of the two it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flavour {
    /// MySQL.
    Mysql,
    /// MariaDB.
    Mariadb,
}

impl Flavour {
    /// What it can do.
    pub(super) fn capabilities(self) -> &'static Capabilities {
        match self {
            Self::Mysql => &capabilities::MYSQL,
            Self::Mariadb => &capabilities::MARIADB,
        }
    }

    /// The server ends a SELECT after this time.
    fn time_limit(self, time: Duration) -> String {
        match self {
            Self::Mysql => {
                format!("max_execution_time = {}", time.as_millis().min(u128::from(u32::MAX)))
            }
            Self::Mariadb => {
                format!("max_statement_time = {}", time.as_secs_f64().min(31_536_000.0))
            }
        }
    }

    /// Neither mode that changes how a statement is read (`ANSI_QUOTES`, `PIPES_AS_CONCAT`,
    /// `NO_BACKSLASH_ESCAPES`, `HIGH_NOT_PRECEDENCE`); MariaDB does not know which columns depend on a
    /// key, so there a column beside GROUP BY is not refused.
    fn sql_mode(self) -> &'static str {
        match self {
            Self::Mysql => "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO",
            Self::Mariadb => "STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO",
        }
    }
}

/// A MySQL or MariaDB server and how to reach it.
pub(crate) struct MysqlServer {
    address: String,
    database: String,
    options: MySqlConnectOptions,
    flavour: OnceLock<Flavour>,
    /// Statements prepared over all connections.
    prepared: AtomicU64,
}

impl MysqlServer {
    /// # Errors
    /// `BadAddress` for a parameter that cannot be used.
    pub(crate) fn new(address: &Address) -> Result<Self, DatabaseError> {
        let bad =
            |reason: String| DatabaseError::BadAddress { address: address.to_string(), reason };
        let database =
            address.database.clone().ok_or_else(|| bad("it names no database".into()))?;
        Ok(Self {
            address: address.to_string(),
            options: options(address, &database).map_err(bad)?,
            database,
            flavour: OnceLock::new(),
            prepared: AtomicU64::new(0),
        })
    }

    /// Where it is, for people.
    pub(super) fn place(&self) -> &str {
        &self.address
    }

    /// The database's name.
    pub(super) fn database(&self) -> &str {
        &self.database
    }

    /// Which of the two it is; known from the first connection on.
    pub(super) fn flavour(&self) -> Flavour {
        self.flavour.get().copied().unwrap_or(Flavour::Mysql)
    }

    /// The text with a mark that no other has: what the driver remembers of an equal text may have
    /// aged with its tables.
    pub(super) fn marked(&self, sql: &str) -> String {
        format!("{sql}\n-- {}", self.prepared.fetch_add(1, Ordering::Relaxed))
    }

    /// A new connection.
    pub(super) async fn connection(&self) -> Result<MySqlConnection, DatabaseError> {
        let failed = |error: sqlx::Error| errors::of_connecting(&error, &self.address);
        self.options.connect().await.map_err(failed)
    }

    /// Runs statements that Querist wrote itself.
    pub(super) async fn execute(
        &self,
        connection: &mut MySqlConnection,
        sql: &str,
    ) -> Result<(), DatabaseError> {
        let done = sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(connection).await;
        done.map(drop).map_err(|error| self.error(&error))
    }

    /// What went wrong with a statement.
    pub(super) fn error(&self, error: &sqlx::Error) -> DatabaseError {
        errors::of_query(error, &self.address)
    }
}

/// A connection and its number on the server.
pub(super) async fn open(server: &MysqlServer) -> Result<(MySqlConnection, u64), DatabaseError> {
    let mut connection = server.connection().await?;
    let row = sqlx::raw_sql("SELECT connection_id(), version()").fetch_one(&mut connection).await;
    let row = row.map_err(|error| server.error(&error))?;
    let mariadb = values::text(&row, 1).is_some_and(|version| version.contains("MariaDB"));
    server.flavour.get_or_init(|| if mariadb { Flavour::Mariadb } else { Flavour::Mysql });
    let backend = values::text(&row, 0).and_then(|number| number.parse().ok()).unwrap_or_default();
    Ok((connection, backend))
}

/// Begins a transaction that can only read, and in which nothing depends on how the account or the
/// server is set: how statements are read, how long things may take, where lists are cut, how days
/// are named and weeks are counted.
pub(super) async fn begin(
    server: &MysqlServer,
    connection: &mut MySqlConnection,
    time: Duration,
) -> Result<(), DatabaseError> {
    let lock = LOCK_TIME.min(time / 2).as_secs().max(1);
    let begin = format!(
        "SET SESSION sql_mode = '{}', time_zone = '+00:00', {}, lock_wait_timeout = {lock}, \
         innodb_lock_wait_timeout = {lock}, sql_select_limit = 18446744073709551615, \
         group_concat_max_len = 16777216, sql_auto_is_null = 0, div_precision_increment = 4, \
         default_week_format = 0, lc_time_names = 'en_US'; \
         SET SESSION TRANSACTION READ ONLY; START TRANSACTION READ ONLY",
        server.flavour().sql_mode(),
        server.flavour().time_limit(time),
    );
    server.execute(connection, &begin).await
}

/// The driver's options. It must not change how statements are read: modes are set by
/// [`begin`].
fn options(address: &Address, database: &str) -> Result<MySqlConnectOptions, String> {
    let mut options = MySqlConnectOptions::new()
        .host(address.host.as_deref().unwrap_or("localhost").trim_matches(['[', ']']))
        .port(address.port.unwrap_or(3306))
        .database(database)
        .statement_cache_capacity(STATEMENTS as usize + 1)
        .pipes_as_concat(false)
        .no_engine_substitution(false)
        .ssl_mode(ssl_mode(address)?);
    if let Some(user) = &address.user {
        options = options.username(user);
    }
    if let Some(password) = &address.password {
        options = options.password(password.expose_secret());
    }
    if let Some(socket) = address.parameter(&["socket", "unix_socket"]) {
        options = options.socket(socket);
    }
    if let Some(file) = address.parameter(&["ssl-ca", "ssl_ca", "sslrootcert"]) {
        options = options.ssl_ca(file);
    }
    if let Some(file) = address.parameter(&["ssl-cert", "ssl_cert"]) {
        options = options.ssl_client_cert(file);
    }
    if let Some(file) = address.parameter(&["ssl-key", "ssl_key"]) {
        options = options.ssl_client_key(file);
    }
    Ok(options.disable_statement_logging())
}

/// `ssl-mode` as MySQL's programs have it, `sslmode` and `ssl` as other drivers do.
fn ssl_mode(address: &Address) -> Result<MySqlSslMode, String> {
    let mode = match address.parameter(&["ssl-mode", "ssl_mode", "sslmode", "ssl"]) {
        None => return Ok(MySqlSslMode::Preferred),
        Some("true" | "1" | "True" | "require") => "REQUIRED",
        Some("false" | "0" | "False" | "disable") => "DISABLED",
        Some("prefer") => "PREFERRED",
        Some("verify-ca") => "VERIFY_CA",
        Some("verify-full") => "VERIFY_IDENTITY",
        Some(mode) => mode,
    };
    let known = mode.to_ascii_uppercase().parse();
    known.map_err(|_| format!("`ssl-mode` cannot be `{mode}`"))
}
