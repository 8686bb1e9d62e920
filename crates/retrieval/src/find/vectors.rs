//! By the vectors near the question's.

use super::Near;
use crate::catalogue::Catalogue;

/// A table is as near as the nearest of its texts.
pub(super) fn scores(catalogue: &Catalogue, near: &[Near]) -> Vec<f32> {
    let mut scores = vec![0.0_f32; catalogue.tables.len()];
    for found in near {
        for &at in catalogue.tables_of(&found.key) {
            if let Some(score) = scores.get_mut(at) {
                *score = score.max(found.similarity);
            }
        }
    }
    scores
}
