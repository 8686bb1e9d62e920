//! How a question was read: said back in plain English, phrase by phrase, with what found no place.

/// Phrases and the parts of the SQL they became.
mod mapping;

use querist_vocabulary::reading::Mapping;

use crate::{compose::Candidate, cues::is_stop, expand::join::Joins, link::Linked};

/// What a reading says of itself.
#[derive(Debug, Clone)]
pub(crate) struct Explanation {
    /// Each phrase and what it became.
    pub mappings: Vec<Mapping>,
    /// Words that found no place.
    pub unexplained: Vec<String>,
    /// By token, whether it has a part.
    pub covered: Vec<bool>,
}

/// Explains a candidate.
pub(crate) fn explain(
    linked: &Linked<'_>,
    joins: &Joins<'_>,
    candidate: &Candidate,
) -> Explanation {
    let placed = mapping::place(linked, joins, candidate);
    let covered: Vec<bool> = (0..linked.tokens.len())
        .map(|at| placed.iter().any(|(span, _)| span.contains(at)))
        .collect();
    let is_covered = |at: usize| covered.get(at).copied().unwrap_or(false);
    let unexplained = linked
        .tokens
        .iter()
        .enumerate()
        .filter(|(at, token)| !is_covered(*at) && !is_stop(token) && !linked.cues.covers(*at))
        .map(|(_, token)| token.text.clone())
        .collect();
    let mappings = placed.into_iter().map(|(_, mapping)| mapping).collect();
    Explanation { mappings, unexplained, covered }
}
