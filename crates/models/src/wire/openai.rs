//! OpenAI's chat completions and embeddings, which most servers speak.
//!
//! <https://platform.openai.com/docs/api-reference/chat>. What compatible servers do otherwise, and
//! is taken all the same: no `[DONE]` at the end, tokens in every chunk or in none, a tool called
//! that nobody offered, an error inside of a stream.

use std::collections::BTreeSet;

use querist_vocabulary::model::Speaker;
use serde_json::{Value as Json, json};

use super::{Ask, Extra, Outgoing, Part, put, text, tokens};
use crate::{settings::Delivery, trouble::Trouble};

/// Beginnings of names of OpenAI's models that reason: they take the token limit by its new name and
/// no temperature.
const REASONING: &[&str] = &["o1", "o3", "o4", "gpt-5", "gpt-6"];

pub(super) fn request(ask: &Ask<'_>) -> Outgoing {
    let messages: Vec<Json> = ask
        .prompt
        .messages
        .iter()
        .map(|message| json!({"role": role(message.speaker), "content": message.text}))
        .collect();
    let mut body = json!({"model": ask.model, "messages": messages});
    let extras = wanted(ask);
    for extra in &extras {
        add(&mut body, *extra, ask);
    }
    if !extras.contains(&Extra::OldLimit) {
        put(&mut body, "max_completion_tokens", ask.prompt.most_tokens);
    }
    if ask.delivery == Delivery::Streamed {
        put(&mut body, "stream", true);
    }
    Outgoing { path: "chat/completions".into(), body, extras }
}

fn role(speaker: Speaker) -> &'static str {
    match speaker {
        Speaker::System => "system",
        Speaker::User => "user",
        Speaker::Model => "assistant",
    }
}

/// The extras that this request has.
fn wanted(ask: &Ask<'_>) -> BTreeSet<Extra> {
    let reasons = REASONING.iter().any(|start| ask.model.starts_with(start));
    let fits = |extra: &Extra| match extra {
        Extra::Shape => ask.prompt.shape.is_some(),
        Extra::Temperature | Extra::OldLimit => !reasons,
        Extra::StreamUsage => ask.delivery == Delivery::Streamed,
    };
    Extra::ALL.into_iter().filter(|extra| !ask.without.contains(extra)).filter(fits).collect()
}

fn add(body: &mut Json, extra: Extra, ask: &Ask<'_>) {
    match (extra, &ask.prompt.shape) {
        (Extra::Shape, Some(shape)) => {
            let schema = json!({"name": shape.name, "strict": true, "schema": shape.schema});
            let format = json!({"type": "json_schema", "json_schema": schema});
            put(body, "response_format", format);
        }
        (Extra::Shape, None) => {}
        (Extra::Temperature, _) => put(body, "temperature", ask.temperature),
        (Extra::OldLimit, _) => put(body, "max_tokens", ask.prompt.most_tokens),
        (Extra::StreamUsage, _) => put(body, "stream_options", json!({"include_usage": true})),
    }
}

pub(super) fn whole(body: &Json) -> Result<Vec<Part>, Trouble> {
    told(body, "message")
}

pub(super) fn piece(data: &Json) -> Result<Vec<Part>, Trouble> {
    told(data, "delta")
}

fn told(body: &Json, what: &str) -> Result<Vec<Part>, Trouble> {
    if let Some(error) = body.get("error").filter(|error| !error.is_null()) {
        return Err(trouble(error));
    }
    let at = |rest: &str| format!("/choices/0/{what}/{rest}");
    let words = text(body, &at("content"))
        .filter(|words| !words.is_empty())
        .or_else(|| text(body, &at("tool_calls/0/function/arguments")));
    let mut parts: Vec<Part> = [
        text(body, "/model").map(|model| Part::Model(model.to_owned())),
        words.map(|words| Part::Words(words.to_owned())),
        tokens(body, "/usage/prompt_tokens").map(Part::PromptTokens),
        tokens(body, "/usage/completion_tokens").map(Part::CompletionTokens),
        // It comes in pieces too, and is words for people to whom nobody shows them.
        text(body, &at("refusal")).map(|_| Part::Refused("it declines to answer".into())),
    ]
    .into_iter()
    .flatten()
    .collect();
    parts.extend(text(body, "/choices/0/finish_reason").map(end));
    Ok(parts)
}

fn end(reason: &str) -> Part {
    match reason {
        "length" => Part::Cut,
        "content_filter" => Part::Refused("its content filter stops the completion".into()),
        _ => Part::Over,
    }
}

/// An error inside of a stream, under the status 200.
fn trouble(error: &Json) -> Trouble {
    let reason = text(error, "/message").or_else(|| error.as_str()).unwrap_or("an error");
    match (text(error, "/code").or_else(|| text(error, "/type")), tokens(error, "/code")) {
        (Some("rate_limit_exceeded"), _) | (_, Some(429)) => Trouble::Busy(None),
        _ => Trouble::Failed(reason.to_owned(), None),
    }
}

/// Texts to be turned into vectors.
pub(crate) fn embeddings(model: &str, texts: &[String]) -> Outgoing {
    let body = json!({"model": model, "input": texts, "encoding_format": "float"});
    Outgoing { path: "embeddings".into(), body, extras: BTreeSet::new() }
}

/// The vectors of an answer in the order of the texts, and the tokens of those.
pub(crate) fn vectors(body: &Json) -> Result<(Vec<Vec<f32>>, Option<u64>), Trouble> {
    let missing = || Trouble::Unreadable("there is no list of embeddings in it".into());
    let data = body.get("data").and_then(Json::as_array).ok_or_else(missing)?;
    let mut numbered = Vec::new();
    for (position, entry) in data.iter().enumerate() {
        let place = entry.get("index").and_then(Json::as_u64);
        let vector = entry.get("embedding").and_then(numbers).ok_or_else(missing)?;
        numbered.push((place.unwrap_or(position as u64), vector));
    }
    numbered.sort_by_key(|(place, _)| *place);
    let tokens =
        tokens(body, "/usage/prompt_tokens").or_else(|| tokens(body, "/usage/total_tokens"));
    Ok((numbered.into_iter().map(|(_, vector)| vector).collect(), tokens))
}

#[expect(clippy::cast_possible_truncation, reason = "vectors are of single precision")]
fn numbers(list: &Json) -> Option<Vec<f32>> {
    list.as_array()?.iter().map(|number| Some(number.as_f64()? as f32)).collect()
}
