//! Querist inside your own program: questions in plain language, answered from your database, safely.

/// What was set, where it was set, and what that means.
mod settings;

/// The semantic file: found, read, compared with the schema.
mod knowledge;

/// The parts that the settings name.
mod assembly;

/// The house put together, and its verbs.
mod querist;

/// What stands in the way of good answers, found before a question is asked.
mod doctor;

/// What goes wrong.
mod error;

/// Answers and problems as JSON, for programs.
pub mod wire;

/// Rows of any number, written as a file.
pub mod export;

/// How many of a set of questions are answered right.
pub mod eval;

pub use assembly::open_store;
pub use doctor::{Finding, Severity, doctor};
pub use error::QueristError;
pub use querist::Querist;
/// The demo database, for whoever wants something to ask.
pub use querist_demo as demo;
pub use settings::{Colour, Format, Given, Origin, Setting, Settings, Shown, settings_page};
