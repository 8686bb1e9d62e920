//! The training of slot models: logistic regression by stochastic gradient descent (AdaGrad).

use super::lessons::Choice;
use crate::{
    compose::slots::{Facts, MODELS, OPERATORS, Slots, UNIT, WIDTH},
    shape::model::log_softmax,
};

/// Passes over the questions.
const PASSES: usize = 7;
/// Size of the first steps.
const STEP: f32 = 0.08;
/// Pull of every weight towards zero.
const DECAY: f32 = 2e-5;
/// Classes of operators.
const CLASSES: usize = MODELS - OPERATORS;

struct Learner {
    weights: Vec<f32>,
    squares: Vec<f32>,
}

/// Trains all slot models on the choices of many questions.
pub(crate) fn train(questions: &[&Vec<Choice>]) -> Slots {
    let mut learner =
        Learner { weights: vec![0.0; MODELS * WIDTH], squares: vec![1e-2; MODELS * WIDTH] };
    for pass in 0..PASSES {
        for at in 0..questions.len() {
            let place = (at * 7919 + pass * 13) % questions.len().max(1);
            for choice in questions.get(place).into_iter().flat_map(|list| list.iter()) {
                learner.learn(choice);
            }
        }
    }
    #[expect(clippy::cast_possible_truncation, reason = "within a byte")]
    let bytes: Vec<u8> = learner
        .weights
        .iter()
        .map(|w| ((w / UNIT).round().clamp(-127.0, 127.0) as i8).cast_unsigned())
        .collect();
    Slots::from_bytes(bytes.into())
}

impl Learner {
    fn score(&self, model: usize, facts: &Facts) -> f32 {
        let base = model * WIDTH;
        facts.iter().filter_map(|at| self.weights.get(base + usize::from(*at))).sum()
    }

    fn step(&mut self, model: usize, facts: &Facts, error: f32) {
        if error.abs() < 1e-3 {
            return;
        }
        let base = model * WIDTH;
        for at in facts {
            let at = base + usize::from(*at);
            let (Some(weight), Some(square)) = (self.weights.get_mut(at), self.squares.get_mut(at))
            else {
                continue;
            };
            let slope = error + DECAY * *weight;
            *square += slope * slope;
            *weight -= STEP * slope / square.sqrt();
        }
    }

    fn learn(&mut self, choice: &Choice) {
        if let Some(class) = choice.class {
            let Some((facts, _)) = choice.options.first() else { return };
            let logs =
                log_softmax((0..CLASSES).map(|c| self.score(choice.model + c, facts)).collect());
            for (at, log) in logs.iter().enumerate() {
                let truth = if at == class { 1.0 } else { 0.0 };
                self.step(choice.model + at, facts, log.exp() - truth);
            }
        } else if choice.among {
            self.among(choice);
        } else {
            for (facts, right) in &choice.options {
                let p = 1.0 / (1.0 + (-self.score(choice.model, facts)).exp());
                self.step(choice.model, facts, p - if *right { 1.0 } else { 0.0 });
            }
        }
    }

    /// The right options together against all.
    fn among(&mut self, choice: &Choice) {
        let scores =
            choice.options.iter().map(|(facts, _)| self.score(choice.model, facts)).collect();
        let logs = log_softmax(scores);
        let right: f32 =
            logs.iter().zip(&choice.options).filter(|(_, o)| o.1).map(|(l, _)| l.exp()).sum();
        for (log, (facts, truth)) in logs.iter().zip(&choice.options) {
            let share = if *truth { log.exp() / right.max(1e-6) } else { 0.0 };
            self.step(choice.model, facts, log.exp() - share);
        }
    }
}
