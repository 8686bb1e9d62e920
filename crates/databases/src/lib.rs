//! The databases that people ask about, behind one role.
//!
//! [`connect`] reads an address and gives back a [`Database`]. SQLite, PostgreSQL and MySQL/MariaDB
//! each live in a folder with the same file names: open one and you know them all. Every
//! connection is read-only as a second wall beneath the check of the SQL itself.

use std::{sync::Arc, time::Duration};

use querist_vocabulary::database::{Database, DatabaseError};

/// What people write to say which database they mean.
mod address;

/// Rows on their way from a running query to whoever asked.
mod delivery;

/// The statements that Querist writes itself to look at a table's data.
mod select;

/// What a table's values look like, counted in one pass.
mod tally;

/// What PostgreSQL and MySQL have in common.
mod server;

/// SQLite files.
mod sqlite;

/// PostgreSQL servers.
mod postgres;

/// MySQL and MariaDB servers.
mod mysql;

pub use address::masked;

use server::Served;

/// How to connect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Connections held at most.
    pub max_connections: u32,
    /// Time within which the database must answer when a connection is opened.
    pub connect_timeout: Duration,
}

impl Options {
    /// Ten connections, ten seconds.
    pub const STANDARD: Self =
        Self { max_connections: 10, connect_timeout: Duration::from_secs(10) };
}

/// Connects to the database at an address: a file path, or a URL such as `sqlite:shop.db`,
/// `postgresql://user:password@host:5432/name` or `mysql://user:password@host:3306/name`.
///
/// # Errors
/// When the address is not understood, or nothing readable answers there.
pub async fn connect(address: &str, options: &Options) -> Result<Arc<dyn Database>, DatabaseError> {
    match address::parse(address)? {
        address::Address::Sqlite(file) => {
            Ok(Arc::new(sqlite::Sqlite::connect(&file, options).await?))
        }
        address::Address::Postgres(server) => {
            let server = postgres::PostgresServer::new(&server)?;
            Ok(Arc::new(Served::connect(server, options).await?))
        }
        address::Address::Mysql(server) => {
            let server = mysql::MysqlServer::new(&server)?;
            Ok(Arc::new(Served::connect(server, options).await?))
        }
    }
}
