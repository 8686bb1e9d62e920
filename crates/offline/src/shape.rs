//! What shape of query the words announce, whatever the schema.
//!
//! Six small linear models (what is shown, whether once, conditions, groups, order, nesting) over n-grams of a
//! question whose names and values are blanked out. They were trained on questions about many databases, so they
//! know English and no schema. Their probabilities rank candidate plans and propose structures.

/// A question with names and values blanked out, as n-grams.
pub(crate) mod grams;

/// The shape of a plan, as six labels.
pub(crate) mod label;

/// The models and their stored form.
pub(crate) mod model;

/// How the models are trained.
#[cfg(feature = "training")]
pub(crate) mod train;

pub(crate) use label::Shape;
pub(crate) use model::{Model, Scores};
