//! Dates and times in a question, as half-open ranges of calendar days.
//!
//! The grammar is three layers of plain patterns over [`Pieces`]: a *period* that is written out
//! (`March 2023`), a *period* that counts from today (`last month`), and a *range* that opens,
//! closes or joins periods (`since …`, `between … and …`).

use std::ops::Range;

use jiff::civil::Date;

use super::pieces::Pieces;
use range::Ranged;

/// A stretch of calendar days, and what is known of how it was written.
mod period;

/// Days, weeks, months, quarters, years and longer: where they start, how to step.
mod calendar;

/// Names of months, weekdays, seasons and units.
pub(super) mod names;

/// Digits only: `2023-03-14`, `3/14/2023`, `3/2023`.
mod numeric;

/// Written out: `March 14th, 2023`, `Q1 2024`, `the 1990s`.
mod absolute;

/// Counted from today: `last month`, `10 days ago`, `year to date`.
mod relative;

/// What opens, closes or joins periods: `since`, `before`, `between … and …`.
mod range;

/// Periods that stand in one list: `January and March 2024`.
mod listed;

/// What is said of a range to a person.
mod label;

pub(crate) use calendar::Grain;
pub(crate) use listed::lists;

/// A stretch of days that a question names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct When {
    /// Its bytes in the question, preposition included.
    pub(crate) span: Range<usize>,
    /// The first day; none for no lower end.
    pub(crate) from: Option<Date>,
    /// The day after the last; none for no upper end.
    pub(crate) until: Option<Date>,
    /// The finest unit that was named.
    pub(crate) grain: Grain,
    /// Phrase and days: `the last three months: 2025-10-01 to 2025-12-31`.
    pub(crate) label: String,
    /// Whether it depends on the day of the question.
    pub(crate) relative: bool,
    /// Whether nothing but four digits says that this is a year; it may be a plain number.
    pub(crate) bare_year: bool,
}

/// What a phrase is read against.
#[derive(Debug, Clone, Copy)]
struct Setting {
    /// The day of the question.
    today: Date,
    /// The year of dates that name none; the latest that has begun otherwise.
    year: Option<i16>,
}

/// All stretches of days that a question names, in order, none overlapping another.
pub(crate) fn find(question: &str, today: Date) -> Vec<When> {
    let lower = question.to_ascii_lowercase();
    let pieces = Pieces::of(&lower);
    let setting = Setting { today, year: None };
    let mut found: Vec<(Ranged, When)> = Vec::new();
    let mut at = 0;
    while at < pieces.list.len() {
        let before = found.last().map(|(_, when)| when.span.end);
        let reading = range::at(&pieces, at, setting, before);
        at += reading.as_ref().map_or(1, |range| range.used);
        let read = reading.and_then(|range| {
            let when = range.when(&pieces, question)?;
            Some((range, when))
        });
        found.extend(read);
    }
    listed::in_step(&pieces, question, setting, &mut found);
    found.into_iter().map(|(_, when)| when).collect()
}

#[cfg(test)]
mod tests;
