//! What Querist keeps for itself: sessions, turns, the audit log and a cache, in one SQLite file.

/// The store.
mod store;

pub use store::SqliteStore;
