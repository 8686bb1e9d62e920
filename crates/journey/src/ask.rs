//! A question from its words to its answer, phase after phase.

use querist_vocabulary::{
    answer::{Answer, Reply},
    event::Listener,
    question::Question,
};

use crate::{
    error::JourneyError,
    journey::Journey,
    trip::{Stop, Trip},
};

impl Journey {
    /// Answers a question, or asks back, declines or refuses. Tells `listener` each phase.
    ///
    /// # Errors
    /// When the question cannot be read at all, or the database or the store fails.
    pub async fn ask(
        &self,
        question: Question,
        listener: &dyn Listener,
    ) -> Result<Reply, JourneyError> {
        let mut trip = Trip::new(question, listener);
        let cancelled = self.cancels.register(&trip.id);
        let end = cancelled.or(self.travel(&mut trip)).await;
        self.remember(trip, end).await
    }

    async fn travel(&self, trip: &mut Trip<'_>) -> Result<Answer, Stop> {
        let question = self.understand(trip)?;
        let context = self.gather(trip).await?;
        let mut ran = match self.recall(&question, &context, trip).await? {
            Some(ran) => ran,
            None => {
                let ran = self.route(&question, &context, trip).await?;
                self.doubt(ran, context.known(), trip).await?
            }
        };
        context.tell_gaps(&ran, trip);
        self.conceal(&mut ran, context.known(), trip);
        let mut answer = self.answer(question.wish, ran, context.known(), trip).await?;
        self.put_into_words(&mut answer, &context, trip).await;
        Ok(answer)
    }
}
