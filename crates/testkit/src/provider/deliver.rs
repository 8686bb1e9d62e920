//! Answers as bytes that come at once, in pieces, late, or not to their end.

use std::{convert::Infallible, io, sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use futures::{StreamExt, future, stream};
use serde_json::Value as Json;

use super::{
    Answer, Request, Stage, Wire,
    answer::{End, What},
    anthropic, gemini, openai,
};

/// How many characters a piece of a stream has: little enough that words come apart.
const PIECE: usize = 7;

/// What a wire says of an answer's circumstances.
pub(super) struct Told {
    pub(super) model: String,
    pub(super) prompt_tokens: u64,
    pub(super) completion_tokens: u64,
    /// Whether the caller wants the tokens told at a stream's end.
    pub(super) usage_wanted: bool,
    /// The tool that must be called.
    pub(super) forced: Option<String>,
}

/// What a completion consists of.
pub(super) enum Said<'a> {
    Text(&'a str, End),
    Call { tool: &'a str, arguments: String },
}

/// Notes a caller who hangs up before the answer is whole.
struct HangUp(Option<Arc<Stage>>);

impl Drop for HangUp {
    fn drop(&mut self) {
        if let Some(stage) = self.0.take() {
            stage.hung_up();
        }
    }
}

pub(super) async fn response(answer: Answer, request: &Request, stage: &Arc<Stage>) -> Response {
    let mut hang_up = HangUp(Some(Arc::clone(stage)));
    if let Some(delay) = answer.delay {
        tokio::time::sleep(delay).await;
    }
    let mut response = match &answer.what {
        What::Never => future::pending().await,
        What::Status { status, message } => error(*status, message, request),
        What::Malformed => plain("application/json", "{\"id\": \"cut in the mid"),
        What::Page => plain("text/html; charset=utf-8", "<html><body>Sign in</body></html>"),
        What::Vectors(vectors) => json(&openai::embeddings(vectors, &told(&answer, request))),
        What::BreaksOff(text) => {
            let said = Said::Text(text, End::Over);
            broken(&frames(&said, request, &told(&answer, request)))
        }
        What::HeldOpen(text) => {
            held_open(frames(&Said::Text(text, End::Over), request, &told(&answer, request)))
        }
        What::Nobody => completion(None, &answer, request),
        What::Says { text, end } => completion(Some(Said::Text(text, *end)), &answer, request),
        What::Calls { tool, arguments } => {
            let arguments = arguments.to_string();
            completion(Some(Said::Call { tool, arguments }), &answer, request)
        }
        What::Computed(_) => error(500, "an answer was not computed", request),
    };
    for (name, value) in &answer.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    watched(paced(response, answer.pause), hang_up.0.take())
}

fn completion(said: Option<Said<'_>>, answer: &Answer, request: &Request) -> Response {
    let told = told(answer, request);
    match (said, request.is_streamed()) {
        (Some(said), true) => events(frames(&said, request, &told)),
        (None, true) => events(empty_frames(request, &told)),
        (said, false) => json(&match request.wire() {
            Some(Wire::Anthropic) => anthropic::whole(said.as_ref(), &told),
            Some(Wire::Gemini) => gemini::whole(said.as_ref(), &told),
            Some(Wire::OpenAi | Wire::Embeddings) | None => openai::whole(said.as_ref(), &told),
        }),
    }
}

fn frames(said: &Said<'_>, request: &Request, told: &Told) -> Vec<String> {
    match request.wire() {
        Some(Wire::Anthropic) => anthropic::frames(said, told),
        Some(Wire::Gemini) => gemini::frames(said, told),
        Some(Wire::OpenAi | Wire::Embeddings) | None => openai::frames(said, told),
    }
}

fn empty_frames(request: &Request, told: &Told) -> Vec<String> {
    match request.wire() {
        Some(Wire::Anthropic) => anthropic::empty_frames(told),
        Some(Wire::Gemini) => gemini::empty_frames(told),
        Some(Wire::OpenAi | Wire::Embeddings) | None => openai::empty_frames(told),
    }
}

fn told(answer: &Answer, request: &Request) -> Told {
    let said = match &answer.what {
        What::Says { text, .. } | What::BreaksOff(text) | What::HeldOpen(text) => text.clone(),
        What::Calls { arguments, .. } => arguments.to_string(),
        What::Status { .. }
        | What::Malformed
        | What::Page
        | What::Nobody
        | What::Vectors(_)
        | What::Never
        | What::Computed(_) => String::new(),
    };
    let tokens = |text: &str| u64::try_from(text.chars().count().div_ceil(4)).unwrap_or(u64::MAX);
    let counted = answer.usage.unwrap_or_else(|| (tokens(&request.text()), tokens(&said)));
    Told {
        model: answer.model.clone().unwrap_or_else(|| request.model()),
        prompt_tokens: counted.0,
        completion_tokens: counted.1,
        usage_wanted: request.json["stream_options"]["include_usage"] == true,
        forced: request.json["tool_choice"]["name"].as_str().map(str::to_owned),
    }
}

/// A text in small pieces.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = String> {
    let characters: Vec<char> = text.chars().collect();
    let pieces: Vec<String> =
        characters.chunks(PIECE).map(|piece| piece.iter().collect()).collect();
    pieces.into_iter()
}

fn error(status: u16, message: &str, request: &Request) -> Response {
    let body = match request.wire() {
        Some(Wire::Anthropic) => anthropic::error(status, message),
        Some(Wire::Gemini) => gemini::error(status, message),
        Some(Wire::OpenAi | Wire::Embeddings) | None => openai::error(status, message),
    };
    let mut response = json(&body);
    *response.status_mut() =
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response
}

fn json(body: &Json) -> Response {
    plain("application/json", &body.to_string())
}

fn plain(kind: &'static str, body: &str) -> Response {
    with_type(kind, Body::from(body.to_owned()))
}

fn events(frames: Vec<String>) -> Response {
    let frames = frames.into_iter().map(|frame| Ok::<_, Infallible>(Bytes::from(frame)));
    with_type("text/event-stream", Body::from_stream(stream::iter(frames)))
}

/// All of the frames, and no end of the body.
fn held_open(frames: Vec<String>) -> Response {
    let frames = stream::iter(frames.into_iter().map(Ok::<_, Infallible>));
    with_type("text/event-stream", Body::from_stream(frames.chain(stream::pending())))
}

/// Everything but the last third of the frames, then a broken connection.
fn broken(frames: &[String]) -> Response {
    let kept = frames.len() - frames.len().div_ceil(3);
    let sent = frames.iter().take(kept).map(|frame| Ok(Bytes::from(frame.clone())));
    let end = [Err(io::Error::other("the line is cut"))];
    let body = stream::iter(sent.chain(end).collect::<Vec<_>>());
    with_type("text/event-stream", Body::from_stream(body))
}

fn with_type(kind: &'static str, body: Body) -> Response {
    let mut response = Response::new(body);
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// Each piece held back for so long.
fn paced(response: Response, pause: Option<Duration>) -> Response {
    let Some(pause) = pause else { return response };
    let slow = |body: Body| {
        Body::from_stream(body.into_data_stream().then(move |piece| async move {
            tokio::time::sleep(pause).await;
            piece
        }))
    };
    response.map(slow)
}

/// The same, noticing when nobody waits for its end.
fn watched(response: Response, stage: Option<Arc<Stage>>) -> Response {
    response.map(|body| {
        let hang_up = HangUp(stage);
        let pieces = body.into_data_stream().map(Some).chain(stream::once(future::ready(None)));
        Body::from_stream(pieces.scan(hang_up, |hang_up, piece| {
            if piece.as_ref().is_none_or(Result::is_err) {
                hang_up.0.take();
            }
            future::ready(piece)
        }))
    })
}
