//! Which candidate is meant: a log-linear model over the list.

/// What is seen of each candidate.
mod features;

/// Trained weights.
mod weights;

pub(crate) use features::{Row, features};
pub(crate) use weights::{BY_HAND, Weights};

use crate::compose::Candidate;
use crate::compose::scores::Scores;

/// The candidates by what the model makes of them, best first, each with its score.
pub(crate) fn rank(scores: &Scores<'_>, list: Vec<Candidate>) -> Vec<(Candidate, f32)> {
    let rows = features(scores, &list);
    let weights = &scores.models.rank;
    let mut ranked: Vec<(Candidate, f32)> = list
        .into_iter()
        .zip(&rows)
        .map(|(candidate, row)| {
            let score = if weights.is_empty() { candidate.total } else { weights.score(row) };
            (candidate, score)
        })
        .collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    ranked
}
