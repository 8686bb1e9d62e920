//! A database of its own for one test, with an account that can only read.

use std::{
    path::Path,
    process,
    sync::atomic::{AtomicU32, Ordering},
};

use anyhow::Result;

use crate::servers::{Account, Kind, Server, or_fail};

/// A database that is gone when this is dropped, and an account that can only read it: exactly the
/// rights that the guide tells an owner to give.
#[derive(Debug)]
pub struct TestDatabase {
    server: &'static Server,
    name: String,
    reader: Account,
    end: End,
}

/// When a database goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// With its last holder.
    WhenDropped,
    /// With the server.
    WithServer,
}

impl TestDatabase {
    pub(crate) fn new(server: &'static Server, name: &str) -> Result<Self> {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let name = format!("{name}_{}_{}", process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        let made = Self::attach(server, &name, End::WhenDropped);
        made.create()?;
        Ok(made)
    }

    /// A database that several tests share and that stays as long as the server.
    pub(crate) fn kept(server: &'static Server, name: &str) -> Self {
        Self::attach(server, name, End::WithServer)
    }

    fn attach(server: &'static Server, name: &str, end: End) -> Self {
        let reader = Account {
            user: format!("reader_{name}"),
            password: "reader".into(),
            port: server.superuser().port,
        };
        Self { server, name: name.into(), reader, end }
    }

    /// The reader's URL.
    #[must_use]
    pub fn url(&self) -> String {
        self.server.url_as(&self.reader, &self.name)
    }

    /// The superuser's URL: the worst account to read with.
    #[must_use]
    pub fn superuser_url(&self) -> String {
        self.server.url_as(self.server.superuser(), &self.name)
    }

    /// The name on the server.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The server's port on 127.0.0.1.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.reader.port
    }

    /// The account name of the reader.
    #[must_use]
    pub fn reader(&self) -> &str {
        &self.reader.user
    }

    /// The server it lives on.
    #[must_use]
    pub fn server(&self) -> &'static Server {
        self.server
    }

    /// Runs SQL as the superuser, from outside Querist, and returns what it prints: a line a row,
    /// columns separated by tabs.
    ///
    /// # Panics
    /// When the server refuses it.
    pub fn execute(&self, sql: &str) -> String {
        or_fail(self.try_execute(sql))
    }

    /// As [`Self::execute`], for SQL that may fail.
    ///
    /// # Errors
    /// The server's own words.
    pub fn try_execute(&self, sql: &str) -> Result<String> {
        self.server.execute(&self.name, sql)
    }

    /// Runs a file of SQL as the superuser.
    ///
    /// # Panics
    /// When the server refuses it.
    pub fn execute_file(&self, file: &Path) {
        or_fail(self.server.execute_file(&self.name, file));
    }

    /// A text that changes with any content or structure, or any account of the server.
    ///
    /// # Panics
    /// When the server is gone.
    #[must_use]
    pub fn checksum(&self) -> String {
        or_fail(self.server.checksum(&self.name))
    }

    /// Makes it anew, empty.
    pub(crate) fn recreate(&self) -> Result<()> {
        self.server.execute(self.server.home(), &self.removal())?;
        self.create()
    }

    /// Whether [`Self::set_complete`] was reached.
    pub(crate) fn is_complete(&self) -> Result<bool> {
        let name = &self.name;
        let comment = match self.server.kind() {
            Kind::Postgres => format!(
                "select shobj_description(oid, 'pg_database') from pg_database where datname = '{name}';"
            ),
            Kind::Mariadb => format!(
                "select schema_comment from information_schema.schemata where schema_name = '{name}';"
            ),
        };
        Ok(self.server.execute(self.server.home(), &comment)?.trim() == "complete")
    }

    /// Notes on the server that everything is loaded.
    pub(crate) fn set_complete(&self) -> Result<()> {
        let name = &self.name;
        let note = match self.server.kind() {
            Kind::Postgres => format!("comment on database {name} is 'complete';"),
            Kind::Mariadb => format!("alter database {name} comment 'complete';"),
        };
        self.server.execute(self.server.home(), &note).map(drop)
    }

    fn create(&self) -> Result<()> {
        self.server.execute(self.server.home(), &self.creation())?;
        self.server.execute(&self.name, &self.grants())?;
        Ok(())
    }

    fn creation(&self) -> String {
        let Self { name, reader: Account { user, password, .. }, .. } = self;
        match self.server.kind() {
            Kind::Postgres => format!(
                "create database {name};\n\
                 create role {user} login password '{password}' nosuperuser nocreatedb nocreaterole;\n\
                 revoke all on database {name} from public;\n\
                 grant connect on database {name} to {user};"
            ),
            Kind::Mariadb => format!(
                "create database {name};\n\
                 create user {user}@'127.0.0.1' identified by '{password}';\n\
                 grant select, show view on {name}.* to {user}@'127.0.0.1';"
            ),
        }
    }

    /// Rights on what the superuser makes later in any schema.
    fn grants(&self) -> String {
        let user = &self.reader.user;
        match self.server.kind() {
            Kind::Postgres => format!(
                "grant usage on schema public to {user};\n\
                 alter default privileges grant usage on schemas to {user};\n\
                 alter default privileges grant select on tables to {user};"
            ),
            Kind::Mariadb => String::new(),
        }
    }

    fn removal(&self) -> String {
        let Self { name, reader: Account { user, .. }, .. } = self;
        match self.server.kind() {
            Kind::Postgres => {
                format!("drop database if exists {name} with (force);\ndrop role if exists {user};")
            }
            Kind::Mariadb => {
                format!("drop database if exists {name};\ndrop user if exists {user}@'127.0.0.1';")
            }
        }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if self.end == End::WithServer {
            return;
        }
        // A test that ends the server has nothing left to remove.
        let _ = self.server.execute(self.server.home(), &self.removal());
    }
}
