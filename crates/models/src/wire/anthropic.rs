//! Anthropic's messages: <https://docs.anthropic.com/en/api/messages>.
//!
//! Where JSON is wanted, the model is made to call a tool whose arguments have its shape: all of
//! Anthropic's models can, and the arguments are the completion.

use std::collections::BTreeSet;

use querist_vocabulary::model::{Message, Speaker};
use serde_json::{Value as Json, json};

use super::{Ask, Extra, Outgoing, Part, put, text, tokens};
use crate::{settings::Delivery, trouble::Trouble};

/// What of the prompt is counted apart: what a cache of Anthropic's kept or had.
const PROMPT_TOKENS: [&str; 3] =
    ["/input_tokens", "/cache_creation_input_tokens", "/cache_read_input_tokens"];

pub(super) const HEADERS: &[(&str, &str)] = &[("anthropic-version", "2023-06-01")];

pub(super) fn request(ask: &Ask<'_>) -> Outgoing {
    let (system, said): (Vec<&Message>, Vec<&Message>) =
        ask.prompt.messages.iter().partition(|message| message.speaker == Speaker::System);
    let messages: Vec<Json> = said.into_iter().map(message).collect();
    let mut body = json!({"model": ask.model, "max_tokens": ask.prompt.most_tokens});
    if !system.is_empty() {
        let system: Vec<&str> = system.iter().map(|message| message.text.as_str()).collect();
        put(&mut body, "system", system.join("\n\n"));
    }
    put(&mut body, "messages", messages);
    let extras = wanted(ask);
    if let Some(shape) = ask.prompt.shape.as_ref().filter(|_| extras.contains(&Extra::Shape)) {
        let what = "Gives the answer.";
        let tool = json!({"name": shape.name, "description": what, "input_schema": shape.schema});
        put(&mut body, "tools", json!([tool]));
        put(&mut body, "tool_choice", json!({"type": "tool", "name": shape.name}));
    }
    if extras.contains(&Extra::Temperature) {
        put(&mut body, "temperature", ask.temperature);
    }
    if ask.delivery == Delivery::Streamed {
        put(&mut body, "stream", true);
    }
    Outgoing { path: "messages".into(), body, extras }
}

fn message(message: &Message) -> Json {
    let role = match message.speaker {
        Speaker::System | Speaker::User => "user",
        Speaker::Model => "assistant",
    };
    json!({"role": role, "content": message.text})
}

fn wanted(ask: &Ask<'_>) -> BTreeSet<Extra> {
    let shape = ask.prompt.shape.as_ref().map(|_| Extra::Shape);
    let extras = shape.into_iter().chain([Extra::Temperature]);
    extras.filter(|extra| !ask.without.contains(extra)).collect()
}

pub(super) fn whole(body: &Json) -> Result<Vec<Part>, Trouble> {
    let mut parts = Vec::from_iter(model(body, "/model"));
    for block in body.get("content").and_then(Json::as_array).into_iter().flatten() {
        let words = match text(block, "/type") {
            Some("tool_use") => block.get("input").map(Json::to_string),
            _ => text(block, "/text").map(str::to_owned),
        };
        parts.extend(words.map(Part::Words));
    }
    parts.extend(usage(body, "/usage"));
    parts.extend(text(body, "/stop_reason").map(end));
    Ok(parts)
}

pub(super) fn piece(event: &Json) -> Result<Vec<Part>, Trouble> {
    let mut parts = Vec::new();
    match text(event, "/type") {
        Some("error") => return Err(trouble(event)),
        Some("message_start") => {
            parts.extend(model(event, "/message/model"));
            parts.extend(usage(event, "/message/usage"));
        }
        Some("content_block_delta") => {
            let words = text(event, "/delta/text").or_else(|| text(event, "/delta/partial_json"));
            parts.extend(words.map(|words| Part::Words(words.to_owned())));
        }
        Some("message_delta") => {
            parts.extend(usage(event, "/usage"));
            parts.extend(text(event, "/delta/stop_reason").map(end));
        }
        Some("message_stop") => parts.push(Part::Closed),
        _ => {}
    }
    Ok(parts)
}

fn model(json: &Json, place: &str) -> Option<Part> {
    Some(Part::Model(text(json, place)?.to_owned()))
}

fn usage(json: &Json, place: &str) -> Vec<Part> {
    let Some(usage) = json.pointer(place) else { return Vec::new() };
    // A stream's end repeats only what the completion came to.
    let prompt = tokens(usage, "/input_tokens").map(|_| {
        let counted = PROMPT_TOKENS.iter().filter_map(|place| tokens(usage, place));
        Part::PromptTokens(counted.sum())
    });
    let completion = tokens(usage, "/output_tokens").map(Part::CompletionTokens);
    prompt.into_iter().chain(completion).collect()
}

fn end(reason: &str) -> Part {
    match reason {
        "max_tokens" | "model_context_window_exceeded" => Part::Cut,
        "refusal" => Part::Refused("its rules stop the completion".into()),
        _ => Part::Over,
    }
}

/// An error inside of a stream, under the status 200.
fn trouble(event: &Json) -> Trouble {
    match text(event, "/error/type") {
        Some("rate_limit_error") => Trouble::Busy(None),
        _ => Trouble::Failed(text(event, "/error/message").unwrap_or("an error").into(), None),
    }
}
