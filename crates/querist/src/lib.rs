//! Querist inside your own program: questions in plain language, answered from your database, safely.
//!
//! [`Querist::open`] puts everything together from [`Settings`]; [`Querist::ask`] takes a question
//! through its whole journey and gives back an answer with its evidence, one question back, or the
//! reason why there is none. Nothing is ever written to the database that is asked.
//!
//! ```
//! use querist::{Given, Querist, Setting, Settings, vocabulary::answer::Outcome};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let shop = folder.path().join("shop.db");
//! # querist::demo::make(&shop, 0.01).await?;
//! # let shop = shop.display().to_string();
//! # let data = folder.path().display().to_string();
//! let given = Given::database(shop).with(Setting::DataFolder, Some(data));
//! let querist = Querist::open(&Settings::alone(&given)?).await?;
//!
//! let reply = querist.ask("How many stores are there?").await?;
//! let Outcome::Answer(answer) = reply.outcome else { panic!("not answered") };
//! println!("{}", answer.sentence);
//! println!("{}", answer.query.get().sql);
//! # assert_eq!(answer.result.rows.len(), 1);
//! # Ok(())
//! # }
//! ```
//!
//! The guide's page [Querist in a Rust program](guide) has more.

/// What was set, where it was set, and what that means.
mod settings;

/// The semantic file: found, read, compared with the schema.
mod knowledge;

/// YAML that people wrote: bounded in size and depth, and every key once.
mod yaml;

/// The parts that the settings name.
mod assembly;

/// The house put together, and its verbs.
mod querist;

/// Prompts of one's own.
mod prompts;

/// Who turns texts into vectors.
mod embedder;

/// What stands in the way of good answers, found before a question is asked.
mod doctor;

/// What people teach, and what they say of answers.
mod lessons;

/// What goes wrong.
mod error;

/// Answers and problems as JSON, for programs.
pub mod wire;

/// Rows of any number, written as a file.
pub mod export;

/// How many of a set of questions are answered right.
pub mod eval;

/// The guide's page on embedding, its snippets compiled and run.
#[doc = include_str!("../../../docs/guide/library.md")]
pub mod guide {}

pub use assembly::open_store;
pub use doctor::{Finding, Severity, doctor};
pub use error::QueristError;
pub use knowledge::{FirstModel, knowledge_schema};
pub use prompts::write_prompts;
pub use querist::Querist;
/// The demo database, for whoever wants something to ask.
pub use querist_demo as demo;
pub use querist_journey::{
    BadPrompt, Gaps, Journey, JourneyError, Judged, Judgement, Lecture, Lectured, Lifetimes,
    Models, Parts, Prompts, ResultCache, Sentences,
};
/// What the offline engine reads questions with, where that is not what ships.
pub use querist_offline::{BadWeights, WeightFiles, Weights};
/// The words that everything speaks: questions, schemas, answers, the roles.
pub use querist_vocabulary as vocabulary;
pub use settings::{
    Colour, EndpointShown, Format, Given, ModelsChosen, Origin, Setting, Settings, Shown,
    settings_page,
};
