//! All layers, as meant.

use std::{fmt, path::PathBuf, time::Duration};

use querist_vocabulary::{database::Limits, policy::AccessList};
use secrecy::SecretString;

use super::{given::Given, table::Setting};
use crate::QueristError;

/// How answers are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text for people.
    Table,
    /// One JSON object.
    Json,
    /// Rows as CSV.
    Csv,
    /// Rows as a Markdown table.
    Markdown,
}

/// When colour is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// On a terminal.
    Auto,
    /// In any case.
    Always,
    /// Not at all.
    Never,
}

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The command line, or the program that embeds Querist.
    Flag(&'static str),
    /// A variable of the environment.
    Environment(String),
    /// A variable of the `.env` file in the current folder.
    DotEnv(String),
    /// A `querist.toml`.
    File(PathBuf),
    /// Nobody set it.
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => write!(f, "`{flag}`"),
            Self::Environment(name) => write!(f, "environment `{name}`"),
            Self::DotEnv(name) => write!(f, "`.env`, `{name}`"),
            Self::File(file) => write!(f, "`{}`", file.display()),
            Self::Default => f.write_str("default"),
        }
    }
}

/// What Querist works with.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The database's address, which may hold a password; none when nobody named one.
    pub database: Option<SecretString>,
    /// The semantic file; none looks beside an SQLite file.
    pub knowledge: Option<PathBuf>,
    /// The folder of Querist's own store.
    pub data_folder: PathBuf,
    /// How much one query may take and bring.
    pub limits: Limits,
    /// What may be read.
    pub access: AccessList,
    /// The most connections to the database.
    pub max_connections: u32,
    /// How long to wait for the database to answer.
    pub connect_timeout: Duration,
    /// How answers are printed.
    pub format: Format,
    /// When colour is used.
    pub colour: Colour,
    /// Who asks: the operating system's user.
    pub actor: String,
}

/// A setting for `config show`, its password masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Which.
    pub setting: Setting,
    /// Its name in `querist.toml`.
    pub name: &'static str,
    /// Its value, passwords masked; empty where there is none.
    pub value: String,
    /// Where it came from.
    pub origin: Origin,
}

impl Settings {
    /// Resolves what a program was given with the environment, `querist.toml` and the defaults.
    ///
    /// # Errors
    /// When a value or a file is not understood.
    pub fn resolve(given: Given) -> Result<Self, QueristError> {
        let _ = given;
        Err(QueristError::BadSetting {
            setting: "everything".into(),
            origin: "nowhere".into(),
            reason: "not built".into(),
            hint: "not built".into(),
        })
    }

    /// Every setting with its origin, in the table's order.
    #[must_use]
    pub fn show(&self) -> Vec<Shown> {
        Vec::new()
    }
}
