//! The sample databases Chinook, Northwind, Pagila and Sakila.
//!
//! Each is loaded once a server and shared by all tests of a run, which read it through an account
//! that cannot write. A test that might write loads a copy of its own with [`Sample::load`].

use std::{
    fs,
    fs::File,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::{
    data::data,
    database::TestDatabase,
    servers::{Kind, Server, or_fail},
};

/// A sample database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sample {
    /// A music shop: SQLite, PostgreSQL, MariaDB.
    Chinook,
    /// A trader: SQLite, PostgreSQL.
    Northwind,
    /// A film rental: PostgreSQL.
    Pagila,
    /// The same film rental: MariaDB.
    Sakila,
}

impl Sample {
    /// Its SQLite file, to be opened read-only; none where there is no test data.
    ///
    /// # Panics
    /// When this sample does not come for SQLite.
    #[must_use]
    pub fn sqlite(self, suite: &str) -> Option<PathBuf> {
        let file = data(suite)?.join(format!("samples/{}.sqlite", self.name()));
        or_fail(file.is_file().then_some(Some(file)).with_context(|| self.unknown("SQLite")))
    }

    /// The database on a server, shared and loaded once; none where there is no test data.
    ///
    /// # Panics
    /// When it does not come for this server, or the server refuses it.
    #[must_use]
    pub fn on(self, server: &'static Server, suite: &str) -> Option<TestDatabase> {
        let folder = data(suite)?.join("samples");
        Some(or_fail(self.shared(server, &folder)))
    }

    /// Loads it into a fresh database; false where there is no test data.
    ///
    /// # Panics
    /// When it does not come for this server, or the server refuses it.
    #[must_use]
    pub fn load(self, database: &TestDatabase, suite: &str) -> bool {
        let Some(folder) = data(suite) else { return false };
        or_fail(self.load_from(&folder.join("samples"), database));
        true
    }

    fn shared(self, server: &'static Server, folder: &Path) -> Result<TestDatabase> {
        // One process at a time; the lock goes with the process, however it ends.
        let lock = File::open(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))?;
        lock.lock()?;
        let name = format!("sample_{}", self.name());
        let database = TestDatabase::kept(server, &name);
        if !database.is_complete()? {
            database.recreate()?;
            self.load_from(folder, &database)?;
            database.set_complete()?;
        }
        Ok(database)
    }

    fn load_from(self, folder: &Path, database: &TestDatabase) -> Result<()> {
        let kind = database.server().kind();
        let files = self.files(kind);
        let no_files = || self.unknown(&format!("{kind:?}"));
        (!files.is_empty()).then_some(()).with_context(no_files)?;
        for file in files {
            let text = fs::read_to_string(folder.join(file))
                .with_context(|| format!("cannot read `{file}`"))?;
            let script = without_database_choice(&text);
            // Sakila's views name their database.
            database.try_execute(&script.replace("sakila.", &format!("{}.", database.name())))?;
        }
        if kind == Kind::Postgres {
            // A dump may have emptied the search path and holds no statistics.
            database.try_execute("analyze;")?;
        }
        Ok(())
    }

    fn name(self) -> &'static str {
        match self {
            Self::Chinook => "chinook",
            Self::Northwind => "northwind",
            Self::Pagila => "pagila",
            Self::Sakila => "sakila",
        }
    }

    fn files(self, kind: Kind) -> &'static [&'static str] {
        match (self, kind) {
            (Self::Chinook, Kind::Postgres) => &["chinook.postgres.sql"],
            (Self::Chinook, Kind::Mariadb) => &["chinook.mysql.sql"],
            (Self::Northwind, Kind::Postgres) => &["northwind.postgres.sql"],
            (Self::Pagila, Kind::Postgres) => &["pagila.postgres.sql"],
            (Self::Sakila, Kind::Mariadb) => &["sakila-schema.mysql.sql", "sakila-data.mysql.sql"],
            (Self::Northwind | Self::Pagila, Kind::Mariadb) | (Self::Sakila, Kind::Postgres) => &[],
        }
    }

    fn unknown(self, kind: &str) -> String {
        format!("the sample `{}` does not come for {kind}", self.name())
    }
}

/// The scripts make and enter a database of their own name; here the database is already there.
fn without_database_choice(script: &str) -> String {
    let chooses = |line: &str| {
        let line = line.trim_start().to_ascii_lowercase();
        [
            "drop database",
            "create database",
            "drop schema if",
            "create schema sakila",
            "use ",
            "\\c ",
        ]
        .iter()
        .any(|start| line.starts_with(start))
    };
    script.lines().filter(|line| !chooses(line)).flat_map(|line| [line, "\n"]).collect()
}
