//! A reading that a person chose: the same journey without the translation.

use querist_vocabulary::{
    answer::{Answer, Choice, Reply},
    event::Listener,
    question::Question,
};

use crate::{
    error::JourneyError,
    journey::Journey,
    trip::{Stop, Trip},
};

impl Journey {
    /// Answers a question that was asked back about, as the person chose to read it. The answer carries
    /// its plan, so that the next question may follow up on it.
    ///
    /// # Errors
    /// When the database or the store fails.
    pub async fn choose(
        &self,
        question: Question,
        choice: &Choice,
        listener: &dyn Listener,
    ) -> Result<Reply, JourneyError> {
        let mut trip = Trip::new(question, listener);
        let cancelled = self.cancels.register(&trip.id);
        let end = cancelled.or(self.travel_chosen(choice, &mut trip)).await;
        self.remember(trip, end).await
    }

    async fn travel_chosen(&self, choice: &Choice, trip: &mut Trip<'_>) -> Result<Answer, Stop> {
        let question = self.understand(trip)?;
        let context = self.gather(trip).await?;
        let mut reading = choice.reading.clone();
        // Nobody knows better what was meant than the person who says so.
        reading.confidence = 1.0;
        let query = self.check(vec![reading], &context.schema, trip)?;
        let ran = self.run(query, &context.schema, trip).await?;
        let mut ran = self.doubt(ran, context.known(), trip).await?;
        context.tell_gaps(&ran, trip);
        self.conceal(&mut ran, context.known(), trip);
        self.answer(question.wish, ran, context.known(), trip).await
    }
}
