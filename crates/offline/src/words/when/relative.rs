//! Counted from today: `last month`, `10 days ago`, `year to date`.

use jiff::civil::{Date, Weekday};

use super::{
    Setting, absolute,
    calendar::{self, Grain},
    names,
    period::{Evidence, Found, Period},
};
use crate::words::{
    number,
    pieces::Piece::{self, Number, Word},
};

/// A period counted from today at the start of `pieces`.
pub(super) fn period(pieces: &[Piece<'_>], setting: Setting) -> Option<Found> {
    let today = setting.today;
    named_day(pieces, today)
        .or_else(|| to_date(pieces, today))
        .or_else(|| ago(pieces, today))
        .or_else(|| several(pieces, today))
        .or_else(|| one(pieces, setting))
        .or_else(|| weekday(pieces, today))
}

/// `today`, `the day before yesterday`.
fn named_day(pieces: &[Piece<'_>], today: Date) -> Option<Found> {
    let (days, used) = match pieces {
        [Word("day"), Word("before"), Word("yesterday"), ..] => (-2, 3),
        [Word("day"), Word("after"), Word("tomorrow"), ..] => (2, 3),
        [Word("yesterday"), ..] => (-1, 1),
        [Word("today"), ..] => (0, 1),
        [Word("tomorrow"), ..] => (1, 1),
        _ => return None,
    };
    let day = Grain::Day.step(today, days)?;
    Some((Period::counted(day, Grain::Day.step(day, 1)?, Grain::Day)?, used))
}

/// `year to date`, `ytd`, `this month so far`, `so far this year`: up to today.
fn to_date(pieces: &[Piece<'_>], today: Date) -> Option<Found> {
    let (grain, used) = match pieces {
        [Word("ytd"), ..] => (Grain::Year, 1),
        [Word("qtd"), ..] => (Grain::Quarter, 1),
        [Word("mtd"), ..] => (Grain::Month, 1),
        [Word("wtd"), ..] => (Grain::Week, 1),
        [Word(unit), Word("to"), Word("date"), ..] => (names::unit(unit)?, 3),
        [Word("this"), Word(unit), Word("so"), Word("far"), ..] => (names::unit(unit)?, 4),
        [Word("so"), Word("far"), Word("this"), Word(unit), ..] => (names::unit(unit)?, 4),
        _ => return None,
    };
    Some((Period::counted(grain.start(today)?, Grain::Day.step(today, 1)?, grain)?, used))
}

/// `10 days ago`, `a year ago`: the day, week, month … that lies so far back.
fn ago(pieces: &[Piece<'_>], today: Date) -> Option<Found> {
    let (count, grain, used) = amount_of_time(pieces)?;
    if pieces.get(used) != Some(&Word("ago")) {
        return None;
    }
    let point = grain.step(today, count.checked_neg()?)?;
    let (from, until) = grain.away(point, 0)?;
    let period = Period::counted(from, until, grain)?;
    Some((Period { point: Some(point), ..period }, used + 1))
}

/// `10 days`, `a year`: a count, a unit and how many pieces they take.
pub(super) fn amount_of_time(pieces: &[Piece<'_>]) -> Option<(i64, Grain, usize)> {
    let (count, used) = match pieces {
        [Word("a" | "an" | "one"), Word(unit), ..] if names::unit(unit).is_some() => (1, 1),
        _ => number::whole(pieces)?,
    };
    let Word(unit) = pieces.get(used)? else { return None };
    Some((count, names::unit(unit)?, used + 1)).filter(|_| (1..100_000).contains(&count))
}

/// `last 3 months`, `past two weeks`, `next 10 days`, `the last 24 hours`.
///
/// `last` and `past` run up to today, today included; `previous` and `full` count whole units of
/// the calendar before this one. `next` starts tomorrow.
fn several(pieces: &[Piece<'_>], today: Date) -> Option<Found> {
    let [Word(word), rest @ ..] = pieces else { return None };
    if let [Number(hours), Word("hours"), ..] = rest
        && matches!(*word, "last" | "past")
    {
        return Some((last_hours(hours.parse().ok()?, today)?, 3));
    }
    let (full, skip) = whole_units(rest);
    let (count, grain, used) = match amount_of_time(rest.get(skip..)?) {
        Some(amount) => amount,
        None => counted_whole_units(rest)?,
    };
    let full = full || used > 2 && whole_units(rest.get(used - 2..)?).0;
    let tomorrow = Grain::Day.step(today, 1)?;
    let (from, until) = match (names::direction(word), *word) {
        (_, "trailing" | "rolling") => (grain.step(tomorrow, -count)?, tomorrow),
        (Some(-1), "last" | "past") if !full && grain != Grain::Quarter => {
            (grain.step(tomorrow, -count)?, tomorrow)
        }
        (Some(-1), _) => (grain.away(tomorrow, -count)?.0, grain.start(tomorrow)?),
        (Some(1), _) => (tomorrow, grain.step(tomorrow, count)?),
        _ => return None,
    };
    Some((Period::counted(from, until, grain)?, 1 + skip + used))
}

fn whole_units(pieces: &[Piece<'_>]) -> (bool, usize) {
    let full = matches!(pieces.first(), Some(Word("full" | "complete" | "whole" | "calendar")));
    (full, usize::from(full))
}

/// `3 full months`.
fn counted_whole_units(pieces: &[Piece<'_>]) -> Option<(i64, Grain, usize)> {
    let (count, used) = number::whole(pieces).filter(|(count, _)| (1..100_000).contains(count))?;
    let (true, 1) = whole_units(pieces.get(used..)?) else { return None };
    let Word(unit) = pieces.get(used + 1)? else { return None };
    Some((count, names::unit(unit)?, used + 2))
}

/// Hours cannot be told apart by days: the days they touch.
fn last_hours(hours: i64, today: Date) -> Option<Period> {
    let from = Grain::Day.step(today, -hours.checked_add(23)?.div_euclid(24))?;
    let days = Period::counted(from, Grain::Day.step(today, 1)?, Grain::Day)?;
    Some(Period { note: Some("whole days"), ..days })
}

/// `last month`, `this year`, `past week`, `next quarter`, `last summer`, `last March`.
fn one(pieces: &[Piece<'_>], setting: Setting) -> Option<Found> {
    let [Word(word), Word(name), ..] = pieces else { return None };
    let today = setting.today;
    let direction = names::direction(word)?;
    let (from, until, grain) = match (names::unit(name), *word) {
        (Some(Grain::Decade), "last") | (Some(_), "past") => {
            let (grain, tomorrow) = (names::unit(name)?, Grain::Day.step(today, 1)?);
            (grain.step(tomorrow, -1)?, tomorrow, grain)
        }
        (Some(grain), _) => {
            let (from, until) = grain.away(today, direction)?;
            (from, until, grain)
        }
        (None, _) => return yearly(name, direction, setting).map(|period| (period, 2)),
    };
    Some((Period::counted(from, until, grain)?, 2))
}

/// A weekday, weekend, month or season before or after this one.
fn yearly(name: &str, direction: i64, setting: Setting) -> Option<Period> {
    let today = setting.today;
    if let Some(weekday) = names::weekday(name) {
        return directed_weekday(weekday, direction, today);
    }
    if name == "weekend" {
        let (from, until) = Grain::Week.away(today, direction)?;
        return Period::counted(Grain::Day.step(from, 5)?, until, Grain::Day);
    }
    let make = |year: i16| match (names::month(name), names::season(name)) {
        (Some((month, _)), _) => Period::unit(Date::new(year, month, 1).ok()?, Grain::Month),
        (None, Some(month)) => absolute::season(month, year),
        (None, None) => None,
    };
    let year = today.year();
    let near = [year.checked_sub(2)?, year.checked_sub(1)?, year, year.checked_add(1)?];
    let mut near = near.into_iter().filter_map(make);
    let period = match direction {
        -1 => near.rfind(|period| period.until <= today),
        0 => make(year),
        _ => near.find(|period| period.from > today),
    }?;
    Some(Period { note: period.note, ..Period::counted(period.from, period.until, period.grain)? })
}

fn directed_weekday(weekday: Weekday, direction: i64, today: Date) -> Option<Period> {
    let day = match direction {
        -1 => calendar::weekday_before(today, weekday)?,
        0 => {
            let ahead = i64::from(weekday.to_monday_zero_offset());
            Grain::Day.step(Grain::Week.start(today)?, ahead)?
        }
        _ => calendar::weekday_after(today, weekday)?,
    };
    Period::counted(day, Grain::Day.step(day, 1)?, Grain::Day)
}

/// `Monday`: the latest, today included.
fn weekday(pieces: &[Piece<'_>], today: Date) -> Option<Found> {
    let Word(name) = pieces.first()? else { return None };
    let tomorrow = Grain::Day.step(today, 1)?;
    let day = calendar::weekday_before(tomorrow, names::weekday(name)?)?;
    let period = Period::counted(day, Grain::Day.step(day, 1)?, Grain::Day)?;
    Some((Period { evidence: Evidence::BareName, ..period }, 1))
}
