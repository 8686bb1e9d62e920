//! The role of a language model: what is said to one, and what comes back.

use std::time::Instant;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::{
    error::{Code, Coded},
    event::Listener,
    question::QuestionId,
};

/// What a call is for. Temperatures go by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// How a complex question is to be answered, before any SQL.
    Plan,
    /// SQL for a question.
    Draft,
    /// SQL again, after the check or the database refused it.
    Correct,
    /// A sentence about rows.
    Sentence,
    /// Questions that could come next.
    Suggest,
    /// Whether the model answers at all.
    Probe,
}

impl Purpose {
    /// Its name in messages, the ledger and JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Draft => "draft",
            Self::Correct => "correct",
            Self::Sentence => "sentence",
            Self::Suggest => "suggest",
            Self::Probe => "probe",
        }
    }
}

/// Which of an endpoint's models a call asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Size {
    /// Cheaper and quicker, for simple questions.
    Small,
    /// For complex ones.
    Large,
}

/// How much of the data a model may see. Structure and comments are seen in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sight {
    /// No stored value at all.
    SchemaOnly,
    /// Stored values with personal data masked; nothing of sensitive columns.
    MaskedRows,
    /// Stored values as they are; nothing of sensitive columns.
    Full,
}

impl Sight {
    /// All of them, from the least seen to the most.
    pub const ALL: [Self; 3] = [Self::SchemaOnly, Self::MaskedRows, Self::Full];

    /// The one of that name.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sight| sight.word() == word)
    }

    /// Its name in settings, the ledger and JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::SchemaOnly => "schema-only",
            Self::MaskedRows => "masked-rows",
            Self::Full => "full",
        }
    }
}

/// Who says a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Speaker {
    /// The instructions.
    System,
    /// The person's side.
    User,
    /// The model's own earlier words.
    Model,
}

/// One message of a conversation with a model.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Message {
    /// Who says it.
    pub speaker: Speaker,
    /// What is said.
    pub text: String,
}

/// The JSON that a completion must be.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// Its name: letters, digits and `_`, as providers want it.
    pub name: &'static str,
    /// Its JSON Schema: every object closed and every property required, which strict output asks for.
    pub schema: Json,
}

/// What is asked of a model.
#[derive(Debug, Clone, PartialEq)]
pub struct Prompt {
    /// The question that it serves.
    pub question: QuestionId,
    /// Who asks, for budgets and the ledger.
    pub actor: String,
    /// Under which rights: a cached completion serves only prompts of the same scope.
    pub scope: String,
    /// What it is for.
    pub purpose: Purpose,
    /// Which model it asks for.
    pub size: Size,
    /// How much of the data stands in it, for the ledger.
    pub sight: Sight,
    /// Values that were masked in it, for the ledger.
    pub masked: u64,
    /// The conversation, instructions first.
    pub messages: Vec<Message>,
    /// The JSON wanted back; none for words.
    pub shape: Option<Shape>,
    /// The most tokens of the completion.
    pub most_tokens: u32,
    /// When the whole question's time for models is over, with all retries.
    pub deadline: Instant,
}

/// Tokens of a call.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// Tokens that were sent.
    pub prompt_tokens: u64,
    /// Tokens that came back.
    pub completion_tokens: u64,
}

/// What a model says.
#[derive(Debug, Clone, PartialEq)]
pub struct Completion {
    /// Its words, whole.
    pub text: String,
    /// The model, as its endpoint names it.
    pub model: String,
    /// The endpoint, as the settings name it.
    pub endpoint: String,
    /// Tokens; none are counted where it came from the cache.
    pub usage: Usage,
    /// What it cost in US dollars; none where no price is known.
    pub cost: Option<f64>,
    /// Whether it had been said before and was kept.
    pub cached: bool,
    /// Whether the token limit cut it short.
    pub cut: bool,
    /// What a person should know of how it came about, such as that another model had to answer.
    pub notes: Vec<String>,
}

/// A language model, or several that stand in for each other.
#[async_trait]
pub trait ChatModel: Send + Sync {
    /// How it is named to people, such as `openai/gpt-4.1-mini`.
    fn name(&self) -> String;

