//! The models of a query's shape, trained in folds grouped by database.

use super::fold;
use crate::shape::{
    Model,
    train::{Lesson, train},
};

/// The models trained without the databases of one of so many folds, so that others can be trained on their predictions.
pub(crate) fn trained_without(lessons: &[Lesson], held_out: u32, folds: u32) -> Model {
    let others: Vec<&Lesson> =
        lessons.iter().filter(|lesson| fold(&lesson.database, folds) != held_out).collect();
    train(&others)
}
