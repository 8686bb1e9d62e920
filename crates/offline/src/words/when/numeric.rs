//! Digits only: `2023-03-14`, `3/14/2023`, `3/2023`.

use jiff::civil::Date;

use super::{
    calendar::{self, Grain},
    period::{Evidence, Period},
};

/// The period that a run of digits and separators names.
pub(super) fn period(text: &str) -> Option<Period> {
    let separator = text.chars().find(|c| !c.is_ascii_digit());
    let Some(separator) = separator else { return bare_year(text) };
    let parts: Vec<&str> = text.split(separator).collect();
    match (parts.as_slice(), separator) {
        ([y, m, d], '-' | '/' | '.') if y.len() == 4 => {
            Period::unit(day(long_year(y)?, number(m)?, number(d)?)?, Grain::Day)
        }
        ([a, b, y], '-' | '/' | '.') => {
            mixed_order(number(a)?, number(b)?, any_year(y)?, separator)
        }
        ([y, m], '-' | '/') if y.len() == 4 && m.len() <= 2 => month(y, m),
        ([m, y], '-' | '/') if y.len() == 4 && m.len() <= 2 => month(y, m),
        ([a, b], '-') => years(a, b),
        _ => None,
    }
}

/// Four digits alone.
fn bare_year(text: &str) -> Option<Period> {
    let year = Period::unit(calendar::new_year(long_year(text)?), Grain::Year)?;
    Some(Period { evidence: Evidence::BareYear, ..year })
}

/// `2020-2022`.
fn years(first: &str, last: &str) -> Option<Period> {
    let until = calendar::new_year(long_year(last)?.checked_add(1)?);
    let years = Period::written(calendar::new_year(long_year(first)?), until, Grain::Year)?;
    Some(Period { evidence: Evidence::BareYear, ..years })
}

fn month(year: &str, month: &str) -> Option<Period> {
    Period::unit(day(long_year(year)?, number(month)?, 1)?, Grain::Month)
}

/// Day and month in the order that is possible; where both are, slashes are read as in the United
/// States (month first), points and dashes as in Europe (day first).
fn mixed_order(first: i64, second: i64, year: i16, separator: char) -> Option<Period> {
    let month_first = day(year, first, second);
    let day_first = day(year, second, first);
    let (found, other, note) = if separator == '/' {
        (month_first, day_first, "read as month/day/year")
    } else {
        (day_first, month_first, "read as day, month, year")
    };
    let note = (found.is_some() && other.is_some() && first != second).then_some(note);
    Some(Period { note, ..Period::unit(found.or(other)?, Grain::Day)? })
}

fn day(year: i16, month: i64, day: i64) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn number(text: &str) -> Option<i64> {
    text.parse().ok().filter(|_| text.len() <= 2)
}

/// A year of four digits.
fn long_year(text: &str) -> Option<i16> {
    text.parse().ok().filter(|_| text.len() == 4).and_then(calendar::year)
}

/// A year of four digits, or of two: 69 to 99 in the last century, as POSIX `strptime` has it.
fn any_year(text: &str) -> Option<i16> {
    let short: Option<i16> = text.parse().ok().filter(|_| text.len() == 2);
    short.map(|year| if year < 69 { 2000 + year } else { 1900 + year }).or_else(|| long_year(text))
}
