//! Where a value came from.

use std::{fmt, path::PathBuf};

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
            Self::Flag("") => f.write_str("the program"),
            Self::Flag(flag) => write!(f, "`{flag}`"),
            Self::Environment(name) => write!(f, "environment `{name}`"),
            Self::DotEnv(name) => write!(f, "`{name}` in `.env`"),
            Self::File(file) => write!(f, "`{}`", file.display()),
            Self::Default => f.write_str("default"),
        }
    }
}
