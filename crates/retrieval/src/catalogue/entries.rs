//! Texts whose vectors are compared with a question's.

use std::{collections::HashMap, fmt};

use querist_english::split_identifier;
use sha2::{Digest, Sha256};

use super::DescribedTable;
use crate::Near;

/// The name of a text: its SHA-256, hex. The same text has the same key in every schema, so that only what is
/// new is embedded again.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(pub String);

impl Key {
    /// The key of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text that stands for a table or a column of it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its key.
    pub key: Key,
    /// What an embedder is given.
    pub text: String,
    pub(crate) table: usize,
}

/// A text for each table, then one for each column.
pub(super) fn all(tables: &[DescribedTable]) -> Vec<Entry> {
    let entry = |table, text: String| Entry { key: Key::of(&text), text, table };
    let of_tables = tables.iter().enumerate().map(|(at, table)| entry(at, of_table(table)));
    let of_columns = tables.iter().enumerate().flat_map(|(at, table)| {
        let name = split_identifier(&table.name.name).join(" ");
        let columns = table.columns.iter();
        columns.map(move |column| {
            let own = split_identifier(&column.name).join(" ");
            let about = column.about.as_deref().unwrap_or_default();
            entry(at, format!("{name} {own} {about}").trim_end().to_owned())
        })
    });
    of_tables.chain(of_columns).collect()
}

fn of_table(table: &DescribedTable) -> String {
    let mut text = split_identifier(&table.name.name).join(" ");
    if let Some(about) = &table.about {
        text.push_str(": ");
        text.push_str(about);
    }
    for column in &table.columns {
        text.push_str(", ");
        text.push_str(&split_identifier(&column.name).join(" "));
    }
    text
}

/// The tables of each text.
pub(super) fn by_key(entries: &[Entry]) -> HashMap<Key, Vec<usize>> {
    let mut by_key: HashMap<Key, Vec<usize>> = HashMap::new();
    for entry in entries {
        by_key.entry(entry.key.clone()).or_default().push(entry.table);
    }
    by_key
}

/// Every vector compared with the question's; vectors are of length one, so their product is the cosine.
pub(super) fn near(entries: &[Entry], vectors: &[f32], question: &[f32], most: usize) -> Vec<Near> {
    if question.is_empty() || vectors.len() != entries.len() * question.len() {
        return Vec::new();
    }
    let rows = vectors.chunks_exact(question.len());
    let mut scored: Vec<(f32, usize)> = rows.map(|row| product(row, question)).zip(0..).collect();
    let nearest = |a: &(f32, usize), b: &(f32, usize)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    if scored.len() > most && most > 0 {
        scored.select_nth_unstable_by(most - 1, nearest);
    }
    scored.truncate(most);
    scored.sort_unstable_by(nearest);
    let found = scored.into_iter().filter_map(|(similarity, at)| {
        Some(Near { key: entries.get(at)?.key.clone(), similarity })
    });
    found.collect()
}

/// In eight lanes, so that the compiler may use vector instructions: it may not change the order of additions.
fn product(left: &[f32], right: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; 8];
    let (left, right) = (left.chunks_exact(8), right.chunks_exact(8));
    let rest: f32 = left.remainder().iter().zip(right.remainder()).map(|(a, b)| a * b).sum();
    for (left, right) in left.zip(right) {
        for (lane, (a, b)) in lanes.iter_mut().zip(left.iter().zip(right)) {
            *lane += a * b;
        }
    }
    lanes.iter().sum::<f32>() + rest
}
