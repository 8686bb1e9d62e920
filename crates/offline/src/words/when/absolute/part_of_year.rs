//! Months, quarters, halves, weeks and seasons of a year.

use jiff::civil::Date;

use super::{
    super::{
        Setting,
        calendar::{self, Grain},
        names::{self, Spelling},
        period::{Evidence, Found, Period},
    },
    day::day_number,
    year::{four_digits, in_year, named_year},
};
use crate::words::pieces::Piece::{self, Mixed, Number, Word};

/// A part of a year, with or without that year.
pub(super) fn period(pieces: &[Piece<'_>], setting: Setting) -> Option<Found> {
    month(pieces, setting)
        .or_else(|| quarter(pieces, setting))
        .or_else(|| week(pieces, setting))
        .or_else(|| named_season(pieces, setting))
}

/// `March 2023`, `may`.
fn month(pieces: &[Piece<'_>], setting: Setting) -> Option<Found> {
    let Word(name) = pieces.first()? else { return None };
    let (month, spelling) = names::month(name)?;
    let (period, used) = in_year(pieces, 1, setting, |year| unit(year, month, Grain::Month))?;
    let impossible_day = used == 1 && day_number(pieces.get(1..)?).is_some();
    let bare = used == 1 && spelling == Spelling::Doubtful;
    let evidence = if bare { Evidence::BareName } else { Evidence::Certain };
    (!impossible_day).then_some((Period { evidence, ..period }, used))
}

/// `Q1 2024`, `2024 Q1`, `2024Q1`, `H2`.
fn quarter(pieces: &[Piece<'_>], setting: Setting) -> Option<Found> {
    let (year, (month, grain, _), used) = match pieces {
        [Number(year), rest @ ..] => {
            let part = numbered(rest)?;
            (year, part, part.2 + 1)
        }
        [Mixed(text), ..] => {
            let (year, part) = text.split_at_checked(4)?;
            return Some((written_quarter(year, numbered(&[Word(part)])?)?, 1));
        }
        _ => {
            let (month, grain, used) = numbered(pieces)?;
            return in_year(pieces, used, setting, |year| unit(year, month, grain));
        }
    };
    Some((written_quarter(year, (month, grain, used))?, used))
}

/// `2020-W53`, `week 12 of 2023`.
fn week(pieces: &[Piece<'_>], setting: Setting) -> Option<Found> {
    let make = |year, week| Period::unit(calendar::iso_week(year, week)?, Grain::Week);
    match pieces {
        [Number(year), Word(week), ..] => {
            Some((make(four_digits(year)?, week.strip_prefix('w')?.parse().ok()?)?, 2))
        }
        [Word("week"), Number(week), ..] => {
            let week = week.parse().ok()?;
            in_year(pieces, 2, setting, |year| make(year, week))
        }
        _ => None,
    }
}

/// `summer 2023`.
fn named_season(pieces: &[Piece<'_>], setting: Setting) -> Option<Found> {
    let [Word(name), rest @ ..] = pieces else { return None };
    let first_month = names::season(name)?;
    let named = named_year(rest, setting)?;
    let season = season(first_month, named.year)?;
    Some((Period { anchor: named.anchor, ..season }, named.used + 1))
}

/// A season of that year; a winter runs into the next.
pub(in super::super) fn season(first_month: i8, year: i16) -> Option<Period> {
    let from = Date::new(year, first_month, 1).ok()?;
    let season = Period::written(from, Grain::Month.step(from, 3)?, Grain::Quarter)?;
    Some(Period { note: Some("season as in the northern half of the world"), ..season })
}

fn unit(year: i16, month: i8, grain: Grain) -> Option<Period> {
    Period::unit(Date::new(year, month, 1).ok()?, grain)
}

fn written_quarter(year: &str, (month, grain, _): (i8, Grain, usize)) -> Option<Period> {
    unit(four_digits(year)?, month, grain)
}

/// `Q2`, `H1`, `quarter 2`: first month, unit and pieces.
fn numbered(pieces: &[Piece<'_>]) -> Option<(i8, Grain, usize)> {
    Some(match pieces {
        [Word("q1"), ..] => (1, Grain::Quarter, 1),
        [Word("q2"), ..] => (4, Grain::Quarter, 1),
        [Word("q3"), ..] => (7, Grain::Quarter, 1),
        [Word("q4"), ..] => (10, Grain::Quarter, 1),
        [Word("h1"), ..] => (1, Grain::Half, 1),
        [Word("h2"), ..] => (7, Grain::Half, 1),
        [Word("quarter"), Number(number), ..] => {
            let number: i8 = number.parse().ok().filter(|number| (1..=4).contains(number))?;
            (number * 3 - 2, Grain::Quarter, 2)
        }
        _ => return None,
    })
}
