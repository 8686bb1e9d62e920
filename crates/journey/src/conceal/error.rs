//! Errors of a database, which may quote what is stored.

use std::sync::LazyLock;

use querist_privacy::mask;
use querist_vocabulary::{database::DatabaseError, policy::Masking};
use regex::{Captures, Regex};

use crate::journey::Journey;

/// Texts that a database's error quotes: names, or stored values.
static QUOTED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#""[^"]*"|'[^']*'"#).ok());

impl Journey {
    /// An error of a statement, without what is stored where the policy says so.
    pub(crate) fn concealed_error(&self, error: DatabaseError, sql: &str) -> DatabaseError {
        if let DatabaseError::Query(reason) = &error
            && self.parts.masking != Masking::Off
        {
            return DatabaseError::Query(mask(&own_words(reason, sql)).text);
        }
        error
    }
}

/// A database's error with no quoted text that the model has not written itself: it may be a stored value.
pub(crate) fn own_words(reason: &str, said: &str) -> String {
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
