//! The product: what happens to a question, in order.
//!
//! [`Journey::ask`] reads as the journey reads. Nothing here knows a driver, a wire or a terminal:
//! a database, a store, a clock and a listener are handed in as roles.

/// What a journey needs, and the journey itself.
mod journey;

/// A question from its words to its answer, phase after phase.
mod ask;

/// SQL typed by a person: the same check, run and answer without the reading.
mod read;

/// What goes wrong on the way.
mod error;

pub use error::JourneyError;
pub use journey::{Journey, Parts};
pub use read::Streamed;
