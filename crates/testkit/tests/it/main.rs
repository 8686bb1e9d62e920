//! What the testkit promises to the tests that stand on it.

/// Servers start, serve and end.
mod servers;

/// Sample databases are whole.
mod samples;
