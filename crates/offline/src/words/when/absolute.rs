//! Written out: `March 14th, 2023`, `Q1 2024`, `the 1990s`.

use super::{Setting, numeric, period::Found};
use crate::words::pieces::Piece::{self, Mark, Mixed, Number, Word};

/// Parts of a period: `first half of 2023`, `end of March`.
mod part;

/// Days: `March 14th, 2023`.
mod day;

/// Months, quarters, halves, weeks and seasons of a year.
mod part_of_year;

/// The year that belongs to a day, month or quarter, written or assumed.
mod year;

/// Years by name, decades and centuries.
mod long;

pub(super) use part_of_year::season;

/// A written period at the start of `pieces`.
pub(super) fn period(pieces: &[Piece<'_>], setting: Setting) -> Option<Found> {
    part::of_period(pieces, setting)
        .or_else(|| day::period(pieces, setting))
        .or_else(|| part_of_year::period(pieces, setting))
        .or_else(|| long::period(pieces))
        .or_else(|| digits(pieces))
}

/// Digits only; the time of day of `2023-03-14T10:00` is left out.
fn digits(pieces: &[Piece<'_>]) -> Option<Found> {
    match pieces.first()? {
        Number(text) => Some((numeric::period(text)?, 1)),
        Mixed(text) if text.get(10..)?.starts_with('t') => {
            Some((numeric::period(text.get(..10)?)?, 1))
        }
        Mixed(_) | Word(_) | Mark(_) => None,
    }
}
