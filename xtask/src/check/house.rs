//! Which crate may use which: the table of `ARCHITECTURE.md`, as code.

use anyhow::Result;

use crate::{
    finding::Finding,
    repository::{Dependency, Metadata, Package, Repository},
};

/// Packages that talk to a database themselves.
const DRIVERS: &[&str] =
    &["sqlx", "libsqlite3-sys", "rusqlite", "tokio-postgres", "mysql_async", "tiberius"];

/// Packages that talk HTTP.
const HTTP: &[&str] = &["axum", "hyper", "reqwest", "tower-http"];

/// Packages that serve HTTP.
const SERVERS: &[&str] = &["axum", "hyper", "tower-http"];

/// Packages that talk to a terminal.
const TERMINAL: &[&str] = &["clap", "comfy-table", "indicatif", "rasciigraph", "reedline"];

/// A crate and what it may use.
struct Row {
    name: &'static str,
    /// Crates of the workspace.
    ours: &'static [&'static str],
    others: Others,
}

/// Packages from outside.
enum Others {
    /// These and no more: the crate does no IO and reads no clock.
    Only(&'static [&'static str]),
    /// All but these.
    AllBut(&'static [&'static [&'static str]]),
}

const TABLE: &[Row] = &[
    Row {
        name: "querist-vocabulary",
        ours: &[],
        others: Others::Only(&[
            "async-trait",
            "bigdecimal",
            "jiff",
            "serde",
            "serde_json",
            "thiserror",
        ]),
    },
    Row {
        name: "querist-sql",
        ours: &["querist-vocabulary"],
        others: Others::Only(&["bigdecimal", "jiff", "serde", "serde_json", "sqlparser"]),
    },
    Row {
        name: "querist-english",
        ours: &[],
        others: Others::Only(&["rust-stemmers", "unicode-normalization"]),
    },
    Row {
        name: "querist-offline",
        ours: &["querist-vocabulary", "querist-sql", "querist-english"],
        others: Others::Only(&[
            "aho-corasick",
            "bigdecimal",
            "fst",
            "jiff",
            "serde",
            "serde_json",
            "strsim",
            "text2num",
        ]),
    },
    Row { name: "querist-privacy", ours: &["querist-vocabulary"], others: Others::Only(&[]) },
    Row {
        name: "querist-retrieval",
        ours: &["querist-vocabulary", "querist-sql", "querist-english"],
        others: Others::Only(&["async-trait", "sha2"]),
    },
    Row {
        name: "querist-databases",
        ours: &["querist-vocabulary", "querist-sql"],
        others: Others::AllBut(&[HTTP, TERMINAL]),
    },
    Row {
        name: "querist-store",
        ours: &["querist-vocabulary", "querist-sql"],
        others: Others::AllBut(&[HTTP, TERMINAL]),
    },
    Row {
        name: "querist-models",
        ours: &["querist-vocabulary"],
        others: Others::AllBut(&[DRIVERS, SERVERS, TERMINAL]),
    },
    Row {
        name: "querist-embed",
        ours: &["querist-vocabulary"],
        others: Others::AllBut(&[DRIVERS, HTTP, SERVERS, TERMINAL]),
    },
    Row {
        name: "querist-demo",
        ours: &["querist-vocabulary"],
        others: Others::AllBut(&[HTTP, TERMINAL]),
    },
    Row {
        name: "querist-journey",
        ours: &[
            "querist-vocabulary",
            "querist-sql",
            "querist-offline",
            "querist-privacy",
            "querist-retrieval",
        ],
        others: Others::AllBut(&[DRIVERS, HTTP, TERMINAL]),
    },
    Row {
        name: "querist",
        ours: &[
            "querist-vocabulary",
            "querist-sql",
            "querist-offline",
            "querist-privacy",
            "querist-retrieval",
            "querist-databases",
            "querist-store",
            "querist-models",
            "querist-embed",
            "querist-demo",
            "querist-journey",
        ],
        others: Others::AllBut(&[DRIVERS, HTTP, TERMINAL]),
    },
    Row {
        name: "querist-cli",
        ours: &["querist", "querist-journey", "querist-vocabulary"],
        others: Others::AllBut(&[DRIVERS, HTTP]),
    },
    Row {
        name: "querist-testkit",
        ours: &["querist-vocabulary"],
        others: Others::AllBut(&[DRIVERS, HTTP, TERMINAL]),
    },
    Row {
        name: "xtask",
        ours: &["querist-testkit"],
        others: Others::Only(&["anyhow", "serde", "serde_json"]),
    },
];

pub(super) fn check(repository: &Repository) -> Result<Vec<Finding>> {
    Ok(findings(&repository.metadata()?))
}

fn findings(metadata: &Metadata) -> Vec<Finding> {
    let ours: Vec<&Package> =
        metadata.packages.iter().filter(|package| package.source.is_none()).collect();
    let names: Vec<&str> = ours.iter().map(|package| package.name.as_str()).collect();
    ours.iter()
        .flat_map(|package| match TABLE.iter().find(|row| row.name == package.name) {
            Some(row) => forbidden(package, row, &names),
            None => vec![no_row(package)],
        })
        .collect()
}

fn forbidden(package: &Package, row: &Row, workspace: &[&str]) -> Vec<Finding> {
    let allowed = |dependency: &&Dependency| {
        let name = dependency.name.as_str();
        if workspace.contains(&name) {
            return row.ours.contains(&name);
        }
        match row.others {
            Others::Only(these) => these.contains(&name),
            Others::AllBut(these) => !these.iter().any(|group| group.contains(&name)),
        }
    };
    // What comes only with a feature serves developers' programs, such as the trainer of weights.
    let ships = |it: &&Dependency| it.kind.is_none() && !it.optional;
    let used = package.dependencies.iter().filter(ships);
    used.filter(|dependency| !allowed(dependency))
        .map(|dependency| {
            Finding::new(
                format!("{} -> {}", package.name, dependency.name),
                "this crate may not use that one",
                "the table in `ARCHITECTURE.md` says who may; a change of it is a decision, made there and in `xtask/src/check/house.rs`",
            )
        })
        .collect()
}

fn no_row(package: &Package) -> Finding {
    Finding::new(
        &package.name,
        "has no row in the table of who may use whom",
        "add it to `ARCHITECTURE.md` and `xtask/src/check/house.rs`",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(user: &str, uses: &str) -> bool {
        let dependency = Dependency { name: uses.into(), kind: None, optional: false };
        let package = |name: &str, dependencies| Package {
            manifest_path: std::path::PathBuf::new(),
            name: name.into(),
            version: "0.1.0".into(),
            license: None,
            source: None,
            dependencies,
        };
        let mut packages: Vec<_> = TABLE.iter().map(|row| package(row.name, Vec::new())).collect();
        packages.retain(|other| other.name != user);
        packages.push(package(user, vec![dependency]));
        findings(&Metadata { packages }).is_empty()
    }

    #[test]
    fn the_table_forbids_and_allows() {
        assert!(check("querist-journey", "querist-offline"));
        assert!(!check("querist-journey", "querist-databases"));
        assert!(!check("querist-journey", "sqlx"));
        assert!(!check("querist-offline", "tokio"));
        assert!(!check("querist", "querist-testkit"));
        assert!(!check("a-crate-without-a-row", "serde"));
    }
}
