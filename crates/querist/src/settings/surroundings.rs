//! The process and the folders around it.

use std::{collections::BTreeMap, env, ffi::OsString, path::PathBuf};

use etcetera::BaseStrategy;

/// The name of Querist's own folders and of the file of settings.
const FOLDER: &str = "querist";

/// Variables in which systems name the person; the first that is set counts.
const PERSON: &[&str] = &["USER", "LOGNAME", "USERNAME"];

/// Everything that settings are read from besides what a program was given.
#[derive(Default)]
pub(super) struct Surroundings {
    /// Who asks, for the audit log.
    pub(super) person: Option<String>,
    /// The variables; some of them are keys.
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
        Self { environment: environment(), folder: env::current_dir().ok(), ..Self::of_person() }
    }

    /// The person and the person's folders alone.
    pub(super) fn of_person() -> Self {
        let home = etcetera::choose_base_strategy().ok();
        Self {
            person: PERSON.iter().find_map(|name| variable(name)),
            configuration: home.as_ref().map(|home| home.config_dir().join(FOLDER)),
            data: home.as_ref().map(|home| home.data_dir().join(FOLDER)),
            ..Self::default()
        }
    }
}

/// All variables: a file may name any of them as the one that holds a key.
fn environment() -> BTreeMap<String, String> {
    let text = |text: OsString| text.to_string_lossy().into_owned();
    let all = env::vars_os().map(|(name, value)| (text(name), text(value)));
    all.filter(|(_, value)| !value.is_empty()).collect()
}

/// A variable that is set to nothing counts as not set.
fn variable(name: &str) -> Option<String> {
    let value = env::var_os(name)?.to_string_lossy().into_owned();
    (!value.is_empty()).then_some(value)
}
