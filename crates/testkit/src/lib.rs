//! What tests stand on: private servers, sample databases, one suite for every database.
//!
//! Real servers for real claims: nothing here pretends to be a database. Everything blocks, also
//! inside an asynchronous test, where each test has a thread of its own.

/// Private PostgreSQL and MariaDB servers that end with the process.
mod servers;

/// A database of its own for one test, with an account that can only read.
mod database;

/// Data that is not part of the repository: where it is, and who went without.
mod data;

/// The sample databases Chinook, Northwind, Pagila and Sakila.
pub mod samples;

/// A clock that stands still.
#[cfg(feature = "roles")]
mod clock;

#[cfg(feature = "roles")]
pub use clock::FixedClock;
pub use data::{REPORT_VARIABLE, data};
pub use database::TestDatabase;
pub use servers::{Kind, Server, Servers};
