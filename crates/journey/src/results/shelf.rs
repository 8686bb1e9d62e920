//! What is kept, and what goes when there is no room: what was used least lately.

use std::collections::HashMap;

use querist_vocabulary::{answer::ResultTable, schema::Fingerprint, value::Value};

use super::Kept;

/// No result may take more than this part of the room.
const LARGEST_PART: usize = 4;

/// What a row and a value weigh beside their contents, in bytes.
const BESIDE: usize = 32;

pub(super) struct Shelf {
    most: usize,
    weight: usize,
    /// Counts the uses, so that the latest has the largest number.
    uses: u64,
    entries: HashMap<String, Entry>,
    /// The structure of each database when it was last seen.
    structures: HashMap<String, Fingerprint>,
}

struct Entry {
    kept: Kept,
    home: String,
    weight: usize,
    used: u64,
}

impl Shelf {
    pub(super) fn new(most: usize) -> Self {
        let (entries, structures) = (HashMap::new(), HashMap::new());
        Self { most, weight: 0, uses: 0, entries, structures }
    }

    pub(super) fn get(&mut self, key: &str) -> Option<Kept> {
        self.uses += 1;
        let entry = self.entries.get_mut(key)?;
        entry.used = self.uses;
        Some(entry.kept.clone())
    }

    pub(super) fn put(&mut self, key: String, home: String, kept: Kept) {
        let weight = key.len() + weight(&kept.result);
        self.remove(&key);
        if weight > self.most / LARGEST_PART {
            return;
        }
        self.uses += 1;
        self.weight += weight;
        self.entries.insert(key, Entry { kept, home, weight, used: self.uses });
        while self.weight > self.most {
            let oldest = self.entries.iter().min_by_key(|(_, entry)| entry.used);
            let Some(oldest) = oldest.map(|(key, _)| key.clone()) else { break };
            self.remove(&oldest);
        }
    }

    /// Forgets what was read of a database under another structure.
    pub(super) fn forget_other_structures(&mut self, home: &str, fingerprint: &Fingerprint) {
        let before = self.structures.insert(home.to_owned(), fingerprint.clone());
        if before.is_some_and(|before| before != *fingerprint) {
            self.entries.retain(|_, entry| entry.home != home);
            self.weight = self.entries.values().map(|entry| entry.weight).sum();
        }
    }

    fn remove(&mut self, key: &str) {
        if let Some(entry) = self.entries.remove(key) {
            self.weight -= entry.weight;
        }
    }

    /// How many results there are, and what they weigh.
    #[cfg(test)]
    pub(super) fn holds(&self) -> (usize, usize) {
        (self.entries.len(), self.weight)
    }
}

fn weight(result: &ResultTable) -> usize {
    let values = |row: &Vec<Value>| row.iter().map(|value| value.weight() + BESIDE).sum::<usize>();
    result.rows.iter().map(|row| values(row) + BESIDE).sum()
}
