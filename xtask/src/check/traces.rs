//! Traces of the machine that a file was written on.

use anyhow::Result;

use crate::{finding::Finding, repository::Repository};

/// Written in two parts, so that this file does not find itself.
const PLACES: &[&str] = &[
    concat!("/ro", "ot/"),
    concat!("/wo", "rk/"),
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
    concat!("/tm", "p/w/"),
    concat!("C:", "\\Users"),
    concat!("replace-", "with = "),
    concat!("[sou", "rce."),
    concat!("[regi", "stries"),
];

pub(super) fn check(repository: &Repository) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for file in repository.files() {
        for (number, line) in (1..).zip(file.text.lines()) {
            if let Some(place) = PLACES.iter().find(|place| line.contains(**place)) {
                findings.push(Finding::new(
                    format!("{}:{number}", file.path),
                    format!("`{place}` belongs to one machine"),
                    "use a relative path, a setting, or a temporary folder",
                ));
            }
        }
    }
    Ok(findings)
}
