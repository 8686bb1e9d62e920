//! Days, weeks, months, quarters, years and longer: where they start, how to step.

use jiff::{
    ToSpan,
    civil::{Date, ISOWeekDate, Weekday, date},
};

/// A unit of the calendar, the finest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Grain {
    /// A day.
    Day,
    /// Monday to Sunday (ISO 8601).
    Week,
    /// A month.
    Month,
    /// Three months from January, April, July or October.
    Quarter,
    /// Six months from January or July.
    Half,
    /// A year.
    Year,
    /// Ten years from one that ends in 0.
    Decade,
    /// A hundred years from one that ends in 01.
    Century,
}

impl Grain {
    /// The first day of the unit that holds a day.
    pub(super) fn start(self, day: Date) -> Option<Date> {
        let month = |step: i8| (day.month() - 1) / step * step + 1;
        let year = |step: i16, first: i16| (day.year() - first).div_euclid(step) * step + first;
        match self {
            Self::Day => Some(day),
            Self::Week => {
                day.checked_sub(i32::from(day.weekday().to_monday_zero_offset()).days()).ok()
            }
            Self::Month => Some(day.first_of_month()),
            Self::Quarter => Date::new(day.year(), month(3), 1).ok(),
            Self::Half => Date::new(day.year(), month(6), 1).ok(),
            Self::Year => Some(day.first_of_year()),
            Self::Decade => Date::new(year(10, 0), 1, 1).ok(),
            Self::Century => Date::new(year(100, 1), 1, 1).ok(),
        }
    }

    /// A day moved by that many units; the month's last day where it has no such day.
    pub(super) fn step(self, day: Date, units: i64) -> Option<Date> {
        let (size, months) = match self {
            Self::Day => (1, false),
            Self::Week => (7, false),
            Self::Month => (1, true),
            Self::Quarter => (3, true),
            Self::Half => (6, true),
            Self::Year => (12, true),
            Self::Decade => (120, true),
            Self::Century => (1200, true),
        };
        let count = i32::try_from(units.checked_mul(size)?).ok().filter(|n| n.abs() < 200_000)?;
        day.checked_add(if months { count.months() } else { count.days() }).ok()
    }

    /// First day and the day after the last of the unit that is `units` away from a day's own.
    pub(super) fn away(self, day: Date, units: i64) -> Option<(Date, Date)> {
        let from = self.step(self.start(day)?, units)?;
        Some((from, self.step(from, 1)?))
    }
}

/// The last such weekday before a day.
pub(super) fn weekday_before(day: Date, weekday: Weekday) -> Option<Date> {
    day.nth_weekday(-1, weekday).ok()
}

/// The next such weekday after a day.
pub(super) fn weekday_after(day: Date, weekday: Weekday) -> Option<Date> {
    day.nth_weekday(1, weekday).ok()
}

/// The Monday of an ISO week.
pub(super) fn iso_week(year: i16, week: i64) -> Option<Date> {
    let week = i8::try_from(week).ok()?;
    Some(ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date())
}

/// A four-digit year of history or plans; none for other numbers.
pub(super) fn year(number: i64) -> Option<i16> {
    i16::try_from(number).ok().filter(|year| (1500..2200).contains(year))
}

/// The first day of a year.
pub(super) fn new_year(year: i16) -> Date {
    date(year.clamp(-9999, 9999), 1, 1)
}
