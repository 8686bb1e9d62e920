//! Where personal data stands in text.

/// Where a number or word begins and ends, and what was said before it.
mod edges;

/// Email addresses.
mod email;

/// Bank accounts by their international number.
mod iban;

/// Internet addresses.
mod network;

/// Numbers of a fixed form with a check digit: payment cards and those that states give to persons.
mod shaped;

/// Telephone numbers.
mod phone;

#[cfg(test)]
mod tests;

pub(crate) use shaped::fits_national;

use crate::Kind;

/// A stretch of text that is personal, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    /// Where it begins.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
    /// What it is.
    pub(crate) kind: Kind,
}

/// What is personal in a text, in its order; no two overlap. What has a check digit comes before what only has a form.
pub(crate) fn hits(text: &str) -> Vec<Hit> {
    let mut taken: Vec<Hit> = Vec::new();
    for find in [email::hits, iban::hits, shaped::hits, network::hits, phone::hits] {
        let free = |hit: &Hit, taken: &[Hit]| {
            taken.iter().all(|other| hit.end <= other.start || other.end <= hit.start)
        };
        for hit in find(text) {
            if free(&hit, &taken) {
                taken.push(hit);
            }
        }
    }
    taken.sort_by_key(|hit| hit.start);
    taken
}

/// What a text is from end to end.
pub(crate) fn whole(text: &str) -> Option<Kind> {
    let text = text.trim();
    match hits(text).as_slice() {
        [Hit { start: 0, end, kind }] if *end == text.len() => Some(*kind),
        _ => None,
    }
}
