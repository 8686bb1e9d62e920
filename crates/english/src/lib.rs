//! General English, so that the words of a question find the names of tables and columns.
//!
//! What the offline engine and the search for context both rest on: a word means the same to both.

/// Letters without case and accents.
mod fold;

/// Names of tables and columns as words.
mod identifier;

/// Words without their endings, so that "customers" finds "customer".
mod stem;

/// Synonyms, abbreviations, adjectives that rank, verbs that stand for a record, places.
mod lexicon;

pub use fold::fold;
pub use identifier::split_identifier;
pub use lexicon::{Lexicon, Places, Ranks, akin, english, places};
pub use stem::stem;
