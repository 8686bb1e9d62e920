//! By the stored values that the question names.

use std::collections::{BTreeMap, BTreeSet};

use super::Matched;
use crate::catalogue::Catalogue;

/// What a value counts for a table that joins the one where it is stored.
const BESIDE: f32 = 0.5;

/// What a value counts beside a word: many values are words that were meant otherwise.
const VALUE: f32 = 0.15;

/// Adds to the scores of words: a value that is stored in few tables counts more than one that is stored in many.
pub(super) fn add(catalogue: &Catalogue, matched: &[Matched], scores: &mut [f32]) {
    let mut holders: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for found in matched {
        if let Some(at) = catalogue.graph.place(&found.column.table) {
            holders.entry(&found.value).or_default().insert(at);
        }
    }
    for (value, tables) in &holders {
        #[expect(clippy::cast_precision_loss, reason = "a count of tables")]
        let rarity = (1.0 + catalogue.tables.len() as f32 / tables.len() as f32).ln();
        #[expect(clippy::cast_precision_loss, reason = "a count of words")]
        let weight = VALUE * rarity * (value.split_whitespace().count() as f32).sqrt();
        let mut add = |at: usize, share: f32| {
            if let Some(sum) = scores.get_mut(at) {
                *sum += weight * share;
            }
        };
        for &at in tables {
            add(at, 1.0);
            catalogue.graph.beside(at).iter().for_each(|other| add(*other, BESIDE));
        }
    }
}
