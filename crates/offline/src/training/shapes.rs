//! The models of a query's shape, trained in folds grouped by database.

use super::fold;
use crate::shape::{
    Model,
    train::{Lesson, train},
};

/// Folds, grouped by database.
const FOLDS: u32 = 5;

/// The models trained without the databases of one fold, so that others can be trained on their predictions.
pub(crate) fn trained_without(lessons: &[Lesson], held_out: u32) -> Model {
    let others: Vec<&Lesson> =
        lessons.iter().filter(|lesson| fold(&lesson.database, FOLDS) != held_out).collect();
    train(&others)
}
