//! One call of a model: the prompt put together, the call told and written down.

use std::time::Instant;

use querist_vocabulary::{
    answer::Call,
    event::Event,
    model::{Completion, Message, ModelError, Prompt, Purpose, Shape, Size, Speaker},
};

use super::facts::Facts;
use crate::{
    journey::{Journey, Models},
    prompts::{BadPrompt, Template},
    route::Posed,
    trip::Trip,
};

/// Most tokens of an answer: far more than any statement needs, so that an endless one ends.
const MOST_TOKENS: u32 = 2_000;

/// A conversation with a model about one question.
#[derive(Debug, Clone)]
pub(crate) struct Talk {
    /// What was said, instructions first.
    pub(crate) messages: Vec<Message>,
    /// Which model it is held with.
    pub(crate) size: Size,
    /// Values that were masked in it.
    pub(crate) masked: u64,
}

impl Talk {
    /// A conversation that begins with its instructions.
    pub(crate) fn new(instructions: String, size: Size) -> Self {
        let messages = vec![Message { speaker: Speaker::System, text: instructions }];
        Self { messages, size, masked: 0 }
    }

    /// The same conversation with one more message of ours.
    pub(crate) fn ask(&mut self, text: String) {
        self.messages.push(Message { speaker: Speaker::User, text });
    }

    /// The same conversation with one more message of the model's.
    pub(crate) fn heard(&mut self, text: &str) {
        self.messages.push(Message { speaker: Speaker::Model, text: text.to_owned() });
    }
}

impl Journey {
    /// The beginning of a conversation: what a model is to do, and the question with its surroundings.
    pub(super) fn talk(
        &self,
        models: &Models,
        template: Template,
        facts: &Facts,
        posed: Posed<'_>,
    ) -> Result<Talk, BadPrompt> {
        let instructions = models.prompts.render(Template::Instructions, facts)?;
        let mut talk = Talk::new(instructions, posed.complexity.size());
        talk.ask(models.prompts.render(template, facts)?);
        Ok(talk)
    }

    /// What the model says next.
    pub(crate) async fn hear(
        &self,
        models: &Models,
        talk: &Talk,
        (purpose, shape): (Purpose, Option<Shape>),
        trip: &mut Trip<'_>,
    ) -> Result<Completion, ModelError> {
        trip.tell(&Event::Asking { model: models.chat.name(), purpose });
        let prompt = Prompt {
            question: trip.id.clone(),
            actor: self.parts.actor.clone(),
            scope: self.scope(),
            purpose,
            size: talk.size,
            sight: models.sight,
            masked: talk.masked,
            messages: talk.messages.clone(),
            shape,
            most_tokens: MOST_TOKENS,
            deadline: trip.until(models.patience),
        };
        let began = Instant::now();
        let completion = models.chat.complete(&prompt, trip.listener).await?;
        completion.notes.iter().for_each(|note| trip.warn(note.clone()));
        trip.calls.push(Call {
            purpose,
            endpoint: completion.endpoint.clone(),
            model: completion.model.clone(),
            usage: completion.usage,
            cost: completion.cost,
            cached: completion.cached,
            ms: began.elapsed().as_secs_f64() * 1_000.0,
        });
        Ok(completion)
    }

    /// Under which rights a question is asked: what is kept of one scope serves no other.
    pub(crate) fn scope(&self) -> String {
        let access = serde_json::to_string(&self.parts.access).unwrap_or_default();
        format!("{} {access}", self.parts.database.address())
    }
}
