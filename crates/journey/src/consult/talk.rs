//! One call of a model: the prompt put together, the call told and written down.

use std::time::Instant;

use querist_vocabulary::{
    answer::Call,
    event::Event,
    model::{Completion, Message, ModelError, Prompt, Purpose, Shape, Size, Speaker},
};

use serde::Serialize;

use super::veil::Veil;
use crate::{
    journey::{Journey, Models},
    prompts::{BadPrompt, Template},
    trip::Trip,
};

/// Most tokens of an answer: far more than any statement needs, so that an endless one ends.
const MOST_TOKENS: u32 = 2_000;

/// The longest text of a model's that it is told again, in characters: longer ones are no statement.
const MOST_HEARD: usize = 8_000;

/// A conversation with a model about one question.
pub(crate) struct Talk<'a> {
    /// What was said, instructions first.
    messages: Vec<Message>,
    size: Size,
    /// What the model sees of the data.
    pub(super) veil: Veil<'a>,
}

impl<'a> Talk<'a> {
    /// A conversation that begins with its instructions and the question.
    pub(super) fn new(
        models: &Models,
        (instructions, template): (Template, Template),
        facts: &impl Serialize,
        size: Size,
        veil: Veil<'a>,
    ) -> Result<Self, BadPrompt> {
        let system = models.prompts.render(instructions, facts)?;
        let system = Message { speaker: Speaker::System, text: system };
        let mut talk = Self { messages: vec![system], size, veil };
        talk.ask(models.prompts.render(template, facts)?);
        Ok(talk)
    }

    /// One more message of ours.
    pub(super) fn ask(&mut self, text: String) {
        self.messages.push(Message { speaker: Speaker::User, text });
    }

    /// One more message of the model's.
    pub(super) fn heard(&mut self, text: &str) {
        let text = text.chars().take(MOST_HEARD).collect();
        self.messages.push(Message { speaker: Speaker::Model, text });
    }
}

impl Journey {
    /// What the model says next.
    pub(crate) async fn hear(
        &self,
        models: &Models,
        talk: &Talk<'_>,
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
            masked: talk.veil.masked(),
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
