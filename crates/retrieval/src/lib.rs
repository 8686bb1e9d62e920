//! The part of a schema that a question is about, as compact text under a token budget.
//!
//! A [`Catalogue`] is made once a schema: what can be found, with its words and its joins. [`Catalogue::find`]
//! ranks its tables for one question, by words, by vectors and by the stored values that the question names.
//! [`Catalogue::pack`] writes as many of them as a budget has room for. Nothing here reads a file, a clock or a
//! network: the same input gives the same text.

/// What can be found in a schema, made ready once.
mod catalogue;

/// Pairs of columns that join tables.
mod join;

/// The built-in embedder.
mod hashed;

/// Which tables a question is about.
mod find;

/// Tables as text, within a budget.
mod pack;

/// How many tokens a text is.
mod tokens;

pub use catalogue::{Catalogue, Entry, Key, Note, Sources};
pub use find::{Found, Matched, Near, Search};
pub use hashed::HashedNgrams;
pub use join::Join;
pub use pack::{LEGEND, LeftOut, Pack, Show, Values};
pub use tokens::tokens;
