//! What did not see the databases of a fold, in a folder of its own: so that the whole program can be measured on
//! questions that its weights have not seen.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Result;

/// The file that names a fold's databases, one a line.
pub(crate) const DATABASES: &str = "databases.txt";

/// The folder of a fold.
pub(crate) fn folder_of(fold: u32, folder: &Path) -> PathBuf {
    folder.join(format!("fold-{fold}"))
}

/// Writes files by their names.
pub(crate) fn write(folder: &Path, files: &[(&str, Vec<u8>)]) -> Result<()> {
    fs::create_dir_all(folder)?;
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes)?;
    }
    Ok(())
}
