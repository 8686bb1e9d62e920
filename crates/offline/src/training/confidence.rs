//! The training of confidence: logistic regression on predictions for databases that were not trained on, and
//! trees on top of it.

use std::fmt::Write;

use super::forest::{Growth, Slopes, Table};
use crate::rank::{
    Confidence,
    confidence::{Facts, looked_at},
    forest::Forest,
};

/// How the trees on top are grown.
const GROWTH: Growth = Growth { trees: 200, depth: 4, step: 0.05, pull: 10.0, features: 30 };

/// The texts of a trained model.
#[derive(Debug)]
pub(crate) struct Texts {
    /// Lines of a name and a weight.
    pub weights: String,
    /// A line a tree.
    pub trees: String,
}

impl Texts {
    /// The model that they hold.
    pub(crate) fn model(&self) -> Confidence {
        Confidence::read(&self.weights, &self.trees)
    }
}

/// Trains on facts of the best candidates and whether they were right.
pub(crate) fn train(seen: &[(&Facts, bool)]) -> Texts {
    let rows: Vec<(Vec<f32>, bool)> = seen
        .iter()
        .map(|(facts, right)| (looked_at(facts).map(|(_, value)| value).collect(), *right))
        .collect();
    let weights = logistic(&rows);
    let names = seen.first().into_iter().flat_map(|(facts, _)| looked_at(facts));
    let mut text = String::from(
        "# How sure the best candidate is: a logistic model. Made by `train`. Name, weight.\n",
    );
    for ((name, _), weight) in names.zip(&weights) {
        let _ = writeln!(text, "{name} {weight:.4}");
    }
    let start = rows.iter().map(|(row, _)| dot(row, &weights)).collect();
    let trees = format!(
        "# What is added to the logistic model: a line a tree, questions | thousandths.\n# Made by `train`.\n{}",
        grow(GROWTH, seen, start).text()
    );
    Texts { weights: text, trees }
}

fn logistic(rows: &[(Vec<f32>, bool)]) -> Vec<f32> {
    let mut weights = vec![0.0_f32; rows.first().map_or(0, |(row, _)| row.len())];
    #[expect(clippy::cast_precision_loss, reason = "a count of questions")]
    let count = rows.len().max(1) as f32;
    for pass in 0..300 {
        #[expect(clippy::cast_precision_loss, reason = "few passes")]
        let step = 1.5 / (1.0 + pass as f32 * 0.02);
        let mut slope: Vec<f32> = weights.iter().map(|w| 1e-3 * w).collect();
        for (row, right) in rows {
            let error = chance(dot(row, &weights)) - if *right { 1.0 } else { 0.0 };
            slope.iter_mut().zip(row).for_each(|(s, v)| *s += error * v / count);
        }
        weights.iter_mut().zip(slope).for_each(|(w, s)| *w -= step * s);
    }
    weights
}

/// Trees that add to the odds from which they start.
pub(super) fn grow(growth: Growth, seen: &[(&Facts, bool)], start: Vec<f32>) -> Forest {
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
    Table::new(&names, &rows).grow(growth, start, slopes)
}

fn chance(odds: f32) -> f32 {
    1.0 / (1.0 + (-odds).exp())
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}
