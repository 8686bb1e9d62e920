//! Several rankings as one.

/// What makes the first places less far apart. Cormack, Clarke and Büttcher, "Reciprocal rank fusion outperforms
/// Condorcet and individual rank learning methods", SIGIR 2009, found 60 and it has stayed.
const K: f32 = 60.0;

/// Fuses scores of the same things: each ranking gives its weight over K plus the rank, the best rank being 1.
/// What a ranking scores zero or less has no rank in it; what it scores alike shares the best rank.
pub(super) fn by_reciprocal_rank(rankings: &[(&[f32], f32)]) -> Vec<f32> {
    let length = rankings.iter().map(|(scores, _)| scores.len()).max().unwrap_or(0);
    let mut fused = vec![0.0; length];
    for (scores, weight) in rankings {
        let mut rank = 0.0;
        let mut last = f32::INFINITY;
        for (passed, at) in (1_u16..).zip(order(scores)) {
            let score = scores.get(at).copied().unwrap_or_default();
            if score <= 0.0 {
                break;
            }
            if score < last {
                (rank, last) = (f32::from(passed), score);
            }
            if let Some(sum) = fused.get_mut(at) {
                *sum += weight / (K + rank);
            }
        }
    }
    fused
}

/// Places by their scores, the greatest first; of equals the first.
pub(super) fn order(scores: &[f32]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    let score = |at: &usize| scores.get(*at).copied().unwrap_or_default();
    order.sort_by(|a, b| score(b).total_cmp(&score(a)));
    order
}
