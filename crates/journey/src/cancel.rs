//! Stopping a question, wherever on its way it is.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use querist_vocabulary::{database::DatabaseError, question::QuestionId};
use tokio::sync::Notify;

use crate::{error::JourneyError, journey::Journey};

/// Questions that were stopped before they were registered, as far as they are remembered.
const REMEMBERED: usize = 256;

/// The questions under way.
#[derive(Default)]
pub(crate) struct Cancels(Mutex<Bells>);

#[derive(Default)]
struct Bells {
    /// The bell that stops each question under way.
    hung: HashMap<QuestionId, Arc<Notify>>,
    /// Questions that were stopped and are not under way, the latest last: their identities are known
    /// before they set out, and whoever stops one then must not be answered.
    early: VecDeque<QuestionId>,
}

impl Cancels {
    /// Puts a question on the list until the registration is dropped.
    pub(crate) fn register(&self, id: &QuestionId) -> Registration<'_> {
        let bell = Arc::new(Notify::new());
        let mut bells = self.lock();
        if let Some(at) = bells.early.iter().position(|early| early == id) {
            bells.early.remove(at);
            bell.notify_one();
        }
        bells.hung.insert(id.clone(), Arc::clone(&bell));
        Registration { cancels: self, id: id.clone(), bell }
    }

    fn ring(&self, id: &QuestionId) {
        let mut bells = self.lock();
        if let Some(bell) = bells.hung.get(id) {
            return bell.notify_one();
        }
        bells.early.push_back(id.clone());
        if bells.early.len() > REMEMBERED {
            bells.early.pop_front();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Bells> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
    pub(crate) async fn or<T, E: From<DatabaseError>>(
        &self,
        travel: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
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
        if bells.hung.get(&self.id).is_some_and(|bell| Arc::ptr_eq(bell, &self.bell)) {
            bells.hung.remove(&self.id);
        }
    }
}

impl Journey {
    /// Stops a question: its wait here, and its query on the server, if one runs. A question that has not
    /// set out yet is stopped when it does.
    ///
    /// # Errors
    /// When the server cannot be told.
    pub async fn cancel(&self, id: &QuestionId) -> Result<(), JourneyError> {
        let told = self.parts.database.cancel(id).await;
        self.cancels.ring(id);
        Ok(told?)
    }
}
