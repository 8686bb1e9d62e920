//! Trains everything that the offline engine has learned and writes it into the crate:
//! `train DATA CRATE [EVERY [FOLDER [FOLDS]]]`.
//!
//! DATA holds `train.json` and `databases/`; with EVERY, the ranker learns from every so many-th question only;
//! FOLDER gets the lists that it learns from and, in `fold-0` and so on, the weights that did not see the databases of a
//! fold; the databases are divided into FOLDS groups, ten if nothing is said.

use std::path::PathBuf;

use anyhow::{Context, Result};
use querist_offline::training::learn::{self, Course};

const USAGE: &str = "usage: train DATA CRATE [EVERY [FOLDER [FOLDS]]]";

/// Groups of databases, each judged by what was learned from the others.
const FOLDS: u32 = 10;

fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1);
    let data = arguments.next().map(PathBuf::from).context(USAGE)?;
    let home = arguments.next().map(PathBuf::from).context(USAGE)?;
    let every = arguments.next().map_or(Ok(1), |text| text.to_string_lossy().parse());
    let folder = arguments.next().map(PathBuf::from);
    let folds = arguments.next().map_or(Ok(FOLDS), |text| text.to_string_lossy().parse());
    let (every, folds) = (every.context(USAGE)?, folds.context(USAGE)?);
    learn::learn(&data, &home, Course { every, folds, folder: folder.as_deref() })
}
