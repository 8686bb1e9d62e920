//! The training of the ranker: a conditional log-linear model over lists of candidates.

use std::fmt::Write;

use super::list::List;
use crate::{rank::BY_HAND, shape::model::log_softmax};

/// Passes over the lists.
const PASSES: usize = 30;
/// Pull towards zero, a list.
const DECAY: f32 = 0.003;
/// Means, scales and weights.
#[derive(Debug, Clone)]
pub(crate) struct Ranker {
    means: Vec<f32>,
    scales: Vec<f32>,
    weights: Vec<f32>,
    /// Features whose weights are set by hand.
    by_hand: Vec<bool>,
}

impl Ranker {
    /// Trains on lists that hold both right and wrong candidates.
    pub(crate) fn train(lists: &[&List]) -> Self {
        let lists: Vec<&List> = lists.iter().copied().filter(|l| l.is_mixed()).collect();
        let lists = lists.as_slice();
        let names = lists.first().map_or(&[][..], |list| list.sheet.names.as_slice());
        let mut model = Self::standard(lists, names);
        let ready: Vec<(Vec<Vec<f32>>, &[bool])> = lists
            .iter()
            .map(|l| (l.sheet.rows.iter().map(|row| model.standardised(row)).collect(), l.wanted()))
            .collect();
        let mut squares = vec![1e-2_f32; names.len()];
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

    fn standard(lists: &[&List], names: &[&str]) -> Self {
        let width = names.len();
        let rows = || lists.iter().flat_map(|l| &l.sheet.rows);
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
        let mut model =
            Self { means, scales, weights: vec![0.0; width], by_hand: vec![false; width] };
        names.iter().enumerate().for_each(|(at, name)| model.set_by_hand(at, name));
        model
    }

    /// Features with weights set by hand count as they are and stay as they are.
    fn set_by_hand(&mut self, at: usize, name: &str) {
        let Some((_, hand)) = BY_HAND.iter().find(|(known, _)| *known == name) else { return };
        let places = (self.means.get_mut(at), self.scales.get_mut(at), self.weights.get_mut(at));
        if let (Some(mean), Some(scale), Some(weight)) = places {
            (*mean, *scale, *weight) = (0.0, 1.0, *hand);
        }
        self.by_hand.get_mut(at).into_iter().for_each(|flag| *flag = true);
    }

    fn standardised(&self, row: &[f32]) -> Vec<f32> {
        row.iter()
            .zip(self.means.iter().zip(&self.scales))
            .map(|(value, (mean, scale))| ((value - mean) / scale).clamp(-5.0, 5.0))
            .collect()
    }

    fn step(&mut self, rows: &[Vec<f32>], right: &[bool], step: f32, squares: &mut [f32]) {
        let sums: Vec<f32> = rows.iter().map(|row| dot(row, &self.weights)).collect();
        let logs = log_softmax(sums);
        let good: f32 = logs.iter().zip(right).filter(|(_, r)| **r).map(|(l, _)| l.exp()).sum();
        let mut slope: Vec<f32> = self.weights.iter().map(|w| DECAY * w).collect();
        for ((log, truth), row) in logs.iter().zip(right).zip(rows) {
            let share = if *truth { log.exp() / good.max(1e-6) } else { 0.0 };
            let error = log.exp() - share;
            slope.iter_mut().zip(row).for_each(|(s, v)| *s += error * v);
        }
        let places = self.weights.iter_mut().zip(squares).zip(slope).zip(&self.by_hand);
        for (((weight, square), slope), _) in places.filter(|(_, by_hand)| !**by_hand) {
            *square += slope * slope;
            *weight -= step * slope / square.sqrt();
        }
    }

    /// The score of each candidate.
    pub(crate) fn scores(&self, list: &List) -> Vec<f32> {
        list.sheet.rows.iter().map(|row| dot(&self.standardised(row), &self.weights)).collect()
    }

    /// The weights as text.
    pub(crate) fn text(&self, names: &[&str]) -> String {
        let mut text = String::from(
            "# How candidates are ranked: a log-linear model over standardised features.\n# Made by `train` on the open training databases. Name, mean, scale, weight.\n",
        );
        let numbers = self.means.iter().zip(&self.scales).zip(&self.weights);
        for ((name, by_hand), ((mean, scale), weight)) in
            names.iter().zip(&self.by_hand).zip(numbers)
        {
            if !by_hand {
                let _ = writeln!(text, "{name} {mean:.4} {scale:.4} {weight:.4}");
            }
        }
        text
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}
