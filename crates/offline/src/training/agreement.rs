//! The training of what rows add to confidence: trees on top of the odds that a reading had before.

use super::{confidence, forest::Growth};
use crate::rank::{confidence::Facts, forest::Forest};

/// How the trees are grown.
const GROWTH: Growth = Growth { trees: 120, depth: 4, step: 0.05, pull: 20.0, features: 60 };

/// Trees as they are kept.
pub(crate) fn text(trees: &Forest) -> String {
    format!(
        "# What rows add to the odds of the first reading: a line a tree, questions | thousandths.\n# Made by `train`.\n{}",
        trees.text()
    )
}

/// Trains on facts and whether the first reading was right.
pub(crate) fn train(seen: &[(&Facts, bool)]) -> Forest {
    let start = seen.iter().map(|(facts, _)| prior(facts)).collect();
    confidence::grow(GROWTH, seen, start)
}

fn prior(facts: &Facts) -> f32 {
    facts.iter().find(|(name, _)| *name == "prior").map_or(0.0, |(_, value)| *value)
}
