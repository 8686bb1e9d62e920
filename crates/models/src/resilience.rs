//! What keeps a question going when an endpoint does not.

/// An endpoint that fails again and again is left alone for a while.
pub(crate) mod breaker;

/// Several keys, used in turn.
pub(crate) mod keys;

/// The same once more, a little later.
pub(crate) mod retry;

/// When an endpoint says it has room again.
pub(crate) mod retry_after;
