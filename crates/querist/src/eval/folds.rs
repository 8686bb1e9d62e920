//! Weights that have not seen the databases whose questions are read with them.

use std::{
    collections::{HashMap, hash_map::Entry},
    fs,
    path::Path,
};

use querist_offline::{WeightFiles, Weights};

use super::names;
use crate::QueristError;

/// What the names of the folders begin with.
const PREFIX: &str = "fold-";

/// The file that names a fold's databases, one a line.
const DATABASES: &str = "databases.txt";

/// Where folds come from.
const MADE_BY: &str =
    "the training of `crates/offline` writes such a folder: `train DATA CRATE 1 FOLDER`";

/// What is to be done about a database in two folds.
const TWICE: &str = "name each database in the `databases.txt` of one fold only";

/// For each database weights that have not seen it.
#[derive(Debug, Clone)]
pub struct Folds {
    /// With the name of its fold.
    by_database: HashMap<String, (String, Weights)>,
}

impl Folds {
    /// Reads a folder that holds `fold-0`, `fold-1` and so on: each with the files of its weights under the names of
    /// [`WeightFiles`], and the names of its databases in `databases.txt`, one a line.
    ///
    /// # Errors
    /// When there is no fold, a file is missing or not whole, or a database is in two folds.
    pub fn read(folder: &Path) -> Result<Self, QueristError> {
        let trouble =
            |reason, hint| QueristError::BadFolds { folder: folder.to_owned(), reason, hint };
        let mut folds = Self { by_database: HashMap::new() };
        for fold in folders(folder).map_err(|reason| trouble(reason, MADE_BY))? {
            let (weights, databases) = read(folder, &fold).map_err(|why| trouble(why, MADE_BY))?;
            for database in databases {
                folds.add(database, &fold, &weights).map_err(|why| trouble(why, TWICE))?;
            }
        }
        Ok(folds)
    }

    fn add(&mut self, database: String, fold: &str, weights: &Weights) -> Result<(), String> {
        match self.by_database.entry(database) {
            Entry::Occupied(known) => {
                let (database, (other, _)) = (known.key(), known.get());
                Err(format!("`{database}` is in `{other}` and in `{fold}`"))
            }
            Entry::Vacant(place) => {
                place.insert((fold.to_owned(), weights.clone()));
                Ok(())
            }
        }
    }

    /// The weights for a database; none where no fold holds it.
    pub(super) fn weights_for(&self, database: &str) -> Option<Weights> {
        self.by_database.get(database).map(|(_, weights)| weights.clone())
    }
}

/// The names of the folders of folds, in their order; or what is wrong.
fn folders(folder: &Path) -> Result<Vec<String>, String> {
    let entries = fs::read_dir(folder).map_err(|error| error.to_string())?;
    let named = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut found: Vec<String> = named.filter(|name| name.starts_with(PREFIX)).collect();
    found.sort();
    if found.is_empty() { Err(format!("there is no `{PREFIX}0` in it")) } else { Ok(found) }
}

/// A fold's weights and databases, or which of its files is wrong.
fn read(folder: &Path, fold: &str) -> Result<(Weights, Vec<String>), String> {
    let bytes = |name: &str| {
        let missing = |error| format!("`{fold}/{name}` cannot be read: {error}");
        fs::read(folder.join(fold).join(name)).map_err(missing)
    };
    let weights = Weights::read(WeightFiles::gather(bytes)?)
        .map_err(|bad| format!("`{fold}/{}` holds no whole weights", bad.file))?;
    Ok((weights, names(&String::from_utf8_lossy(&bytes(DATABASES)?))))
}
