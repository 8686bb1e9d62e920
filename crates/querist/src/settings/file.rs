//! A `querist.toml` as a layer.

use std::{fs, io, ops::Range, path::Path};

use serde::Deserialize;
use toml::{
    Spanned,
    de::{DeTable, DeValue, ValueDeserializer},
};

use super::{
    layers::{Layer, Said},
    models::table::{EndpointTable, ModelsTable},
    origin::Origin,
    parse,
    table::{self, Setting},
};
use crate::QueristError;

/// How near a name must be to be offered instead (Jaro-Winkler, 0 to 1).
const NEAR: f64 = 0.8;

/// The table of language models.
const MODELS: &str = "models";

/// What a file says.
pub(super) struct FileRead {
    pub(super) layer: Layer,
    /// Endpoints of language models.
    pub(super) endpoints: Vec<(EndpointTable, Origin)>,
}

/// What a file says; none where there is no such file.
pub(super) fn read(file: &Path) -> Result<Option<FileRead>, QueristError> {
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(QueristError::cannot_read(file, &error)),
    };
    let table = DeTable::parse(&text).map_err(|error| {
        let line = error.span().map_or(0, |span| line_of(&text, &span));
        bad(file, line, None, error.message().to_owned(), settings_hint())
    })?;
    let (mut layer, mut endpoints) = (Layer::new(), Vec::new());
    for (key, value) in table.into_inner() {
        let line = line_of(&text, &key.span());
        if key.get_ref() == MODELS {
            endpoints = models(file, &text, line, value)?;
        } else {
            let (setting, said) = entry(file, line, key.get_ref(), value.get_ref())?;
            layer.insert(setting, said);
        }
    }
    Ok(Some(FileRead { layer, endpoints }))
}

fn entry(
    file: &Path,
    line: usize,
    key: &str,
    value: &DeValue<'_>,
) -> Result<(Setting, Said), QueristError> {
    let setting = known(key).ok_or_else(|| unknown(file, line, key))?;
    let text = said(value).ok_or_else(|| {
        let reason = "it must be a text, a number or a list of texts".to_owned();
        bad(file, line, Some(key), reason, setting.hint())
    })?;
    let text = beside(file, setting, text);
    Ok((setting, Said { text, origin: Origin::File(file.to_owned()) }))
}

fn models(
    file: &Path,
    text: &str,
    line: usize,
    value: Spanned<DeValue<'_>>,
) -> Result<Vec<(EndpointTable, Origin)>, QueristError> {
    let table = ModelsTable::deserialize(ValueDeserializer::from(value)).map_err(|error| {
        let line = error.span().map_or(line, |span| line_of(text, &span));
        let hint = "`docs/guide/models.md` shows how endpoints are set".to_owned();
        bad(file, line, Some(MODELS), error.message().to_owned(), hint)
    })?;
    let origin = || Origin::File(file.to_owned());
    Ok(table.endpoints.into_iter().map(|endpoint| (endpoint, origin())).collect())
}

fn known(key: &str) -> Option<Setting> {
    table::rows().find(|row| row.name == key).map(|row| row.setting)
}

/// The value as it would be typed after a flag.
fn said(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.to_string()),
        DeValue::Float(number) => Some(number.to_string()),
        DeValue::Array(items) => {
            let texts = items.iter().map(|item| item.get_ref().as_str().map(str::to_owned));
            Some(texts.collect::<Option<Vec<_>>>()?.join(","))
        }
        DeValue::Boolean(_) | DeValue::Datetime(_) | DeValue::Table(_) => None,
    }
}

/// Paths in a file count from the file's folder.
fn beside(file: &Path, setting: Setting, text: String) -> String {
    let path = matches!(
        setting,
        Setting::Knowledge | Setting::DataFolder | Setting::Prompts | Setting::Embedder
    ) || setting == Setting::Database && parse::is_path(&text);
    match file.parent().filter(|_| path) {
        Some(folder) => folder.join(text).display().to_string(),
        None => text,
    }
}

fn unknown(file: &Path, line: usize, key: &str) -> QueristError {
    let nearest = table::rows()
        .map(|row| (strsim::jaro_winkler(row.name, key), row.name))
        .filter(|(nearness, _)| *nearness >= NEAR)
        .max_by(|one, other| one.0.total_cmp(&other.0));
    let hint = nearest.map_or_else(settings_hint, |(_, name)| format!("did you mean `{name}`?"));
    bad(file, line, Some(key), "there is no such setting".into(), hint)
}

fn bad(file: &Path, line: usize, key: Option<&str>, reason: String, hint: String) -> QueristError {
    QueristError::BadSetting {
        setting: key.map_or_else(|| "the settings".into(), |key| format!("`{key}`")),
        origin: format!("`{}`, line {line}", file.display()),
        reason,
        hint,
    }
}

fn settings_hint() -> String {
    "`querist config show` lists all settings".into()
}

/// Counted from 1.
fn line_of(text: &str, span: &Range<usize>) -> usize {
    text.bytes().take(span.start).filter(|byte| *byte == b'\n').count() + 1
}
