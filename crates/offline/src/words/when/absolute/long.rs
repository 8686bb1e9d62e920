//! Years by name, decades and centuries.

use super::{
    super::{
        calendar::{self, Grain},
        names,
        period::{Found, Period},
    },
    year::four_digits,
};
use crate::words::{
    number,
    pieces::Piece::{self, Mark, Mixed, Number, Word},
};

/// A year, decade or century.
pub(super) fn period(pieces: &[Piece<'_>]) -> Option<Found> {
    match pieces {
        [Word("calendar"), rest @ ..] => period(rest).map(|(found, used)| (found, used + 1)),
        [Word("year"), Number(year), ..] => {
            Some((Period::unit(calendar::new_year(four_digits(year)?), Grain::Year)?, 2))
        }
        [Mark('\'' | '’' | '‘'), Mixed(decade), ..] => Some((decade_in_digits(decade)?, 2)),
        [Mixed(decade), ..] if decade.ends_with("0s") => Some((decade_in_digits(decade)?, 1)),
        [Word(name), ..] if names::decade(name).is_some() => {
            Some((decade(recent_century(names::decade(name)?))?, 1))
        }
        _ => century(pieces),
    }
}

/// `20th century`: 1901 to 2000.
fn century(pieces: &[Piece<'_>]) -> Option<Found> {
    let (number, used) = number::ordinal(pieces)?;
    let century = i16::try_from(number).ok().filter(|century| (16..=22).contains(century))?;
    let first = calendar::new_year((century - 1) * 100 + 1);
    let named = pieces.get(used) == Some(&Word("century"));
    named.then_some((Period::unit(first, Grain::Century)?, used + 1))
}

/// `90s`, `1990s`, `1900s`.
fn decade_in_digits(text: &str) -> Option<Period> {
    let digits = text.strip_suffix('s')?;
    match digits.len() {
        2 => decade(recent_century(digits.parse().ok()?)),
        _ if digits.ends_with("00") => hundred_years(four_digits(digits)?),
        _ => decade(four_digits(digits)?),
    }
}

fn decade(first: i16) -> Option<Period> {
    Period::unit(calendar::new_year(first), Grain::Decade)
}

/// `the 1900s` are more often the hundred years than the ten.
fn hundred_years(first: i16) -> Option<Period> {
    let until = calendar::new_year(first.checked_add(100)?);
    let all = Period::written(calendar::new_year(first), until, Grain::Century)?;
    Some(Period { note: Some("the whole hundred years"), ..all })
}

/// Decades without a century: the thirties to the nineties are of the last one.
fn recent_century(tens: i16) -> i16 {
    if tens < 30 { 2000 + tens } else { 1900 + tens }
}
