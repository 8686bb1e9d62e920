//! Private PostgreSQL and MariaDB servers that end with the process.

/// The client programs of PostgreSQL and MariaDB.
mod client;

/// A server process that cannot outlive its owner.
mod guard;

/// Starting PostgreSQL.
mod postgres;

/// Starting MariaDB.
mod mariadb;

use std::{path::Path, process::Command, sync::OnceLock};

use anyhow::{Context, Result};

use crate::{client::Sql, database::TestDatabase};

/// The servers of a test run: those that `cargo xtask test` has started, else this process's own.
#[derive(Debug)]
pub struct Servers;

impl Servers {
    /// The PostgreSQL server; started on first use.
    ///
    /// # Panics
    /// When it cannot be started; the message says what to install.
    pub fn postgres() -> &'static Server {
        static SHARED: OnceLock<Server> = OnceLock::new();
        SHARED.get_or_init(|| or_fail(Server::given_or_own(Kind::Postgres)))
    }

    /// The MariaDB server; started on first use.
    ///
    /// # Panics
    /// When it cannot be started; the message says what to install.
    pub fn mariadb() -> &'static Server {
        static SHARED: OnceLock<Server> = OnceLock::new();
        SHARED.get_or_init(|| or_fail(Server::given_or_own(Kind::Mariadb)))
    }
}

/// Which server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// PostgreSQL.
    Postgres,
    /// MariaDB.
    Mariadb,
}

impl Kind {
    /// The environment variable that hands a running server's superuser URL to tests.
    #[must_use]
    pub fn variable(self) -> &'static str {
        match self {
            Self::Postgres => "QUERIST_TEST_POSTGRES",
            Self::Mariadb => "QUERIST_TEST_MARIADB",
        }
    }

    /// Debian's package.
    #[must_use]
    pub fn package(self) -> &'static str {
        match self {
            Self::Postgres => "postgresql",
            Self::Mariadb => "mariadb-server",
        }
    }

    /// The line that installs it on Debian.
    pub(crate) fn install_line(self) -> String {
        format!("apt-get install -y {}", self.package())
    }

    /// Whether its programs are in Debian's usual places.
    #[must_use]
    pub fn is_installed(self) -> bool {
        match self {
            Self::Postgres => postgres::programs().is_ok(),
            Self::Mariadb => mariadb::programs().is_ok(),
        }
    }
}

/// A running server on 127.0.0.1. One that was started here ends when this is dropped or when the
/// process ends, however it ends.
#[derive(Debug)]
pub struct Server {
    kind: Kind,
    superuser: Account,
    /// None for a server that somebody else has started.
    #[expect(dead_code, reason = "held for what happens when it is dropped")]
    guard: Option<guard::Guard>,
}

/// Who connects, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Account {
    pub(crate) user: String,
    pub(crate) password: String,
    pub(crate) port: u16,
}

impl Server {
    /// Starts a server of one's own in a new temporary folder, on a free port.
    ///
    /// # Errors
    /// When its programs are missing or it does not come up; with the end of its log.
    pub fn start(kind: Kind) -> Result<Self> {
        let (guard, superuser) = match kind {
            Kind::Postgres => postgres::start()?,
            Kind::Mariadb => mariadb::start()?,
        };
        Ok(Self { kind, superuser, guard: Some(guard) })
    }

    fn given_or_own(kind: Kind) -> Result<Self> {
        let Ok(url) = std::env::var(kind.variable()) else { return Self::start(kind) };
        let superuser = Account::from_url(&url)
            .with_context(|| format!("`{}` is not a superuser's URL: {url}", kind.variable()))?;
        Ok(Self { kind, superuser, guard: None })
    }

    /// Which server this is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The superuser's URL, to a database that holds nothing of interest.
    #[must_use]
    pub fn url(&self) -> String {
        self.url_as(&self.superuser, self.home())
    }

    /// A fresh, empty database and an account that can only read it. `name` becomes part of its
    /// name, and may hold lower-case letters and digits.
    ///
    /// # Panics
    /// When the server refuses.
    pub fn database(&'static self, name: &str) -> TestDatabase {
        or_fail(TestDatabase::new(self, name))
    }

    /// Runs SQL as the superuser in one of its databases, and returns what it prints: a line a
    /// row, columns separated by tabs.
    ///
    /// # Errors
    /// The server's own words.
    pub fn execute(&self, database: &str, sql: &str) -> Result<String> {
        client::run(self.kind, &self.superuser, database, Sql::Text(sql))
    }

    /// Runs a file of SQL as the superuser in one of its databases.
    ///
    /// # Errors
    /// The server's own words.
    pub fn execute_file(&self, database: &str, file: &Path) -> Result<String> {
        client::run(self.kind, &self.superuser, database, Sql::File(file))
    }

    /// A text that changes with any content or structure of a database, or any account but the
    /// readers that other tests make and remove meanwhile.
    pub(crate) fn checksum(&self, database: &str) -> Result<String> {
        let accounts = match self.kind {
            Kind::Postgres => {
                "select rolname, rolsuper from pg_roles where rolname not like 'reader%' order by 1;"
            }
            Kind::Mariadb => {
                "select user, host from mysql.user where user not like 'reader%' order by 1, 2;"
            }
        };
        let dump = client::dump(self.kind, &self.superuser, database)?;
        Ok(dump + &self.execute(self.home(), accounts)?)
    }

    /// The database that is there from the start.
    pub(crate) fn home(&self) -> &'static str {
        match self.kind {
            Kind::Postgres => "postgres",
            Kind::Mariadb => "mysql",
        }
    }

    pub(crate) fn superuser(&self) -> &Account {
        &self.superuser
    }

    pub(crate) fn url_as(&self, account: &Account, database: &str) -> String {
        let scheme = match self.kind {
            Kind::Postgres => "postgresql",
            Kind::Mariadb => "mysql",
        };
        let Account { user, password, port } = account;
        format!("{scheme}://{user}:{password}@127.0.0.1:{port}/{database}")
    }
}

impl Account {
    /// Reads a URL as [`Server::url`] writes it.
    fn from_url(url: &str) -> Option<Self> {
        let (_, rest) = url.split_once("://")?;
        let (account, place) = rest.split_once('@')?;
        let (user, password) = account.split_once(':')?;
        let port = place.strip_prefix("127.0.0.1:")?.split('/').next()?.parse().ok()?;
        Some(Self { user: user.into(), password: password.into(), port })
    }
}

/// Servers refuse to run as root; then they run as the account that their package made.
pub(crate) fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout.trim_ascii() == b"0")
}

/// A test without its server fails; it is never skipped.
#[expect(clippy::panic, reason = "only tests call this, and a test fails by panicking")]
pub(crate) fn or_fail<T>(result: Result<T>) -> T {
    result.unwrap_or_else(|error| panic!("{error:#}"))
}
