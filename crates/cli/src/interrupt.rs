//! Ctrl-C, which stops the server's query too, and leaves no call of a language model out of the books.

use std::{pin::pin, time::Duration};

use querist::{Querist, QueristError};
use querist_vocabulary::question::QuestionId;

use crate::failure::Failure;

/// How long the server has to take the news, and the books to be closed, before the program goes on
/// without them.
const PATIENCE: Duration = Duration::from_secs(3);

/// Does the work of a question; when a person stops it, so does the server.
pub(crate) async fn or_cancel<T>(
    querist: &Querist,
    id: &QuestionId,
    work: impl Future<Output = Result<T, QueristError>>,
) -> Result<T, Failure> {
    let mut work = pin!(work);
    tokio::select! {
        done = &mut work => Ok(done?),
        () = stopped() => {
            // What the server says, and what the work came to, is of no use to a person who has
            // turned away.
            let end = async {
                let _ = tokio::join!(querist.cancel(id), work);
                querist.settle().await;
            };
            tokio::select! {
                _ = tokio::time::timeout(PATIENCE, end) => {}
                () = stopped() => {}
            }
            Err(Failure::Interrupted)
        }
    }
}

/// Returns when a person or the system asks the program to stop.
#[cfg(unix)]
pub(crate) async fn stopped() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut ended) => tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = ended.recv() => {}
        },
        Err(_) => drop(tokio::signal::ctrl_c().await),
    }
}

/// Returns when a person asks the program to stop.
#[cfg(not(unix))]
pub(crate) async fn stopped() {
    drop(tokio::signal::ctrl_c().await);
}
