//! Rows in a model's words, where it says nothing that is not in them.

use jiff::civil::Date;
use querist_vocabulary::{
    answer::Answer,
    model::{Completion, Purpose, Sight, Size},
    routing::RoutingPolicy,
};
use serde::Serialize;

use super::{Unanswered, Veil, facts::said, talk::Talk, wording};
use crate::{
    gather::Context,
    journey::{Journey, Models, Sentences},
    prompts::{Template, fenced_line},
    trip::Trip,
};

/// Rows that a model sees at most.
const SEEN: usize = 20;

/// What stands in the templates.
#[derive(Debug, Serialize)]
pub(super) struct Facts {
    question: String,
    restatement: String,
    rows: String,
    cut: bool,
    shown: usize,
    all: usize,
}

impl Journey {
    /// A model's sentence in the place of ours, where one is wanted and can be traced to the rows.
    pub(crate) async fn put_into_words(
        &self,
        answer: &mut Answer,
        context: &Context,
        trip: &mut Trip<'_>,
    ) {
        let models = self.parts.models.as_ref();
        let Some(models) = models.filter(|models| self.may_tell(models, answer)) else {
            return;
        };
        trip.enter("words");
        match self.worded(models, answer, context, trip).await {
            Ok(sentence) if self.can_be_traced(&sentence, answer, context, trip) => {
                answer.sentence = sentence;
            }
            Ok(_) => trip.warn(
                "the language model's sentence said something that is not in the rows; this one is ours"
                    .into(),
            ),
            Err(Unanswered::Because(reason)) => trip.warn(format!("{reason}; the sentence is ours")),
            Err(Unanswered::Stopped(_)) => {}
        }
        if answer.follow_ups.is_empty() {
            // Nobody misses a suggestion that did not come.
            let suggested = self.suggested(models, answer, context, trip).await;
            answer.follow_ups = suggested.unwrap_or_default();
        }
    }

    /// Whether a model may see rows, and there is something to say.
    fn may_tell(&self, models: &Models, answer: &Answer) -> bool {
        models.sentences == Sentences::Model
            && models.policy != RoutingPolicy::OfflineOnly
            && models.sight != Sight::SchemaOnly
            && !answer.result.rows.is_empty()
    }

    async fn worded(
        &self,
        models: &Models,
        answer: &Answer,
        context: &Context,
        trip: &mut Trip<'_>,
    ) -> Result<String, Unanswered> {
        let personal = context.learned.personal(&context.schema, &self.parts.knowledge);
        let mut veil = Veil::new(models.sight, &context.schema, personal);
        let facts = Facts::new(answer, (&trip.typed, self.today(trip)), context, &mut veil);
        let templates = (Template::Sentence, Template::Rows);
        let talk = Talk::new(models, templates, &facts, Size::Small, veil)?;
        let Completion { text, .. } =
            self.hear(models, &talk, (Purpose::Sentence, None), trip).await?;
        Ok(talk.veil.restored(text.trim()))
    }

    /// Whether everything that the sentence says stands in the rows or was asked.
    fn can_be_traced(
        &self,
        sentence: &str,
        answer: &Answer,
        context: &Context,
        trip: &Trip<'_>,
    ) -> bool {
        let known = [trip.typed.as_str(), answer.reading.as_deref().unwrap_or_default()];
        wording::is_plain(sentence, &known) && self.stands(sentence, answer, &context.schema, trip)
    }
}

impl Facts {
    /// An answer as a model may see it.
    pub(super) fn new(
        answer: &Answer,
        (question, today): (&str, Date),
        context: &Context,
        veil: &mut Veil<'_>,
    ) -> Self {
        let reading = answer.reading.as_deref().unwrap_or_default();
        Self {
            question: said(question, context, today, veil),
            restatement: said(reading, context, today, veil),
            rows: rows(answer, veil),
            cut: answer.result.rows.len() > SEEN,
            shown: SEEN,
            all: answer.result.rows.len(),
        }
    }
}

/// The first rows under their names, a line each.
fn rows(answer: &Answer, veil: &mut Veil<'_>) -> String {
    let names = answer.result.columns.iter().map(|column| fenced_line(&column.name));
    let mut lines = vec![names.collect::<Vec<_>>().join(" | ")];
    lines.extend(veil.rows(&answer.result, answer.query.get(), SEEN));
    lines.join("\n")
}
