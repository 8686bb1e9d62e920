//! What phrases are looked up in: stored values by their words, with and without endings.
//!
//! A stem costs a hundred times what a letter does, and of all stored values a question touches few.
//! So values are laid by how many words they have and which letters those begin with, which no ending
//! changes; only the values beside which a question's words come to lie are stemmed, once.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::OnceLock,
};

use crate::words::{Token, TokenKind, bounds, fold, tokens};

/// Values of more words than this are found by search in text only.
pub(crate) const LONGEST_PHRASE: usize = 9;

/// Values of more bytes than this are no names.
const LONGEST_VALUE: usize = 80;

/// Stored values by their words.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    piles: HashMap<Outline, Pile>,
}

/// How many words there are, and what each begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
struct Outline {
    words: usize,
    firsts: [char; LONGEST_PHRASE],
}

/// Values of the same outline: column and place.
#[derive(Debug, Default)]
struct Pile {
    values: Vec<(u32, u32)>,
    /// Made when a phrase first comes to lie here.
    keys: OnceLock<Vec<Key>>,
}

/// A value by its words, or by their stems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    hash: u64,
    /// The column's place.
    pub(super) column: u32,
    /// The value's place in its column.
    pub(super) value: u32,
    /// Whether the hash is of stems.
    pub(super) stemmed: bool,
}

impl Phrases {
    /// Lays the values of columns in order.
    pub(super) fn new<'a>(columns: impl Iterator<Item = &'a [String]>) -> Self {
        let mut piles: HashMap<Outline, Pile> = HashMap::new();
        for (column, values) in (0..).zip(columns) {
            for (value, text) in (0..).zip(values) {
                if let Some(outline) = Outline::of_text(text) {
                    piles.entry(outline).or_default().values.push((column, value));
                }
            }
        }
        Self { piles }
    }

    /// The values that these tokens spell: first as they stand, then by their stems.
    pub(super) fn find<'t>(
        &self,
        phrase: &[&Token],
        text: impl Fn(&Key) -> Option<&'t str>,
    ) -> Vec<Key> {
        let pile = Outline::of_tokens(phrase).and_then(|outline| self.piles.get(&outline));
        let Some(pile) = pile else { return Vec::new() };
        let keys = pile.keys.get_or_init(|| pile.keys(text));
        let mut found = Vec::new();
        for (hash, stemmed) in [(exact_hash(phrase), false), (stem_hash(phrase), true)] {
            let start = keys.partition_point(|key| key.hash < hash);
            let same = keys.iter().skip(start).take_while(|key| key.hash == hash);
            found.extend(same.filter(|key| key.stemmed == stemmed));
        }
        found
    }
}

impl Pile {
    fn keys<'t>(&self, text: impl Fn(&Key) -> Option<&'t str>) -> Vec<Key> {
        let mut keys = Vec::with_capacity(2 * self.values.len());
        for (column, value) in &self.values {
            let key = |hash, stemmed| Key { hash, column: *column, value: *value, stemmed };
            let Some(text) = text(&key(0, false)) else { continue };
            let all = tokens(text);
            let solid: Vec<&Token> = all.iter().filter(|token| token.is_solid()).collect();
            keys.push(key(exact_hash(&solid), false));
            keys.push(key(stem_hash(&solid), true));
        }
        keys.sort_unstable();
        keys
    }
}

impl Outline {
    /// Of a stored value; none where it is found by search alone.
    fn of_text(text: &str) -> Option<Self> {
        if text.len() > LONGEST_VALUE {
            return None;
        }
        let solid = bounds(text).filter(|(_, _, kind)| *kind != TokenKind::Mark);
        Self::of(solid.map(|(start, end, _)| first(text.get(start..end).unwrap_or_default())))
    }

    fn of_tokens(phrase: &[&Token]) -> Option<Self> {
        Self::of(phrase.iter().map(|token| token.text.chars().next()))
    }

    fn of(firsts: impl Iterator<Item = Option<char>>) -> Option<Self> {
        let mut outline = Self::default();
        for first in firsts {
            *outline.firsts.get_mut(outline.words)? = first.unwrap_or_default();
            outline.words += 1;
        }
        (outline.words > 0).then_some(outline)
    }
}

/// The first letter of a word without case and accents.
fn first(word: &str) -> Option<char> {
    if word.is_ascii() {
        return word.chars().next().map(|letter| letter.to_ascii_lowercase());
    }
    fold(word).chars().next()
}

fn exact_hash(phrase: &[&Token]) -> u64 {
    hash(phrase.iter().map(|token| token.text.as_str()))
}

fn stem_hash(phrase: &[&Token]) -> u64 {
    hash(phrase.iter().map(|token| token.stem.as_str()))
}

fn hash<'w>(words: impl Iterator<Item = &'w str>) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.for_each(|word| word.hash(&mut hasher));
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(values: &[&str], phrase: &str) -> Vec<String> {
        let values: Vec<String> = values.iter().map(ToString::to_string).collect();
        let phrases = Phrases::new(std::iter::once(values.as_slice()));
        let all = tokens(phrase);
        let solid: Vec<&Token> = all.iter().filter(|token| token.is_solid()).collect();
        let text = |key: &Key| values.get(key.value as usize).map(String::as_str);
        let keys = phrases.find(&solid, text);
        keys.iter().map(|key| format!("{} {}", values[key.value as usize], key.stemmed)).collect()
    }

    #[test]
    fn words_are_found_with_and_without_endings() {
        let values = ["Frozen Foods", "frozen food", "Éclairs", "Men", "Foods, frozen", "7 Up"];
        assert_eq!(
            found(&values, "frozen food"),
            ["frozen food false", "Frozen Foods true", "frozen food true"]
        );
        assert_eq!(found(&values, "eclair"), ["Éclairs true"]);
        assert_eq!(found(&values, "man"), ["Men true"]);
        assert_eq!(found(&values, "7 up"), ["7 Up false", "7 Up true"]);
        assert!(found(&values, "food").is_empty());
    }

    /// What the piles rest on: an ending that goes never takes the first letter with it.
    #[test]
    fn no_stem_changes_the_first_letter() {
        let page = include_str!("../../../../english/src/lexicon/english.txt");
        let irregular = "people men women feet mice bought taught went dying lying tying skies y";
        for word in page.split_whitespace().chain(irregular.split(' ')) {
            let (word, stem) = (fold(word), crate::words::stem(&fold(word)));
            assert_eq!(word.chars().next(), stem.chars().next(), "{word}: {stem}");
        }
    }
}
