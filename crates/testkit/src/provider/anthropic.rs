//! The wire of Anthropic.
//!
//! <https://docs.anthropic.com/en/api/messages> and its page on streaming.

use serde_json::{Value as Json, json};

use super::{
    Request,
    answer::End,
    deliver::{Said, Told, pieces},
    request::content,
};

pub(super) fn said(body: &Json) -> Vec<String> {
    let messages = body["messages"].as_array().into_iter().flatten();
    let system = std::iter::once(content(&body["system"])).filter(|text| !text.is_empty());
    system.chain(messages.map(|message| content(&message["content"]))).collect()
}

pub(super) fn complaint(request: &Request) -> Option<String> {
    let body = &request.json;
    if request.header("anthropic-version").is_empty() {
        return Some("anthropic-version: header is required".into());
    }
    if body["model"].as_str().is_none_or(str::is_empty) {
        return Some("model: field required".into());
    }
    if !body["max_tokens"].is_u64() {
        return Some("max_tokens: field required".into());
    }
    let role = |message: &Json| message["role"].as_str().map(str::to_owned);
    let messages = body["messages"].as_array().cloned().unwrap_or_default();
    let roles: Vec<_> = messages.iter().map(role).collect();
    if roles.first().is_none_or(|first| first.as_deref() != Some("user")) {
        return Some("messages: first message must use the \"user\" role".into());
    }
    let known = |role: &Option<String>| matches!(role.as_deref(), Some("user" | "assistant"));
    (!roles.iter().all(known)).then(|| "messages: unexpected role".into())
}

/// What the model does: a forced tool is called, with the text for its arguments.
enum Block {
    Text { text: String, end: &'static str },
    Call { tool: String, arguments: String, end: &'static str },
}

fn block(said: &Said<'_>, told: &Told) -> Block {
    match said {
        Said::Text(text, end) => {
            let (text, end) = ((*text).to_owned(), reason(*end));
            match &told.forced {
                // Arguments that the token limit cuts short are no JSON any more.
                Some(tool) if end != "refusal" && !text.is_empty() => {
                    let end = if end == "end_turn" { "tool_use" } else { end };
                    Block::Call { tool: tool.clone(), arguments: text, end }
                }
                _ => Block::Text { text, end },
            }
        }
        Said::Call { tool, arguments } => {
            Block::Call { tool: (*tool).to_owned(), arguments: arguments.clone(), end: "tool_use" }
        }
    }
}

fn reason(end: End) -> &'static str {
    match end {
        End::Over => "end_turn",
        End::Length => "max_tokens",
        End::Refused => "refusal",
    }
}

pub(super) fn whole(said: Option<&Said<'_>>, told: &Told) -> Json {
    let (content, end) = match said.map(|said| block(said, told)) {
        Some(Block::Text { text, end }) => (vec![json!({"type": "text", "text": text})], end),
        Some(Block::Call { tool, arguments, end }) => {
            // Of arguments that are no JSON the real one gives an empty object.
            let input: Json = serde_json::from_str(&arguments).unwrap_or_else(|_| json!({}));
            (vec![json!({"type": "tool_use", "id": "toolu_1", "name": tool, "input": input})], end)
        }
        None => (Vec::new(), "end_turn"),
    };
    json!({
        "id": "msg_1", "type": "message", "role": "assistant", "model": told.model,
        "content": content, "stop_reason": end, "stop_sequence": null,
        "usage": {"input_tokens": told.prompt_tokens, "output_tokens": told.completion_tokens},
    })
}

pub(super) fn frames(said: &Said<'_>, told: &Told) -> Vec<String> {
    let block = block(said, told);
    let (start, deltas, end): (Json, Vec<Json>, _) = match &block {
        Block::Text { text, end } => {
            let deltas = pieces(text).map(|piece| json!({"type": "text_delta", "text": piece}));
            (json!({"type": "text", "text": ""}), deltas.collect(), *end)
        }
        Block::Call { tool, arguments, end } => {
            let delta = |piece| json!({"type": "input_json_delta", "partial_json": piece});
            let start = json!({"type": "tool_use", "id": "toolu_1", "name": tool, "input": {}});
            (start, pieces(arguments).map(delta).collect(), *end)
        }
    };
    let start = json!({"type": "content_block_start", "index": 0, "content_block": start});
    let mut events = vec![message_start(told), start, json!({"type": "ping"})];
    let delta = |delta| json!({"type": "content_block_delta", "index": 0, "delta": delta});
    events.extend(deltas.into_iter().map(delta));
    events.push(json!({"type": "content_block_stop", "index": 0}));
    events.extend(closing(end, told));
    events.iter().map(frame).collect()
}

pub(super) fn empty_frames(told: &Told) -> Vec<String> {
    let events = std::iter::once(message_start(told)).chain(closing("end_turn", told));
    events.map(|event| frame(&event)).collect()
}

fn message_start(told: &Told) -> Json {
    json!({"type": "message_start", "message": {
        "id": "msg_1", "type": "message", "role": "assistant", "model": told.model, "content": [],
        "stop_reason": null, "stop_sequence": null,
        "usage": {"input_tokens": told.prompt_tokens, "output_tokens": 1},
    }})
}

fn closing(end: &str, told: &Told) -> [Json; 2] {
    [
        json!({"type": "message_delta", "delta": {"stop_reason": end, "stop_sequence": null},
            "usage": {"output_tokens": told.completion_tokens}}),
        json!({"type": "message_stop"}),
    ]
}

fn frame(event: &Json) -> String {
    format!("event: {}\ndata: {event}\n\n", event["type"].as_str().unwrap_or_default())
}

pub(super) fn error(status: u16, message: &str) -> Json {
    let kind = match status {
        401 => "authentication_error",
        403 => "permission_error",
        404 => "not_found_error",
        429 => "rate_limit_error",
        529 => "overloaded_error",
        400..500 => "invalid_request_error",
        _ => "api_error",
    };
    json!({"type": "error", "error": {"type": kind, "message": message}})
}
