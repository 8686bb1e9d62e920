//! What tests stand on: private servers, sample databases, one suite for every database.
//!
//! Real servers for real claims: nothing here pretends to be a database. Everything blocks, also
//! inside an asynchronous test, where each test has a thread of its own.

/// Private PostgreSQL and MariaDB servers that end with the process.
mod servers;

/// A database of its own for one test, with an account that can only read.
mod database;

/// SQLite files, through the `sqlite3` program.
pub mod sqlite;

/// Runs a database's own client program.
mod client;

/// Data that is not part of the repository: where it is, and who went without.
mod data;

/// The sample databases Chinook, Northwind, Pagila and Sakila.
pub mod samples;

/// A database that fails in a chosen way.
#[cfg(feature = "roles")]
mod faulty;

/// A wire to a server that can be cut.
#[cfg(feature = "roles")]
mod wire;

/// A clock that stands still.
#[cfg(feature = "roles")]
mod clock;

/// A language model's provider that says what a test wrote down for it.
#[cfg(feature = "provider")]
#[allow(clippy::indexing_slicing, reason = "JSON that lacks a key gives null")]
pub mod provider;

/// An embedding model that is small enough to be computed by hand.
#[cfg(feature = "bert")]
#[allow(clippy::expect_used, reason = "a test without its folder cannot go on")]
pub mod bert;

/// The one suite for every database.
#[cfg(feature = "roles")]
#[allow(
    missing_docs,
    clippy::missing_panics_doc,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "its cases are tests, named by what they ask"
)]
pub mod suite;

#[cfg(feature = "roles")]
pub use clock::FixedClock;
pub use data::{REPORT_VARIABLE, data};
pub use database::TestDatabase;
#[cfg(feature = "roles")]
pub use faulty::{Fault, Faulty};
pub use servers::{Kind, Server, Servers};
#[cfg(feature = "roles")]
pub use wire::Wire;
