//! The training of what rows add to confidence: trees on top of the odds that a reading had before.

use super::forest::{Growth, Slopes, Table};
use crate::{
    agreement::sure,
    rank::{confidence::Facts, forest::Forest},
};

/// How the trees are grown.
const GROWTH: Growth = Growth { trees: 120, depth: 4, step: 0.05, pull: 20.0, features: 60 };

/// Trees as text, of facts and whether the first reading was right.
pub(crate) fn train(seen: &[(&Facts, bool)]) -> String {
    format!(
        "# What rows add to the odds of the first reading: a line a tree, questions | thousandths.\n# Made by `train`.\n{}",
        grow(seen).text()
    )
}

/// How sure such trees are.
pub(crate) fn model(seen: &[(&Facts, bool)]) -> impl Fn(&Facts) -> f32 {
    let forest = grow(seen);
    move |facts| sure(&forest, facts)
}

fn grow(seen: &[(&Facts, bool)]) -> Forest {
    let names: Vec<&'static str> =
        seen.first().map_or_else(Vec::new, |(facts, _)| facts.iter().map(|(n, _)| *n).collect());
    let rows: Vec<Vec<f32>> =
        seen.iter().map(|(facts, _)| facts.iter().map(|(_, value)| *value).collect()).collect();
    let rows: Vec<&[f32]> = rows.iter().map(Vec::as_slice).collect();
    let slopes = |scores: &[f32]| -> Slopes {
        let one = |(score, (_, right)): (&f32, &(&Facts, bool))| {
            let p = chance(*score);
            [p - if *right { 1.0 } else { 0.0 }, p * (1.0 - p)]
        };
        scores.iter().zip(seen).map(one).collect()
    };
    let start = seen.iter().map(|(facts, _)| prior(facts)).collect();
    Table::new(&names, &rows).grow(GROWTH, start, slopes)
}

fn prior(facts: &Facts) -> f32 {
    facts.iter().find(|(name, _)| *name == "prior").map_or(0.0, |(_, value)| *value)
}

fn chance(odds: f32) -> f32 {
    1.0 / (1.0 + (-odds).exp())
}
