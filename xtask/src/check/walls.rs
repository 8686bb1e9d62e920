//! What only one place may do: prove a query, hold a driver, read the environment.

use anyhow::Result;

use crate::{
    finding::Finding,
    repository::{Repository, TextFile},
};

/// Code that may stand only in some places.
struct Wall {
    /// What the code contains.
    signs: &'static [&'static str],
    /// Starts of paths where it may stand.
    may: &'static [&'static str],
    /// What it does, after "only … may".
    what: &'static str,
    hint: &'static str,
}

const WALLS: &[Wall] = &[
    Wall {
        signs: &["ReadOnly::proven", "ReadOnly::<Query>::proven"],
        may: &["crates/sql/"],
        what: "states that a query only reads",
        hint: "only the check in `crates/sql` states it: pass the SQL through `querist_sql::check`",
    },
    Wall {
        signs: &["sqlx::", "rusqlite::", "libsqlite3_sys::"],
        may: &["crates/databases/", "crates/store/", "crates/demo/"],
        what: "knows a driver",
        hint: "go through the role `Database` or `Store` of the vocabulary",
    },
    Wall {
        signs: &["reqwest::"],
        may: &["crates/models/"],
        what: "knows a language model's wire",
        hint: "go through the roles `ChatModel` and `Embedder` of the vocabulary",
    },
    Wall {
        signs: &["candle_core::", "candle_nn::", "candle_transformers::", "tokenizers::"],
        may: &["crates/embed/"],
        what: "computes a model",
        hint: "go through the role `Embedder` of the vocabulary",
    },
    Wall {
        signs: &["env::var", "env::vars", "env::set_var", "dotenvy::", " env = \""],
        // A terminal's own variables (`COLUMNS`, `NO_COLOR`, the locale) and the clock's `TZ` are no
        // settings of ours.
        may: &[
            "crates/querist/src/settings",
            "crates/cli/src/print/screen.rs",
            "crates/store/src/clock.rs",
        ],
        what: "reads the environment",
        hint: "add a setting in `crates/querist/src/settings` and take it from there",
    },
];

/// Crates whose output depends on their input alone.
const PURE: &[&str] = &[
    "crates/vocabulary",
    "crates/sql",
    "crates/english",
    "crates/offline",
    "crates/privacy",
    "crates/retrieval",
];

/// How code reaches outside itself.
const OUTSIDE: &[&str] = &[
    "std::fs",
    "std::net",
    "std::process",
    "std::env",
    "SystemTime::now",
    "Instant::now",
    "Zoned::now",
    "Timestamp::now",
    "tokio::",
];

pub(super) fn check(repository: &Repository) -> Result<Vec<Finding>> {
    let shipped = repository.sources().filter(|file| !file.is_for_tests());
    Ok(shipped.flat_map(|file| walls(file).chain(purity(file)).collect::<Vec<_>>()).collect())
}

fn walls(file: &TextFile) -> impl Iterator<Item = Finding> {
    let closed = WALLS.iter().filter(|wall| !wall.may.iter().any(|may| file.path.starts_with(may)));
    closed.flat_map(move |wall| {
        file.code().filter(|(_, line)| wall.signs.iter().any(|sign| line.contains(sign))).map(
            move |(number, _)| {
                let place = format!("{}:{number}", file.path);
                Finding::new(place, format!("{}, which it may not", wall.what), wall.hint)
            },
        )
    })
}

fn purity(file: &TextFile) -> impl Iterator<Item = Finding> {
    let pure = PURE.contains(&file.home());
    file.code().filter(move |_| pure).filter_map(move |(number, line)| {
        let sign = OUTSIDE.iter().find(|sign| line.contains(*sign))?;
        Some(Finding::new(
            format!("{}:{number}", file.path),
            format!("`{sign}` in a crate that does no IO and reads no clock"),
            "take it as a value from the caller",
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, line: &str) -> usize {
        let file = TextFile { path: path.into(), text: format!("//! A file.\n{line}\n") };
        walls(&file).chain(purity(&file)).count()
    }

    #[test]
    fn a_wall_stops_code_outside_its_place() {
        assert_eq!(check("crates/journey/src/run.rs", "let query = ReadOnly::proven(query);"), 1);
        assert_eq!(check("crates/sql/src/check.rs", "Ok(ReadOnly::proven(query))"), 0);
        assert_eq!(check("crates/cli/src/main.rs", "let key = std::env::var(\"KEY\");"), 1);
        assert_eq!(check("crates/offline/src/words.rs", "let now = Zoned::now();"), 1);
        assert_eq!(check("crates/cli/src/main.rs", "// std::env::var is not for us"), 0);
    }
}
