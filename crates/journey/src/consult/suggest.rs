//! Questions that a model would ask next, where the engine knows none.

use querist_offline::Request;
use querist_vocabulary::{
    answer::Answer,
    model::{Purpose, Size},
};

use super::{Unanswered, Veil, said, sentence::Facts, talk::Talk};
use crate::{
    gather::Context,
    journey::{Journey, Models},
    prompts::Template,
    trip::Trip,
};

/// Questions that are offered.
const MOST: usize = 3;

impl Journey {
    /// Questions that could come next: a model's words, and only those that would be answered.
    pub(super) async fn suggested(
        &self,
        models: &Models,
        answer: &Answer,
        context: &Context,
        trip: &mut Trip<'_>,
    ) -> Result<Vec<String>, Unanswered> {
        let personal = context.learned.personal(&context.schema, &self.parts.knowledge);
        let mut veil = Veil::new(models.sight, &context.schema, personal);
        let today = self.today(trip);
        let facts = Facts::new(answer, (&trip.typed, today), context, &mut veil);
        let templates = (Template::Suggest, Template::Rows);
        let talk = Talk::new(models, templates, &facts, Size::Small, veil)?;
        let wanted = (Purpose::Suggest, Some(said::questions_shape()));
        let completion = self.hear(models, &talk, wanted, trip).await?;
        let mut questions = said::read_questions(&talk.veil.restored(&completion.text));
        questions.retain(|question| {
            let request = Request { question, today, earlier: &[] };
            self.can_answer(request, &context.schema, &context.learned)
        });
        questions.truncate(MOST);
        Ok(questions)
    }
}
