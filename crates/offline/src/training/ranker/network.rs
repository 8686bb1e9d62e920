//! What is learned, and the slopes that teach it.

use ndarray::{Array1, Array2, Axis, s};

use super::{
    super::dice::Dice,
    lessons::{Batch, Lessons},
};
use crate::shape::model::log_softmax;

/// Units in a hundred that a list is learned without, so that none relies on another (Srivastava et al. 2014).
const DROPPED: usize = 20;
/// Pull of weights towards zero: of features by themselves, and in the hidden layer.
const PULL: [f32; 2] = [1e-3, 6e-3];

/// Weights, or their slopes.
pub(super) struct Network {
    /// Of each feature by itself.
    pub alone: Array1<f32>,
    /// Of each feature in each unit.
    pub inner: Array2<f32>,
    /// What each unit starts from.
    pub biases: Array1<f32>,
    /// What each unit adds to the score.
    pub shares: Array1<f32>,
}

impl Network {
    /// So many units that look at all features by chance and add nothing yet.
    pub(super) fn new(width: usize, units: usize, dice: &mut Dice) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "a few hundred features")]
        let reach = (3.0 / width.max(1) as f32).sqrt();
        Self {
            alone: Array1::zeros(width),
            inner: Array2::from_shape_simple_fn((width, units), || reach * dice.swing()),
            biases: Array1::zeros(units),
            shares: Array1::zeros(units),
        }
    }

    /// What scores as the mean of this one and one without units does.
    pub(super) fn with(self, plain: &Self) -> Self {
        let alone = (self.alone + &plain.alone) / 2.0;
        Self { alone, shares: self.shares / 2.0, ..self }
    }

    /// All weights, part by part.
    pub(super) fn numbers(&self) -> impl Iterator<Item = &f32> {
        self.alone.iter().chain(&self.inner).chain(&self.biases).chain(&self.shares)
    }

    /// The same to be changed.
    pub(super) fn numbers_mut(&mut self) -> impl Iterator<Item = &mut f32> {
        let outer = self.biases.iter_mut().chain(&mut self.shares);
        self.alone.iter_mut().chain(&mut self.inner).chain(outer)
    }

    /// How the loss over these lists grows with each weight.
    pub(super) fn slopes(&self, lessons: &Lessons, lists: &[usize], dice: &mut Dice) -> Self {
        let batch = lessons.batch(lists);
        let kept = kept(&batch, self.shares.len(), dice);
        let units = (batch.rows.dot(&self.inner) + &self.biases).mapv(|sum| sum.max(0.0)) * &kept;
        let scores = batch.rows.dot(&self.alone) + units.dot(&self.shares) + &batch.told;
        let errors = errors(&batch, &scores);
        let lit = units.mapv(|unit| if unit > 0.0 { 1.0 } else { 0.0 }) * &kept;
        let back = lit * errors.view().insert_axis(Axis(1)) * &self.shares;
        Self {
            alone: batch.rows.t().dot(&errors) + &self.alone * PULL[0],
            inner: batch.rows.t().dot(&back) + &self.inner * PULL[1],
            biases: back.sum_axis(Axis(0)),
            shares: units.t().dot(&errors) + &self.shares * PULL[1],
        }
    }
}

/// Which units count for each row, by how much more: the same for a whole list.
fn kept(batch: &Batch, units: usize, dice: &mut Dice) -> Array2<f32> {
    #[expect(clippy::cast_precision_loss, reason = "per cent")]
    let more = 100.0 / (100 - DROPPED) as f32;
    let mut kept = Array2::zeros((batch.rows.nrows(), units));
    for span in &batch.spans {
        let units: Array1<f32> =
            (0..units).map(|_| if dice.falls(DROPPED) { 0.0 } else { more }).collect();
        kept.slice_mut(s![span.clone(), ..]).assign(&units);
    }
    kept
}

/// What each candidate's probability exceeds its due by: the wanted ones of a list are due all of it, each as it
/// stands to the others.
fn errors(batch: &Batch, scores: &Array1<f32>) -> Array1<f32> {
    #[expect(clippy::cast_precision_loss, reason = "lists of a batch")]
    let lists = batch.spans.len().max(1) as f32;
    let mut errors = Array1::zeros(scores.len());
    for span in &batch.spans {
        let logs = log_softmax(scores.slice(s![span.clone()]).to_vec());
        let wanted = batch.wanted.get(span.clone()).unwrap_or_default();
        let good: f32 = logs.iter().zip(wanted).filter(|(_, w)| **w).map(|(l, _)| l.exp()).sum();
        let places = errors.slice_mut(s![span.clone()]);
        for ((error, log), wanted) in places.into_iter().zip(&logs).zip(wanted) {
            let due = if *wanted { log.exp() / good.max(1e-6) } else { 0.0 };
            *error = (log.exp() - due) / lists;
        }
    }
    errors
}
