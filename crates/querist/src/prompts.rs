//! Prompts of one's own: a folder of files in the places of the shipped ones.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use querist_journey::Prompts;

use crate::QueristError;

/// Writes the shipped prompts into a folder, to be changed there. Gives back those that were there already and stay
/// as they are.
///
/// # Errors
/// When the folder cannot be made or a file cannot be written.
pub fn write_prompts(folder: &Path) -> Result<Vec<PathBuf>, QueristError> {
    let mut there = Vec::new();
    for (name, text) in Prompts::texts() {
        let file = folder.join(name);
        let parent = file.parent().unwrap_or(folder);
        let failed = |error: io::Error| QueristError::cannot_write(&file, &error);
        fs::create_dir_all(parent).map_err(failed)?;
        if file.exists() {
            there.push(file);
        } else {
            fs::write(&file, text).map_err(failed)?;
        }
    }
    Ok(there)
}

/// The prompts that ship, those of the folder in the places of some.
pub(crate) fn read(folder: Option<&Path>) -> Result<Prompts, QueristError> {
    let Some(folder) = folder else { return Ok(Prompts::shipped()?) };
    let mut own = Vec::new();
    for place in ["", "dialects/"] {
        let listed = folder.join(place);
        if place.is_empty() || listed.is_dir() {
            own.extend(templates(&listed, place)?);
        }
    }
    Ok(Prompts::with(own)?)
}

/// The Markdown files of a folder, under their names as prompts.
fn templates(folder: &Path, place: &str) -> Result<Vec<(String, String)>, QueristError> {
    let unreadable = |error: io::Error| QueristError::cannot_read(folder, &error);
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let file = entry.map_err(unreadable)?.path();
        if file.extension().is_some_and(|extension| extension == "md") {
            let text = fs::read_to_string(&file);
            let text = text.map_err(|error| QueristError::cannot_read(&file, &error))?;
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            found.push((format!("{place}{name}"), text));
        }
    }
    found.sort();
    Ok(found)
}
