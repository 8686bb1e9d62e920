//! The journey with a real database and a real store: text in, the reply as text out.

/// A small shop, and replies as text.
#[path = "it/house.rs"]
mod house;

/// Questions in words.
#[path = "it/asking.rs"]
mod asking;

/// SQL typed by hand, and exports.
#[path = "it/reading.rs"]
mod reading;

/// What is written down.
#[path = "it/remembering.rs"]
mod remembering;

/// What is kept of the database between questions.
#[path = "it/gathering.rs"]
mod gathering;

/// A database that fails on the way.
#[path = "it/faults.rs"]
mod faults;
