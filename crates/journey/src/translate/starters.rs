//! Questions that people who do not know what to ask can start with.

use querist_offline::{Request, Verdict};
use querist_vocabulary::{event::Silence, schema::Schema};

use crate::{
    error::JourneyError,
    gather::{Context, Learned},
    journey::Journey,
};

impl Journey {
    /// Questions that can be answered, for a person who does not know what to ask; at most `most`.
    ///
    /// # Errors
    /// When the database cannot be reached or read.
    pub async fn starters(&self, most: usize) -> Result<Vec<String>, JourneyError> {
        let structure = self.structure().await?;
        let (learned, _) = self.learned(&structure, &Silence).await?;
        let taught = self.taught(&structure).await?;
        let (turns, earlier) = (Vec::new(), Vec::new());
        let context = Context { schema: structure.schema, learned, taught, turns, earlier };
        Ok(self.tried_starters(&context, most))
    }

    /// The engine's starters, people's own examples first, that pass the check.
    pub(crate) fn tried_starters(&self, context: &Context, most: usize) -> Vec<String> {
        let learned = &context.learned;
        let today = self.parts.knowledge.as_of.unwrap_or_else(|| self.parts.clock.now().date());
        let examples = self.parts.knowledge.examples.iter();
        let mut starters: Vec<String> = examples.map(|one| one.question().to_owned()).collect();
        starters.extend(learned.engine.starters(most * 2));
        starters.retain(|question| {
            let request = Request { question, today, earlier: &[] };
            let values = learned.engine.values();
            context.taught.recall(question, today, values).is_some()
                || self.can_answer(request, &context.schema, learned)
        });
        starters.truncate(most);
        starters
    }

    /// Whether a question would be answered.
    pub(crate) fn can_answer(
        &self,
        request: Request<'_>,
        schema: &Schema,
        learned: &Learned,
    ) -> bool {
        let translation = learned.engine.translate(request);
        let likeliest = translation.readings.first();
        let passes = |sql: &str| self.proven(sql, schema, self.parts.limits).is_ok();
        translation.verdict == Verdict::Answer
            && likeliest.is_some_and(|reading| passes(&reading.draft.0))
    }
}
