//! A file of questions.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
};

use jiff::civil;
use querist_vocabulary::statement::Dialect;
use serde::Deserialize;

/// The questions about one database; the form stands in `tests/questions/README.md`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sheet {
    #[serde(skip)]
    pub(crate) name: String,
    pub(crate) today: civil::Date,
    pub(crate) questions: Vec<Asked>,
}

/// A question and its answer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    pub(crate) ask: String,
    pub(crate) keep: Keep,
    pub(crate) required: Option<usize>,
    pub(crate) ordered: Option<usize>,
    pub(crate) expect: Option<Expect>,
    pub(crate) reason: Option<String>,
    /// Whether databases of one content are known to have it read differently.
    #[serde(default)]
    pub(crate) differs: bool,
    sql: HashMap<Dialect, String>,
}

/// Whether the engine may be mended by a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Keep {
    Tuned,
    Unread,
}

/// What is known to come out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Expect {
    Wrong,
}

impl Sheet {
    pub(crate) fn read(name: &str) -> Self {
        let text = fs::read_to_string(file(name)).unwrap();
        let sheet: Self = serde_norway::from_str(&text).unwrap();
        for asked in &sheet.questions {
            assert_eq!(asked.expect.is_some(), asked.reason.is_some(), "{}", asked.ask);
        }
        Self { name: name.to_owned(), ..sheet }
    }
}

impl Asked {
    pub(crate) fn sql(&self, dialect: Dialect) -> &str {
        self.sql.get(&dialect).unwrap_or_else(|| &self.sql[&Dialect::Sqlite])
    }
}

/// Where the questions about a database stand.
pub(crate) fn file(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questions");
    folder.join(format!("{name}.yaml"))
}
