//! The different values of text columns, found exactly, without case, or with small misspellings.

/// What phrases are looked up in.
mod phrases;

/// What gives way where the index would weigh too much.
mod room;

use std::{
    collections::BTreeSet,
    hash::{DefaultHasher, Hash, Hasher},
};

use querist_vocabulary::{schema::ColumnName, value::Value};
use serde::{Deserialize, Serialize};

use crate::words::{Token, fold};

pub(crate) use phrases::LONGEST_PHRASE;
use phrases::{Key, Phrases};

/// The form that `to_bytes` writes; another is not read.
const VERSION: u8 = 2;

/// The different values of text columns, found exactly, without case, or with small misspellings.
#[derive(Debug, Default)]
pub struct ValueIndex {
    columns: Vec<Listed>,
    phrases: Phrases,
}

#[derive(Debug, Serialize, Deserialize)]
struct Listed {
    name: ColumnName,
    complete: bool,
    /// What it would weigh if nothing had given way.
    whole: usize,
    values: Vec<String>,
}

/// A stored value that a phrase names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit<'a> {
    /// The column's place in the index.
    pub column: usize,
    /// The stored value.
    pub value: &'a str,
    /// Whether only the stems agree.
    pub stemmed: bool,
}

impl ValueIndex {
    /// Adds the values of a column, or puts them in the place of those that were known; `complete` is false
    /// when there were more than are given.
    ///
    /// The index never weighs more than [`MOST_BYTES`](Self::MOST_BYTES): the heaviest columns give way, and are
    /// no longer complete.
    pub fn add(&mut self, column: &ColumnName, values: &[Value], complete: bool) {
        self.add_within(column, values, complete, Self::MOST_BYTES);
    }

    /// Adds to a column what another index knows of it; it is then not taken for complete.
    pub fn complement(&mut self, column: &ColumnName, other: &Self) {
        let known = [&*self, other].into_iter().flat_map(|index| &index.columns);
        let texts = known.filter(|listed| listed.name == *column).flat_map(|one| &one.values);
        let texts: BTreeSet<&String> = texts.collect();
        let values: Vec<Value> = texts.into_iter().cloned().map(Value::Text).collect();
        self.add(column, &values, false);
    }

    /// The most that the index weighs, in bytes of memory.
    pub const MOST_BYTES: usize = 64 * 1024 * 1024;

    fn add_within(&mut self, column: &ColumnName, values: &[Value], complete: bool, most: usize) {
        let texts = values.iter().filter_map(|value| match value {
            Value::Text(text) | Value::Other(text) => Some(text.clone()),
            _ => None,
        });
        let mut listed =
            Listed { name: column.clone(), complete, whole: 0, values: texts.collect() };
        // Columns are read several at once and values come in no order; a question's reading must
        // depend on neither.
        listed.values.sort_unstable();
        listed.whole = listed.weight();
        let at = self.columns.partition_point(|known| known.name < *column);
        match self.columns.get_mut(at).filter(|known| known.name == *column) {
            Some(known) => *known = listed,
            None => self.columns.insert(at, listed),
        }
        room::make(&mut self.columns, most);
        self.phrases = Phrases::default();
    }

    /// What it weighs in memory at the most, in bytes, once questions have touched all of it.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.columns.iter().map(Listed::weight).sum()
    }

    /// Columns of which not every value is known.
    pub fn incomplete(&self) -> impl Iterator<Item = &ColumnName> {
        self.columns.iter().filter(|listed| !listed.complete).map(|listed| &listed.name)
    }

    /// Stored form, for the cache.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let body = serde_json::to_vec(&self.columns).unwrap_or_default();
        let mut bytes = vec![VERSION];
        bytes.extend(hash(&body).to_le_bytes());
        bytes.extend(body);
        bytes
    }

    /// Back from the stored form; none when the bytes are of another version or damaged.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (version, rest) = bytes.split_first()?;
        let (sum, body) = rest.split_at_checked(8)?;
        let intact = *version == VERSION && hash(body).to_le_bytes() == sum;
        let columns = serde_json::from_slice(body).ok().filter(|_| intact)?;
        Some(Self { columns, phrases: Phrases::default() })
    }

    /// Stored values of a column that are spelled or sound like `text`, nearest first.
    #[must_use]
    pub fn near(&self, column: &ColumnName, text: &str, most: usize) -> Vec<String> {
        let wanted = fold(text);
        let mut scored: Vec<(f64, &String)> = self
            .columns
            .iter()
            .filter(|listed| same_column(&listed.name, column))
            .flat_map(|listed| &listed.values)
            .map(|value| (likeness(&wanted, &fold(value)), value))
            .filter(|(score, _)| *score >= 0.6)
            .collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        scored.dedup_by(|a, b| a.1 == b.1);
        scored.into_iter().take(most).map(|(_, value)| value.clone()).collect()
    }

    /// The stored value of a column that these tokens spell, without regard to case and endings.
    pub(crate) fn stored(&self, column: &ColumnName, phrase: &[&Token]) -> Option<&str> {
        let is_it = |hit: &Hit<'_>| {
            self.columns.get(hit.column).is_some_and(|listed| same_column(&listed.name, column))
        };
        self.find(phrase).into_iter().find(is_it).map(|hit| hit.value)
    }

    /// The columns, by their places.
    pub(crate) fn column_names(&self) -> impl Iterator<Item = &ColumnName> {
        self.columns.iter().map(|listed| &listed.name)
    }

    /// The values of a column.
    pub(crate) fn values_of(&self, column: usize) -> &[String] {
        self.columns.get(column).map_or(&[], |listed| &listed.values)
    }

    /// Builds what phrases are looked up in.
    pub(crate) fn seal(&mut self) {
        self.phrases = Phrases::new(self.columns.iter().map(|listed| listed.values.as_slice()));
    }

    /// The stored values that these tokens spell, without regard to case and endings; one a column.
    pub(crate) fn find(&self, phrase: &[&Token]) -> Vec<Hit<'_>> {
        let mut hits: Vec<Hit<'_>> = Vec::new();
        let text =
            |key: &Key| Some(self.values_of(key.column as usize).get(key.value as usize)?.as_str());
        for key in self.phrases.find(phrase, text) {
            let column = key.column as usize;
            let Some(value) = text(&key) else { continue };
            if !hits.iter().any(|hit| hit.column == column) {
                hits.push(Hit { column, value, stemmed: key.stemmed });
            }
        }
        hits
    }
}

fn hash(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn same_column(a: &ColumnName, b: &ColumnName) -> bool {
    let space = a.table.namespace.is_none()
        || b.table.namespace.is_none()
        || a.table.namespace == b.table.namespace;
    space
        && a.table.name.eq_ignore_ascii_case(&b.table.name)
        && a.column.eq_ignore_ascii_case(&b.column)
}

/// How alike two folded texts are, 0 to 1: spelling, or one within the other.
fn likeness(wanted: &str, stored: &str) -> f64 {
    let spelled = strsim::jaro_winkler(wanted, stored);
    let distance = strsim::damerau_levenshtein(wanted, stored);
    let longest = wanted.chars().count().max(stored.chars().count()).max(1);
    #[allow(clippy::cast_precision_loss)]
    let edits = 1.0 - distance as f64 / longest as f64;
    let within = !wanted.is_empty()
        && stored.split(|c: char| !c.is_alphanumeric()).any(|word| word == wanted);
    let score = edits.max(if spelled > 0.92 { spelled * 0.9 } else { 0.0 });
    if within { score.max(0.8) } else { score }
}
