//! The training of the ranker: a conditional log-linear model over lists of candidates.

use std::fmt::Write;

use crate::rank::Row;

/// Rows of one question's candidates and which of them are right.
#[derive(Debug)]
pub(crate) struct List {
    /// The fold of its database.
    pub fold: u32,
    /// A row a candidate.
    pub rows: Vec<Vec<f32>>,
    /// Which are right.
    pub right: Vec<bool>,
    /// 0 to 3.
    pub hardness: usize,
}

/// Means, scales and weights.
#[derive(Debug, Clone)]
pub(crate) struct Linear {
    means: Vec<f32>,
    scales: Vec<f32>,
    weights: Vec<f32>,
}

/// Passes over the lists.
const PASSES: usize = 30;
/// Pull towards zero, a list.
const DECAY: f32 = 0.003;

impl Linear {
    /// Trains on lists that hold both right and wrong candidates.
    pub(crate) fn train(lists: &[&List]) -> Self {
        let lists: Vec<&&List> =
            lists.iter().filter(|l| l.right.contains(&true) && l.right.contains(&false)).collect();
        let width = lists.first().and_then(|l| l.rows.first()).map_or(0, Vec::len);
        let mut model = Self::standard(&lists, width);
        let ready: Vec<(Vec<Vec<f32>>, &Vec<bool>)> = lists
            .iter()
            .map(|l| (l.rows.iter().map(|row| model.standardised(row)).collect(), &l.right))
            .collect();
        let mut squares = vec![1e-2_f32; width];
        for pass in 0..PASSES {
            #[expect(clippy::cast_precision_loss, reason = "few passes")]
            let step = 0.06 / (1.0 + pass as f32 * 0.15);
            for at in 0..ready.len() {
                let place = (at * 7919 + pass * 31) % ready.len().max(1);
                if let Some((rows, right)) = ready.get(place) {
                    model.step(rows, right, step, &mut squares);
                }
            }
        }
        model
    }

    fn standard(lists: &[&&List], width: usize) -> Self {
        let rows = || lists.iter().flat_map(|l| &l.rows);
        #[expect(clippy::cast_precision_loss, reason = "a count of rows")]
        let count = rows().count().max(1) as f32;
        let mut means = vec![0.0; width];
        rows().for_each(|row| means.iter_mut().zip(row).for_each(|(m, v)| *m += v / count));
        let mut scales = vec![0.0; width];
        for row in rows() {
            for ((scale, value), mean) in scales.iter_mut().zip(row).zip(&means) {
                *scale += (value - mean) * (value - mean) / count;
            }
        }
        scales.iter_mut().for_each(|s| *s = s.sqrt().max(0.02));
        Self { means, scales, weights: vec![0.0; width] }
    }

    fn standardised(&self, row: &[f32]) -> Vec<f32> {
        row.iter()
            .zip(self.means.iter().zip(&self.scales))
            .map(|(value, (mean, scale))| ((value - mean) / scale).clamp(-5.0, 5.0))
            .collect()
    }

    fn step(&mut self, rows: &[Vec<f32>], right: &[bool], step: f32, squares: &mut [f32]) {
        let sums: Vec<f32> = rows.iter().map(|row| dot(row, &self.weights)).collect();
        let logs = crate::shape::model::log_softmax(sums);
        let good: f32 = logs.iter().zip(right).filter(|(_, r)| **r).map(|(l, _)| l.exp()).sum();
        let mut slope: Vec<f32> = self.weights.iter().map(|w| DECAY * w).collect();
        for ((log, truth), row) in logs.iter().zip(right).zip(rows) {
            let share = if *truth { log.exp() / good.max(1e-6) } else { 0.0 };
            let error = log.exp() - share;
            slope.iter_mut().zip(row).for_each(|(s, v)| *s += error * v);
        }
        for ((weight, square), slope) in self.weights.iter_mut().zip(squares).zip(slope) {
            *square += slope * slope;
            *weight -= step * slope / square.sqrt();
        }
    }

    /// The place of the best candidate of a list.
    pub(crate) fn best(&self, list: &List) -> Option<usize> {
        let scores = list.rows.iter().map(|row| dot(&self.standardised(row), &self.weights));
        scores.enumerate().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(at, _)| at)
    }

    /// Scores of a list.
    pub(crate) fn scores(&self, list: &List) -> Vec<f32> {
        list.rows.iter().map(|row| dot(&self.standardised(row), &self.weights)).collect()
    }

    /// Lines of name, mean, scale, weight.
    pub(crate) fn text(&self, names: &Row) -> String {
        let mut text = String::from(
            "# How candidates are ranked: a log-linear model over standardised features.\n# Made by the program `train` on the open training databases. Name, mean, scale, weight.\n",
        );
        let numbers = self.means.iter().zip(&self.scales).zip(&self.weights);
        for ((name, _), ((mean, scale), weight)) in names.iter().zip(numbers) {
            let _ = writeln!(text, "{name} {mean:.4} {scale:.4} {weight:.4}");
        }
        text
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}
