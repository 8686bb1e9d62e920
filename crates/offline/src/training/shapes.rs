//! The six models of a query's shape.

use super::{Asked, fold};
use crate::shape::{
    FACETS, Model, gold,
    grams::{blank, grams, name, split},
    train::{Lesson, train},
};

/// Folds, grouped by database.
const FOLDS: u32 = 5;

/// What the training of the shape models brought.
#[derive(Debug)]
pub struct Shapes {
    /// The models trained on all questions, as stored.
    pub bytes: Vec<u8>,
    /// Questions whose SQL has a shape.
    pub lessons: usize,
    /// By facet: its name and the share of questions whose likeliest label is right, on databases not trained on.
    pub right: Vec<(&'static str, f64)>,
    /// The share with all six right.
    pub all_right: f64,
}

/// Trains on all questions, and measures on folds grouped by database.
#[must_use]
pub fn shapes(questions: &[Asked]) -> Shapes {
    let lessons = lessons(questions);
    let mut right = [0usize; 6];
    let mut all_right = 0usize;
    for held_out in 0..FOLDS {
        let model = trained_without(&lessons, held_out);
        for lesson in lessons.iter().filter(|l| fold(&l.database, FOLDS) == held_out) {
            let hits = hits(&model, lesson);
            hits.iter().zip(&mut right).for_each(|(hit, sum)| *sum += usize::from(*hit));
            all_right += usize::from(hits.iter().all(|hit| *hit));
        }
    }
    Shapes {
        bytes: train(&lessons.iter().collect::<Vec<_>>()).to_bytes(),
        lessons: lessons.len(),
        right: FACETS.into_iter().zip(right.map(|hits| share(hits, lessons.len()))).collect(),
        all_right: share(all_right, lessons.len()),
    }
}

/// The questions whose SQL has a shape.
pub(crate) fn lessons(questions: &[Asked]) -> Vec<Lesson> {
    let lesson = |asked: &Asked| {
        Some(Lesson {
            database: asked.db.clone(),
            question: asked.question.clone(),
            shape: gold::shape(&asked.sql)?,
        })
    };
    questions.iter().filter_map(lesson).collect()
}

/// The models trained without the databases of one fold, so that others can be trained on their predictions.
pub(crate) fn trained_without(lessons: &[Lesson], held_out: u32) -> Model {
    let others: Vec<&Lesson> =
        lessons.iter().filter(|lesson| fold(&lesson.database, FOLDS) != held_out).collect();
    train(&others)
}

fn hits(model: &Model, lesson: &Lesson) -> Vec<bool> {
    let words = blank(&split(&lesson.question), &model.known);
    let names: Vec<u32> = grams(&words).iter().map(|gram| name(gram)).collect();
    let scores = model.read_names(&names);
    let truths = lesson.shape.0.iter().enumerate();
    truths
        .map(|(facet, truth)| {
            scores.likely(facet, 1).first().is_some_and(|(label, _)| label == truth)
        })
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts of questions")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}
