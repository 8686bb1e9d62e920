//! A question with names and values blanked out, as n-grams.

use std::collections::{BTreeSet, HashSet};

use crate::sketch::{Piece, Sketch};

/// The longest run of words that is one feature.
const LONGEST: usize = 3;

/// Splits a question into words, numbers, quoted text and the marks `? , . ;`.
pub(crate) fn split(question: &str) -> Vec<String> {
    let chars: Vec<char> = question.chars().collect();
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(&first) = chars.get(at) {
        let rest = chars.get(at..).unwrap_or_default();
        let length = match first {
            '\'' | '"' | '\u{2018}' | '\u{201c}' => quoted(first, rest),
            c if c.is_alphabetic() => run(rest, |c| c.is_alphabetic() || c == '\''),
            c if c.is_ascii_digit() => run(rest, |c| c.is_ascii_digit() || ".,:/-".contains(c)),
            _ => 1,
        };
        let word: String = rest.iter().take(length).collect();
        if word.starts_with(|c: char| c.is_alphanumeric() || "?,.;".contains(c)) || length > 2 {
            words.push(word.trim_end_matches('\'').to_owned());
        }
        at += length.max(1);
    }
    words
}

fn run(rest: &[char], belongs: impl Fn(char) -> bool) -> usize {
    rest.iter().take_while(|c| belongs(**c)).count()
}

/// Length of quoted text with its quotes; 1 where the quote is not closed.
fn quoted(open: char, rest: &[char]) -> usize {
    let close = match open {
        '\u{2018}' => '\u{2019}',
        '\u{201c}' => '\u{201d}',
        same => same,
    };
    rest.iter().skip(1).position(|c| *c == close).map_or(1, |at| at + 2)
}

/// Blanks out what only one schema would say: words outside `known` become their outer form.
pub(crate) fn blank(words: &[String], known: &HashSet<String>) -> Vec<String> {
    let mut blanked: Vec<String> = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate() {
        let form = form_of(word, at, known);
        if form != "CAP" || blanked.last().is_none_or(|last| *last != form) {
            blanked.push(form);
        }
    }
    blanked
}

fn form_of(word: &str, at: usize, known: &HashSet<String>) -> String {
    let lower = word.to_lowercase();
    let first = word.chars().next().unwrap_or(' ');
    let form = match first {
        '\'' | '"' | '\u{2018}' | '\u{201c}' => "QUOTE",
        c if c.is_ascii_digit() && is_year(word) => "YEAR",
        c if c.is_ascii_digit() => "NUMBER",
        _ if known.contains(&lower) => return lower,
        c if at > 0 && c.is_uppercase() => "CAP",
        _ if lower.ends_with("est") => "EST",
        _ if lower.ends_with('s') && !lower.ends_with("ss") => "WORDS",
        _ => "WORD",
    };
    form.to_owned()
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u16>().is_ok_and(|year| (1800..2100).contains(&year))
}

/// The features of a blanked question: runs of one to three words, and pairs with one word between.
pub(crate) fn grams(blanked: &[String]) -> BTreeSet<String> {
    let mut words = vec!["^"];
    words.extend(blanked.iter().map(String::as_str));
    words.push("$");
    let mut found = BTreeSet::new();
    for length in 1..=LONGEST {
        found.extend(words.windows(length).map(|gram| gram.join(" ")));
    }
    found.extend(words.windows(3).filter_map(|gram| match gram {
        [first, _, last] => Some(format!("{first} * {last}")),
        _ => None,
    }));
    found
}

/// The features of a question: of its words, and of its sketch.
pub(crate) fn features(
    words: &[String],
    sketch: &Sketch,
    known: &HashSet<String>,
) -> BTreeSet<String> {
    let mut found = grams(&blank(words, known));
    let form = |(at, piece): (usize, &Piece)| match piece {
        Piece::Name(name) => (*name).to_owned(),
        Piece::Word(word) => form_of(word, at, known),
    };
    let drawn: Vec<String> = sketch.pieces.iter().enumerate().map(form).collect();
    found.extend(grams(&drawn).into_iter().map(|gram| format!("~{gram}")));
    found.insert(format!("lists {}", sketch.listed));
    found.extend(counts(&drawn));
    found
}

/// How many values, numbers and columns a drawn question names: runs of three words cannot tell one value from two
/// that stand apart.
fn counts(drawn: &[String]) -> [String; 4] {
    let count =
        |names: &[&str]| drawn.iter().filter(|word| names.contains(&word.as_str())).count().min(4);
    let values = count(&["VALUE", "QUOTE"]);
    let numbers = count(&["NUMBER", "YEAR"]);
    let columns = count(&["COLUMN", "AMOUNT", "DAY", "KEY"]);
    let or = usize::from(drawn.iter().any(|word| word == "or"));
    [
        format!("values {values} or {or}"),
        format!("numbers {numbers}"),
        format!("values {values} numbers {numbers} or {or}"),
        format!("values {values} columns {columns}"),
    ]
}

/// 32-bit FNV-1a (Fowler, Noll, Vo), the name of a feature in the stored models.
pub(crate) fn name(gram: &str) -> u32 {
    gram.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_general_english_is_left() {
        let known = ["how", "many", "are", "from", "in", "?"].map(str::to_owned).into();
        let words = split("How many singers are from 'New York' or Los Angeles in 2014?");
        let blanked = blank(&words, &known).join(" ");
        assert_eq!(blanked, "how many WORDS are from QUOTE WORD CAP in YEAR ?");
    }
}
