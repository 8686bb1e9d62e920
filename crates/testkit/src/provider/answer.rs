//! What it answers to one request.

use std::{sync::Arc, time::Duration};

use serde_json::Value as Json;

use super::Request;

/// An answer, in the words of whichever wire is asked.
#[derive(Clone)]
pub struct Answer {
    pub(super) what: What,
    /// How long the first byte is held back.
    pub(super) delay: Option<Duration>,
    /// How long each piece of a stream is held back.
    pub(super) pause: Option<Duration>,
    /// The model that says it; the one asked for unless set.
    pub(super) model: Option<String>,
    /// Tokens of the prompt and of the completion; a quarter of the characters unless set.
    pub(super) usage: Option<(u64, u64)>,
    pub(super) headers: Vec<(String, String)>,
}

#[derive(Clone)]
pub(super) enum What {
    /// A completion and whether the token limit cut it short.
    Says { text: String, end: End },
    /// A call of a tool.
    Calls { tool: String, arguments: Json },
    /// An error.
    Status { status: u16, message: String },
    /// A stream, or a body, that breaks off after this text.
    BreaksOff(String),
    /// A whole stream whose line is held open at its end.
    HeldOpen(String),
    /// Half of a JSON object under the status 200.
    Malformed,
    /// A page of a proxy under the status 200.
    Page,
    /// A completion without any choice.
    Nobody,
    /// A vector for each text.
    Vectors(Vec<Vec<f32>>),
    /// Nothing, until the caller hangs up.
    Never,
    /// Whatever comes out.
    Computed(Arc<dyn Fn(&Request) -> Answer + Send + Sync>),
}

/// Why a completion ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// It is over.
    Over,
    /// No token is left.
    Length,
    /// The provider's rules stop it.
    Refused,
}

impl Answer {
    /// A completion.
    #[must_use]
    pub fn says(text: impl Into<String>) -> Self {
        What::Says { text: text.into(), end: End::Over }.into()
    }

    /// A completion that the token limit cuts short.
    #[must_use]
    pub fn cut(text: impl Into<String>) -> Self {
        What::Says { text: text.into(), end: End::Length }.into()
    }

    /// A completion that the provider's own rules stop.
    #[must_use]
    pub fn against_the_rules() -> Self {
        What::Says { text: "I cannot help with that.".into(), end: End::Refused }.into()
    }

    /// A call of a tool.
    #[must_use]
    pub fn calls(tool: impl Into<String>, arguments: Json) -> Self {
        What::Calls { tool: tool.into(), arguments }.into()
    }

    /// An error in the wire's own words.
    #[must_use]
    pub fn status(status: u16, message: impl Into<String>) -> Self {
        What::Status { status, message: message.into() }.into()
    }

    /// 429: too many calls.
    #[must_use]
    pub fn busy() -> Self {
        Self::status(429, "Rate limit reached for requests")
    }

    /// 401: the key is not accepted.
    #[must_use]
    pub fn wrong_key() -> Self {
        Self::status(401, "Incorrect API key provided")
    }

    /// 400 of an endpoint that knows no structured output.
    #[must_use]
    pub fn refuses_response_format() -> Self {
        Self::status(400, "This `response_format` type is unavailable now")
    }

    /// A stream, or a body, that breaks off after this text.
    #[must_use]
    pub fn breaks_off(text: impl Into<String>) -> Self {
        What::BreaksOff(text.into()).into()
    }

    /// A completion to its last frame, after which a streamed line is held open until the caller hangs up.
    #[must_use]
    pub fn held_open(text: impl Into<String>) -> Self {
        What::HeldOpen(text.into()).into()
    }

    /// Half of a JSON object under the status 200.
    #[must_use]
    pub fn malformed() -> Self {
        What::Malformed.into()
    }

    /// A page of a proxy under the status 200.
    #[must_use]
    pub fn page() -> Self {
        What::Page.into()
    }

    /// A completion without any choice.
    #[must_use]
    pub fn nobody() -> Self {
        What::Nobody.into()
    }

    /// Vectors, one for each text of the request.
    #[must_use]
    pub fn vectors(vectors: impl Into<Vec<Vec<f32>>>) -> Self {
        What::Vectors(vectors.into()).into()
    }

    /// Nothing, until the caller hangs up.
    #[must_use]
    pub fn never() -> Self {
        What::Never.into()
    }

    /// Whatever is computed from the request.
    #[must_use]
    pub fn computed(answer: impl Fn(&Request) -> Self + Send + Sync + 'static) -> Self {
        What::Computed(Arc::new(answer)).into()
    }

    /// The same with a `Retry-After`: seconds or an HTTP date, as it is written on the wire.
    #[must_use]
    pub fn retry_after(self, value: &str) -> Self {
        self.header("retry-after", value)
    }

    /// The same with a header more.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The same, held back for so long.
    #[must_use]
    pub fn after(self, delay: Duration) -> Self {
        Self { delay: Some(delay), ..self }
    }

    /// The same, with each piece held back for so long.
    #[must_use]
    pub fn trickling(self, pause: Duration) -> Self {
        Self { pause: Some(pause), ..self }
    }

    /// The same, from a model of this name.
    #[must_use]
    pub fn by(self, model: &str) -> Self {
        Self { model: Some(model.into()), ..self }
    }

    /// The same, with so many tokens counted.
    #[must_use]
    pub fn counting(self, prompt: u64, completion: u64) -> Self {
        Self { usage: Some((prompt, completion)), ..self }
    }

    /// Computed as often as needed; what is set here counts over what is computed.
    pub(super) fn settled(self, request: &Request) -> Self {
        let What::Computed(compute) = &self.what else { return self };
        let computed = compute(request).settled(request);
        Self {
            what: computed.what,
            delay: self.delay.or(computed.delay),
            pause: self.pause.or(computed.pause),
            model: self.model.or(computed.model),
            usage: self.usage.or(computed.usage),
            headers: [computed.headers, self.headers].concat(),
        }
    }
}

impl From<What> for Answer {
    fn from(what: What) -> Self {
        Self { what, delay: None, pause: None, model: None, usage: None, headers: Vec::new() }
    }
}
