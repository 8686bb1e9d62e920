//! The wire of OpenAI and all that are compatible with it.
//!
//! <https://platform.openai.com/docs/api-reference/chat> and `/embeddings`.

use serde_json::{Value as Json, json};

use super::{
    answer::End,
    deliver::{Said, Told, pieces},
    request::content,
};

const IDENTITY: &str = "chatcmpl-1";

pub(super) fn said(body: &Json) -> Vec<String> {
    let messages = body["messages"].as_array().into_iter().flatten();
    messages.map(|message| content(&message["content"])).collect()
}

pub(super) fn texts(body: &Json) -> Vec<String> {
    let input = &body["input"];
    let texts = input.as_array().map_or(std::slice::from_ref(input), Vec::as_slice);
    texts.iter().filter_map(Json::as_str).map(str::to_owned).collect()
}

pub(super) fn complaint(body: &Json) -> Option<String> {
    if body["model"].as_str().is_none_or(str::is_empty) {
        return Some("you must provide a model parameter".into());
    }
    let messages = body["messages"].as_array();
    let roles = ["system", "developer", "user", "assistant", "tool"];
    let known = |message: &Json| message["role"].as_str().is_some_and(|role| roles.contains(&role));
    if !messages.is_some_and(|messages| !messages.is_empty() && messages.iter().all(known)) {
        return Some("`messages` must be a list with a role each".into());
    }
    let format = &body["response_format"];
    if format["type"] == "json_schema" && !format["json_schema"]["schema"].is_object() {
        return Some("missing required parameter: `response_format.json_schema.schema`".into());
    }
    None
}

pub(super) fn embeddings_complaint(body: &Json) -> Option<String> {
    let texts = texts(body);
    let fine = body["model"].is_string() && !texts.is_empty() && !texts.contains(&String::new());
    (!fine).then(|| "`model` and a non-empty `input` are wanted".into())
}

pub(super) fn whole(said: Option<&Said<'_>>, told: &Told) -> Json {
    let choices: Vec<Json> = said
        .map(|said| {
            let (message, end) = message(said);
            json!({"index": 0, "message": message, "logprobs": null, "finish_reason": end})
        })
        .into_iter()
        .collect();
    json!({
        "id": IDENTITY, "object": "chat.completion", "created": 1_700_000_000, "model": told.model,
        "choices": choices, "usage": usage(told),
    })
}

fn message(said: &Said<'_>) -> (Json, &'static str) {
    match said {
        Said::Text(text, End::Refused) => {
            (json!({"role": "assistant", "content": null, "refusal": text}), "stop")
        }
        Said::Text(text, end) => {
            (json!({"role": "assistant", "content": text, "refusal": null}), reason(*end))
        }
        Said::Call { tool, arguments } => {
            let function = json!({"name": tool, "arguments": arguments});
            let call = json!({"id": "call_1", "type": "function", "function": function});
            (json!({"role": "assistant", "content": null, "tool_calls": [call]}), "tool_calls")
        }
    }
}

fn reason(end: End) -> &'static str {
    match end {
        End::Over => "stop",
        End::Length => "length",
        End::Refused => "content_filter",
    }
}

pub(super) fn frames(said: &Said<'_>, told: &Told) -> Vec<String> {
    let mut deltas = vec![(json!({"role": "assistant", "content": ""}), Json::Null)];
    let (pieces, end): (Vec<Json>, _) = match said {
        Said::Text(text, End::Refused) => {
            (pieces(text).map(|piece| json!({"refusal": piece})).collect(), "stop")
        }
        Said::Text(text, end) => {
            (pieces(text).map(|piece| json!({"content": piece})).collect(), reason(*end))
        }
        Said::Call { tool, arguments } => (call_deltas(tool, arguments), "tool_calls"),
    };
    deltas.extend(pieces.into_iter().map(|delta| (delta, Json::Null)));
    deltas.push((json!({}), end.into()));
    let choice = |(delta, end)| json!([{"index": 0, "delta": delta, "finish_reason": end}]);
    let mut frames: Vec<String> =
        deltas.into_iter().map(|delta| frame(told, choice(delta), Json::Null)).collect();
    frames.extend(closing(told));
    frames
}

fn call_deltas(tool: &str, arguments: &str) -> Vec<Json> {
    let call = |function: Json| json!({"tool_calls": [{"index": 0, "function": function}]});
    let name = json!({"tool_calls": [{"index": 0, "id": "call_1", "type": "function",
        "function": {"name": tool, "arguments": ""}}]});
    let rest = pieces(arguments).map(|piece| call(json!({"arguments": piece})));
    std::iter::once(name).chain(rest).collect()
}

pub(super) fn empty_frames(told: &Told) -> Vec<String> {
    let first = frame(told, json!([]), Json::Null);
    std::iter::once(first).chain(closing(told)).collect()
}

fn closing(told: &Told) -> Vec<String> {
    let usage = told.usage_wanted.then(|| frame(told, json!([]), usage(told)));
    usage.into_iter().chain(["data: [DONE]\n\n".to_owned()]).collect()
}

fn frame(told: &Told, choices: Json, usage: Json) -> String {
    let chunk = json!({
        "id": IDENTITY, "object": "chat.completion.chunk", "created": 1_700_000_000,
        "model": told.model, "choices": choices, "usage": usage,
    });
    format!("data: {chunk}\n\n")
}

fn usage(told: &Told) -> Json {
    let (prompt, completion) = (told.prompt_tokens, told.completion_tokens);
    json!({"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion})
}

pub(super) fn embeddings(vectors: &[Vec<f32>], told: &Told) -> Json {
    let entry =
        |(index, vector)| json!({"object": "embedding", "index": index, "embedding": vector});
    let data: Vec<Json> = vectors.iter().enumerate().map(entry).collect();
    let tokens = told.prompt_tokens;
    json!({
        "object": "list", "data": data, "model": told.model,
        "usage": {"prompt_tokens": tokens, "total_tokens": tokens},
    })
}

pub(super) fn error(status: u16, message: &str) -> Json {
    let kind = match status {
        401 => "invalid_api_key",
        429 => "rate_limit_exceeded",
        400..500 => "invalid_request_error",
        _ => "server_error",
    };
    json!({"error": {"message": message, "type": kind, "param": null, "code": kind}})
}
