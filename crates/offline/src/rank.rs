//! Which candidate is meant, and how surely: a log-linear model over the list, with a hidden layer.

/// What each clause of a plan says, as numbers that can be compared.
pub(crate) mod outline;

/// What is seen of all candidates of a list.
pub(crate) mod sheet;

/// What is seen of each candidate.
mod features;

/// Units that look at several features together.
mod hidden;

/// Trained weights.
mod weights;

/// Sums of small symmetric trees.
pub(crate) mod forest;

/// How sure the best candidate is.
pub(crate) mod confidence;

pub(crate) use confidence::Confidence;
pub(crate) use features::features;
#[cfg(feature = "training")]
pub(crate) use hidden::Hidden;
pub(crate) use weights::Weights;
#[cfg(feature = "training")]
pub(crate) use weights::{BY_HAND, Learned};

use crate::compose::{Candidate, scores::Scores};
use confidence::{facts, shares};

/// The candidates by what the models make of them, best first, each with its probability.
pub(crate) fn rank(scores: &Scores<'_>, list: Vec<Candidate>) -> Vec<(Candidate, f32)> {
    let sheet = features(scores, &list);
    let models = scores.models;
    let scored: Vec<f32> =
        sheet.rows.iter().map(|row| models.rank.score(&sheet.names, row)).collect();
    let sure = models.confidence.of(&facts(&sheet, &scored));
    let order = best(&scored);
    let shares = shares(&scored);
    let share = |at: &usize| shares.get(*at).copied().unwrap_or(0.0);
    // The others share what the first leaves, by their shares of the list.
    let rest = (1.0 - order.first().map_or(0.0, share)).max(1e-6);
    let mut list: Vec<Option<Candidate>> = list.into_iter().map(Some).collect();
    let mut ranked = Vec::with_capacity(list.len());
    for (place, at) in order.iter().enumerate() {
        let probable = if place == 0 { sure } else { (1.0 - sure) * share(at) / rest };
        let candidate = list.get_mut(*at).and_then(Option::take);
        ranked.extend(candidate.map(|candidate| (candidate, probable)));
    }
    ranked
}

/// Places by score, the greatest first.
pub(crate) fn best(scores: &[f32]) -> Vec<usize> {
    let mut places: Vec<(usize, f32)> = scores.iter().copied().enumerate().collect();
    places.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    places.into_iter().map(|(at, _)| at).collect()
}
