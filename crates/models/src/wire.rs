//! What each provider's wire looks like.
//!
//! One file a provider with the same functions: what a prompt is as a request, and what an answer,
//! whole or in pieces, says.

/// OpenAI's chat completions and embeddings.
pub(crate) mod openai;

/// Anthropic's messages.
mod anthropic;

/// Gemini's content.
mod gemini;

/// Server-sent events out of bytes.
pub(crate) mod sse;

use std::collections::BTreeSet;

use querist_vocabulary::model::Prompt;
use serde_json::Value as Json;

use crate::{
    settings::{AuthHeader, Delivery, Kind},
    trouble::Trouble,
};

/// The most tokens that are believed of one call; a sum of a few stays far from the largest number.
const MOST_TOKENS: u64 = 1 << 32;

/// A prompt and what is decided about it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ask<'a> {
    pub(crate) prompt: &'a Prompt,
    pub(crate) model: &'a str,
    pub(crate) temperature: f64,
    pub(crate) delivery: Delivery,
    pub(crate) without: &'a BTreeSet<Extra>,
}

/// A part of a request that not every endpoint knows, and that can be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Extra {
    /// The JSON that the completion must be; without it the prompt alone asks for it.
    Shape,
    /// The temperature.
    Temperature,
    /// Tokens told at a stream's end; without it they are estimated.
    StreamUsage,
    /// The token limit under its old name; without it the new name is used.
    OldLimit,
}

impl Extra {
    const ALL: [Self; 4] = [Self::Shape, Self::StreamUsage, Self::OldLimit, Self::Temperature];

    /// What a refusal that means it contains.
    fn signs(self) -> &'static [&'static str] {
        match self {
            Self::Shape => &[
                "response_format",
                "json_schema",
                "responseJsonSchema",
                "responseMimeType",
                "JSON mode",
                "tool_choice",
            ],
            Self::StreamUsage => &["stream_options"],
            Self::OldLimit => &["max_completion_tokens"],
            Self::Temperature => &["temperature"],
        }
    }
}

/// A request before it is addressed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Outgoing {
    /// What follows the base URL, with what follows a `?`.
    pub(crate) path: String,
    pub(crate) body: Json,
    /// What of it could be left out.
    pub(crate) extras: BTreeSet<Extra>,
}

/// Something that an answer says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Part {
    /// The next words.
    Words(String),
    /// The model that answers.
    Model(String),
    /// Tokens of the prompt.
    PromptTokens(u64),
    /// Tokens of the completion.
    CompletionTokens(u64),
    /// The completion is over.
    Over,
    /// Nothing comes any more.
    Closed,
    /// The token limit cuts the completion short.
    Cut,
    /// The provider's rules stop it.
    Refused(String),
}

/// The prompt as a request.
pub(crate) fn request(kind: Kind, ask: &Ask<'_>) -> Outgoing {
    match kind {
        Kind::OpenAi => openai::request(ask),
        Kind::Anthropic => anthropic::request(ask),
        Kind::Gemini => gemini::request(ask),
    }
}

/// What a whole answer says.
pub(crate) fn whole(kind: Kind, body: &Json) -> Result<Vec<Part>, Trouble> {
    match kind {
        Kind::OpenAi => openai::whole(body),
        Kind::Anthropic => anthropic::whole(body),
        Kind::Gemini => gemini::told(body),
    }
}

/// What a piece of a streamed answer says.
pub(crate) fn piece(kind: Kind, data: &Json) -> Result<Vec<Part>, Trouble> {
    match kind {
        Kind::OpenAi => openai::piece(data),
        Kind::Anthropic => anthropic::piece(data),
        Kind::Gemini => gemini::told(data),
    }
}

/// The header that carries the key, unless the settings name another.
pub(crate) fn auth_header(kind: Kind) -> AuthHeader {
    let (name, scheme) = match kind {
        Kind::OpenAi => ("authorization", "Bearer"),
        Kind::Anthropic => ("x-api-key", ""),
        Kind::Gemini => ("x-goog-api-key", ""),
    };
    AuthHeader { name: name.into(), scheme: scheme.into() }
}

/// Headers that every call has.
pub(crate) fn headers(kind: Kind) -> &'static [(&'static str, &'static str)] {
    match kind {
        Kind::OpenAi | Kind::Gemini => &[],
        Kind::Anthropic => anthropic::HEADERS,
    }
}

/// Why a call was answered with an error. `reason` holds no key any more.
pub(crate) fn refusal(status: u16, reason: String, extras: &BTreeSet<Extra>) -> Trouble {
    match status {
        401 | 403 => Trouble::WrongKey,
        400 if reason.to_lowercase().contains("api key") => Trouble::WrongKey,
        402 | 429 => Trouble::Busy(None),
        408 | 425 | 500.. => Trouble::Failed(reason, None),
        400 | 422 => match meant(&reason, extras) {
            Some(extra) => Trouble::Without(extra, reason),
            None => Trouble::Refused(reason),
        },
        300..400 => Trouble::Refused(format!("it sends us elsewhere, with status {status}")),
        _ => Trouble::Refused(reason),
    }
}

/// Which part of the request a refusal speaks of.
fn meant(reason: &str, extras: &BTreeSet<Extra>) -> Option<Extra> {
    let named = |extra: &Extra| extra.signs().iter().any(|sign| reason.contains(sign));
    Extra::ALL.into_iter().filter(|extra| extras.contains(extra)).find(named)
}

/// A provider's words about an error: the message in its JSON, else the text itself.
pub(crate) fn reason(body: &str) -> String {
    let json: Json = serde_json::from_str(body).unwrap_or_default();
    // Gemini's compatible endpoint wraps the object in a list.
    let json = json.get(0).unwrap_or(&json);
    let places = ["/error/message", "/message", "/detail", "/error", "/error/type"];
    let found = places.iter().find_map(|place| json.pointer(place)?.as_str());
    match found {
        Some(message) => message.to_owned(),
        None if body.trim_start().starts_with('<') => "it answers with a web page".to_owned(),
        None => body.to_owned(),
    }
}

/// Puts something into an object.
fn put(body: &mut Json, name: &str, value: impl Into<Json>) {
    if let Some(object) = body.as_object_mut() {
        object.insert(name.to_owned(), value.into());
    }
}

/// A number of tokens at a place of a JSON. One that no call can have is none: it would spend every
/// budget, and our own estimate is nearer.
fn tokens(json: &Json, place: &str) -> Option<u64> {
    json.pointer(place)?.as_u64().filter(|tokens| *tokens <= MOST_TOKENS)
}

/// A text at a place of a JSON.
fn text<'a>(json: &'a Json, place: &str) -> Option<&'a str> {
    json.pointer(place)?.as_str()
}
