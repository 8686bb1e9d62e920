//! What Querist keeps for itself: sessions, turns, the audit log and a cache, in one SQLite file.
//!
//! Several processes may use the file at once: it is in WAL mode, and whoever writes takes the
//! write lock before reading what the write rests on.

/// The machine's clock.
mod clock;

/// The file made or opened, and brought to the version that this program knows.
mod open;

/// Numbered steps from one version of the file to the next.
mod migrations;

/// Conversations and their turns.
mod sessions;

/// The hash-chained record.
mod audit;

/// What people taught.
mod lessons;

/// What was sent to language models.
mod ledger;

/// Things that can be had again, with their ages.
mod cache;

/// Vectors of texts, compared by sqlite-vec.
mod vectors;

/// The role of the store, played by one SQLite file.
mod store;

/// The database's errors in the store's words.
mod failure;

pub use audit::chain::FIRST;
pub use clock::SystemClock;
pub use ledger::Retention;
pub use migrations::VERSION;
pub use store::SqliteStore;
