//! Parts of a period: `first half of 2023`, `last two weeks of June`, `end of March`.

use super::super::{
    Setting,
    calendar::Grain,
    names,
    period::{Evidence, Found, Period},
    relative,
};
use crate::words::{
    number,
    pieces::Piece::{self, Word},
};

/// Which end of a period a part lies at.
#[derive(Clone, Copy)]
enum End {
    /// Counted from the first day: 0 for the first.
    First(i64),
    /// Counted back from the last day.
    Last,
}

/// A part of a period at the start of `pieces`.
pub(super) fn of_period(pieces: &[Piece<'_>], setting: Setting) -> Option<Found> {
    edge(pieces, setting).or_else(|| counted(pieces, setting))
}

/// `end of March`, `the beginning of last year`: one day.
fn edge(pieces: &[Piece<'_>], setting: Setting) -> Option<Found> {
    let (end, rest) = match pieces {
        [Word("end"), Word("of"), rest @ ..] => (End::Last, rest),
        [Word("start" | "beginning"), Word("of"), rest @ ..] => (End::First(0), rest),
        _ => return None,
    };
    let (whole, used) = whole(rest, setting)?;
    let part = match end {
        End::First(_) => Period { point: Some(whole.from), ..slice(whole, end, Grain::Day, 1)? },
        End::Last => Period { point: Some(whole.until), ..slice(whole, end, Grain::Day, 1)? },
    };
    Some((part, used + 2))
}

/// `first quarter of 2024`, `last two weeks of June`, `second half of 2023`.
fn counted(pieces: &[Piece<'_>], setting: Setting) -> Option<Found> {
    let (end, ahead) = if pieces.first() == Some(&Word("last")) {
        (End::Last, 1)
    } else {
        let (number, used) = number::ordinal(pieces)?;
        (End::First(number.checked_sub(1)?), used)
    };
    let (count, more) = number::whole(pieces.get(ahead..)?).unwrap_or((1, 0));
    let at = ahead + more;
    let Word(name) = pieces.get(at)? else { return None };
    let grain = if *name == "half" { Grain::Half } else { names::unit(name)? };
    let rest = pieces.get(at + 1..)?;
    let of = usize::from(matches!(rest.first(), Some(Word("of" | "in"))));
    let (whole, used) = whole(rest.get(of..)?, setting)?;
    let written = of > 0 || whole.grain == Grain::Year;
    let part = slice(whole, end, grain, count).filter(|_| written)?;
    Some((part, at + 1 + of + used))
}

/// The period that a part is of.
fn whole(pieces: &[Piece<'_>], setting: Setting) -> Option<Found> {
    let the = usize::from(pieces.first() == Some(&Word("the")));
    let rest = pieces.get(the..)?;
    let found = relative::period(rest, setting).or_else(|| super::period(rest, setting));
    found.map(|(period, used)| (period, used + the))
}

/// `count` units at one end of a period, if they fit.
fn slice(whole: Period, end: End, grain: Grain, count: i64) -> Option<Period> {
    let (from, until) = match (end, grain, whole.grain) {
        (End::First(half), Grain::Half, Grain::Month) => {
            let middle = Grain::Day.step(whole.from, 15)?;
            if half == 0 { (whole.from, middle) } else { (middle, whole.until) }
        }
        (End::First(skip), ..) => {
            let from = grain.step(whole.from, skip)?;
            (from, grain.step(from, count)?)
        }
        (End::Last, ..) => (grain.step(whole.until, count.checked_neg()?)?, whole.until),
    };
    let inside = from >= whole.from && until <= whole.until && grain_fits(grain, whole.grain);
    let part = Period { from, until, grain, evidence: Evidence::Certain, point: None, ..whole };
    (inside && from < until).then_some(part)
}

fn grain_fits(part: Grain, whole: Grain) -> bool {
    part < whole || (part == Grain::Half && whole == Grain::Month)
}
