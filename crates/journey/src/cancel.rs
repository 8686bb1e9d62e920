//! Stopping a question, wherever on its way it is.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use querist_vocabulary::{answer::Answer, database::DatabaseError, question::QuestionId};
use tokio::sync::Notify;

use crate::{error::JourneyError, journey::Journey, trip::Stop};

/// The questions under way, each with the bell that stops it.
#[derive(Default)]
pub(crate) struct Cancels {
    bells: Mutex<HashMap<QuestionId, Arc<Notify>>>,
}

impl Cancels {
    /// Puts a question on the list until the registration is dropped.
    pub(crate) fn register(&self, id: &QuestionId) -> Registration<'_> {
        let bell = Arc::new(Notify::new());
        self.lock().insert(id.clone(), Arc::clone(&bell));
        Registration { cancels: self, id: id.clone(), bell }
    }

    fn ring(&self, id: &QuestionId) {
        if let Some(bell) = self.lock().get(id) {
            bell.notify_one();
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<QuestionId, Arc<Notify>>> {
        self.bells.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A question that can be stopped.
pub(crate) struct Registration<'a> {
    cancels: &'a Cancels,
    id: QuestionId,
    bell: Arc<Notify>,
}

impl Registration<'_> {
    /// The end of `travel`, or of the wait for it.
    pub(crate) async fn or(
        &self,
        travel: impl Future<Output = Result<Answer, Stop>>,
    ) -> Result<Answer, Stop> {
        tokio::select! {
            biased;
            () = self.bell.notified() => Err(DatabaseError::Cancelled.into()),
            end = travel => end,
        }
    }
}

impl Drop for Registration<'_> {
    fn drop(&mut self) {
        // Another question may have come under the same name meanwhile.
        let mut bells = self.cancels.lock();
        if bells.get(&self.id).is_some_and(|bell| Arc::ptr_eq(bell, &self.bell)) {
            bells.remove(&self.id);
        }
    }
}

impl Journey {
    /// Stops a question: its wait here, and its query on the server, if one runs.
    ///
    /// # Errors
    /// When the server cannot be told.
    pub async fn cancel(&self, id: &QuestionId) -> Result<(), JourneyError> {
        let told = self.parts.database.cancel(id).await;
        self.cancels.ring(id);
        Ok(told?)
    }
}
