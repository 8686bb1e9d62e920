//! Written out: `March 14th, 2023`, `Q1 2024`, `the 1990s`.

use jiff::civil::Date;

use super::{
    Setting,
    calendar::{self, Grain},
    names::{self, Spelling},
    numeric,
    period::{Anchor, Evidence, Found, Period},
    relative,
};
use crate::words::{
    number,
    pieces::Piece::{self, Mark, Mixed, Number, Word},
};

/// Parts of a period: `first half of 2023`, `end of March`.
mod part;

/// A written period at the start of `pieces`.
pub(super) fn period(pieces: &[Piece<'_>], setting: Setting) -> Option<Found> {
    part::of_period(pieces, setting)
        .or_else(|| day(pieces, setting))
        .or_else(|| within_year(pieces, setting))
        .or_else(|| long(pieces))
        .or_else(|| digits(pieces))
}

/// `March 14th, 2023`, `14 March 2023`, `14th of March`.
fn day(pieces: &[Piece<'_>], setting: Setting) -> Option<Found> {
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
fn day_number(pieces: &[Piece<'_>]) -> Option<(i8, usize)> {
    let (number, used) = match pieces.first()? {
        Number(text) => (text.parse().ok()?, 1),
        Mixed(_) | Word(_) => number::ordinal(pieces)?,
        Mark(_) => return None,
    };
    Some((i8::try_from(number).ok().filter(|day| (1..=31).contains(day))?, used))
}

/// Months, quarters, halves, seasons and weeks, with or without their year.
fn within_year(pieces: &[Piece<'_>], setting: Setting) -> Option<Found> {
    let unit =
        |year: i16, month: i8, grain: Grain| Period::unit(Date::new(year, month, 1).ok()?, grain);
    match pieces {
        [Word(name), ..] if names::month(name).is_some() => {
            let (month, spelling) = names::month(name)?;
            let (period, used) =
                in_year(pieces, 1, setting, |year| unit(year, month, Grain::Month))?;
            let impossible_day = used == 1 && day_number(pieces.get(1..)?).is_some();
            let bare = used == 1 && spelling == Spelling::Doubtful;
            let evidence = if bare { Evidence::BareName } else { Evidence::Certain };
            (!impossible_day).then_some((Period { evidence, ..period }, used))
        }
        [Word("q1" | "q2" | "q3" | "q4" | "h1" | "h2" | "quarter"), ..] => {
            let (month, grain, used) = numbered(pieces)?;
            in_year(pieces, used, setting, |year| unit(year, month, grain))
        }
        [Number(year), rest @ ..] if year.len() == 4 => {
            let year = calendar::year(year.parse().ok()?)?;
            if let Some((month, grain, used)) = numbered(rest) {
                return Some((unit(year, month, grain)?, used + 1));
            }
            let Some(Word(week)) = rest.first() else { return None };
            let week = week.strip_prefix('w')?.parse().ok()?;
            Some((Period::unit(calendar::iso_week(year, week)?, Grain::Week)?, 2))
        }
        [Mixed(text), ..] if text.len() == 6 => {
            let (year, part) = text.split_at_checked(4)?;
            let (month, grain, _) = numbered(&[Word(part)])?;
            Some((unit(calendar::year(year.parse().ok()?)?, month, grain)?, 1))
        }
        [Word("week"), Number(week), ..] => {
            let week = week.parse().ok()?;
            in_year(pieces, 2, setting, |year| {
                Period::unit(calendar::iso_week(year, week)?, Grain::Week)
            })
        }
        [Word(name), rest @ ..] if names::season(name).is_some() => {
            let (year, used) = named_year(rest, setting)?;
            Some((season(names::season(name)?, year)?, used + 1))
        }
        _ => None,
    }
}

/// `Q2`, `H1`, `quarter 2`: first month, unit and pieces.
fn numbered(pieces: &[Piece<'_>]) -> Option<(i8, Grain, usize)> {
    Some(match pieces {
        [Word("q1"), ..] | [Word("quarter"), Number("1"), ..] => (1, Grain::Quarter, pieces),
        [Word("q2"), ..] | [Word("quarter"), Number("2"), ..] => (4, Grain::Quarter, pieces),
        [Word("q3"), ..] | [Word("quarter"), Number("3"), ..] => (7, Grain::Quarter, pieces),
        [Word("q4"), ..] | [Word("quarter"), Number("4"), ..] => (10, Grain::Quarter, pieces),
        [Word("h1"), ..] => (1, Grain::Half, pieces),
        [Word("h2"), ..] => (7, Grain::Half, pieces),
        _ => return None,
    })
    .map(|(month, grain, pieces)| {
        let long = pieces.first() == Some(&Word("quarter"));
        (month, grain, 1 + usize::from(long))
    })
}

/// A season of that year; a winter runs into the next.
pub(super) fn season(first_month: i8, year: i16) -> Option<Period> {
    let from = Date::new(year, first_month, 1).ok()?;
    let season = Period::written(from, Grain::Month.step(from, 3)?, Grain::Quarter)?;
    Some(Period { note: Some("season as in the northern half of the world"), ..season })
}

/// The period in the year named behind the first `used` pieces, else in the latest that has begun.
fn in_year(
    pieces: &[Piece<'_>],
    used: usize,
    setting: Setting,
    make: impl Fn(i16) -> Option<Period>,
) -> Option<Found> {
    if let Some((year, more)) = named_year(pieces.get(used..)?, setting) {
        return Some((make(year)?, used + more));
    }
    let assumed = match setting.year {
        Some(year) => make(year)?,
        None => latest(setting, make)?,
    };
    Some((Period { anchor: Anchor::Assumed, ..assumed }, used))
}

/// The latest of a yearly period that has begun; leap days are at most eight years apart.
pub(super) fn latest(setting: Setting, make: impl Fn(i16) -> Option<Period>) -> Option<Period> {
    (0..=8)
        .filter_map(|back| make(setting.today.year().checked_sub(back)?))
        .find(|period| period.from <= setting.today)
}

/// `2023`, `, 2023`, `of 2023`, `of last year`, and how many pieces it takes.
fn named_year(pieces: &[Piece<'_>], setting: Setting) -> Option<(i16, usize)> {
    match pieces {
        [Mark(','), Number(year), ..] => Some((four_digits(year)?, 2)),
        [Number(year), ..] => Some((four_digits(year)?, 1)),
        [Word("of" | "in"), rest @ ..] | [Word("the"), rest @ ..] => {
            let (year, used) = named_year(rest, setting)?;
            Some((year, used + 1))
        }
        [Word("year"), Number(year), ..] => Some((four_digits(year)?, 2)),
        [Word(_), Word("year"), ..] => {
            let (period, used) = relative::period(pieces, setting)?;
            let year = period.grain == Grain::Year && period.from == period.from.first_of_year();
            year.then_some((period.from.year(), used))
        }
        _ => None,
    }
}

fn four_digits(text: &str) -> Option<i16> {
    text.parse().ok().filter(|_| text.len() == 4).and_then(calendar::year)
}

/// Years by name, decades and centuries.
fn long(pieces: &[Piece<'_>]) -> Option<Found> {
    let decade = |first: i16| Period::unit(calendar::new_year(first), Grain::Decade);
    match pieces {
        [Word("year"), Number(year), ..] => {
            Some((Period::unit(calendar::new_year(four_digits(year)?), Grain::Year)?, 2))
        }
        [Word("calendar"), rest @ ..] => long(rest).map(|(period, used)| (period, used + 1)),
        [Mark('\'' | '’' | '‘'), Mixed(tens), ..] => Some((short_decade(tens)?, 2)),
        [Mixed(tens), ..] if tens.len() == 3 => Some((short_decade(tens)?, 1)),
        [Mixed(years), ..] if years.ends_with("00s") => {
            let first = calendar::year(years.strip_suffix('s')?.parse().ok()?)?;
            let (from, until) =
                (calendar::new_year(first), calendar::new_year(first.checked_add(100)?));
            let all = Period::written(from, until, Grain::Century)?;
            Some((Period { note: Some("the whole hundred years"), ..all }, 1))
        }
        [Mixed(years), ..] if years.ends_with("0s") => {
            Some((decade(calendar::year(years.strip_suffix('s')?.parse().ok()?)?)?, 1))
        }
        [Word(name), ..] if names::decade(name).is_some() => {
            Some((decade(recent_century(names::decade(name)?))?, 1))
        }
        _ => {
            let (number, used) = number::ordinal(pieces)?;
            let century =
                i16::try_from(number).ok().filter(|century| (16..=22).contains(century))?;
            let first = calendar::new_year((century - 1) * 100 + 1);
            (pieces.get(used) == Some(&Word("century")))
                .then_some((Period::unit(first, Grain::Century)?, used + 1))
        }
    }
}

/// `90s`.
fn short_decade(text: &str) -> Option<Period> {
    let tens: i16 = text.strip_suffix("0s")?.parse().ok()?;
    Period::unit(calendar::new_year(recent_century(tens.checked_mul(10)?)), Grain::Decade)
}

/// Decades without a century: the thirties to the nineties are of the last one.
fn recent_century(tens: i16) -> i16 {
    if tens < 30 { 2000 + tens } else { 1900 + tens }
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
