//! The process and the folders around it.

use std::{collections::BTreeMap, env, path::PathBuf};

use etcetera::BaseStrategy;

use super::table::TABLE;

/// The name of Querist's own folders and of the file of settings.
const FOLDER: &str = "querist";

/// Variables in which systems name the person; the first that is set counts.
const PERSON: &[&str] = &["USER", "LOGNAME", "USERNAME"];

/// Everything that settings are read from besides what a program was given.
#[derive(Debug, Default)]
pub(super) struct Surroundings {
    /// The variables that the table names, and those that name the person.
    pub(super) environment: BTreeMap<String, String>,
    /// The current folder, with `.env` and `querist.toml`.
    pub(super) folder: Option<PathBuf>,
    /// The user's folder for Querist's configuration.
    pub(super) configuration: Option<PathBuf>,
    /// The user's folder for Querist's data.
    pub(super) data: Option<PathBuf>,
}

impl Surroundings {
    /// What this process has around it.
    pub(super) fn of_process() -> Self {
        Self { environment: environment(), folder: env::current_dir().ok(), ..Self::folders() }
    }

    /// The user's folders alone.
    pub(super) fn folders() -> Self {
        let home = etcetera::choose_base_strategy().ok();
        Self {
            configuration: home.as_ref().map(|home| home.config_dir().join(FOLDER)),
            data: home.as_ref().map(|home| home.data_dir().join(FOLDER)),
            ..Self::default()
        }
    }

    /// Who asks, for the audit log.
    pub(super) fn person(&self) -> String {
        let named = PERSON.iter().find_map(|name| self.environment.get(*name));
        named.cloned().unwrap_or_else(|| "unknown".into())
    }
}

/// An empty variable counts as none.
fn environment() -> BTreeMap<String, String> {
    let names = TABLE.iter().flat_map(|row| row.variables).chain(PERSON);
    names
        .filter_map(|name| Some((*name, env::var_os(name)?.to_string_lossy().into_owned())))
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
