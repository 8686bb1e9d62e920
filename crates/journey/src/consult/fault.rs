//! Why a statement of a model's is not taken.

use std::sync::LazyLock;

use querist_vocabulary::{answer::EmptyReason, refusal::Refusal, value::Value};
use regex::{Captures, Regex};
use serde::Serialize;

use super::veil::Veil;
use crate::run::Ran;

/// The longest reason that a model is told, in characters.
const LONGEST: usize = 400;

/// Texts that a database's error quotes: names, or stored values.
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
    Empty(Box<(Ran, EmptyReason)>),
}

/// The same for a model.
#[derive(Debug, Serialize)]
pub(super) struct Told {
    fault: String,
    near: Vec<String>,
}

impl Fault {
    /// For the model, with no more of the data than it may see. `said` is what it said.
    pub(super) fn for_model(&self, said: &str, veil: &mut Veil<'_>) -> Told {
        let (fault, near) = match self {
            Self::Unreadable(reason) => ((*reason).to_owned(), Vec::new()),
            Self::Refused(refusal) => (format!("{refusal}; {}", refusal.hint), Vec::new()),
            Self::Failed(reason) => {
                (format!("the database refused it: {}", own_words(reason, said)), Vec::new())
            }
            Self::Empty(empty) => {
                let (_, reason) = &**empty;
                let column = reason.column.as_ref();
                let seen = |value: &String| veil.value(column, &Value::Text(value.clone()));
                let near = reason.near.iter().filter_map(seen).collect();
                let on = column.map_or_else(String::new, |column| format!(" on `{column}`"));
                (format!("its condition{on} leaves no rows"), near)
            }
        };
        Told { fault: veil.text(&fault).chars().take(LONGEST).collect(), near }
    }

    /// For the person, as a clause.
    pub(super) fn for_person(&self) -> String {
        match self {
            Self::Unreadable(reason) => (*reason).to_owned(),
            Self::Refused(refusal) => refusal.to_string(),
            Self::Failed(reason) => format!("the database refused it: {reason}"),
            Self::Empty(empty) => {
                format!("the condition `{}` leaves no rows", empty.1.condition)
            }
        }
    }

    /// The empty answer, where that is what is wrong.
    pub(super) fn into_rows(self) -> Option<Ran> {
        match self {
            Self::Empty(empty) => Some(empty.0),
            Self::Unreadable(_) | Self::Refused(_) | Self::Failed(_) => None,
        }
    }
}

/// A database's error with no quoted text that the model has not written itself: it may be a stored value.
fn own_words(reason: &str, said: &str) -> String {
    let Some(quoted) = QUOTED.as_ref() else { return "it gave no reason".into() };
    let known = |found: &Captures<'_>| {
        let whole = found.get(0).map_or("", |text| text.as_str());
        let inner = whole.trim_matches(['"', '\'']);
        if said.contains(inner) { whole.to_owned() } else { "…".to_owned() }
    };
    quoted.replace_all(reason, known).into_owned()
}

#[cfg(test)]
mod tests {
    use super::own_words;

    #[test]
    fn a_stored_value_in_an_error_is_not_told() {
        let reason = "invalid input syntax for type integer: \"4111-1111\" in column \"card\"";
        let told = own_words(reason, "SELECT card::int FROM payments");
        assert_eq!(told, "invalid input syntax for type integer: … in column \"card\"");
    }
}
