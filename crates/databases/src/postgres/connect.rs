//! Opening, ending and renewing connections.

use std::time::Duration;

use querist_vocabulary::database::DatabaseError;
use secrecy::ExposeSecret;
use sqlx::{
    AssertSqlSafe, ConnectOptions, PgConnection,
    postgres::{PgConnectOptions, PgSslMode},
};

use super::errors;
use crate::address::Server as Address;

/// How long a statement waits for another session's lock, if its own time is not short.
const LOCK_TIME: Duration = Duration::from_secs(5);

/// How long the server keeps a transaction whose rows we are still looking at. A busy machine looks
/// longer at ten thousand rows than any of its statements may run.
const IDLE_TIME: Duration = Duration::from_secs(60);

/// A PostgreSQL server and how to reach it.
pub(crate) struct PostgresServer {
    address: String,
    options: PgConnectOptions,
}

impl PostgresServer {
    /// # Errors
    /// `BadAddress` for a parameter that cannot be used.
    pub(crate) fn new(address: &Address) -> Result<Self, DatabaseError> {
        let bad =
            |reason: String| DatabaseError::BadAddress { address: address.to_string(), reason };
        Ok(Self { address: address.to_string(), options: options(address).map_err(bad)? })
    }

    /// Where it is, for people.
    pub(super) fn place(&self) -> &str {
        &self.address
    }

    /// A new connection.
    pub(super) async fn connection(&self) -> Result<PgConnection, DatabaseError> {
        let failed = |error: sqlx::Error| errors::of_connecting(&error, &self.address);
        self.options.connect().await.map_err(failed)
    }

    /// Runs statements that Querist wrote itself.
    pub(super) async fn execute(
        &self,
        connection: &mut PgConnection,
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

/// A connection and its process on the server.
pub(super) async fn open(server: &PostgresServer) -> Result<(PgConnection, u64), DatabaseError> {
    let mut connection = server.connection().await?;
    let backend: i32 = sqlx::query_scalar("SELECT pg_backend_pid()")
        .persistent(false)
        .fetch_one(&mut connection)
        .await
        .map_err(|error| server.error(&error))?;
    Ok((connection, u64::from(backend.unsigned_abs())))
}

/// Begins a transaction that can only read, and in which nothing depends on how the account or the
/// database is set: how values are written, how text is quoted, how long things may take.
pub(super) async fn begin(
    server: &PostgresServer,
    connection: &mut PgConnection,
    time: Duration,
) -> Result<(), DatabaseError> {
    let statement = time.as_millis().min(i32::MAX.unsigned_abs().into());
    let lock = LOCK_TIME.min(time / 2).as_millis();
    let idle =
        time.saturating_mul(2).max(IDLE_TIME).as_millis().min(i32::MAX.unsigned_abs().into());
    let begin = format!(
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; \
         SET LOCAL statement_timeout = {statement}; \
         SET LOCAL lock_timeout = {lock}; \
         SET LOCAL idle_in_transaction_session_timeout = {idle}; \
         SET LOCAL standard_conforming_strings = on; \
         SET LOCAL transform_null_equals = off; \
         SET LOCAL array_nulls = on; \
         SET LOCAL DateStyle = 'ISO, MDY'; \
         SET LOCAL IntervalStyle = postgres; \
         SET LOCAL TimeZone = 'UTC'; \
         SET LOCAL bytea_output = hex; \
         SET LOCAL lc_monetary = 'C'"
    );
    server.execute(connection, &begin).await
}

/// The driver's options. What the address leaves open is as PostgreSQL's own programs have it:
/// `PGHOST`, `PGUSER`, `PGPASSWORD`, `~/.pgpass` and so on.
fn options(address: &Address) -> Result<PgConnectOptions, String> {
    let mut options = PgConnectOptions::new()
        .application_name(address.parameter(&["application_name"]).unwrap_or("querist"))
        .statement_cache_capacity(0)
        .ssl_mode(ssl_mode(address)?);
    if let Some(host) = &address.host {
        options = options.host(host.trim_matches(['[', ']']));
    }
    if let Some(place) = address.parameter(&["host", "hostaddr", "socket"]) {
        options = if place.starts_with('/') { options.socket(place) } else { options.host(place) };
    }
    if let Some(port) = address.port {
        options = options.port(port);
    }
    if let Some(user) = &address.user {
        options = options.username(user);
    }
    if let Some(password) = &address.password {
        options = options.password(password.expose_secret());
    }
    if let Some(database) = &address.database {
        options = options.database(database);
    }
    if let Some(file) = address.parameter(&["sslrootcert", "ssl-ca"]) {
        options = options.ssl_root_cert(file);
    }
    if let Some(file) = address.parameter(&["sslcert"]) {
        options = options.ssl_client_cert(file);
    }
    if let Some(file) = address.parameter(&["sslkey"]) {
        options = options.ssl_client_key(file);
    }
    let session = settings(address.parameter(&["options"]).unwrap_or_default())?;
    Ok(options.options(session).disable_statement_logging())
}

/// `sslmode` as PostgreSQL's programs have it; `ssl` as other drivers do.
fn ssl_mode(address: &Address) -> Result<PgSslMode, String> {
    let mode = match address.parameter(&["sslmode", "ssl-mode", "ssl"]) {
        None => return Ok(PgSslMode::Prefer),
        Some("true" | "1" | "True") => "require",
        Some("false" | "0" | "False") => "disable",
        Some(mode) => mode,
    };
    mode.parse().map_err(|_| format!("`sslmode` cannot be `{mode}`"))
}

/// Settings of a session, written `-c name=value` or `--name=value`.
fn settings(text: &str) -> Result<Vec<(String, String)>, String> {
    let words = text.split_whitespace().filter(|word| *word != "-c");
    let setting = |word: &str| {
        let pair = word.strip_prefix("--").or(word.strip_prefix("-c")).unwrap_or(word);
        let (name, value) = pair.split_once('=').ok_or(format!("`options` has `{word}`"))?;
        Ok((name.to_owned(), value.to_owned()))
    };
    words.map(setting).collect()
}
