//! The role of the clock.

use jiff::{Timestamp, Zoned};

/// Tells the time; tests have a fixed one.
pub trait Clock: Send + Sync {
    /// Now, in the person's time zone.
    fn now(&self) -> Zoned;

    /// Now, wherever the person is; costs less where the time zone has to be found first.
    fn instant(&self) -> Timestamp {
        self.now().timestamp()
    }
}
