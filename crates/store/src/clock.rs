//! The machine's clock.

use jiff::Zoned;
use querist_vocabulary::clock::Clock;

/// The machine's clock in the system's time zone.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Zoned {
        Zoned::now()
    }
}
