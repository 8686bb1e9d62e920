//! Names of modules, and what every file says of itself.

use anyhow::Result;

use crate::{
    finding::Finding,
    repository::{Repository, TextFile},
};

/// Such a name cannot say no: everything fits in.
const CANNOT_SAY_NO: &[&str] = &[
    "base", "common", "core", "general", "helper", "helpers", "manager", "managers", "misc",
    "service", "services", "shared", "util", "utils",
];

pub(super) fn check(repository: &Repository) -> Result<Vec<Finding>> {
    Ok(repository.sources().flat_map(findings).collect())
}

fn findings(file: &TextFile) -> Vec<Finding> {
    [file_name(file), opening(file)].into_iter().flatten().chain(undocumented(file)).collect()
}

fn file_name(file: &TextFile) -> Option<Finding> {
    let (folders, _) = file.path.rsplit_once('/')?;
    if file.stem() == "mod" {
        return Some(Finding::new(
            &file.path,
            "a module in `mod.rs`",
            "put it in a file of its own name beside its folder: `foo.rs` beside `foo/`",
        ));
    }
    let mut names = folders.split('/').chain([file.stem()]);
    let name = names.find(|name| CANNOT_SAY_NO.contains(name))?;
    Some(Finding::new(
        &file.path,
        format!("the name `{name}` says nothing"),
        "name it after what is in it, or put its parts where they are used",
    ))
}

fn opening(file: &TextFile) -> Option<Finding> {
    (!file.text.starts_with("//!")).then(|| {
        Finding::new(
            format!("{}:1", file.path),
            "does not say what it is for",
            "open the file with a `//!` line",
        )
    })
}

/// Modules without a doc line above them; a test's name says enough.
fn undocumented(file: &TextFile) -> Vec<Finding> {
    if file.is_for_tests() {
        return Vec::new();
    }
    let lines: Vec<&str> = file.text.lines().collect();
    let is_module = |line: &str| {
        let line = line.trim_start_matches("pub ").trim_start_matches("pub(crate) ");
        line.starts_with("mod ") && line.ends_with(';') && line != "mod tests;"
    };
    // Attributes may stand between.
    let documented = |at: usize| {
        let above = lines.iter().take(at).rev();
        above.take_while(|line| !line.is_empty()).any(|line| line.starts_with("///"))
    };
    (0..)
        .zip(&lines)
        .filter(|(at, line)| is_module(line) && !documented(*at))
        .map(|(at, line)| {
            Finding::new(
                format!("{}:{}", file.path, at + 1),
                format!("`{line}` has no doc line"),
                "say in one line above it what is in it",
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, text: &str) -> usize {
        findings(&TextFile { path: path.into(), text: text.into() }).len()
    }

    #[test]
    fn names_and_openings() {
        assert_eq!(check("crates/sql/src/check.rs", "//! Proves.\n"), 0);
        assert_eq!(check("crates/sql/src/utils.rs", "//! Proves.\n"), 1);
        assert_eq!(check("crates/sql/src/check/mod.rs", "//! Proves.\n"), 1);
        assert_eq!(check("crates/sql/src/check.rs", "use std::fmt;\n"), 1);
        assert_eq!(check("crates/sql/src/lib.rs", "//! S.\nmod a;\n"), 1);
        assert_eq!(check("crates/sql/src/lib.rs", "//! S.\n/// A.\n#[cfg(unix)]\npub mod a;\n"), 0);
    }
}
