//! Whether the words around a period make it one.

use crate::words::{
    number,
    pieces::{
        Piece::{self, Mark, Number, Word},
        Pieces,
    },
};

/// Whether what starts at a position is somebody's name, a quoted text or of another calendar.
pub(super) fn is_name(pieces: &Pieces<'_>, at: usize) -> bool {
    let quoted = |before: usize| {
        let touching = pieces.spans.get(before).map(|span| span.end)
            == pieces.spans.get(at).map(|span| span.start);
        let quote = matches!(pieces.list.get(before), Some(Mark('"' | '\'' | '“' | '‘' | '`')));
        quote && touching
    };
    at.checked_sub(1).is_some_and(|before| {
        let named = matches!(
            pieces.list.get(before),
            Some(Word("named" | "called" | "titled" | "like" | "fiscal" | "financial"))
        );
        named || quoted(before)
    })
}

/// Whether a unit stands behind, so that the number in front is no year: `from 1900 to 2000 dollars`.
pub(super) fn is_amount(behind: &[Piece<'_>]) -> bool {
    number::is_unit(behind)
}

/// Whether a period goes on from the one before: `in March and April`, `2022 vs 2023`.
pub(super) fn follows(pieces: &Pieces<'_>, at: usize, previous: Option<usize>) -> bool {
    let Some(joint) = at.checked_sub(1) else { return false };
    let joins = matches!(
        pieces.list.get(joint),
        Some(Word("and" | "or" | "vs" | "versus" | "to" | "with") | Mark(',' | '/' | '&'))
    );
    let touches = joint
        .checked_sub(1)
        .and_then(|end| pieces.spans.get(end))
        .is_some_and(|span| Some(span.end) == previous);
    joins && touches
}

/// Whether four digits look like a year without a word that says so: `revenue 2024 by month`.
pub(super) fn stands_free(pieces: &Pieces<'_>, at: usize, end: usize) -> bool {
    let recent = matches!(
        pieces.list.get(at),
        Some(Number(year)) if year.starts_with("19") || year.starts_with("20")
    );
    let open_behind = match pieces.from(end) {
        [] | [Mark('?' | '.' | '!' | ',' | ';'), ..] => true,
        [Word(word), ..] => {
            matches!(*word, "by" | "per" | "vs" | "versus" | "compared" | "and" | "or")
                || FIGURES.contains(word)
        }
        _ => false,
    };
    let open_before = match at.checked_sub(1).and_then(|before| pieces.list.get(before)) {
        None | Some(Mark(';' | ':' | '(')) => true,
        Some(Word(word)) => !COUNTED.contains(word),
        Some(_) => false,
    };
    recent && open_behind && open_before
}

/// Figures that a year in front belongs to: `2024 revenue`.
const FIGURES: [&str; 12] = [
    "revenue", "sales", "turnover", "income", "profit", "profits", "margin", "earnings",
    "spending", "figures", "results", "totals",
];

/// Words behind which four digits are a plain number.
const COUNTED: [&str; 32] = [
    "than", "over", "above", "under", "below", "least", "most", "exactly", "about", "around",
    "top", "first", "last", "id", "number", "no", "and", "or", "is", "equals", "equal", "to", "by",
    "with", "at", "between", "exceeds", "year", "has", "have", "had", "of",
];
