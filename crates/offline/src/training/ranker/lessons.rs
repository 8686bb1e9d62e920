//! Lists as one table of standardised features, a row a candidate.

use std::ops::Range;

use ndarray::{Array1, Array2, Axis};

use super::{super::list::List, network::Network};
use crate::rank::{BY_HAND, Hidden, Learned, Weights};

/// The least standard deviation of a feature.
const LEAST: f32 = 0.02;

/// What the ranker learns from.
pub(super) struct Lessons {
    names: Vec<&'static str>,
    learned: Vec<Learned>,
    rows: Array2<f32>,
    /// What features with weights set by hand add to each row.
    told: Array1<f32>,
    wanted: Vec<bool>,
    /// The rows of each list.
    spans: Vec<Range<usize>>,
}

/// The rows of some lists.
pub(super) struct Batch {
    /// Standardised features.
    pub rows: Array2<f32>,
    /// What is added by hand.
    pub told: Array1<f32>,
    /// Which are wanted.
    pub wanted: Vec<bool>,
    /// The rows of each list.
    pub spans: Vec<Range<usize>>,
}

impl Lessons {
    /// Of lists whose rows all have the same features.
    pub(super) fn new(lists: &[&List]) -> Self {
        let names = lists.first().map_or(&[][..], |list| list.sheet.names.as_slice());
        let hand = |name: &str| BY_HAND.iter().find(|(known, _)| *known == name).map(|h| h.1);
        let (by_hand, places): (Vec<usize>, Vec<usize>) =
            (0..names.len()).partition(|at| names.get(*at).is_some_and(|n| hand(n).is_some()));
        let all = || lists.iter().flat_map(|list| &list.sheet.rows);
        let value = |row: &Vec<f32>, at: &usize| row.get(*at).copied().unwrap_or(0.0);
        let told = |row: &Vec<f32>| -> f32 {
            let weight = |at: &usize| names.get(*at).and_then(|n| hand(n)).unwrap_or(0.0);
            by_hand.iter().map(|at| value(row, at) * weight(at)).sum()
        };
        let count = all().count();
        let values: Vec<f32> =
            all().flat_map(|row| places.iter().map(|at| value(row, at))).collect();
        let mut rows = Array2::from_shape_vec((count, places.len()), values)
            .unwrap_or_else(|_| Array2::zeros((count, places.len())));
        let learned = standardise(&mut rows);
        let mut end = 0;
        let span = |list: &&List| {
            let begin = end;
            end += list.sheet.rows.len();
            begin..end
        };
        Self {
            names: places.iter().filter_map(|at| names.get(*at).copied()).collect(),
            learned,
            rows,
            told: all().map(told).collect(),
            wanted: lists.iter().flat_map(|list| list.wanted()).copied().collect(),
            spans: lists.iter().map(span).collect(),
        }
    }

    /// How many features there are.
    pub(super) fn width(&self) -> usize {
        self.names.len()
    }

    /// How many lists there are.
    pub(super) fn lists(&self) -> usize {
        self.spans.len()
    }

    /// The rows of the lists at these places.
    pub(super) fn batch(&self, places: &[usize]) -> Batch {
        let spans: Vec<&Range<usize>> =
            places.iter().filter_map(|at| self.spans.get(*at)).collect();
        let rows: Vec<usize> = spans.iter().flat_map(|span| (*span).clone()).collect();
        let mut end = 0;
        let moved = |span: &&Range<usize>| {
            let begin = end;
            end += span.len();
            begin..end
        };
        Batch {
            rows: self.rows.select(Axis(0), &rows),
            told: self.told.select(Axis(0), &rows),
            wanted: rows.iter().filter_map(|at| self.wanted.get(*at).copied()).collect(),
            spans: spans.iter().map(moved).collect(),
        }
    }

    /// What was learned of these features, as it ships.
    pub(super) fn weights(self, network: Network) -> Weights {
        let features = self.names.iter().zip(self.learned).zip(&network.alone);
        let features = features.map(|((name, learned), weight)| {
            ((*name).to_owned(), Learned { weight: *weight, ..learned })
        });
        let hidden = Hidden {
            biases: network.biases.to_vec(),
            shares: network.shares.to_vec(),
            weights: network.inner.iter().copied().collect(),
        };
        Weights::new(features.collect(), hidden)
    }
}

/// Puts each column at mean 0 and deviation 1.
fn standardise(rows: &mut Array2<f32>) -> Vec<Learned> {
    let one = |mut column: ndarray::ArrayViewMut1<'_, f32>| {
        let mean = column.mean().unwrap_or(0.0);
        let scale = column.std(0.0).max(LEAST);
        let learned = Learned { mean, scale, weight: 0.0 };
        column.mapv_inplace(|value| learned.standardised(value));
        learned
    };
    rows.columns_mut().into_iter().map(one).collect()
}
