//! What people write to say which database they mean: a path, or a URL as other tools write them.
//!
//! Passwords leave this file only as [`SecretString`], and no text made here carries one.

use std::fmt;

use percent_encoding::percent_decode_str;
use querist_vocabulary::database::DatabaseError;
use secrecy::SecretString;
use url::Url;

/// Texts that may carry a password, made fit to be shown.
mod mask;

pub use mask::masked;

/// An address that was understood.
#[derive(Debug)]
pub(crate) enum Address {
    /// A SQLite file: the paths it may mean, the first that exists counts.
    Sqlite(Vec<String>),
    /// A PostgreSQL server.
    Postgres(Server),
    /// A MySQL or MariaDB server.
    Mysql(Server),
}

/// A database on a server.
#[derive(Debug)]
pub(crate) struct Server {
    /// `postgresql` or `mysql`, for [`fmt::Display`].
    pub scheme: &'static str,
    /// Host name, IP address, or none for the driver's default.
    pub host: Option<String>,
    /// Port, or none for the driver's default.
    pub port: Option<u16>,
    /// User, or none for the driver's default.
    pub user: Option<String>,
    /// Password.
    pub password: Option<SecretString>,
    /// The database's name, or none for the driver's default.
    pub database: Option<String>,
    /// Query parameters, decoded, in order; those that name or prove the user are taken out.
    pub parameters: Vec<(String, String)>,
}

impl Server {
    /// The value of the first parameter with one of these names.
    pub(crate) fn parameter(&self, names: &[&str]) -> Option<&str> {
        let named = |(name, _): &&(String, String)| names.contains(&name.as_str());
        self.parameters.iter().find(named).map(|(_, value)| value.as_str())
    }
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://", self.scheme)?;
        if let Some(user) = &self.user {
            write!(f, "{user}@")?;
        }
        match self.parameter(&["host", "socket", "unix_socket"]) {
            Some(place) if self.host.is_none() => f.write_str(place)?,
            _ => f.write_str(self.host.as_deref().unwrap_or("localhost"))?,
        }
        if let Some(port) = self.port {
            write!(f, ":{port}")?;
        }
        write!(f, "/{}", self.database.as_deref().unwrap_or_default())
    }
}

/// Reads an address.
///
/// # Errors
/// `BadAddress` with the reason.
pub(crate) fn parse(text: &str) -> Result<Address, DatabaseError> {
    let text = text.trim();
    let bad = |reason: &str| DatabaseError::BadAddress {
        address: masked(text),
        reason: reason.to_owned(),
    };
    if text.is_empty() {
        return Err(bad("it is empty"));
    }
    if text.contains('\0') {
        return Err(bad("it has a NUL character"));
    }
    let Some((scheme, rest)) = split_scheme(text) else {
        return Ok(Address::Sqlite(vec![text.to_owned()]));
    };
    let family = scheme.split('+').next().unwrap_or_default();
    match family {
        "sqlite" | "sqlite3" | "file" => sqlite_paths(rest)
            .map(Address::Sqlite)
            .ok_or_else(|| bad("it names no file, and a database in memory has nothing to read")),
        "postgres" | "postgresql" => {
            Ok(Address::Postgres(server("postgresql", text).map_err(|e| bad(&e))?))
        }
        "mysql" | "mariadb" => Ok(Address::Mysql(server("mysql", text).map_err(|e| bad(&e))?)),
        _ => Err(bad("only SQLite, PostgreSQL, MySQL and MariaDB are known")),
    }
}

/// Scheme in lower case, and what follows its colon; none for a plain path.
fn split_scheme(text: &str) -> Option<(String, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let wordlike = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.' | '_');
    let scheme = scheme.to_ascii_lowercase();
    let known = ["sqlite", "sqlite3", "file"].contains(&scheme.as_str());
    let url = scheme.chars().all(wordlike) && rest.starts_with("//");
    (known || url).then_some((scheme, rest))
}

/// `x.db`, `//x.db`, `///abs/x.db`: three slashes mean an absolute path to some tools and a relative
/// one to others (SQLAlchemy), so both are tried.
fn sqlite_paths(rest: &str) -> Option<Vec<String>> {
    let path = rest.strip_prefix("//").unwrap_or(rest);
    let path = path.split('?').next().unwrap_or_default();
    let path = percent_decode_str(path).decode_utf8_lossy().into_owned();
    if path.is_empty() || path == "/" || path.contains(":memory:") {
        return None;
    }
    let absolute = path.strip_prefix("//").map(|bare| format!("/{bare}"));
    let relative = path.strip_prefix('/').map(str::to_owned);
    Some(match (absolute, relative) {
        (Some(absolute), _) => vec![absolute],
        (None, Some(relative)) if rest.starts_with("//") => vec![path, relative],
        _ => vec![path],
    })
}

fn server(scheme: &'static str, text: &str) -> Result<Server, String> {
    let url = Url::parse(text).map_err(|error| error.to_string())?;
    // A raw `@` and `/` in a password would leave its end in the host and the database's name.
    if url.password().is_some() && url.path().contains('@') {
        return Err("`@`, `:` and `/` in a password are written `%40`, `%3A` and `%2F`".to_owned());
    }
    let decoded = |part: &str| percent_decode_str(part).decode_utf8_lossy().into_owned();
    let filled = |part: String| (!part.is_empty()).then_some(part);
    let mut found = Server {
        scheme,
        host: url.host_str().map(decoded).and_then(filled),
        port: url.port(),
        user: filled(decoded(url.username())),
        password: url.password().map(|secret| SecretString::from(decoded(secret))),
        database: filled(decoded(url.path().trim_start_matches('/'))),
        parameters: Vec::new(),
    };
    for (name, value) in url.query_pairs() {
        let value = value.into_owned();
        match name.as_ref() {
            "user" | "username" => found.user = Some(value),
            "password" | "passwd" | "sslpassword" => found.password = Some(value.into()),
            "dbname" | "database" => found.database = Some(value),
            "port" => found.port = Some(value.parse().map_err(|_| "the port is no number")?),
            _ => found.parameters.push((name.into_owned(), value)),
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests;
