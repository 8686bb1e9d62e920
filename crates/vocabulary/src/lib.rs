//! The words that every part of Querist speaks, in the order in which a question meets them.
//!
//! Plain data with public fields, the roles that the outside world plays, and the one table of
//! error codes. Nothing here reads a file, a clock or a network.

/// What a person typed, and who and when.
pub mod question;

/// The structure of a database, and how a table or column of it is named.
pub mod schema;

/// What the data looks like: counts, ranges, samples.
pub mod profile;

/// One typed value out of any database.
pub mod value;

/// What people wrote about their data: descriptions, synonyms, measures, filters.
pub mod knowledge;

/// What people taught: questions with their right SQL, and rules.
pub mod lessons;

/// One interpretation of a question, with its evidence.
pub mod reading;

/// SQL before and after the check.
pub mod statement;

/// Which tables and columns may be read, and what is shown of personal data.
pub mod policy;

/// Why a statement is not run.
pub mod refusal;

/// The role of a database that people ask about.
pub mod database;

/// The role of a language model: what is said to one, and what comes back.
pub mod model;

/// Who translates a question: the offline engine, a language model, or both.
pub mod routing;

/// The record of what was sent to language models.
pub mod ledger;

/// What comes back: sentence, table, chart, insights, evidence.
pub mod answer;

/// What happens on the way, told while it happens.
pub mod event;

/// A conversation and its turns.
pub mod session;

/// The hash-chained record of what was asked, run and refused.
pub mod audit;

/// The role of the place where Querist keeps its own things.
pub mod store;

/// The role of the place where the vectors of texts are kept.
pub mod vectors;

/// The role of the clock.
pub mod clock;

/// The one table of error codes.
pub mod error;
