//! What was asked of it.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::{anthropic, gemini, openai};

/// Whose wire a request is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wire {
    /// OpenAI's chat completions.
    OpenAi,
    /// OpenAI's embeddings.
    Embeddings,
    /// Anthropic's messages.
    Anthropic,
    /// Gemini's content.
    Gemini,
}

/// A request as it came in.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// Its path with what follows a `?`.
    pub path: String,
    /// Its headers, names in lower case.
    pub headers: BTreeMap<String, String>,
    /// Every byte of its body.
    pub body: String,
    /// Its body as JSON; null where it is none.
    pub json: Json,
}

impl Request {
    /// Whose wire it is; none where no provider has such a path.
    #[must_use]
    pub fn wire(&self) -> Option<Wire> {
        let path = self.path.split('?').next().unwrap_or_default();
        if path.ends_with("/chat/completions") {
            return Some(Wire::OpenAi);
        }
        if path.ends_with("/embeddings") {
            return Some(Wire::Embeddings);
        }
        if path.ends_with("/messages") {
            return Some(Wire::Anthropic);
        }
        let content = [":generateContent", ":streamGenerateContent"];
        content.iter().any(|verb| path.ends_with(verb)).then_some(Wire::Gemini)
    }

    /// The model that is asked for.
    #[must_use]
    pub fn model(&self) -> String {
        match self.wire() {
            Some(Wire::Gemini) => gemini::model(self),
            _ => self.json["model"].as_str().unwrap_or_default().to_owned(),
        }
    }

    /// Whether the answer is wanted in pieces.
    #[must_use]
    pub fn is_streamed(&self) -> bool {
        match self.wire() {
            Some(Wire::Gemini) => self.path.contains(":streamGenerateContent"),
            _ => self.json["stream"] == true,
        }
    }

    /// All that is said to the model, instructions first, a line between two messages.
    #[must_use]
    pub fn text(&self) -> String {
        self.said().join("\n")
    }

    /// The last message.
    #[must_use]
    pub fn last(&self) -> String {
        self.said().pop().unwrap_or_default()
    }

    /// A header; empty where it is missing.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    fn said(&self) -> Vec<String> {
        match self.wire() {
            Some(Wire::OpenAi) => openai::said(&self.json),
            Some(Wire::Embeddings) => openai::texts(&self.json),
            Some(Wire::Anthropic) => anthropic::said(&self.json),
            Some(Wire::Gemini) => gemini::said(&self.json),
            None => Vec::new(),
        }
    }

    /// Why the real provider would refuse it.
    pub(super) fn complaint(&self) -> Option<String> {
        if !self.header("content-type").starts_with("application/json") {
            return Some("the content type is not `application/json`".into());
        }
        if self.json.is_null() {
            return Some("the body is no JSON".into());
        }
        match self.wire() {
            Some(Wire::OpenAi) => openai::complaint(&self.json),
            Some(Wire::Embeddings) => openai::embeddings_complaint(&self.json),
            Some(Wire::Anthropic) => anthropic::complaint(self),
            Some(Wire::Gemini) => gemini::complaint(&self.json),
            None => Some(format!("there is no `{}`", self.path)),
        }
    }
}

/// The texts of JSON that is a text, or a list of parts with a `text` each.
pub(super) fn content(json: &Json) -> String {
    let parts = json.as_array().into_iter().flatten();
    let text: String = parts.filter_map(|part| part["text"].as_str()).collect();
    json.as_str().map_or(text, str::to_owned)
}
