//! Phrases in, ranges out.

use std::fmt::Write as _;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::find;

/// A Saturday in the last quarter of a year that is no leap year.
const TODAY: Date = date(2026, 11, 21);

/// A line for each phrase: the range it names, what is left of it, or that there is none.
fn check(today: Date, phrases: &str) -> String {
    phrases.lines().fold(String::new(), |mut lines, phrase| {
        let found = find(phrase, today);
        let _ = writeln!(lines, "{}", phrase.escape_debug());
        if found.is_empty() {
            let _ = writeln!(lines, "    no date");
        }
        for when in found {
            let left = phrase[when.span].escape_debug();
            let bound = |day: Option<Date>| day.map_or("…".to_owned(), |day| day.to_string());
            let _ = writeln!(
                lines,
                "    [{}, {}) {:?}{}{} <{}> {}",
                bound(when.from),
                bound(when.until),
                when.grain,
                if when.relative { " relative" } else { "" },
                if when.bare_year { " bare" } else { "" },
                left,
                when.label,
            );
        }
        lines
    })
}

#[test]
fn written_days() {
    insta::assert_snapshot!(check(TODAY, include_str!("phrases/written_days.txt")));
}

#[test]
fn written_months_and_quarters() {
    insta::assert_snapshot!(check(TODAY, include_str!("phrases/written_months_and_quarters.txt")));
}

#[test]
fn written_years_and_longer() {
    insta::assert_snapshot!(check(TODAY, include_str!("phrases/written_years_and_longer.txt")));
}

#[test]
fn ranges() {
    insta::assert_snapshot!(check(TODAY, include_str!("phrases/ranges.txt")));
}

#[test]
fn counted_from_today() {
    insta::assert_snapshot!(check(TODAY, include_str!("phrases/counted_from_today.txt")));
}

#[test]
fn year_ends_and_leap_days() {
    let mut lines = String::new();
    for today in [date(2024, 2, 29), date(2025, 12, 31), date(2026, 1, 1), date(2021, 1, 3)] {
        let phrases = include_str!("phrases/year_ends_and_leap_days.txt");
        let _ = writeln!(lines, "# {today}\n{}", check(today, phrases));
    }
    insta::assert_snapshot!(lines);
}

#[test]
fn strange_texts() {
    let digits = "9".repeat(5_000);
    let dates = "1-".repeat(5_000);
    let texts =
        "\n   \nİstanbul in 2023 ğ\n訂單 in 2023年\nventes depuis 2021 — été\n\u{0}in\u{7}2023";
    insta::assert_snapshot!(check(TODAY, texts));
    for long in [
        digits.clone(),
        format!("last {digits} days"),
        format!("{digits} years ago"),
        dates,
        "last ".repeat(5_000),
        "first half of ".repeat(2_000),
        "the end of ".repeat(2_000),
    ] {
        assert_eq!(find(&long, TODAY), []);
    }
}

#[test]
fn ends_of_the_calendar() {
    for today in [Date::MIN, Date::MAX] {
        for phrase in
            ["last month", "next year", "99999 years ago", "this week", "in march", "monday"]
        {
            for when in find(phrase, today) {
                assert!(when.from < when.until, "{phrase}");
            }
        }
    }
}

/// Words of the grammar and some that are not.
fn word() -> impl Strategy<Value = String> {
    let words: Vec<&str> = include_str!("phrases/words.txt").lines().collect();
    prop_oneof![9 => prop::sample::select(words).prop_map(str::to_owned), 1 => any::<String>()]
}

proptest! {
    #[test]
    fn every_range_is_one(
        words in prop::collection::vec(word(), 0..12),
        days in -3_000_000_i32..2_900_000,
    ) {
        let text = words.join(" ");
        let today = date(1970, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap_or(TODAY);
        let mut end = 0;
        for when in find(&text, today) {
            prop_assert!(text.get(when.span.clone()).is_some_and(|phrase| !phrase.is_empty()));
            prop_assert!(when.span.start >= end);
            prop_assert!(when.from.is_some() || when.until.is_some());
            prop_assert!(when.from.zip(when.until).is_none_or(|(from, until)| from < until));
            end = when.span.end;
        }
    }
}
