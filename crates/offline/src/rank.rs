//! Which candidate is meant, and how surely: a log-linear model over the list, trees on top of it.

/// What each clause of a plan says, as numbers that can be compared.
pub(crate) mod outline;

/// What is seen of all candidates of a list.
pub(crate) mod sheet;

/// What is seen of each candidate.
mod features;

/// Trained weights.
mod weights;

/// Sums of small symmetric trees.
pub(crate) mod forest;

/// How sure the best candidate is.
pub(crate) mod confidence;

pub(crate) use confidence::Confidence;
pub(crate) use features::features;
#[cfg(feature = "training")]
pub(crate) use weights::BY_HAND;
pub(crate) use weights::Weights;

use crate::compose::{Candidate, scores::Scores};
use confidence::{facts, shares};

/// How many of the best candidates the trees look at.
pub(crate) const SEEN_BY_TREES: usize = 24;

/// How far the others fall behind.
const UNSEEN_BEHIND: f32 = 4.0;

/// The candidates by what the models make of them, best first, each with its probability.
pub(crate) fn rank(scores: &Scores<'_>, list: Vec<Candidate>) -> Vec<(Candidate, f32)> {
    let sheet = features(scores, &list);
    let models = scores.models;
    let linear: Vec<f32> =
        sheet.rows.iter().map(|row| models.rank.score(&sheet.names, row)).collect();
    let sheet = sheet.seconded(&linear);
    let whole = refined(&linear, |at| models.forest.score(&sheet.names, sheet.row(at)));
    let sure = models.confidence.of(&facts(&sheet, &linear, &whole));
    let order = best(&whole);
    let shares = shares(&whole);
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

/// Log-linear scores with what trees add to the best of them.
pub(crate) fn refined(linear: &[f32], add: impl Fn(usize) -> f32) -> Vec<f32> {
    let mut whole: Vec<f32> = linear.iter().map(|score| score - UNSEEN_BEHIND).collect();
    for at in best(linear).into_iter().take(SEEN_BY_TREES) {
        if let Some(score) = whole.get_mut(at) {
            *score += UNSEEN_BEHIND + add(at);
        }
    }
    whole
}
