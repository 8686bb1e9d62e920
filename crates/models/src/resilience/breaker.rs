//! An endpoint that fails again and again is left alone for a while.
//!
//! After [`FAILURES`] failures in a row it is not asked for [`REST`]. Then one call may try; if that
//! succeeds all may, else the rest begins anew.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// Failures in a row that are too many.
pub(crate) const FAILURES: u32 = 5;

/// How long it is left alone.
pub(crate) const REST: Duration = Duration::from_secs(30);

#[derive(Debug, Default)]
pub(crate) struct Breaker(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    failures: u32,
    rests_until: Option<Instant>,
    /// Whether the one call that may try is under way.
    tried: bool,
}

/// A call that may be made. One that is given up half-way tells nothing about the endpoint.
#[derive(Debug)]
pub(crate) struct Admission<'a> {
    breaker: &'a Breaker,
    tries: bool,
}

impl Breaker {
    /// Lets a call through, or says how long none is.
    pub(crate) fn admit(&self, now: Instant) -> Result<Admission<'_>, Duration> {
        let mut state = self.state();
        let Some(until) = state.rests_until else {
            return Ok(Admission { breaker: self, tries: false });
        };
        if now < until || state.tried {
            return Err(until.saturating_duration_since(now));
        }
        state.tried = true;
        Ok(Admission { breaker: self, tries: true })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Admission<'_> {
    /// The endpoint answered.
    pub(crate) fn answered(self) {
        *self.breaker.state() = State::default();
    }

    /// The endpoint failed.
    pub(crate) fn failed(self, now: Instant) {
        let mut state = self.breaker.state();
        state.failures = state.failures.saturating_add(1);
        if self.tries || state.failures >= FAILURES {
            state.rests_until = Some(now + REST);
        }
    }
}

impl Drop for Admission<'_> {
    fn drop(&mut self) {
        if self.tries {
            self.breaker.state().tried = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(now: Instant) -> Breaker {
        let breaker = Breaker::default();
        for _ in 0..FAILURES {
            breaker.admit(now).unwrap().failed(now);
        }
        breaker
    }

    #[test]
    fn it_opens_after_failures_in_a_row() {
        let now = Instant::now();
        let breaker = Breaker::default();
        for _ in 1..FAILURES {
            breaker.admit(now).unwrap().failed(now);
        }
        breaker.admit(now).unwrap().answered();
        breaker.admit(now).unwrap().failed(now);
        assert!(breaker.admit(now).is_ok());
        assert_eq!(broken(now).admit(now).unwrap_err(), REST);
    }

    #[test]
    fn one_call_tries_and_decides() {
        let now = Instant::now();
        let breaker = broken(now);
        let later = now + REST;
        let one = breaker.admit(later).unwrap();
        assert!(breaker.admit(later).is_err());
        one.failed(later);
        assert_eq!(breaker.admit(later).unwrap_err(), REST);
        let latest = later + REST;
        breaker.admit(latest).unwrap().answered();
        assert!(breaker.admit(latest).is_ok() && breaker.admit(latest).is_ok());
    }

    #[test]
    fn a_try_that_is_given_up_leaves_room_for_another() {
        let now = Instant::now();
        let breaker = broken(now);
        drop(breaker.admit(now + REST).unwrap());
        assert!(breaker.admit(now + REST).is_ok());
    }
}
