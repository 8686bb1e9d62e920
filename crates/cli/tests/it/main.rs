//! The whole program, run as a person runs it: what is typed, what comes back, how it ends.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may")]

/// Runs the program in a world of its own.
mod world;

/// What the program says of itself.
mod help;

/// One question.
mod ask;

/// SQL typed by hand.
mod run;

/// What a database holds.
mod schema;

/// A conversation, fed through standard input.
mod chat;

/// The demo.
mod demo;

/// What Querist keeps: sessions, the audit log, settings.
mod kept;

/// Bad input gets a clear error with a hint and an exit code.
mod bad_input;

/// Ctrl-C and the timeout.
mod stop;

/// Language models against a provider on this machine.
mod models;

/// Lessons: taught, listed, used, judged.
mod teaching;

/// A person's own questions as a suite.
mod suites;

/// The semantic file: written, checked, shown.
mod model;

/// What a terminal is never sent.
mod terminal;
