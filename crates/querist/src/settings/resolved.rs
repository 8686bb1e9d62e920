//! All layers, as meant.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    time::Duration,
};

use querist_databases::masked;
use querist_journey::Lifetimes;
use querist_store::Retention;
use querist_vocabulary::{
    database::Limits,
    policy::{AccessList, Masking},
    routing::RoutingPolicy,
};
use secrecy::{ExposeSecret, SecretString};

use super::{
    given::Given,
    layers::{Layers, Said},
    models::{self, ModelsChosen},
    origin::Origin,
    parse,
    surroundings::Surroundings,
    table::Setting,
};
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
    /// How long an export to a file may take.
    pub export_timeout: Duration,
    /// What may be read.
    pub access: AccessList,
    /// What is shown of personal data in results.
    pub masking: Masking,
    /// How long results are kept in memory; none where they are not.
    pub cache: Option<Lifetimes>,
    /// The most connections to the database.
    pub max_connections: u32,
    /// How long to wait for the database to let Querist in.
    pub connect_timeout: Duration,
    /// Language models, and how they are used.
    pub models: ModelsChosen,
    /// How long the ledger keeps bodies.
    pub ledger: Retention,
    /// How answers are printed.
    pub format: Format,
    /// When colour is used.
    pub colour: Colour,
    /// Who asks: the operating system's user.
    pub actor: String,
    /// What was passed over while the settings were read.
    pub warnings: Vec<String>,
    said: BTreeMap<Setting, (String, Origin)>,
}

/// A setting for `config show`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Which.
    pub setting: Setting,
    /// Its value, passwords masked; empty where there is none.
    pub value: String,
    /// Where it came from.
    pub origin: Origin,
}

impl Settings {
    /// What a program was given, then environment, files and defaults.
    ///
    /// # Errors
    /// When a value or a file is not understood.
    pub fn resolve(given: &Given) -> Result<Self, QueristError> {
        Self::resolve_in(given, &Surroundings::of_process())
    }

    /// What a program was given, then defaults: no environment and no file is looked at.
    ///
    /// # Errors
    /// When a value is not understood.
    pub fn alone(given: &Given) -> Result<Self, QueristError> {
        let around = Surroundings { configuration: None, ..Surroundings::of_person() };
        Self::resolve_in(given, &around)
    }

    pub(super) fn resolve_in(given: &Given, around: &Surroundings) -> Result<Self, QueristError> {
        let layers = Layers::gather(given, around)?;
        let text = |setting| layers.said(setting).text;
        let data_folder = data_folder(&layers, around)?;
        let actor = around.person.clone().unwrap_or_else(|| "unknown".into());
        let models = models::resolve(&layers, &actor)?;
        Ok(Self {
            database: filled(text(Setting::Database)).map(SecretString::from),
            knowledge: filled(text(Setting::Knowledge)).map(PathBuf::from),
            limits: Limits {
                rows: read(&layers, Setting::MaxRows, parse::rows)?,
                bytes: read(&layers, Setting::MaxBytes, parse::bytes)?,
                timeout: read(&layers, Setting::Timeout, parse::seconds)?,
            },
            export_timeout: read(&layers, Setting::ExportTimeout, parse::seconds)?,
            access: AccessList {
                allow: parse::patterns(&text(Setting::Allow)),
                block: parse::patterns(&text(Setting::Block)),
            },
            masking: read(&layers, Setting::MaskResults, parse::masking)?,
            cache: lifetimes(&layers)?,
            max_connections: read(&layers, Setting::MaxConnections, parse::connections)?,
            connect_timeout: read(&layers, Setting::ConnectTimeout, parse::seconds)?,
            format: read(&layers, Setting::Format, parse::format)?,
            colour: read(&layers, Setting::Colour, parse::colour)?,
            ledger: Retention {
                days: read(&layers, Setting::LedgerDays, parse::days)?,
                bytes: read(&layers, Setting::LedgerBytes, parse::bytes)?,
            },
            warnings: layers.warnings.iter().cloned().chain(models.warning()).collect(),
            said: shown(&layers, &data_folder, models.policy),
            models,
            actor,
            data_folder,
        })
    }

    /// Every setting with its origin, in the table's order.
    #[must_use]
    pub fn show(&self) -> Vec<Shown> {
        let shown = Setting::all().filter_map(|setting| {
            let (value, origin) = self.said.get(&setting)?.clone();
            Some(Shown { setting, value, origin })
        });
        shown.collect()
    }

    /// The address to connect to.
    pub(crate) fn address(&self) -> Option<&str> {
        self.database.as_ref().map(ExposeSecret::expose_secret)
    }

    /// The file of Querist's own store.
    pub(crate) fn store_file(&self) -> PathBuf {
        self.data_folder.join("querist.db")
    }
}

/// Texts for `config show`, without passwords.
fn shown(
    layers: &Layers,
    data_folder: &Path,
    policy: RoutingPolicy,
) -> BTreeMap<Setting, (String, Origin)> {
    let entry = |setting| {
        let Said { text, origin } = layers.said(setting);
        (setting, (text, origin))
    };
    let mut shown: BTreeMap<_, _> = Setting::all().map(entry).collect();
    if let Some((address, _)) = shown.get_mut(&Setting::Database) {
        *address = masked(address);
    }
    if let Some((word, _)) = shown.get_mut(&Setting::Policy) {
        *word = policy.word().to_owned();
    }
    if let Some((folder, _)) = shown.get_mut(&Setting::DataFolder) {
        *folder = data_folder.display().to_string();
    }
    shown
}

fn lifetimes(layers: &Layers) -> Result<Option<Lifetimes>, QueristError> {
    let lifetimes = Lifetimes {
        counts: read(layers, Setting::CacheTtlCounts, parse::seconds)?,
        pages: read(layers, Setting::CacheTtlPages, parse::seconds)?,
        others: read(layers, Setting::CacheTtlOthers, parse::seconds)?,
    };
    let kept = read(layers, Setting::Cache, parse::switch)?;
    Ok(kept.then_some(lifetimes))
}

pub(super) fn filled(text: String) -> Option<String> {
    Some(text).filter(|text| !text.trim().is_empty())
}

fn data_folder(layers: &Layers, around: &Surroundings) -> Result<PathBuf, QueristError> {
    let said = layers.said(Setting::DataFolder);
    let folder = filled(said.text.clone()).map(PathBuf::from).or_else(|| around.data.clone());
    folder
        .ok_or_else(|| bad(Setting::DataFolder, &said.origin, "the user has no home folder".into()))
}

pub(super) fn read<T>(
    layers: &Layers,
    setting: Setting,
    parse: impl FnOnce(&str) -> Result<T, String>,
) -> Result<T, QueristError> {
    let Said { text, origin } = layers.said(setting);
    parse(text.trim()).map_err(|reason| bad(setting, &origin, reason))
}

fn bad(setting: Setting, origin: &Origin, reason: String) -> QueristError {
    QueristError::BadSetting {
        setting: format!("`{}`", setting.name()),
        origin: origin.to_string(),
        reason,
        hint: setting.hint(),
    }
}
