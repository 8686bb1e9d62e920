//! What every test begins with.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use async_trait::async_trait;
use jiff::{Span, Zoned};
use querist_models::{Budgets, EndpointSettings, Kind, ModelSettings, Models, Temperatures, Timer};
use querist_store::SqliteStore;
use querist_testkit::{FixedClock, provider::Provider};
use querist_vocabulary::{
    clock::Clock,
    event::{Event, Listener},
    ledger::{Ledger, Sent},
    model::{Completion, Message, ModelError, Prompt, Purpose, Shape, Sight, Size, Speaker},
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

/// A clock that moves when it is told to.
pub(crate) struct Hands(pub(crate) Mutex<Zoned>);

impl Hands {
    pub(crate) fn forward(&self, by: Span) {
        let mut now = self.0.lock().unwrap();
        *now = now.checked_add(by).unwrap();
    }
}

impl Clock for Hands {
    fn now(&self) -> Zoned {
        self.0.lock().unwrap().clone()
    }
}

/// Models over a store in memory.
pub(crate) struct World {
    pub(crate) models: Models,
    pub(crate) timer: Arc<Patient>,
    pub(crate) store: Arc<SqliteStore>,
    pub(crate) clock: Arc<Hands>,
}

impl World {
    pub(crate) async fn with(endpoints: impl IntoIterator<Item = EndpointSettings>) -> Self {
        Self::of(settings(endpoints)).await
    }

    pub(crate) async fn of(settings: ModelSettings) -> Self {
        let clock = Arc::new(Hands(Mutex::new(FixedClock::on(2026, 11, 22).0)));
        let store = SqliteStore::in_memory().await.unwrap().with_clock(clock.clone());
        let store = Arc::new(store);
        let timer = Arc::new(Patient { began: Instant::now(), waits: Mutex::default() });
        let models = Models::new(settings, store.clone(), store.clone(), clock.clone());
        let models = models.with_timer(timer.clone());
        Self { models, timer, store, clock }
    }

    /// The calls in the ledger, the oldest first.
    pub(crate) async fn ledger(&self) -> Vec<Sent> {
        let entries = self.store.sent(None, 100).await.unwrap();
        entries.into_iter().rev().map(|entry| entry.sent).collect()
    }

    /// How the calls ended, each with the model that was asked for.
    pub(crate) async fn outcomes(&self) -> Vec<String> {
        let calls = self.ledger().await;
        calls
            .iter()
            .map(|sent| format!("{}/{} {}", sent.endpoint, sent.model, sent.outcome))
            .collect()
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
