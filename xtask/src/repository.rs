//! What the checks look at: files and packages.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

/// Folders that hold nothing written by hand.
const NOT_OURS: &[&str] = &[".git", "corpus", "target"];

/// The repository on disk.
#[derive(Debug)]
pub(crate) struct Repository {
    root: PathBuf,
    files: Vec<TextFile>,
}

/// A text file of the repository.
#[derive(Debug)]
pub(crate) struct TextFile {
    /// Relative to the root, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// What cargo knows of all packages, ours and others'.
#[derive(Debug, Deserialize)]
pub(crate) struct Metadata {
    pub(crate) packages: Vec<Package>,
}

/// A package.
#[derive(Debug, Deserialize)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) license: Option<String>,
    /// None for packages of the workspace.
    pub(crate) source: Option<String>,
    pub(crate) manifest_path: PathBuf,
    pub(crate) dependencies: Vec<Dependency>,
}

/// A line of a package's `Cargo.toml`.
#[derive(Debug, Deserialize)]
pub(crate) struct Dependency {
    pub(crate) name: String,
    /// None for what the package itself uses; `dev` or `build` otherwise.
    pub(crate) kind: Option<String>,
    /// Whether it comes only with a feature that somebody asks for.
    pub(crate) optional: bool,
}

impl Repository {
    pub(crate) fn open() -> Result<Self> {
        // Checkouts that share a build cache share this program, too: cargo says which of them runs it.
        let home = std::env::var_os("CARGO_MANIFEST_DIR")
            .unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let root = Path::new(&home).join("..").canonicalize()?;
        let mut files = Vec::new();
        collect(&root, &root, &mut files)?;
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Self { root, files })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// All text files, by path.
    pub(crate) fn files(&self) -> &[TextFile] {
        &self.files
    }

    /// All Rust files.
    pub(crate) fn sources(&self) -> impl Iterator<Item = &TextFile> {
        self.files.iter().filter(|file| file.path.ends_with(".rs"))
    }

    pub(crate) fn metadata(&self) -> Result<Metadata> {
        let output = Command::new("cargo")
            .args(["metadata", "--format-version=1", "--locked"])
            .current_dir(&self.root)
            .output()
            .context("cannot run `cargo metadata`")?;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr).trim());
        serde_json::from_slice(&output.stdout).context("cannot read what `cargo metadata` says")
    }
}

impl TextFile {
    /// The crate it belongs to, such as `crates/sql`.
    pub(crate) fn home(&self) -> &str {
        match self.path.match_indices('/').nth(1) {
            Some((end, _)) if self.path.starts_with("crates/") => {
                self.path.get(..end).unwrap_or_default()
            }
            _ => self.path.split('/').next().unwrap_or_default(),
        }
    }

    /// The file's name without folder and ending.
    pub(crate) fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.split('.').next().unwrap_or_default()
    }

    /// Whether only tests, benchmarks and the programs that developers run use it.
    pub(crate) fn is_for_tests(&self) -> bool {
        let folders =
            ["/tests/", "/benches/", "/examples/", "/src/bin/", "/src/training/", "fuzz/"];
        folders.iter().any(|folder| self.path.contains(folder))
            || self.stem() == "tests"
            || matches!(self.home(), "crates/testkit" | "xtask")
    }

    /// The lines of code that ship, with their numbers: no comments, no inline tests.
    pub(crate) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let shipped = self.text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        (1..)
            .zip(shipped.lines())
            .filter(|(_, line)| !line.trim_start().starts_with("//") && !line.trim().is_empty())
    }
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<TextFile>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {folder:?}"))? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            if !NOT_OURS.contains(&name) {
                collect(root, &path, files)?;
            }
        } else if let Ok(text) = fs::read_to_string(&path) {
            let path = path.strip_prefix(root)?.to_string_lossy().into_owned();
            files.push(TextFile { path, text });
        }
    }
    Ok(())
}
