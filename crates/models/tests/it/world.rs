//! What every test begins with.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use async_trait::async_trait;
use querist_models::{Budgets, EndpointSettings, Kind, ModelSettings, Models, Temperatures, Timer};
use querist_store::SqliteStore;
use querist_testkit::{FixedClock, provider::Provider};
use querist_vocabulary::{
    event::{Event, Listener},
    model::{
        ChatModel, Completion, Message, ModelError, Prompt, Purpose, Shape, Sight, Size, Speaker,
    },
    question::QuestionId,
};
use serde_json::json;

/// A timer in which waiting takes no time, and which remembers how long it would have been.
pub(crate) struct Patient {
    began: Instant,
    pub(crate) waits: Mutex<Vec<Duration>>,
}

#[async_trait]
impl Timer for Patient {
    fn now(&self) -> Instant {
        self.began + self.waits.lock().unwrap().iter().sum::<Duration>()
    }

    async fn wait(&self, time: Duration) {
        self.waits.lock().unwrap().push(time);
    }
}

/// Models over a store in memory.
pub(crate) struct World {
    pub(crate) models: Models,
    pub(crate) timer: Arc<Patient>,
}

impl World {
    pub(crate) async fn with(endpoints: impl IntoIterator<Item = EndpointSettings>) -> Self {
        Self::of(settings(endpoints)).await
    }

    pub(crate) async fn of(settings: ModelSettings) -> Self {
        let store = Arc::new(SqliteStore::in_memory().await.unwrap());
        let clock = Arc::new(FixedClock::on(2026, 11, 22));
        let timer = Arc::new(Patient { began: Instant::now(), waits: Mutex::default() });
        let models = Models::new(settings, store.clone(), Arc::new(Nowhere), clock);
        let models = models.with_timer(timer.clone());
        Self { models, timer }
    }

    pub(crate) async fn ask(&self, prompt: &Prompt) -> Result<Completion, ModelError> {
        self.models.chat().complete(prompt, &Ear::default()).await
    }
}

pub(crate) fn settings(endpoints: impl IntoIterator<Item = EndpointSettings>) -> ModelSettings {
    ModelSettings {
        endpoints: endpoints.into_iter().collect(),
        temperatures: Temperatures { generation: 0.0, summary: 0.3, suggestion: 0.7 },
        budgets: Budgets::NONE,
        cache_ttl: None,
        actor: "ada".into(),
        sight: Sight::MaskedRows,
    }
}

/// An endpoint with a key and both models.
pub(crate) fn endpoint(name: &str, kind: Kind, provider: &Provider) -> EndpointSettings {
    let base = match kind {
        Kind::OpenAi => provider.openai(),
        Kind::Anthropic => provider.anthropic(),
        Kind::Gemini => provider.gemini(),
    };
    EndpointSettings {
        keys: vec!["sk-one".into()],
        large: Some("large-1".into()),
        small: Some("small-1".into()),
        ..EndpointSettings::new(name, kind, base.parse().unwrap())
    }
}

pub(crate) fn prompt() -> Prompt {
    let message = |speaker, text: &str| Message { speaker, text: text.into() };
    Prompt {
        question: QuestionId("question-1".into()),
        actor: "ada".into(),
        scope: "all".into(),
        purpose: Purpose::Draft,
        size: Size::Large,
        sight: Sight::MaskedRows,
        masked: 2,
        messages: vec![
            message(Speaker::System, "You write SQL."),
            message(Speaker::User, "How many shops are there?"),
        ],
        shape: None,
        most_tokens: 500,
        deadline: Instant::now() + Duration::from_secs(60),
    }
}

pub(crate) fn shape() -> Shape {
    let schema = json!({
        "type": "object", "properties": {"sql": {"type": "string"}},
        "required": ["sql"], "additionalProperties": false,
    });
    Shape { name: "draft", schema }
}

/// Hears the pieces of what a model says.
#[derive(Default)]
pub(crate) struct Ear(pub(crate) Mutex<Vec<String>>);

impl Listener for Ear {
    fn hear(&self, event: &Event) {
        if let Event::Said { piece } = event {
            self.0.lock().unwrap().push(piece.clone());
        }
    }
}

pub(crate) struct Nowhere;
#[async_trait]
impl querist_vocabulary::ledger::Ledger for Nowhere {
    async fn record_sent(
        &self,
        _: &querist_vocabulary::ledger::Sent,
    ) -> Result<u64, querist_vocabulary::store::StoreError> {
        Ok(1)
    }
    async fn sent(
        &self,
        _: Option<u64>,
        _: u64,
    ) -> Result<Vec<querist_vocabulary::ledger::LedgerEntry>, querist_vocabulary::store::StoreError>
    {
        Ok(Vec::new())
    }
    async fn sent_call(
        &self,
        _: u64,
    ) -> Result<querist_vocabulary::ledger::LedgerEntry, querist_vocabulary::store::StoreError>
    {
        unimplemented!()
    }
    async fn spent(
        &self,
        _: &querist_vocabulary::ledger::Spender,
    ) -> Result<querist_vocabulary::ledger::Spent, querist_vocabulary::store::StoreError> {
        Ok(Default::default())
    }
}
