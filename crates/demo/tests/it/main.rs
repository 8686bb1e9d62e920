//! The demo database as it stands on disk.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail by panicking")]

/// What the file holds.
mod contents;

/// The same bytes every time, and whole or not at all.
mod files;

/// The semantic file fits the database.
mod knowledge;
