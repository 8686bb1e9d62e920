//! The wire of Gemini.
//!
//! <https://ai.google.dev/api/generate-content>.

use serde_json::{Value as Json, json};

use super::{
    Request,
    answer::End,
    deliver::{Said, Told, pieces},
    request::content,
};

/// `…/models/NAME:verb`.
pub(super) fn model(request: &Request) -> String {
    let after = request.path.rsplit("/models/").next().unwrap_or_default();
    after.split(':').next().unwrap_or_default().to_owned()
}

pub(super) fn said(body: &Json) -> Vec<String> {
    let contents = body["contents"].as_array().into_iter().flatten();
    let system = std::iter::once(content(&body["systemInstruction"]["parts"]));
    let system = system.filter(|text| !text.is_empty());
    system.chain(contents.map(|message| content(&message["parts"]))).collect()
}

pub(super) fn complaint(body: &Json) -> Option<String> {
    let contents = body["contents"].as_array().cloned().unwrap_or_default();
    if contents.is_empty() {
        return Some("* GenerateContentRequest.contents: contents is not specified".into());
    }
    let known = |content: &Json| content["role"] == "user" || content["role"] == "model";
    if !contents.iter().all(known) {
        return Some("Please use a valid role: user, model.".into());
    }
    let settings = &body["generationConfig"];
    let shaped =
        ["responseSchema", "responseJsonSchema"].iter().any(|key| settings[key].is_object());
    (shaped && settings["responseMimeType"] != "application/json")
        .then(|| "a response schema needs the MIME type `application/json`".into())
}

pub(super) fn whole(said: Option<&Said<'_>>, told: &Told) -> Json {
    let candidate = said.map(|said| {
        let (part, end) = match said {
            Said::Text(text, end) => (json!({"text": text}), reason(*end)),
            Said::Call { tool, arguments } => {
                let arguments: Json = serde_json::from_str(arguments).unwrap_or_default();
                (json!({"functionCall": {"name": tool, "args": arguments}}), "STOP")
            }
        };
        candidate(vec![part], Some(end))
    });
    chunk(candidate, told)
}

fn reason(end: End) -> &'static str {
    match end {
        End::Over => "STOP",
        End::Length => "MAX_TOKENS",
        End::Refused => "SAFETY",
    }
}

pub(super) fn frames(said: &Said<'_>, told: &Told) -> Vec<String> {
    let Said::Text(text, end) = said else {
        return vec![frame(&whole(Some(said), told))];
    };
    let chunks = pieces(text).map(|piece| candidate(vec![json!({"text": piece})], None));
    let last = candidate(vec![json!({"text": ""})], Some(reason(*end)));
    chunks.chain([last]).map(|candidate| frame(&chunk(Some(candidate), told))).collect()
}

pub(super) fn empty_frames(told: &Told) -> Vec<String> {
    vec![frame(&chunk(None, told))]
}

fn candidate(parts: Vec<Json>, end: Option<&str>) -> Json {
    let mut candidate = json!({"content": {"parts": parts, "role": "model"}, "index": 0});
    if let Some(end) = end {
        candidate["finishReason"] = end.into();
    }
    candidate
}

fn chunk(candidate: Option<Json>, told: &Told) -> Json {
    let (prompt, completion) = (told.prompt_tokens, told.completion_tokens);
    let mut chunk = json!({
        "usageMetadata": {"promptTokenCount": prompt, "candidatesTokenCount": completion,
            "totalTokenCount": prompt + completion},
        "modelVersion": told.model, "responseId": "response-1",
    });
    if let Some(candidate) = candidate {
        chunk["candidates"] = json!([candidate]);
    }
    chunk
}

fn frame(chunk: &Json) -> String {
    format!("data: {chunk}\r\n\r\n")
}

pub(super) fn error(status: u16, message: &str) -> Json {
    let word = match status {
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        429 => "RESOURCE_EXHAUSTED",
        400..500 => "INVALID_ARGUMENT",
        503 => "UNAVAILABLE",
        _ => "INTERNAL",
    };
    json!({"error": {"code": status, "message": message, "status": word}})
}
