//! One call over the wire: sent, read, written down.

/// What an answer has said so far.
mod heard;

use std::time::{Duration, Instant};

use async_trait::async_trait;
use futures::StreamExt;
use jiff::Timestamp;
use querist_vocabulary::{
    event::Listener,
    ledger::Sent,
    model::{Prompt, Usage},
};
use reqwest::{Response, header::CONTENT_TYPE};
use serde_json::Value as Json;
use tokio::time::{timeout, timeout_at};

use crate::{
    books::Books,
    budget::{cost_of, tokens_of},
    line::{Line, innermost},
    resilience::{retry::Attempt, retry_after},
    settings::{Delivery, Price, place},
    trouble::Trouble,
    wire::{self, Ask, Outgoing, sse::Events},
};
use heard::Heard;

/// The most bytes of an answer: one that is longer does not end.
const LONGEST: usize = 8 << 20;

/// How long the end of a stream that is over is waited for: a line that was read to its end can be
/// used again.
const LINGER: Duration = Duration::from_millis(50);

/// A completion as one call brings it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Draft {
    pub(crate) text: String,
    pub(crate) model: String,
    pub(crate) usage: Usage,
    pub(crate) cost: Option<f64>,
    pub(crate) cut: bool,
}

/// Calls of one model for one prompt.
pub(crate) struct Calling<'a> {
    pub(crate) books: &'a Books,
    pub(crate) line: &'a Line,
    pub(crate) prompt: &'a Prompt,
    pub(crate) model: &'a str,
    pub(crate) temperature: f64,
    pub(crate) until: Instant,
    pub(crate) listener: &'a dyn Listener,
}

#[async_trait]
impl Attempt for Calling<'_> {
    type Done = Draft;

    fn model(&self) -> &str {
        self.model
    }

    async fn once(&mut self, key: Option<usize>) -> Result<Draft, Trouble> {
        let without = self.line.without(self.model);
        let ask = Ask {
            prompt: self.prompt,
            model: self.model,
            temperature: self.temperature,
            delivery: self.line.settings.delivery,
            without: &without,
        };
        let outgoing = wire::request(self.line.settings.kind, &ask);
        let done = self.call(&outgoing, key).await;
        if let Err(Trouble::Without(extra, _)) = &done {
            self.line.leave_out(self.model, *extra);
        }
        done
    }
}

