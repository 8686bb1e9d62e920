//! How sure the best candidate is: what the list agrees on, how far the next other meaning lies behind, and
//! what the best candidate leaves out; a logistic model and trees on top of it.

use std::collections::HashMap;

use super::{
    best,
    features::agreements,
    forest::Forest,
    outline::{CLAUSES, Outline},
    sheet::Sheet,
};

/// Facts by name.
pub(crate) type Facts = Vec<(&'static str, f32)>;

/// Facts that the logistic model looks at.
pub(crate) const LOOKS_AT: [&str; 29] = [
    "bias",
    "sure_share",
    "sure_ahead",
    "sure_spread",
    "sure_least",
    "sure_select",
    "sure_filter",
    "sure_values",
    "sure_group",
    "sure_order",
    "sure_tables",
    "words_left",
    "words_left_share",
    "items_left",
    "tables_left",
    "columns_left",
    "shape",
    "select_least",
    "value_least",
    "table_least_chance",
    "blocks",
    "tables",
    "question_words",
    "content_lost",
    "content_lost_as_value",
    "heads_lost",
    "wanted_unserved",
    "wanted_half",
    "quotes_left",
];

/// How much of the list agrees with the best candidate, by clause.
const AGREED: [&str; CLAUSES] = [
    "sure_once",
    "sure_select",
    "sure_filter",
    "sure_values",
    "sure_group",
    "sure_order",
    "sure_tables",
    "sure_nest",
];

/// Whether the next other meaning differs, by clause.
const DIFFERS: [&str; CLAUSES] = [
    "next_once",
    "next_select",
    "next_filter",
    "next_values",
    "next_group",
    "next_order",
    "next_tables",
    "next_nest",
];

/// A trained model.
#[derive(Debug, Default)]
pub(crate) struct Confidence {
    weights: HashMap<String, f32>,
    forest: Forest,
}

impl Confidence {
    /// Of lines of a name and a weight (lines that begin with `#` are notes), and trees.
    pub(crate) fn read(weights: &str, forest: &str) -> Self {
        let line = |line: &str| {
            let (name, weight) = line.split_once(' ')?;
            Some((name.to_string(), weight.trim().parse().ok().filter(|_| name != "#")?))
        };
        Self { weights: weights.lines().filter_map(line).collect(), forest: Forest::read(forest) }
    }

    /// Whether the logistic model looks at nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// Whether nothing stands on top of it.
    pub(crate) fn is_without_trees(&self) -> bool {
        self.forest.is_empty()
    }

    /// The probability that the best candidate is meant.
    pub(crate) fn of(&self, facts: &Facts) -> f32 {
        let weight = |name: &str| self.weights.get(name).copied().unwrap_or(0.0);
        let linear: f32 = looked_at(facts).map(|(name, value)| value * weight(name)).sum();
        let (names, values): (Vec<&'static str>, Vec<f32>) = facts.iter().copied().unzip();
        1.0 / (1.0 + (-linear - self.forest.score(&names, &values)).exp())
    }
}

/// What the logistic model sees of facts, each within a few units.
pub(crate) fn looked_at(facts: &Facts) -> impl Iterator<Item = (&'static str, f32)> {
    let known = facts.iter().filter(|(name, _)| LOOKS_AT.contains(name));
    known.map(|(name, value)| {
        (*name, if *name == "bias" { *value } else { (value / 4.0).clamp(-2.5, 2.5) })
    })
}

/// What is seen of a ranked list and its best candidate.
pub(crate) fn facts(sheet: &Sheet, scored: &[f32]) -> Facts {
    let shares = shares(scored);
    let order = best(scored);
    let first = order.first().copied().unwrap_or(0);
    let mut facts: Facts = vec![("bias", 1.0)];
    facts.extend(standing(sheet, &shares, first));
    let agreed = agreements(&sheet.outlines, &shares).get(first).copied().unwrap_or_default();
    facts.push(("sure_least", 4.0 * agreed.iter().copied().fold(1.0, f32::min)));
    facts.extend(AGREED.into_iter().zip(agreed.map(|share| 4.0 * share)));
    facts.extend(next_other(&sheet.outlines, &order));
    facts.extend(sheet.names.iter().copied().zip(sheet.row(first).iter().copied()));
    facts
}

/// The share of the best meaning, its distance to the next, and how widely the list is spread.
fn standing(sheet: &Sheet, shares: &[f32], first: usize) -> [(&'static str, f32); 3] {
    let mut masses: HashMap<u64, f32> = HashMap::new();
    for (outline, share) in sheet.outlines.iter().zip(shares) {
        *masses.entry(outline.meaning()).or_default() += share;
    }
    let meaning = sheet.outlines.get(first).map(Outline::meaning).unwrap_or_default();
    let own = masses.get(&meaning).copied().unwrap_or(0.0).clamp(0.001, 0.999);
    let others = masses.iter().filter(|(other, _)| **other != meaning);
    let next = others.map(|(_, mass)| *mass).fold(0.001, f32::max);
    // Masses are summed from the greatest down, so that the sum is the same in every run.
    let mut sorted: Vec<f32> = masses.into_values().collect();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let spread: f32 = sorted.iter().map(|mass| -mass * mass.max(1e-6).ln()).sum();
    let odds = (own / (1.0 - own)).ln();
    [("sure_share", odds * 2.0), ("sure_ahead", (own / next).ln()), ("sure_spread", spread)]
}

/// In which clauses the next candidate of another meaning differs from the best.
fn next_other(outlines: &[Outline], order: &[usize]) -> Vec<(&'static str, f32)> {
    let mut ranked = order.iter().filter_map(|at| outlines.get(*at));
    let first = ranked.next().copied().unwrap_or_default();
    let next = ranked.find(|outline| outline.meaning() != first.meaning()).copied();
    let pairs = first.clauses().into_iter().zip(next.unwrap_or(first).clauses());
    let flags = pairs.map(|(one, other)| if one == other { 0.0 } else { 1.0 });
    DIFFERS.into_iter().zip(flags).collect()
}

/// Shares of plausibility out of scores.
pub(crate) fn shares(scores: &[f32]) -> Vec<f32> {
    let best = scores.iter().copied().fold(f32::MIN, f32::max);
    let weights: Vec<f32> = scores.iter().map(|score| (score - best).exp()).collect();
    let total: f32 = weights.iter().sum::<f32>().max(1e-6);
    weights.into_iter().map(|weight| weight / total).collect()
}
