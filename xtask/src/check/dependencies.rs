//! Dependencies: each is used by the crate that names it, and the table says why it is there.

use std::collections::BTreeSet;

use anyhow::{Context, Result};

use crate::{
    finding::Finding,
    repository::{Package, Repository},
};

/// The page that says why each is there.
const TABLE: &str = "docs/design/dependencies.md";

pub(super) fn check(repository: &Repository) -> Result<Vec<Finding>> {
    let text = |path: &str| {
        let file = repository.files().iter().find(|file| file.path == path);
        file.map(|file| file.text.as_str()).with_context(|| format!("no `{path}`"))
    };
    let metadata = repository.metadata()?;
    let ours: Vec<&Package> = metadata.packages.iter().filter(|p| p.source.is_none()).collect();
    let mut findings: Vec<Finding> =
        ours.iter().flat_map(|package| unused(repository, package)).collect();
    let named: BTreeSet<&str> = ours
        .iter()
        .flat_map(|package| &package.dependencies)
        .map(|dependency| dependency.name.as_str())
        .collect();
    findings.extend(unexplained(&named, text(TABLE)?));
    findings.extend(idle(&named, text("Cargo.toml")?));
    Ok(findings)
}

/// What a package names and no file of it uses.
fn unused(repository: &Repository, package: &Package) -> Vec<Finding> {
    let manifest = package.manifest_path.strip_prefix(repository.root());
    let manifest = manifest.unwrap_or(&package.manifest_path).to_string_lossy();
    let home = manifest.trim_end_matches("Cargo.toml");
    let sources = repository.sources().filter(|file| file.path.starts_with(home));
    let used: BTreeSet<&str> = sources.flat_map(|file| words(&file.text)).collect();
    let idle = |name: &str| !used.contains(name.replace('-', "_").as_str());
    let idle = package.dependencies.iter().filter(|dependency| idle(&dependency.name));
    idle.map(|dependency| {
        let message = format!("`{}` is used by no file of it", dependency.name);
        Finding::new(manifest.clone(), message, "take the line out")
    })
    .collect()
}

/// What no row of the table names.
fn unexplained(named: &BTreeSet<&str>, table: &str) -> Vec<Finding> {
    let explained: BTreeSet<&str> = words(table).collect();
    let others = named.iter().filter(|name| !name.starts_with("querist"));
    others
        .filter(|name| !explained.contains(*name))
        .map(|name| Finding::new(TABLE, format!("says nothing of `{name}`"), "say why it is there"))
        .collect()
}

/// Versions that the workspace keeps for nobody.
fn idle(named: &BTreeSet<&str>, workspace: &str) -> Vec<Finding> {
    let section = workspace.split("[workspace.dependencies]").nth(1).unwrap_or_default();
    let lines = section.lines().take_while(|line| !line.starts_with('['));
    let names = lines.filter_map(|line| Some(line.split_once('=')?.0.trim()));
    names
        .filter(|name| !named.contains(name))
        .map(|name| {
            let message = format!("no crate depends on `{name}`");
            Finding::new("Cargo.toml", message, "take the line out")
        })
        .collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    text.split(move |c| !is_part(c)).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_uses_or_explains_is_found() {
        let named = BTreeSet::from(["serde_json", "rust-stemmers", "querist-sql"]);
        let check = |findings: Vec<Finding>| {
            findings.into_iter().map(|finding| finding.message).collect::<Vec<_>>()
        };
        let table = "| words | rust-stemmers, serde (`x`) | why |";
        assert_eq!(check(unexplained(&named, table)), ["says nothing of `serde_json`"]);
        let workspace = "[workspace.dependencies]\nserde_json = \"1\"\nfst = { version = \"0.4\" }\n\n[lints]\nx = 1\n";
        assert_eq!(check(idle(&named, workspace)), ["no crate depends on `fst`"]);
    }
}
