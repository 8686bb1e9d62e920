//! The queries that run, so that they can be stopped by the question's identity.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use querist_vocabulary::{database::DatabaseError, question::QuestionId};
use tokio::sync::watch;

/// All queries that run on one database. One question may run several.
#[derive(Debug, Clone, Default)]
pub(crate) struct Running(Arc<Mutex<Vec<Entry>>>);

#[derive(Debug)]
struct Entry {
    question: QuestionId,
    cancel: watch::Sender<bool>,
    told: watch::Receiver<Option<DatabaseError>>,
}

/// A running query's own entry; dropping it takes the entry out.
#[derive(Debug)]
pub(crate) struct Ticket {
    running: Running,
    /// True from the moment somebody cancels the query.
    pub cancel: watch::Receiver<bool>,
    told: watch::Sender<Option<DatabaseError>>,
}

impl Running {
    /// Enters a query.
    pub(crate) fn enter(&self, question: &QuestionId) -> Ticket {
        let (cancel, cancelled) = watch::channel(false);
        let (tell, told) = watch::channel(None);
        self.entries().push(Entry { question: question.clone(), cancel, told });
        Ticket { running: self.clone(), cancel: cancelled, told: tell }
    }

    /// Asks every query of the question to stop; gives back where each will say that it has told
    /// its server, or has ended.
    pub(crate) fn ask(&self, question: &QuestionId) -> Vec<watch::Receiver<Option<DatabaseError>>> {
        let ask = |entry: &Entry| {
            entry.cancel.send_replace(true);
            entry.told.clone()
        };
        self.entries().iter().filter(|entry| entry.question == *question).map(ask).collect()
    }

    /// Stops every query of the question; returns when each has told its server, or has ended.
    ///
    /// # Errors
    /// When a server could not be told.
    pub(crate) async fn cancel(&self, question: &QuestionId) -> Result<(), DatabaseError> {
        for mut told in self.ask(question) {
            // An error here means that the ticket is gone: the query has ended.
            let _ = told.changed().await;
            if let Some(error) = told.borrow().clone() {
                return Err(error);
            }
        }
        Ok(())
    }

    fn entries(&self) -> MutexGuard<'_, Vec<Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ticket {
    /// Says that the server was told to stop, or why it could not be.
    pub(crate) fn tell(&self, told: Result<(), DatabaseError>) {
        self.told.send_replace(told.err());
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.running.entries().retain(|entry| !entry.told.same_channel(&self.told.subscribe()));
    }
}
