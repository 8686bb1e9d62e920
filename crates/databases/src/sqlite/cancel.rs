//! Stopping a query.
//!
//! SQLite works inside this program, so there is no server to tell: its progress handler looks every
//! few thousand steps whether the query is still wanted, and so does its wait for another program's
//! lock.

use std::{
    cell::RefCell,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use querist_vocabulary::database::DatabaseError;
use rusqlite::Connection;

use crate::delivery::Wanted;

/// Steps of SQLite's virtual machine between two looks, some tens of microseconds.
const STEPS: i32 = 2_000;

/// Ends the connection's statements as soon as they are no longer wanted.
pub(super) fn watch(connection: &Connection, wanted: Wanted) -> rusqlite::Result<()> {
    connection.progress_handler(STEPS, Some(move || wanted.stop().is_some()))
}

/// Ends the connection's statements when nobody waits for them any more, or after this time.
pub(super) fn limit(
    connection: &Connection,
    abandoned: &Arc<AtomicBool>,
    time: Option<Duration>,
) -> Result<(), DatabaseError> {
    let abandoned = Arc::clone(abandoned);
    let deadline = time.map(|time| Instant::now() + time);
    let over = move || {
        abandoned.load(Ordering::Relaxed)
            || deadline.is_some_and(|deadline| Instant::now() >= deadline)
    };
    let failed = |error: rusqlite::Error| DatabaseError::Query(error.to_string());
    connection.progress_handler(STEPS, Some(over)).map_err(failed)
}

/// Time between two tries to get a lock.
const PAUSE: Duration = Duration::from_millis(5);

thread_local! {
    /// How this thread waits for a lock. SQLite asks a function that knows nothing else, in the thread
    /// that waits.
    static WAIT: RefCell<Option<Wait>> = const { RefCell::new(None) };
}

struct Wait {
    is_over: Box<dyn Fn() -> bool>,
    patience: Duration,
    since: Instant,
}

/// Lets this thread's connections wait for another program's lock; dropping it ends that.
pub(super) struct Patience;

impl Patience {
    /// Waits so long for each lock, and no longer than until `is_over`.
    pub(super) fn of(patience: Duration, is_over: impl Fn() -> bool + 'static) -> Self {
        let wait = Wait { is_over: Box::new(is_over), patience, since: Instant::now() };
        WAIT.set(Some(wait));
        Self
    }
}

impl Drop for Patience {
    fn drop(&mut self) {
        WAIT.set(None);
    }
}

/// SQLite's question, each time it finds the file locked: whether to try again.
pub(super) fn try_again(tries: i32) -> bool {
    WAIT.with_borrow_mut(|wait| {
        let Some(wait) = wait else { return false };
        if tries == 0 {
            wait.since = Instant::now();
        }
        if (wait.is_over)() || wait.since.elapsed() >= wait.patience {
            return false;
        }
        thread::sleep(PAUSE);
        true
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_waited_for_while_somebody_wants_the_rows() {
        let abandoned = Arc::new(AtomicBool::new(false));
        assert!(!try_again(0), "nobody waits in this thread");
        let seen = Arc::clone(&abandoned);
        let patience =
            Patience::of(Duration::from_secs(3_600), move || seen.load(Ordering::Relaxed));
        assert!(try_again(0) && try_again(1));
        abandoned.store(true, Ordering::Relaxed);
        assert!(!try_again(2));
        drop(patience);
        let _none = Patience::of(Duration::ZERO, || false);
        assert!(!try_again(0));
    }
}
