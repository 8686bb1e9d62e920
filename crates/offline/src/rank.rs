//! Which candidate is meant: a log-linear model over the list.

/// How sure the best candidate is.
pub(crate) mod confidence;

/// What is seen of each candidate.
mod features;

/// Trained weights.
mod weights;

pub(crate) use confidence::Confidence;
pub(crate) use features::{Row, features};
pub(crate) use weights::{BY_HAND, Weights};

use crate::compose::{Candidate, scores::Scores};

/// The candidates by what the model makes of them, best first, each with its probability.
pub(crate) fn rank(scores: &Scores<'_>, list: Vec<Candidate>) -> Vec<(Candidate, f32)> {
    let rows = features(scores, &list);
    let weights = &scores.models.rank;
    let score = |candidate: &Candidate, row: &Row| {
        if weights.is_empty() { candidate.total } else { weights.score(row) }
    };
    let mut ranked: Vec<(Candidate, &Row, f32)> = list
        .into_iter()
        .zip(&rows)
        .map(|(candidate, row)| {
            let score = score(&candidate, row);
            (candidate, row, score)
        })
        .collect();
    ranked.sort_by(|a, b| b.2.total_cmp(&a.2));
    let sums: Vec<f32> = ranked.iter().map(|(_, _, score)| *score).collect();
    let shares = confidence::shares(&sums);
    let Some((_, row, _)) = ranked.first() else { return Vec::new() };
    let sure = scores.models.confidence.of(&shares, row);
    let first = shares.first().copied().unwrap_or(1.0).max(1e-6);
    let probable = |at: usize, share: f32| {
        if at == 0 { sure } else { (share / first * sure).min(share.max(1.0 - sure)) }
    };
    ranked
        .into_iter()
        .zip(shares)
        .enumerate()
        .map(|(at, ((candidate, _, _), share))| (candidate, probable(at, share)))
        .collect()
}
