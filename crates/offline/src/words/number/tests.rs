//! Phrases in, numbers out.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::find;

/// A line for each phrase with the numbers it names.
fn check(phrases: &str) -> String {
    phrases.lines().fold(String::new(), |mut lines, phrase| {
        let _ = writeln!(lines, "{phrase}");
        for number in find(phrase) {
            let unit = number.unit.map_or(String::new(), |unit| format!(" {unit:?}"));
            let phrase = &phrase[number.span];
            let _ = writeln!(lines, "    {} {:?}{unit} <{phrase}>", number.literal, number.rank);
        }
        lines
    })
}

#[test]
fn digits() {
    insta::assert_snapshot!(check(include_str!("phrases/digits.txt")));
}

#[test]
fn words() {
    insta::assert_snapshot!(check(include_str!("phrases/words.txt")));
}

proptest! {
    #[test]
    fn spans_lie_in_the_text(text in "([0-9.,/$€ %-]|one|twenty|million|half a|th|k|é){0,20}|\\PC{0,30}") {
        let mut end = 0;
        for number in find(&text) {
            prop_assert!(text.get(number.span.clone()).is_some());
            prop_assert!(number.span.start >= end);
            prop_assert!(number.value.is_finite());
            end = number.span.end;
        }
    }
}
