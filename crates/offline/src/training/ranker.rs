//! The training of the ranker: the right candidates of a list shall have most of its probability (a softmax over
//! the list), by features alone and by a hidden layer, in small batches of lists (Adam, Kingma and Ba 2015).

/// Lists as one table of standardised features.
mod lessons;

/// What is learned, and the slopes that teach it.
mod network;

/// Steps of a size of their own for each weight.
mod steps;

use std::f32::consts::PI;

use super::{dice::Dice, list::List};
use crate::rank::Weights;
use lessons::Lessons;
use network::Network;
use steps::Steps;

/// Units of the hidden layer.
const UNITS: usize = 32;
/// Passes over the lists.
const PASSES: usize = 12;
/// Lists of one batch.
const BATCH: usize = 64;
/// Size of the first steps; they shrink along a half cosine to none (Loshchilov and Hutter 2017).
const STEP: f32 = 0.003;

/// Trains on lists that hold both right and wrong candidates. What features say together is odd where a question is
/// like none of the training, so that half of the score stays with a model that weighs each by itself.
pub(crate) fn train(lists: &[&List]) -> Weights {
    let lists: Vec<&List> = lists.iter().copied().filter(|list| list.is_mixed()).collect();
    let lessons = Lessons::new(&lists);
    let network = learned(&lessons, UNITS).with(&learned(&lessons, 0));
    lessons.weights(network)
}

/// A network of so many units.
fn learned(lessons: &Lessons, units: usize) -> Network {
    let mut dice = Dice::new("ranker");
    let mut network = Network::new(lessons.width(), units, &mut dice);
    let mut steps = Steps::new(&network);
    let mut order: Vec<usize> = (0..lessons.lists()).collect();
    let last = PASSES * order.len().div_ceil(BATCH);
    let mut done = 0;
    for _ in 0..PASSES {
        dice.shuffle(&mut order);
        for batch in order.chunks(BATCH) {
            let slopes = network.slopes(lessons, batch, &mut dice);
            steps.take(&mut network, &slopes, STEP * share_left(done, last));
            done += 1;
        }
    }
    network
}

/// How large a step still is.
#[expect(clippy::cast_precision_loss, reason = "a few thousand steps")]
fn share_left(done: usize, last: usize) -> f32 {
    (1.0 + (PI * done as f32 / last.max(1) as f32).cos()) / 2.0
}
