//! Why a statement of a model's is not taken.

use querist_vocabulary::{answer::EmptyReason, refusal::Refusal, value::Value};
use serde::Serialize;

use super::veil::Veil;
use crate::{conceal::own_words, run::Ran};

/// The longest reason that a model is told, in characters.
const LONGEST: usize = 400;

/// What a model is told of what may not be read: not its name, which it may have got by `*`.
const CLOSED: &str =
    "it reads more than may be read; name the columns that you need, each as the schema has it";

/// Why a statement is not taken.
#[derive(Debug)]
pub(super) enum Fault {
    /// There is none.
    Unreadable(&'static str),
    /// It reads what may not be read.
    Closed(Refusal),
    /// The check refuses it for another reason.
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
            Self::Closed(_) => (CLOSED.to_owned(), Vec::new()),
            Self::Refused(refusal) => (refused(refusal), Vec::new()),
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
            Self::Closed(refusal) | Self::Refused(refusal) => refusal.to_string(),
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
            Self::Unreadable(_) | Self::Closed(_) | Self::Refused(_) | Self::Failed(_) => None,
        }
    }
}

/// Why the check refuses it. Hints for people at a terminal tell a model nothing.
fn refused(refusal: &Refusal) -> String {
    match refusal.hint.contains("`querist ") {
        true => refusal.to_string(),
        false => format!("{refusal}; {}", refusal.hint),
    }
}