    /// Completes a prompt before its deadline. Tells `listener` what comes while it comes.
    ///
    /// # Errors
    /// When no model answers in time, a budget is spent, or what came cannot be read.
    async fn complete(
        &self,
        prompt: &Prompt,
        listener: &dyn Listener,
    ) -> Result<Completion, ModelError>;

    /// Returns once calls that were given up are written down, where a model keeps such books.
    async fn settle(&self) {}
}

/// Turns text into vectors that are near where meanings are.
#[async_trait]
pub trait Embedder: Send + Sync {
    /// The space its vectors live in; those of different spaces are never compared.
    fn space(&self) -> String;

    /// A vector for each text, all of one length, each of length one.
    ///
    /// # Errors
    /// When the model does not answer.
    async fn embed(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, ModelError>;
}

/// What goes wrong with a language model.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ModelError {
    /// Nobody answers there, or the line broke.
    #[error("cannot reach the model endpoint `{endpoint}`: {reason}")]
    Unreachable {
        /// The endpoint, as the settings name it.
        endpoint: String,
        /// The client's own words, without a key.
        reason: String,
    },
    /// The key is not accepted.
    #[error("the model endpoint `{endpoint}` does not accept the key")]
    WrongKey {
        /// The endpoint.
        endpoint: String,
    },
    /// Too many calls.
    #[error("the model endpoint `{endpoint}` has no room for more calls now")]
    Busy {
        /// The endpoint.
        endpoint: String,
        /// Seconds until it may have; none where it does not say.
        retry_after: Option<f64>,
    },
    /// The endpoint's own trouble.
    #[error("the model endpoint `{endpoint}` failed: {reason}")]
    Failed {
        /// The endpoint.
        endpoint: String,
        /// Its own words.
        reason: String,
    },
    /// The endpoint refuses the prompt: an unknown model, too long, not allowed.
    #[error("the model endpoint `{endpoint}` refuses the prompt: {reason}")]
    Refused {
        /// The endpoint.
        endpoint: String,
        /// Its own words.
        reason: String,
    },
    /// What came is no completion.
    #[error("the model endpoint `{endpoint}` gave no completion that can be read: {reason}")]
    Unreadable {
        /// The endpoint.
        endpoint: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The question's time for models is over.
    #[error("no model answered in time")]
    TimedOut,
    /// No more may be spent.
    #[error("the budget of {what} is spent")]
    OverBudget {
        /// Which, such as `20,000 tokens a question`.
        what: String,
    },
    /// Every model failed; the last reason stands for all.
    #[error("no language model answered: {}", .0.join("; "))]
    NoneLeft(Vec<String>),
}

impl Coded for ModelError {
    fn code(&self) -> Code {
        match self {
            Self::Unreachable { .. } | Self::Failed { .. } | Self::NoneLeft(_) => {
                Code::ModelUnreachable
            }
            Self::WrongKey { .. } => Code::WrongModelKey,
            Self::Busy { .. } => Code::ModelBusy,
            Self::Refused { .. } | Self::Unreadable { .. } => Code::ModelFailed,
            Self::TimedOut => Code::ModelTimedOut,
            Self::OverBudget { .. } => Code::OverBudget,
        }
    }

    fn hint(&self) -> String {
        match self {
            Self::Unreachable { .. } | Self::Failed { .. } | Self::NoneLeft(_) => {
                "`querist doctor` calls each endpoint and says what is wrong; `--policy offline-only` asks without a model".into()
            }
            Self::WrongKey { .. } => "check the key and its variable; `querist config show` says where it came from".into(),
            Self::Busy { .. } => "wait a little, or add a key or a second endpoint to fall back to".into(),
            Self::Refused { .. } => "check the model's name and what the account may use; `querist doctor` calls each endpoint".into(),
            Self::Unreadable { .. } => "check that the base URL is that of a chat completion API, usually ending in `/v1`".into(),
            Self::TimedOut => "allow more with `--model-timeout`, or ask with `--policy offline-only`".into(),
            Self::OverBudget { .. } => "raise the budget in `querist.toml`, or ask with `--policy offline-only`".into(),
        }
    }
}
