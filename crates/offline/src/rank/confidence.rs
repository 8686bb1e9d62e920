//! How sure the best candidate is: a logistic model over its share of the list and what it leaves out.

use std::collections::HashMap;

use super::Row;

/// Features of a row that confidence looks at, besides the shares.
pub(crate) const LOOKS_AT: [&str; 14] = [
    "words_left",
    "words_left_share",
    "items_left",
    "tables_left",
    "columns_left",
    "shape",
    "part_select",
    "part_filter",
    "part_nest",
    "select_least",
    "value_least",
    "table_least_chance",
    "blocks",
    "tables",
];

/// A trained model, or none.
#[derive(Debug, Clone, Default)]
pub(crate) struct Confidence {
    by_name: HashMap<String, f32>,
}

/// What confidence looks at: the best share as log-odds, the distance to the second, parts of the best row.
pub(crate) fn facts(shares: &[f32], row: &Row) -> Row {
    let best = shares.first().copied().unwrap_or(0.0).clamp(0.001, 0.999);
    let second = shares.get(1).copied().unwrap_or(0.0).max(0.001);
    let mut facts = Row::new();
    facts.push(("bias", 1.0));
    facts.push(("share", (best / (1.0 - best)).ln() / 2.0));
    facts.push(("ahead", (best / second).ln().min(6.0) / 3.0));
    for name in LOOKS_AT {
        let value = row.iter().find(|(known, _)| *known == name).map_or(0.0, |(_, v)| *v);
        facts.push((name, (value / 4.0).clamp(-2.5, 2.5)));
    }
    facts
}

impl Confidence {
    /// Reads lines of a name and a weight; lines that begin with `#` are notes.
    pub(crate) fn read(text: &str) -> Self {
        let line = |line: &str| {
            let (name, weight) = line.split_once(' ')?;
            Some((name.to_string(), weight.trim().parse().ok().filter(|_| name != "#")?))
        };
        Self { by_name: text.lines().filter_map(line).collect() }
    }

    /// The probability that the best candidate is meant; its share where nothing was learned.
    pub(crate) fn of(&self, shares: &[f32], row: &Row) -> f32 {
        if self.by_name.is_empty() {
            return shares.first().copied().unwrap_or(0.0);
        }
        let weight = |name: &str| self.by_name.get(name).copied().unwrap_or(0.0);
        let sum: f32 = facts(shares, row).iter().map(|(name, value)| value * weight(name)).sum();
        1.0 / (1.0 + (-sum).exp())
    }
}

/// Shares of plausibility out of scores.
pub(crate) fn shares(scores: &[f32]) -> Vec<f32> {
    let best = scores.iter().copied().fold(f32::MIN, f32::max);
    let weights: Vec<f32> = scores.iter().map(|score| (score - best).exp()).collect();
    let total: f32 = weights.iter().sum::<f32>().max(1e-6);
    weights.into_iter().map(|weight| weight / total).collect()
}
