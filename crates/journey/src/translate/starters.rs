//! Questions that people who do not know what to ask can start with.

use querist_offline::{Request, Verdict};
use querist_vocabulary::event::Silence;

use crate::{error::JourneyError, gather::Context, journey::Journey};

impl Journey {
    /// Questions that can be answered, for a person who does not know what to ask; at most `most`.
    ///
    /// # Errors
    /// When the database cannot be reached or read.
    pub async fn starters(&self, most: usize) -> Result<Vec<String>, JourneyError> {
        let structure = self.structure().await?;
        let (learned, _) = self.learned(&structure, &Silence).await?;
        let context = Context { schema: structure.schema, learned, earlier: Vec::new() };
        Ok(self.tried_starters(&context, most))
    }

    /// The engine's starters, people's own examples first, that pass the check.
    pub(crate) fn tried_starters(&self, context: &Context, most: usize) -> Vec<String> {
        let mut starters = self.parts.knowledge.examples.clone();
        starters.extend(context.learned.engine.starters(most * 2));
        starters.retain(|question| self.can_answer(question, context));
        starters.truncate(most);
        starters
    }

    /// Whether a question would be answered.
    pub(crate) fn can_answer(&self, question: &str, context: &Context) -> bool {
        let today = self.parts.knowledge.as_of.unwrap_or_else(|| self.parts.clock.now().date());
        let request = Request { question, today, earlier: &context.earlier };
        let translation = context.learned.engine.translate(request);
        let reading = translation.readings.first();
        translation.verdict == Verdict::Answer
            && reading.is_some_and(|reading| {
                self.proven(&reading.draft.0, &context.schema, self.parts.limits).is_ok()
            })
    }
}
