//! A stack wide enough for the deepest tree that is read.

use std::thread;

use querist_vocabulary::refusal::Refusal;

use crate::refuse;

/// Bytes of stack. Only touched pages cost memory; the deepest tree within the bounds of
/// [`crate::parse`] was measured to need 100 MiB in a build without optimisation.
const STACK: usize = 256 * 1024 * 1024;

/// Runs `work` on a stack of its own. Parsing, comparing and dropping a tree recurse as deep as the
/// tree is; a panic in there becomes a refusal.
pub(crate) fn wide<T: Send>(
    work: impl FnOnce() -> Result<T, Refusal> + Send,
) -> Result<T, Refusal> {
    thread::scope(|scope| {
        let running = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        match running.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(payload)) => {
                drop(payload);
                Err(refuse::unreadable())
            }
            Err(_) => Err(refuse::no_room()),
        }
    })
}
