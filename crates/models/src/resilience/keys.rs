//! Several keys, used in turn.
//!
//! One key is used until it has no room or is not accepted; then the next one is, and the first
//! rests.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// How long a key rests that is not accepted: it may have been made valid meanwhile.
const REFUSED: Duration = Duration::from_secs(60);

/// How long a key without room rests where the endpoint does not say.
const BUSY: Duration = Duration::from_secs(1);

/// Keys by their number.
#[derive(Debug)]
pub(crate) struct Keys(Mutex<State>);

#[derive(Debug)]
struct State {
    current: usize,
    rests: Vec<Option<Rest>>,
}

#[derive(Debug, Clone, Copy)]
struct Rest {
    until: Instant,
    refused: bool,
}

/// Which key a call is made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pick {
    /// This one; none where the endpoint wants none.
    Use(Option<usize>),
    /// None before so long.
    After(Duration),
    /// None is accepted.
    Refused,
}

impl Keys {
    pub(crate) fn new(count: usize) -> Self {
        Self(Mutex::new(State { current: 0, rests: vec![None; count] }))
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.state().rests.len()
    }

    pub(crate) fn pick(&self, now: Instant) -> Pick {
        let mut state = self.state();
        let count = state.rests.len();
        if count == 0 {
            return Pick::Use(None);
        }
        let order = (0..count).map(|step| (state.current + step) % count);
        let awake = |number: &usize| {
            state.rests.get(*number).is_some_and(|rest| rest.is_none_or(|rest| rest.until <= now))
        };
        let free = order.clone().find(awake);
        if let Some(number) = free {
            state.current = number;
            return Pick::Use(Some(number));
        }
        let busy = state.rests.iter().flatten().filter(|rest| !rest.refused);
        match busy.map(|rest| rest.until).min() {
            Some(until) => Pick::After(until.saturating_duration_since(now)),
            None => Pick::Refused,
        }
    }

    /// A key has no room for so long.
    pub(crate) fn busy(&self, key: Option<usize>, now: Instant, wait: Option<Duration>) {
        self.rest(key, Rest { until: now + wait.unwrap_or(BUSY), refused: false });
    }

    /// A key is not accepted.
    pub(crate) fn refused(&self, key: Option<usize>, now: Instant) {
        self.rest(key, Rest { until: now + REFUSED, refused: true });
    }

    fn rest(&self, key: Option<usize>, rest: Rest) {
        let mut state = self.state();
        if let Some(place) = key.and_then(|key| state.rests.get_mut(key)) {
            *place = Some(rest);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn the_next_key_is_used_while_one_rests() {
        let (keys, now) = (Keys::new(2), Instant::now());
        assert_eq!(keys.pick(now), Pick::Use(Some(0)));
        keys.busy(Some(0), now, Some(9 * SECOND));
        assert_eq!(keys.pick(now), Pick::Use(Some(1)));
        keys.busy(Some(1), now, None);
        assert_eq!(keys.pick(now), Pick::After(SECOND));
        assert_eq!(keys.pick(now + SECOND), Pick::Use(Some(1)));
    }

    #[test]
    fn refused_keys_are_told_from_busy_ones() {
        let (keys, now) = (Keys::new(2), Instant::now());
        keys.refused(Some(0), now);
        assert_eq!(keys.pick(now), Pick::Use(Some(1)));
        keys.refused(Some(1), now);
        assert_eq!(keys.pick(now), Pick::Refused);
        assert_eq!(keys.pick(now + REFUSED), Pick::Use(Some(1)));
        assert_eq!(Keys::new(0).pick(now), Pick::Use(None));
    }
}
