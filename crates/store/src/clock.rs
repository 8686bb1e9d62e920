//! The machine's clock.

use jiff::{Timestamp, Zoned, tz::TimeZone};
use querist_vocabulary::clock::Clock;

/// The machine's clock in the system's time zone.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Zoned {
        Timestamp::now().to_zoned(local().unwrap_or_else(TimeZone::system))
    }

    fn instant(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// The zone of the system's own file. jiff looks for the zone's name instead, in a list of all zones,
/// and to make that list reads every folder of the zone database: as long as all settings take.
#[cfg(unix)]
fn local() -> Option<TimeZone> {
    if std::env::var_os("TZ").is_some() {
        return None;
    }
    TimeZone::tzif("Local", &std::fs::read("/etc/localtime").ok()?).ok()
}

#[cfg(not(unix))]
fn local() -> Option<TimeZone> {
    None
}
