//! The role of the clock.

use jiff::Zoned;

/// Tells the time; tests have a fixed one.
pub trait Clock: Send + Sync {
    /// Now, in the person's time zone.
    fn now(&self) -> Zoned;
}
