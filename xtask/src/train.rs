//! The offline engine's weights, made anew from the training data and from everyday questions over its databases.

use std::{
    env,
    path::PathBuf,
    process::{Command, Stdio},
};

use anyhow::{Result, ensure};

use crate::repository::Repository;

/// Trains, writes the weights into the crate and prints what grouped cross-validation makes of them.
pub(crate) fn run(repository: &Repository) -> Result<()> {
    let data = env::var_os("QUERIST_DATA")
        .map_or_else(|| repository.root().join("../shared/data"), PathBuf::from);
    let data = data.join("spider-train");
    ensure!(
        data.join("train.json").exists(),
        "there is no training data in `{}`; see `QUERIST_DATA` in CONTRIBUTING.md",
        data.display()
    );
    let status = Command::new("cargo")
        .args(["run", "--release", "--package", "querist-offline", "--features", "training"])
        .args(["--bin", "train", "--"])
        .arg(data)
        .arg(repository.root().join("crates/offline"))
        .current_dir(repository.root())
        .stdin(Stdio::null())
        .status()?;
    ensure!(status.success(), "the training failed");
    Ok(())
}
