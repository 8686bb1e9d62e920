//! Words that say the same, because people wrote so.

use std::collections::HashMap;

use querist_vocabulary::{knowledge::Knowledge, schema::ColumnName};

use super::cut::Word;
use crate::words::{split_identifier, stem, tokens};

/// Stems of a phrase.
pub(super) type Phrase = Vec<String>;

/// Words that say the same.
#[derive(Debug, Default)]
pub(super) struct Folding {
    /// What a phrase names; none where it could be several things.
    names: HashMap<Phrase, Option<String>>,
    longest: usize,
    /// By column, as `table.column` in lower case: other words for a stored value.
    values: HashMap<String, Vec<(Phrase, String)>>,
}

impl Folding {
    /// From the semantic model: names of tables, columns and measures with their synonyms, words for values.
    pub(super) fn of(knowledge: &Knowledge) -> Self {
        let mut folding = Self::default();
        for (table, meaning) in &knowledge.tables {
            let own = table.rsplit('.').next().unwrap_or(table);
            folding.add(&format!("table {table}"), own, &meaning.synonyms);
            for (column, about) in &meaning.columns {
                folding.add(&format!("column {column}"), column, &about.synonyms);
                let words = about.values.iter().flat_map(|(value, words)| {
                    words.iter().map(|word| (phrase(word), value.clone()))
                });
                folding.values.insert(format!("{own}.{column}").to_lowercase(), words.collect());
            }
        }
        for measure in &knowledge.measures {
            folding.add(&format!("measure {}", measure.name), &measure.name, &measure.synonyms);
        }
        folding
    }

    fn add(&mut self, what: &str, name: &str, synonyms: &[String]) {
        if synonyms.is_empty() {
            return;
        }
        let own: Phrase = split_identifier(name).iter().map(|word| stem(word)).collect();
        for phrase in synonyms.iter().map(|synonym| phrase(synonym)).chain([own]) {
            self.longest = self.longest.max(phrase.len());
            let known = self.names.entry(phrase).or_insert_with(|| Some(what.to_owned()));
            if known.as_deref() != Some(what) {
                *known = None;
            }
        }
    }

    /// What the words from a place on say, as something that can be compared, and how many words that takes; not
    /// beyond `until`. The longest phrase that names one thing counts, else the stem of one word. A word that
    /// announces what is asked stands for itself alone.
    pub(super) fn say(&self, words: &[Word], at: usize, until: usize) -> Option<(String, usize)> {
        let word = words.get(at).filter(|_| at < until)?;
        if word.is_cue {
            return Some((word.token.text.clone(), 1));
        }
        let longest = self.longest.min(until - at);
        let named = (1..=longest).rev().find_map(|count| {
            let phrase: Phrase =
                words.get(at..at + count)?.iter().map(|w| w.token.stem.clone()).collect();
            Some((self.names.get(&phrase)?.clone()?, count))
        });
        named.or_else(|| Some((word.token.stem.clone(), 1)))
    }

    /// The stored value that other words stand for in a column.
    pub(super) fn value(&self, column: &ColumnName, phrase: &[String]) -> Option<&str> {
        let words = self.values_of(column);
        words.iter().find(|(words, _)| words == phrase).map(|(_, value)| value.as_str())
    }

    /// The words that stand for a stored value.
    pub(super) fn words_for<'a>(
        &'a self,
        column: &ColumnName,
        value: &'a str,
    ) -> impl Iterator<Item = &'a Phrase> {
        let words = self.values_of(column).iter();
        words.filter(move |(_, stored)| stored == value).map(|(phrase, _)| phrase)
    }

    fn values_of(&self, column: &ColumnName) -> &[(Phrase, String)] {
        let key = format!("{}.{}", column.table.name, column.column).to_lowercase();
        self.values.get(&key).map_or(&[], Vec::as_slice)
    }
}

/// The stems of a phrase.
pub(super) fn phrase(text: &str) -> Phrase {
    tokens(text).into_iter().filter(|token| token.is_solid()).map(|token| token.stem).collect()
}
