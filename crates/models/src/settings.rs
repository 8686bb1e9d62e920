//! Endpoints, budgets and temperatures, as typed values.

use std::{collections::BTreeMap, fmt, time::Duration};

use querist_vocabulary::model::{Purpose, Sight, Size};
use secrecy::SecretString;
use url::Url;

/// Whose wire an endpoint speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// OpenAI, and everything that is compatible with it.
    OpenAi,
    /// Anthropic.
    Anthropic,
    /// Gemini.
    Gemini,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::OpenAi, Self::Anthropic, Self::Gemini];

    /// Its name in settings.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::OpenAi => "openai",
            Self::Anthropic => "anthropic",
            Self::Gemini => "gemini",
        }
    }

    /// Where the provider itself is found.
    #[must_use]
    pub fn home(self) -> &'static str {
        match self {
            Self::OpenAi => "https://api.openai.com/v1",
            Self::Anthropic => "https://api.anthropic.com/v1",
            Self::Gemini => "https://generativelanguage.googleapis.com/v1beta",
        }
    }
}

/// Whether an answer comes in pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// In pieces, as it is made.
    Streamed,
    /// In one piece, for gateways that know no streams.
    Whole,
}

/// The header that carries the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthHeader {
    /// Its name, such as `Authorization` or `api-key`.
    pub name: String,
    /// The word before the key, such as `Bearer`; empty for the key alone.
    pub scheme: String,
}

/// What tokens cost, in US dollars for a million.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Price {
    /// Of the prompt.
    pub prompt: f64,
    /// Of the completion.
    pub completion: f64,
}

/// One endpoint.
#[derive(Clone)]
pub struct EndpointSettings {
    /// How it is named to people and in the ledger.
    pub name: String,
    /// Whose wire it speaks.
    pub kind: Kind,
    /// Where its API begins, such as `https://api.openai.com/v1`.
    pub base_url: Url,
    /// Its keys, used in turn when one has no room; none for a server that wants none.
    pub keys: Vec<SecretString>,
    /// The header that carries the key; the provider's own unless set.
    pub auth_header: Option<AuthHeader>,
    /// Headers besides, sent with every call.
    pub headers: Vec<(String, SecretString)>,
    /// The model for complex questions; none leaves them to the small one.
    pub large: Option<String>,
    /// The model for simple questions; none leaves them to the large one.
    pub small: Option<String>,
    /// The model that turns texts into vectors.
    pub embedding: Option<String>,
    /// Prices by model.
    pub prices: BTreeMap<String, Price>,
    /// The most calls at a time.
    pub max_concurrent: usize,
    /// Whether its answers come in pieces.
    pub delivery: Delivery,
}

/// A base URL may hold a password, which is not told.
impl fmt::Debug for EndpointSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EndpointSettings")
            .field("name", &self.name)
            .field("kind", &self.kind)
            .field("base_url", &place(&self.base_url))
            .field("keys", &self.keys.len())
            .field("models", &[&self.large, &self.small, &self.embedding])
            .finish_non_exhaustive()
    }
}

/// An address without user, password and query.
pub(crate) fn place(url: &Url) -> String {
    let mut url = url.clone();
    url.set_query(None);
    // An address without a host has no user either.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.to_string()
}

impl EndpointSettings {
    /// An endpoint with no key, no model and no price: streamed, at most 256 calls at a time.
    #[must_use]
    pub fn new(name: impl Into<String>, kind: Kind, base_url: Url) -> Self {
        Self {
            name: name.into(),
            kind,
            base_url,
            keys: Vec::new(),
            auth_header: None,
            headers: Vec::new(),
            large: None,
            small: None,
            embedding: None,
            prices: BTreeMap::new(),
            max_concurrent: 256,
            delivery: Delivery::Streamed,
        }
    }

    /// Where its API begins, without user, password and query.
    #[must_use]
    pub fn place(&self) -> String {
        place(&self.base_url)
    }

    /// The model for questions of a size; the other one where only that is set.
    #[must_use]
    pub fn model(&self, size: Size) -> Option<&str> {
        let (first, other) = match size {
            Size::Small => (&self.small, &self.large),
            Size::Large => (&self.large, &self.small),
        };
        first.as_deref().or(other.as_deref())
    }
}

/// How freely a model words what it says, by purpose.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Temperatures {
    /// Of plans, SQL and corrections.
    pub generation: f64,
    /// Of sentences about rows.
    pub summary: f64,
    /// Of questions that could come next.
    pub suggestion: f64,
}

impl Temperatures {
    pub(crate) fn of(&self, purpose: Purpose) -> f64 {
        match purpose {
            Purpose::Plan | Purpose::Draft | Purpose::Correct | Purpose::Probe => self.generation,
            Purpose::Sentence => self.summary,
            Purpose::Suggest => self.suggestion,
        }
    }
}

/// The most that may be spent; none is no limit. A day begins at midnight of the clock's zone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Budgets {
    /// Tokens, sent and received, for one question.
    pub tokens_per_question: Option<u64>,
    /// Tokens for one person a day.
    pub tokens_per_user_day: Option<u64>,
    /// Tokens for everybody a day.
    pub tokens_per_day: Option<u64>,
    /// US dollars for one question.
    pub dollars_per_question: Option<f64>,
    /// US dollars for one person a day.
    pub dollars_per_user_day: Option<f64>,
    /// US dollars for everybody a day.
    pub dollars_per_day: Option<f64>,
}

impl Budgets {
    /// No limit at all.
    pub const NONE: Self = Self {
        tokens_per_question: None,
        tokens_per_user_day: None,
        tokens_per_day: None,
        dollars_per_question: None,
        dollars_per_user_day: None,
        dollars_per_day: None,
    };
}

/// Everything about language models.
#[derive(Debug, Clone)]
pub struct ModelSettings {
    /// In the order in which they are asked.
    pub endpoints: Vec<EndpointSettings>,
    /// By purpose.
    pub temperatures: Temperatures,
    /// The most that may be spent.
    pub budgets: Budgets,
    /// How long a completion is kept; none keeps none.
    pub cache_ttl: Option<Duration>,
    /// Who asks, for the ledger, where a call belongs to no question.
    pub actor: String,
    /// How much of the data may stand in texts that become vectors, for the ledger.
    pub sight: Sight,
}
