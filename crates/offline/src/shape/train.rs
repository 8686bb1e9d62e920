//! Training of the six models: multinomial logistic regression by stochastic gradient descent.
//!
//! Deterministic: questions are visited in a fixed pseudo-random order.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{
    Shape,
    grams::{features, name, split},
    model::{Model, length_scale, log_softmax},
};
use crate::sketch::Sketch;

/// A word is not blanked out when questions about this many databases use it.
const WORD_DATABASES: usize = 8;
/// A feature is kept when questions about this many databases have it.
const GRAM_DATABASES: usize = 3;
/// A label is kept when this many questions have it.
const LABEL_QUESTIONS: usize = 3;
/// Passes over the questions.
const PASSES: usize = 12;
/// Size of the first steps (AdaGrad, Duchi, Hazan and Singer 2011).
const STEP: f32 = 0.15;
/// Pull of every weight towards zero.
const DECAY: f32 = 3e-4;
/// The largest weight that is stored.
const LARGEST: f32 = 3.0;
/// Weights below this share of the largest are dropped.
const SMALLEST: f32 = 0.02;

/// A question with its database and the shape of its query.
#[derive(Debug, Clone)]
pub(crate) struct Lesson {
    /// The database.
    pub database: String,
    /// The question.
    pub question: String,
    /// What its words name.
    pub sketch: Sketch,
    /// What it became.
    pub shape: Shape,
}

/// Trains the models.
pub(crate) fn train(lessons: &[&Lesson]) -> Model {
    let known = words_of_many(lessons);
    let labels = labels_of(lessons);
    let seen: Vec<BTreeSet<u32>> = lessons
        .iter()
        .map(|lesson| features(&split(&lesson.question), &lesson.sketch, &known))
        .map(|grams| grams.iter().map(|gram| name(gram)).collect())
        .collect();
    let features = grams_of_many(lessons, &seen);
    let examples: Vec<Example> = lessons
        .iter()
        .zip(&seen)
        .map(|(lesson, names)| Example::new(lesson, names, &features, &labels))
        .collect();
    let mut learner = Learner::new(features.len(), labels.each_ref().map(Vec::len));
    for pass in 0..PASSES {
        for at in visiting_order(examples.len(), pass) {
            if let Some(example) = examples.get(at) {
                learner.learn(example);
            }
        }
    }
    Model::new(known, labels, LARGEST / f32::from(i8::MAX), learner.stored(&features))
}

fn words_of_many(lessons: &[&Lesson]) -> HashSet<String> {
    let mut users: HashMap<String, HashSet<&str>> = HashMap::new();
    for lesson in lessons {
        for word in split(&lesson.question) {
            users.entry(word.to_lowercase()).or_default().insert(&lesson.database);
        }
    }
    users.retain(|word, databases| {
        databases.len() >= WORD_DATABASES && !word.starts_with(|c: char| c.is_ascii_digit())
    });
    users.into_keys().collect()
}

fn grams_of_many(lessons: &[&Lesson], seen: &[BTreeSet<u32>]) -> HashMap<u32, usize> {
    let mut users: BTreeMap<u32, HashSet<&str>> = BTreeMap::new();
    for (lesson, names) in lessons.iter().zip(seen) {
        for name in names {
            users.entry(*name).or_default().insert(&lesson.database);
        }
    }
    users.retain(|_, databases| databases.len() >= GRAM_DATABASES);
    users.into_keys().enumerate().map(|(at, name)| (name, at)).collect()
}

fn labels_of(lessons: &[&Lesson]) -> [Vec<String>; 6] {
    std::array::from_fn(|facet| {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for label in lessons.iter().filter_map(|lesson| lesson.shape.0.get(facet)) {
            *counts.entry(label).or_default() += 1;
        }
        counts.retain(|_, count| *count >= LABEL_QUESTIONS);
        counts.into_keys().map(str::to_owned).collect()
    })
}

