//! The layers, the strongest first.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use super::{
    file,
    given::Given,
    models::table::EndpointTable,
    origin::Origin,
    surroundings::Surroundings,
    table::{self, Setting},
};
use crate::QueristError;

/// The file of settings in the current and in the configuration folder.
const FILE: &str = "querist.toml";

const PASSED_OVER: &str = "a line of `.env` is not understood and was passed over";

/// What a layer says of a setting, as typed.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub(super) text: String,
    pub(super) origin: Origin,
}

pub(super) type Layer = BTreeMap<Setting, Said>;

/// Variables, and what tells where one came from.
type Variables = (BTreeMap<String, String>, fn(String) -> Origin);

/// All layers.
pub(super) struct Layers {
    layers: Vec<Layer>,
    /// The variables of the environment and of `.env`, with where they came from.
    variables: [Variables; 2],
    /// Endpoints of language models, from the first file that has any.
    pub(super) endpoints: Vec<(EndpointTable, Origin)>,
    /// What was passed over.
    pub(super) warnings: Vec<String>,
}

impl Layers {
    pub(super) fn gather(given: &Given, around: &Surroundings) -> Result<Self, QueristError> {
        let (variables, warnings) = dotenv(around.folder.as_deref());
        let mut layers = vec![
            flags(given),
            environment(&around.environment, Origin::Environment),
            environment(&variables, Origin::DotEnv),
        ];
        let mut endpoints = Vec::new();
        for folder in around.folder.iter().chain(&around.configuration) {
            let Some(read) = file::read(&folder.join(FILE))? else { continue };
            layers.push(read.layer);
            if endpoints.is_empty() {
                endpoints = read.endpoints;
            }
        }
        let environment = (around.environment.clone(), Origin::Environment as fn(String) -> Origin);
        let variables = [environment, (variables, Origin::DotEnv)];
        Ok(Self { layers, variables, endpoints, warnings })
    }

    /// A variable of the environment, else of `.env`.
    pub(super) fn variable(&self, name: &str) -> Option<(String, Origin)> {
        let found = |(variables, origin): &Variables| {
            let text = variables.get(name).filter(|text| !text.trim().is_empty())?;
            Some((text.trim().to_owned(), origin(name.to_owned())))
        };
        self.variables.iter().find_map(found)
    }

    /// What counts, and where it came from.
    pub(super) fn said(&self, setting: Setting) -> Said {
        let said = self.layers.iter().find_map(|layer| layer.get(&setting).cloned());
        said.unwrap_or_else(|| Said { text: setting.default().into(), origin: Origin::Default })
    }
}

fn flags(given: &Given) -> Layer {
    Setting::all()
        .filter_map(|setting| {
            let text = given.get(setting)?.to_owned();
            Some((setting, Said { text, origin: Origin::Flag(setting.flag()) }))
        })
        .collect()
}

fn environment(variables: &BTreeMap<String, String>, origin: fn(String) -> Origin) -> Layer {
    table::rows()
        .filter_map(|row| {
            let (name, value) =
                row.variables.iter().find_map(|name| variables.get_key_value(*name))?;
            let text = meant(name, value).to_owned();
            Some((row.setting, Said { text, origin: origin(name.clone()) }))
        })
        .collect()
}

/// `NO_COLOR` is a switch, whatever its value: <https://no-color.org>.
fn meant<'a>(name: &str, value: &'a str) -> &'a str {
    if name == "NO_COLOR" { "never" } else { value }
}

/// The variables of `.env`. Such a file often serves other programs too, so lines that are not
/// understood are told and not refused.
fn dotenv(folder: Option<&Path>) -> (BTreeMap<String, String>, Vec<String>) {
    let file = folder.map(|folder| folder.join(".env"));
    let lines = file.as_ref().and_then(|file: &PathBuf| dotenvy::from_path_iter(file).ok());
    let mut variables = BTreeMap::new();
    let mut warnings = Vec::new();
    for line in lines.into_iter().flatten() {
        match line {
            Ok((name, value)) if !value.is_empty() => drop(variables.insert(name, value)),
            Ok(_) => {}
            // The error quotes the line, which may hold a password.
            Err(_) => warnings.push(PASSED_OVER.to_owned()),
        }
    }
    (variables, warnings)
}
