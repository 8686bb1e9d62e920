//! Why a statement of a model's is not taken.

use std::sync::LazyLock;

use querist_vocabulary::{answer::EmptyReason, model::Sight, refusal::Refusal};
use regex::Regex;
use serde::Serialize;

use crate::{prompts::fenced_line, run::Ran};

/// The longest reason that a model is told, in characters.
const LONGEST: usize = 400;

/// Texts that a database's error quotes, which may be stored values.
static QUOTED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#""[^"]*"|'[^']*'"#).ok());

/// Why a statement is not taken.
#[derive(Debug)]
pub(super) enum Fault {
    /// There is none.
    Unreadable(&'static str),
    /// The check refuses it.
    Refused(Refusal),
    /// The database refuses it, in its own words.
    Failed(String),
    /// It returns nothing because of a value that is nearly a stored one.
    Empty(Box<Ran>, EmptyReason),
}

/// The same for a model.
#[derive(Debug, Serialize)]
pub(super) struct Told {
    fault: String,
    near: Vec<String>,
}

impl Fault {
    /// For the model, with no more of the data than it may see.
    pub(super) fn for_model(&self, sight: Sight) -> Told {
        let (fault, near) = match self {
            Self::Unreadable(reason) => ((*reason).to_owned(), Vec::new()),
            Self::Refused(refusal) => (format!("{refusal}; {}", refusal.hint), Vec::new()),
            Self::Failed(reason) if sight == Sight::SchemaOnly => {
                let unquoted = QUOTED.as_ref().map(|quoted| quoted.replace_all(reason, "…"));
                (format!("the database refused it: {}", unquoted.unwrap_or_default()), Vec::new())
            }
            Self::Failed(reason) => (format!("the database refused it: {reason}"), Vec::new()),
            Self::Empty(_, reason) => {
                let near =
                    if sight == Sight::SchemaOnly { Vec::new() } else { reason.near.clone() };
                (format!("the condition `{}` leaves no rows", reason.condition), near)
            }
        };
        let fault: String = fenced_line(&fault).chars().take(LONGEST).collect();
        Told { fault, near: near.iter().map(|value| fenced_line(value)).collect() }
    }

    /// For the person, as a clause.
    pub(super) fn for_person(&self) -> String {
        match self {
            Self::Unreadable(reason) => (*reason).to_owned(),
            Self::Refused(refusal) => refusal.to_string(),
            Self::Failed(reason) => format!("the database refused it: {reason}"),
            Self::Empty(_, reason) => {
                format!("the condition `{}` leaves no rows", reason.condition)
            }
        }
    }

    /// The empty answer, where that is what is wrong.
    pub(super) fn into_rows(self) -> Option<Ran> {
        match self {
            Self::Empty(ran, _) => Some(*ran),
            Self::Unreadable(_) | Self::Refused(_) | Self::Failed(_) => None,
        }
    }
}