impl Calling<'_> {
    async fn call(&self, outgoing: &Outgoing, key: Option<usize>) -> Result<Draft, Trouble> {
        let body = outgoing.body.to_string();
        let price = self.line.price(self.model);
        let _room = self.line.room_until(self.until).await?;
        let sent_tokens = tokens_of(&body);
        let entry = self.books.enter(self.sent(outgoing, &body, price)).await?;
        let (mut heard, began) = (Heard::of(self.listener), Instant::now());
        let exchange = self.exchange(outgoing, body, key, &mut heard);
        let came = timeout_at(self.until.into(), exchange).await;
        let came = heard.judged(came.unwrap_or_else(|_| Err(Trouble::late(began.elapsed()))));
        let came = came.map_err(|trouble| trouble.told(&self.line.secrets));
        let usage = heard.usage(came.as_ref().err(), sent_tokens);
        let cost = price.map(|price| cost_of(price, usage));
        let outcome = came.as_ref().map_or_else(Trouble::word, |()| "answered");
        entry.end(outcome, usage, cost).await;
        came.map(|()| heard.draft(self.model, usage, cost))
    }

    /// Sends and reads. What came stays in `heard`, also when the end is missing.
    async fn exchange(
        &self,
        outgoing: &Outgoing,
        body: String,
        key: Option<usize>,
        heard: &mut Heard<'_>,
    ) -> Result<(), Trouble> {
        let response = self.line.send(&outgoing.path, key, body).await?;
        let now = self.books.clock.instant();
        let response = succeeded(response, outgoing, self.line, now).await?;
        heard.begin();
        match delivery(&response, self.line.settings.delivery)? {
            Delivery::Streamed => self.read_stream(response, heard).await,
            Delivery::Whole => {
                let json = json(&text(response).await?)?;
                heard.take(wire::whole(self.line.settings.kind, &json)?)
            }
        }
    }

    async fn read_stream(&self, response: Response, heard: &mut Heard<'_>) -> Result<(), Trouble> {
        let mut events = Events::default();
        let mut bytes = response.bytes_stream();
        let mut length = 0;
        while let Some(piece) = bytes.next().await {
            let piece = piece.map_err(|error| Trouble::Unreachable(innermost(&error)))?;
            length += piece.len();
            if length > LONGEST {
                return Err(Trouble::Unreadable("it does not end".into()));
            }
            for data in events.take(&piece) {
                self.hear(&data, heard)?;
            }
            if heard.is_closed() {
                let _ = timeout(LINGER, bytes.next()).await;
                return Ok(());
            }
        }
        if let Some(data) = events.end() {
            self.hear(&data, heard)?;
        }
        heard.has_ended()
    }

    fn hear(&self, data: &str, heard: &mut Heard<'_>) -> Result<(), Trouble> {
        if data.trim() == "[DONE]" {
            heard.close();
            return Ok(());
        }
        heard.take(wire::piece(self.line.settings.kind, &json(data)?)?)
    }

    /// The entry of the ledger before the call, with the most that it may come to.
    fn sent(&self, outgoing: &Outgoing, body: &str, price: Option<Price>) -> Sent {
        let prompt = self.prompt;
        let completion_tokens = u64::from(prompt.most_tokens);
        let usage = Usage { prompt_tokens: tokens_of(body), completion_tokens };
        Sent {
            question: prompt.question.clone(),
            actor: prompt.actor.clone(),
            purpose: Some(prompt.purpose),
            endpoint: self.line.name().to_owned(),
            address: address(self.line, outgoing),
            model: self.model.to_owned(),
            sight: prompt.sight,
            masked: prompt.masked,
            body: self.line.secrets.out_of(body),
            outcome: Sent::UNFINISHED.into(),
            usage,
            cost: price.map(|price| cost_of(price, usage)),
            ms: 0.0,
        }
    }
}

/// Where a request goes, without what follows a `?` and without a user.
pub(crate) fn address(line: &Line, outgoing: &Outgoing) -> String {
    place(&line.address(&outgoing.path))
}

/// The answer, unless it is an error.
pub(crate) async fn succeeded(
    response: Response,
    outgoing: &Outgoing,
    line: &Line,
    now: Timestamp,
) -> Result<Response, Trouble> {
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let wait = retry_after::in_headers(response.headers(), now);
    let body = text(response).await.unwrap_or_default();
    let wait = wait.or_else(|| retry_after::in_body(&body));
    let said = match line.secrets.told(&wire::reason(&body)) {
        said if said.is_empty() => format!("status {status}"),
        said => said,
    };
    Err(wire::refusal(status.as_u16(), said, &outgoing.extras).until(wait))
}

/// How the answer really comes: a gateway may not stream what was asked for as a stream.
fn delivery(response: &Response, asked: Delivery) -> Result<Delivery, Trouble> {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    match kind {
        None => Ok(asked),
        Some(kind) if kind.contains("event-stream") => Ok(Delivery::Streamed),
        Some(kind) if kind.contains("json") => Ok(Delivery::Whole),
        Some(kind) => Err(Trouble::Unreadable(format!("it answers with `{kind}`"))),
    }
}

/// The whole body, as far as it makes sense.
pub(crate) async fn text(response: Response) -> Result<String, Trouble> {
    let mut body = Vec::new();
    let mut bytes = response.bytes_stream();
    while let Some(piece) = bytes.next().await {
        body.extend(piece.map_err(|error| Trouble::Unreachable(innermost(&error)))?);
        if body.len() > LONGEST {
            return Err(Trouble::Unreadable("it does not end".into()));
        }
    }
    Ok(String::from_utf8_lossy(&body).into_owned())
}

pub(crate) fn json(text: &str) -> Result<Json, Trouble> {
    serde_json::from_str(text)
        .map_err(|error| Trouble::Unreadable(format!("it is no JSON: {error}")))
}
