//! When people buy: seasons, the week, feasts, and the years' growth. Everything in thousandths.

use jiff::civil::{Date, Weekday, date};

/// The first day of the data.
pub(crate) const FIRST: Date = date(2023, 1, 1);

/// The last day of the data; the semantic file counts relative dates from it.
pub(crate) const LAST: Date = date(2025, 12, 31);

/// How a shelf's sales move with the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Season {
    /// Hardly at all.
    Steady,
    /// Ice cream, cola, sunscreen: July is thrice January.
    Summer,
    /// Soup, coffee, pizza: the cold months.
    Winter,
    /// Turkey, chocolate, cheese: November and December.
    Holiday,
    /// Cereal, cookies: August and September.
    School,
    /// Cleaning: March to May.
    Spring,
}

impl Season {
    /// January to December, 1000 for the middle of the year.
    fn months(self) -> [i64; 12] {
        match self {
            Self::Steady => [980, 970, 990, 1000, 1010, 1010, 1000, 1000, 990, 1000, 1020, 1050],
            Self::Summer => [560, 590, 720, 900, 1150, 1480, 1720, 1610, 1180, 830, 640, 620],
            Self::Winter => [1380, 1320, 1140, 960, 820, 740, 700, 740, 900, 1080, 1230, 1330],
            Self::Holiday => [760, 860, 870, 960, 820, 790, 800, 800, 860, 1050, 1720, 2080],
            Self::School => [940, 930, 950, 960, 940, 860, 960, 1420, 1380, 1010, 900, 870],
            Self::Spring => [900, 950, 1380, 1450, 1240, 980, 900, 880, 900, 870, 830, 860],
        }
    }

    /// The share of a usual day's sales that this shelf has on that day.
    pub(crate) fn on(self, day: Date) -> i64 {
        let month = usize::try_from(day.month() - 1).unwrap_or(0);
        let season = self.months().get(month).copied().unwrap_or(1000);
        season * weekday(day) / 1000 * feast(self, day) / 1000 * growth(day) / 1000
    }
}

/// Saturday is the busiest day, Tuesday the quietest.
fn weekday(day: Date) -> i64 {
    match day.weekday() {
        Weekday::Monday => 860,
        Weekday::Tuesday => 800,
        Weekday::Wednesday => 850,
        Weekday::Thursday => 920,
        Weekday::Friday => 1120,
        Weekday::Saturday => 1330,
        Weekday::Sunday => 1120,
    }
}

/// The days before a feast sell more, and the feast itself next to nothing.
fn feast(season: Season, day: Date) -> i64 {
    let boost = if season == Season::Holiday { 1600 } else { 1180 };
    match (day.month(), day.day()) {
        (12, 25) | (1, 1) => 150,
        (12, 18..=24) | (11, 20..=26) => boost,
        (7, 2..=4) if season == Season::Summer => 1500,
        _ => 1000,
    }
}

/// Three percent a year.
fn growth(day: Date) -> i64 {
    1000 + 30 * i64::from(day.year() - FIRST.year())
}

/// All days of the data.
pub(crate) fn days() -> impl Iterator<Item = Date> {
    std::iter::successors(Some(FIRST), |day| day.tomorrow().ok()).take_while(|day| *day <= LAST)
}

/// The first days of the data's months, in order.
pub(crate) fn months() -> impl Iterator<Item = Date> {
    days().filter(|day| day.day() == 1)
}

/// The month's place in the data, the first being 0.
pub(crate) fn month_number(day: Date) -> usize {
    let months = i64::from(day.year() - FIRST.year()) * 12 + i64::from(day.month() - 1);
    usize::try_from(months).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_whole_years() {
        assert_eq!(days().count(), 1096);
        assert_eq!(months().count(), 36);
        assert_eq!(month_number(LAST), 35);
    }

    #[test]
    fn ice_cream_is_for_july_and_turkey_for_november() {
        assert!(Season::Summer.on(date(2024, 7, 13)) > 2 * Season::Summer.on(date(2024, 1, 13)));
        assert!(Season::Holiday.on(date(2024, 11, 23)) > 2 * Season::Holiday.on(date(2024, 6, 22)));
    }
}
