//! Licences of everything that is linked in, against the list in `deny.toml`.

use anyhow::{Context, Result};

use crate::{finding::Finding, repository::Repository};

const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

pub(super) fn check(repository: &Repository) -> Result<Vec<Finding>> {
    let deny = repository.files().iter().find(|file| file.path == "deny.toml");
    let allowed = allow_list(&deny.context("no `deny.toml`")?.text);
    let metadata = repository.metadata()?;
    let mut findings = Vec::new();
    for package in metadata.packages {
        let place = format!("{} {}", package.name, package.version);
        let licence = package.license.unwrap_or_default();
        if !is_allowed(&licence, &allowed) {
            let message = format!("its licence is not on the list: `{licence}`");
            let hint = "use another package, or decide and add the licence to `deny.toml`";
            findings.push(Finding::new(&place, message, hint));
        }
        if package.source.is_some_and(|source| source != CRATES_IO) {
            let hint = "depend on a published version";
            findings.push(Finding::new(place, "does not come from crates.io", hint));
        }
    }
    Ok(findings)
}

/// The strings of `allow = […]` under `[licenses]`.
fn allow_list(deny: &str) -> Vec<&str> {
    let section = deny.split("[licenses]").nth(1).unwrap_or_default();
    let list = section.split("allow = [").nth(1).and_then(|list| list.split(']').next());
    list.unwrap_or_default().split('"').skip(1).step_by(2).collect()
}

/// Whether an SPDX expression can be met from the list. `/` is an old way to write OR.
fn is_allowed(expression: &str, allowed: &[&str]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    any(&mut words, allowed) && words.next().is_none()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn any(words: &mut Words<'_>, allowed: &[&str]) -> bool {
    let mut met = all(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        met |= all(words, allowed);
    }
    met
}

fn all(words: &mut Words<'_>, allowed: &[&str]) -> bool {
    let mut met = one(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        met &= one(words, allowed);
    }
    met
}

fn one(words: &mut Words<'_>, allowed: &[&str]) -> bool {
    if words.next_if_eq(&"(").is_some() {
        let met = any(words, allowed);
        return words.next_if_eq(&")").is_some() && met;
    }
    let Some(name) = words.next() else { return false };
    match words.next_if_eq(&"WITH").and_then(|_| words.next()) {
        Some(exception) => allowed.contains(&format!("{name} WITH {exception}").as_str()),
        None => allowed.contains(&name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_met_from_the_list() {
        let allowed = allow_list("[licenses]\nallow = [\n  \"MIT\",\n  \"Zlib\",\n]\n");
        assert_eq!(allowed, ["MIT", "Zlib"]);
        let check = |expression| is_allowed(expression, &allowed);
        assert!(check("MIT"));
        assert!(check("GPL-3.0 OR MIT"));
        assert!(check("Apache-2.0/MIT"));
        assert!(check("(GPL-3.0 OR Zlib) AND MIT"));
        assert!(!check("MIT AND GPL-3.0"));
        assert!(!check("MIT WITH some-exception"));
        assert!(!check(""));
    }
}
