//! Days: `March 14th, 2023`, `14 March 2023`, `14th of March`.

use jiff::civil::Date;

use super::{
    super::{
        Setting,
        calendar::Grain,
        names,
        period::{Found, Period},
    },
    year::in_year,
};
use crate::words::{
    number,
    pieces::Piece::{self, Mark, Mixed, Number, Word},
};

/// A day of a named month.
pub(super) fn period(pieces: &[Piece<'_>], setting: Setting) -> Option<Found> {
    let (month, day, used) = match pieces {
        [Word(name), Word("the"), rest @ ..] => {
            let (day, used) = day_number(rest)?;
            (names::month(name)?.0, day, used + 2)
        }
        [Word(name), rest @ ..] if names::month(name).is_some() => {
            let (day, used) = day_number(rest)?;
            (names::month(name)?.0, day, used + 1)
        }
        _ => {
            let (day, used) = day_number(pieces)?;
            match pieces.get(used..)? {
                [Word("of"), Word(name), ..] => (names::month(name)?.0, day, used + 2),
                [Word(name), ..] => (names::month(name)?.0, day, used + 1),
                _ => return None,
            }
        }
    };
    in_year(pieces, used, setting, |year| {
        Period::unit(Date::new(year, month, day).ok()?, Grain::Day)
    })
}

/// A day of a month in digits or as an ordinal.
pub(super) fn day_number(pieces: &[Piece<'_>]) -> Option<(i8, usize)> {
    let (number, used) = match pieces.first()? {
        Number(text) => (text.parse().ok()?, 1),
        Mixed(_) | Word(_) => number::ordinal(pieces)?,
        Mark(_) => return None,
    };
    Some((i8::try_from(number).ok().filter(|day| (1..=31).contains(day))?, used))
}
