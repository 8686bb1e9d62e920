//! Gemini's content: <https://ai.google.dev/api/generate-content>.

use std::collections::BTreeSet;

use querist_vocabulary::model::{Message, Speaker};
use serde_json::{Value as Json, json};

use super::{Ask, Extra, Outgoing, Part, put, text, tokens};
use crate::{settings::Delivery, trouble::Trouble};

pub(super) fn request(ask: &Ask<'_>) -> Outgoing {
    let (system, said): (Vec<&Message>, Vec<&Message>) =
        ask.prompt.messages.iter().partition(|message| message.speaker == Speaker::System);
    let contents: Vec<Json> = said.into_iter().map(content).collect();
    let mut body = json!({"contents": contents});
    if !system.is_empty() {
        let parts: Vec<Json> = system.iter().map(|message| json!({"text": message.text})).collect();
        put(&mut body, "systemInstruction", json!({"parts": parts}));
    }
    let extras = wanted(ask);
    put(&mut body, "generationConfig", settings(ask, &extras));
    // The model stands in the address, and the key never does: it goes in a header.
    let verb = match ask.delivery {
        Delivery::Streamed => "streamGenerateContent?alt=sse",
        Delivery::Whole => "generateContent",
    };
    Outgoing { path: format!("models/{}:{verb}", ask.model), body, extras }
}

fn content(message: &Message) -> Json {
    let role = match message.speaker {
        Speaker::System | Speaker::User => "user",
        Speaker::Model => "model",
    };
    json!({"role": role, "parts": [{"text": message.text}]})
}

fn settings(ask: &Ask<'_>, extras: &BTreeSet<Extra>) -> Json {
    let mut settings = json!({"maxOutputTokens": ask.prompt.most_tokens});
    if extras.contains(&Extra::Temperature) {
        put(&mut settings, "temperature", ask.temperature);
    }
    if let Some(shape) = ask.prompt.shape.as_ref().filter(|_| extras.contains(&Extra::Shape)) {
        put(&mut settings, "responseMimeType", "application/json");
        put(&mut settings, "responseJsonSchema", shape.schema.clone());
    }
    settings
}

fn wanted(ask: &Ask<'_>) -> BTreeSet<Extra> {
    let shape = ask.prompt.shape.as_ref().map(|_| Extra::Shape);
    let extras = shape.into_iter().chain([Extra::Temperature]);
    extras.filter(|extra| !ask.without.contains(extra)).collect()
}

/// A whole answer and each piece of a stream look the same.
pub(super) fn told(body: &Json) -> Result<Vec<Part>, Trouble> {
    if let Some(error) = body.get("error") {
        return Err(trouble(error));
    }
    let model = text(body, "/modelVersion").map(|model| Part::Model(model.to_owned()));
    let mut parts = Vec::from_iter(model);
    let said = body.pointer("/candidates/0/content/parts").and_then(Json::as_array);
    parts.extend(said.into_iter().flatten().filter_map(words));
    let used = |name: &str| tokens(body, &format!("/usageMetadata/{name}"));
    parts.extend(used("promptTokenCount").map(Part::PromptTokens));
    // What it thought is paid for like what it said.
    let thought = used("thoughtsTokenCount").unwrap_or(0);
    parts.extend(used("candidatesTokenCount").map(|said| Part::CompletionTokens(said + thought)));
    parts.extend(text(body, "/candidates/0/finishReason").map(end));
    let blocked = text(body, "/promptFeedback/blockReason");
    parts.extend(blocked.map(|reason| Part::Refused(format!("it blocks the prompt: {reason}"))));
    Ok(parts)
}

/// The words of a part that is said and not only thought.
fn words(part: &Json) -> Option<Part> {
    let thought = part.get("thought").and_then(Json::as_bool).unwrap_or(false);
    let call = || part.pointer("/functionCall/args").map(Json::to_string);
    let words = text(part, "/text").map(str::to_owned).or_else(call);
    words.filter(|_| !thought).map(Part::Words)
}

fn end(reason: &str) -> Part {
    match reason {
        "STOP" => Part::Over,
        "MAX_TOKENS" => Part::Cut,
        reason => Part::Refused(format!("it stops the completion: {reason}")),
    }
}

/// An error inside of a stream, under the status 200.
fn trouble(error: &Json) -> Trouble {
    match tokens(error, "/code") {
        Some(429) => Trouble::Busy(None),
        _ => Trouble::Failed(text(error, "/message").unwrap_or("an error").into(), None),
    }
}
