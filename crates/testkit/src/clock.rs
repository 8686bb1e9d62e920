//! A clock that stands still.

use jiff::{Zoned, civil, tz::TimeZone};
use querist_vocabulary::clock::Clock;

/// Tells the same time always.
#[derive(Debug, Clone)]
pub struct FixedClock(pub Zoned);

impl FixedClock {
    /// Noon of that day, in UTC.
    ///
    /// # Panics
    /// When there is no such day.
    #[must_use]
    #[expect(clippy::expect_used, reason = "a test that names a day that is not there must fail")]
    pub fn on(year: i16, month: i8, day: i8) -> Self {
        let noon = civil::Date::new(year, month, day).expect("a day").at(12, 0, 0, 0);
        Self(noon.to_zoned(TimeZone::UTC).expect("a moment"))
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Zoned {
        self.0.clone()
    }
}
