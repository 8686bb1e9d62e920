//! What is said of a range to a person.

use jiff::civil::Date;

/// Phrase, first and last day, and how a phrase of two meanings was read.
pub(super) fn label(
    phrase: &str,
    from: Option<Date>,
    until: Option<Date>,
    note: Option<&str>,
) -> String {
    let last = until.and_then(|until| until.yesterday().ok());
    let days = match (from, last) {
        (Some(from), Some(last)) if from == last => from.to_string(),
        (Some(from), Some(last)) => format!("{from} to {last}"),
        (Some(from), None) => format!("from {from}"),
        (None, Some(last)) => format!("up to {last}"),
        (None, None) => return phrase.to_owned(),
    };
    match note {
        Some(note) => format!("{phrase}: {days} ({note})"),
        None => format!("{phrase}: {days}"),
    }
}
