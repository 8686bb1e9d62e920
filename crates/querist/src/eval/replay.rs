//! A language model that nobody has to pay: the right SQL, corrupted at published rates.
//!
//! It shows what a routing policy is worth on a set of questions before a provider is chosen. Each call draws
//! anew, from the seed, the question and how often it was asked, so that every run is the same.

/// What goes wrong with SQL.
mod corrupt;

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Arc, Mutex, PoisonError},
};

use async_trait::async_trait;
use querist_vocabulary::{
    event::Listener,
    model::{ChatModel, Completion, ModelError, Prompt, Purpose, Usage},
    question::QuestionId,
    schema::Schema,
    statement::Query,
};
use serde_json::json;

use corrupt::{Corruption, corrupted};

/// How often each thing goes wrong, of 1,000 calls; the rest is right.
const RATES: &[(u64, Corruption)] = &[
    (70, Corruption::WrongColumn),
    (50, Corruption::WrongValue),
    (40, Corruption::InventedTable),
    (40, Corruption::MissingJoin),
    (30, Corruption::OtherDialect),
    (20, Corruption::Prose),
];

/// Bytes of a token, roughly; nothing is charged for them.
const BYTES_PER_TOKEN: u64 = 4;

/// A model that answers with the right SQL three times of four.
pub(super) struct Replayed {
    seed: u64,
    schema: Arc<Schema>,
    asked: Mutex<HashMap<QuestionId, Asked>>,
}

/// A question that is under way.
struct Asked {
    words: String,
    right: Query,
    calls: u64,
}

impl Replayed {
    pub(super) fn new(seed: u64, schema: Arc<Schema>) -> Self {
        Self { seed, schema, asked: Mutex::default() }
    }

    /// Tells it what is right before it is asked.
    pub(super) fn expect(&self, id: &QuestionId, words: &str, right: &Query) {
        let asked = Asked { words: words.to_owned(), right: right.clone(), calls: 0 };
        let mut all = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(id.clone(), asked);
    }

    /// What it says to a question now, and a draw for the details.
    fn answer(&self, id: &QuestionId) -> Option<String> {
        let mut all = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let asked = all.get_mut(id)?;
        asked.calls += 1;
        let mut hasher = DefaultHasher::new();
        (self.seed, &asked.words, asked.calls).hash(&mut hasher);
        let draw = hasher.finish();
        let said = match drawn(draw) {
            None => asked.right.unlimited.clone(),
            Some(Corruption::Prose) => return Some(corrupt::PROSE.to_owned()),
            Some(corruption) => corrupted(&asked.right, corruption, &self.schema, draw >> 10),
        };
        let fields = json!({
            "kind": "query", "sql": said, "restatement": asked.words, "notes": [], "choices": [], "reason": "",
        });
        Some(fields.to_string())
    }
}

/// What goes wrong; nothing where it is right.
fn drawn(draw: u64) -> Option<Corruption> {
    let mut left = draw % 1_000;
    RATES.iter().find_map(|(rate, corruption)| {
        let hit = left < *rate;
        left = left.saturating_sub(*rate);
        hit.then_some(*corruption)
    })
}

#[async_trait]
impl ChatModel for Replayed {
    fn name(&self) -> String {
        "replayed".into()
    }

    async fn complete(&self, prompt: &Prompt, _: &dyn Listener) -> Result<Completion, ModelError> {
        let text = match prompt.purpose {
            Purpose::Plan => "{\"plan\": \"as the question says\"}".to_owned(),
            Purpose::Draft
            | Purpose::Correct
            | Purpose::Sentence
            | Purpose::Suggest
            | Purpose::Probe => {
                self.answer(&prompt.question).unwrap_or_else(|| corrupt::PROSE.to_owned())
            }
        };
        let sent: usize = prompt.messages.iter().map(|message| message.text.len()).sum();
        let tokens = |bytes: usize| u64::try_from(bytes).unwrap_or(u64::MAX) / BYTES_PER_TOKEN;
        Ok(Completion {
            usage: Usage { prompt_tokens: tokens(sent), completion_tokens: tokens(text.len()) },
            text,
            model: "replayed".into(),
            endpoint: "replay".into(),
            cost: None,
            cached: false,
            cut: false,
            notes: Vec::new(),
        })
    }
}