/// A lesson as numbers: features, and the place of its label in each facet.
struct Example {
    features: Vec<usize>,
    scale: f32,
    labels: [Option<usize>; 6],
}

impl Example {
    fn new(
        lesson: &Lesson,
        names: &BTreeSet<u32>,
        features: &HashMap<u32, usize>,
        labels: &[Vec<String>; 6],
    ) -> Self {
        Self {
            features: names.iter().filter_map(|name| features.get(name).copied()).collect(),
            scale: length_scale(names.len()),
            labels: std::array::from_fn(|facet| {
                let wanted = lesson.shape.0.get(facet)?;
                labels.get(facet)?.iter().position(|label| label == wanted)
            }),
        }
    }
}

/// Weights while they are learned; each row holds the labels of all facets.
struct Learner {
    sizes: [usize; 6],
    rows: Vec<Vec<f32>>,
    squares: Vec<Vec<f32>>,
}

impl Learner {
    fn new(features: usize, sizes: [usize; 6]) -> Self {
        let width = sizes.iter().sum();
        Self {
            sizes,
            rows: vec![vec![0.0; width]; features],
            squares: vec![vec![1e-3; width]; features],
        }
    }

    fn learn(&mut self, example: &Example) {
        let errors = self.errors(example);
        for &feature in &example.features {
            let Some((row, squares)) =
                self.rows.get_mut(feature).zip(self.squares.get_mut(feature))
            else {
                continue;
            };
            for ((weight, square), error) in row.iter_mut().zip(squares).zip(&errors) {
                let slope = error * example.scale + DECAY * *weight;
                *square += slope * slope;
                *weight -= STEP * slope / square.sqrt();
            }
        }
    }

    /// Predicted probability minus truth, for the labels of all facets.
    fn errors(&self, example: &Example) -> Vec<f32> {
        let width: usize = self.sizes.iter().sum();
        let mut sums = vec![0.0f32; width];
        for row in example.features.iter().filter_map(|feature| self.rows.get(*feature)) {
            sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight * example.scale);
        }
        let mut sums = sums.into_iter();
        let mut errors = Vec::with_capacity(width);
        for (size, truth) in self.sizes.iter().zip(example.labels) {
            let logs = log_softmax(sums.by_ref().take(*size).collect());
            errors.extend(logs.iter().enumerate().map(|(at, log)| match truth {
                Some(truth) => log.exp() - if at == truth { 1.0 } else { 0.0 },
                None => 0.0,
            }));
        }
        errors
    }

    fn stored(&self, features: &HashMap<u32, usize>) -> Vec<(u32, Vec<(u8, i8)>)> {
        let kept = |(label, weight): (usize, &f32)| {
            let share = (weight / LARGEST).clamp(-1.0, 1.0);
            #[expect(clippy::cast_possible_truncation, reason = "a share of 127")]
            let stored = (share * f32::from(i8::MAX)).round() as i8;
            (share.abs() >= SMALLEST).then_some((u8::try_from(label).ok()?, stored))
        };
        let row =
            |at: &usize| self.rows.get(*at).map(|row| row.iter().enumerate().filter_map(kept));
        features
            .iter()
            .filter_map(|(name, at)| Some((*name, row(at)?.collect::<Vec<_>>())))
            .filter(|(_, weights)| !weights.is_empty())
            .collect()
    }
}

/// A fixed order that differs from pass to pass (a full-period linear walk over the questions).
fn visiting_order(count: usize, pass: usize) -> impl Iterator<Item = usize> {
    let stride = (count * 618 / 1000 + pass * 2 + 1..).find(|s| common_divisor(*s, count) == 1);
    let stride = stride.unwrap_or(1);
    (0..count).map(move |n| (n * stride + pass * 7) % count.max(1))
}

fn common_divisor(a: usize, b: usize) -> usize {
    if b == 0 { a } else { common_divisor(b, a % b) }
}
