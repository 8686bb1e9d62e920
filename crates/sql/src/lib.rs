//! What Querist knows about SQL: the check that proves a statement only reads, and how names and values are written.
//!
//! No IO: schema and text in, a proven query or a refusal out.

/// Proves that a statement only reads.
mod check;
/// The same query with one condition left out, to find which one emptied a result.
mod relax;
/// Names and values as SQL text.
mod write;

pub use check::{Rules, check};
pub use relax::{Relaxed, relax};
pub use write::{identifier, literal};
