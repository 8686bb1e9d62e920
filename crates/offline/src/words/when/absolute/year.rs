//! The year that belongs to a day, month or quarter, written or assumed.

use super::super::{
    Setting,
    calendar::{self, Grain},
    period::{Anchor, Found, Period},
    relative,
};
use crate::words::pieces::Piece::{self, Mark, Number, Word};

/// A year that was found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named {
    pub(super) year: i16,
    pub(super) anchor: Anchor,
    /// How many pieces it takes.
    pub(super) used: usize,
}

/// The period in the year named behind the first `used` pieces, else in the latest that has begun.
pub(super) fn in_year(
    pieces: &[Piece<'_>],
    used: usize,
    setting: Setting,
    make: impl Fn(i16) -> Option<Period>,
) -> Option<Found> {
    if let Some(named) = named_year(pieces.get(used..)?, setting) {
        let period = make(named.year)?;
        return Some((Period { anchor: named.anchor, ..period }, used + named.used));
    }
    let assumed = match setting.year {
        Some(year) => make(year)?,
        None => latest(setting, make)?,
    };
    Some((Period { anchor: Anchor::Assumed, ..assumed }, used))
}

/// The latest of a yearly period that has begun; leap days are at most eight years apart.
fn latest(setting: Setting, make: impl Fn(i16) -> Option<Period>) -> Option<Period> {
    (0..=8)
        .filter_map(|back| make(setting.today.year().checked_sub(back)?))
        .find(|period| period.from <= setting.today)
}

/// `2023`, `, 2023`, `of 2023`, `of last year`.
pub(super) fn named_year(pieces: &[Piece<'_>], setting: Setting) -> Option<Named> {
    let written = |text: &str, used: usize| {
        Some(Named { year: four_digits(text)?, anchor: Anchor::Written, used })
    };
    match pieces {
        [Number(year), ..] => written(year, 1),
        [Mark(','), Number(year), ..] | [Word("year"), Number(year), ..] => written(year, 2),
        [Word("of" | "in" | "the"), rest @ ..] => {
            let named = named_year(rest, setting)?;
            Some(Named { used: named.used + 1, ..named })
        }
        [Word(_), Word("year"), ..] => {
            let (period, used) = relative::period(pieces, setting)?;
            let whole = period.grain == Grain::Year && period.from == period.from.first_of_year();
            whole.then_some(Named { year: period.from.year(), anchor: Anchor::Today, used })
        }
        _ => None,
    }
}

/// A year of four digits.
pub(super) fn four_digits(text: &str) -> Option<i16> {
    text.parse().ok().filter(|_| text.len() == 4).and_then(calendar::year)
}
