//! Trains everything that the offline engine has learned and writes it into the crate: `train DATA CRATE [EVERY [FOLDER]]`.
//!
//! DATA holds `train.json` and `databases/`; with EVERY, the ranker learns from every so many-th question only;
//! FOLDER gets the lists that it learns from.

use std::path::PathBuf;

use anyhow::{Context, Result};
use querist_offline::training::learn;

fn main() -> Result<()> {
    const USAGE: &str = "usage: train DATA CRATE [EVERY [FOLDER]]";
    let mut arguments = std::env::args_os().skip(1);
    let data = arguments.next().map(PathBuf::from).context(USAGE)?;
    let home = arguments.next().map(PathBuf::from).context(USAGE)?;
    let every = arguments.next().map_or(Ok(1), |text| text.to_string_lossy().parse());
    let folder = arguments.next().map(PathBuf::from);
    learn::learn(&data, &home, every.context(USAGE)?, folder.as_deref())
}
