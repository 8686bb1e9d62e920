//! Periods that stand in one list: "January and March 2024", "in 2022, 2023 or 2025".

use super::{
    Setting, When,
    range::{self, Ranged},
};
use crate::words::pieces::Pieces;

/// What may stand between two periods of one list.
const BETWEEN: &[&str] = &["and", "or", ",", ", and", ", or", "&", "and/or", "and also", "nor"];

/// The periods, those of one list together.
pub(crate) fn lists<'a>(question: &str, periods: &'a [When]) -> Vec<&'a [When]> {
    periods.chunk_by(|before, behind| are_listed(question, before, behind)).collect()
}

/// Gives periods without a year that of the one they are listed with.
pub(super) fn in_step(
    pieces: &Pieces<'_>,
    question: &str,
    setting: Setting,
    found: &mut [(Ranged, When)],
) {
    let ahead = (1..found.len()).rev().map(|at| (at, at - 1));
    let behind = (1..found.len()).map(|at| (at - 1, at));
    for (written, assumed) in ahead.chain(behind).collect::<Vec<_>>() {
        let dated = in_the_year_of(pieces, question, setting, (found, written, assumed));
        if let (Some(dated), Some(place)) = (dated, found.get_mut(assumed)) {
            *place = dated;
        }
    }
}

/// A period read again in the year of its neighbour.
fn in_the_year_of(
    pieces: &Pieces<'_>,
    question: &str,
    setting: Setting,
    (found, written, assumed): (&[(Ranged, When)], usize, usize),
) -> Option<(Ranged, When)> {
    let (first, last) = (found.get(written.min(assumed))?, found.get(written.max(assumed))?);
    let (known, open) = (&found.get(written)?.0, &found.get(assumed)?.0);
    let year = known.written_year().filter(|_| open.is_assumed())?;
    let previous = assumed.checked_sub(1).and_then(|at| found.get(at)).map(|(_, w)| w.span.end);
    if !are_listed(question, &first.1, &last.1) {
        return None;
    }
    let dated = Setting { year: Some(year), ..setting };
    let range = range::at(pieces, open.at, dated, previous)?.in_that_year();
    let same = range.used == open.used;
    let when = range.when(pieces, question).filter(|_| same)?;
    Some((range, when))
}

/// Whether nothing but "and", "or" or a comma stands between two periods.
fn are_listed(question: &str, before: &When, behind: &When) -> bool {
    let between = question.get(before.span.end..behind.span.start).unwrap_or_default();
    BETWEEN.contains(&between.trim().to_ascii_lowercase().as_str())
}
