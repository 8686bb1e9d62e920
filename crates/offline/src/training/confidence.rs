//! The training of confidence: logistic regression on predictions for databases that were not trained on.

use std::fmt::Write;

use crate::rank::Row;

/// Lines of a name and a weight.
pub(crate) fn train(seen: &[(Row, bool)]) -> String {
    let width = seen.first().map_or(0, |(row, _)| row.len());
    let mut weights = vec![0.0_f32; width];
    for pass in 0..200 {
        #[expect(clippy::cast_precision_loss, reason = "few passes")]
        let step = 2.0 / (1.0 + pass as f32 * 0.05);
        let mut slope: Vec<f32> = weights.iter().map(|w| 1e-3 * w).collect();
        #[expect(clippy::cast_precision_loss, reason = "a count of questions")]
        let count = seen.len().max(1) as f32;
        for (row, right) in seen {
            let sum: f32 = row.iter().zip(&weights).map(|((_, v), w)| v * w).sum();
            let error = 1.0 / (1.0 + (-sum).exp()) - if *right { 1.0 } else { 0.0 };
            slope.iter_mut().zip(row).for_each(|(s, (_, v))| *s += error * v / count);
        }
        weights.iter_mut().zip(slope).for_each(|(w, s)| *w -= step * s);
    }
    let mut text = String::from(
        "# How sure the best candidate is: a logistic model. Made by the program `train`. Name, weight.\n",
    );
    for ((name, _), weight) in seen.first().map(|(row, _)| row).into_iter().flatten().zip(weights) {
        let _ = writeln!(text, "{name} {weight:.4}");
    }
    text
}
