//! A house with a language model: the real client, and a provider that says what a test wrote down.

use std::{sync::Arc, time::Duration};

use querist_journey::{JourneyError, Models, Parts, Prompts, Sentences};
use querist_models::{
    Budgets, EndpointSettings, Kind, ModelSettings, Models as Endpoints, Temperatures,
};
use querist_retrieval::HashedNgrams;
use querist_store::SqliteStore;
use querist_testkit::{
    FixedClock,
    provider::{Answer, Provider},
};
use querist_vocabulary::{answer::Reply, model::Sight, routing::RoutingPolicy};
use serde_json::json;

use super::house::{House, printed};

/// A house with a model behind it.
pub(crate) struct Minds {
    pub(crate) house: House,
    pub(crate) provider: Provider,
}

impl Minds {
    pub(crate) async fn new(
        policy: RoutingPolicy,
        answers: impl IntoIterator<Item = Answer>,
    ) -> Self {
        Self::with(policy, answers, |models| models, |parts| parts).await
    }

    pub(crate) async fn with(
        policy: RoutingPolicy,
        answers: impl IntoIterator<Item = Answer>,
        change: impl FnOnce(Models) -> Models,
        parts: impl FnOnce(Parts) -> Parts,
    ) -> Self {
        let provider = Provider::script(answers);
        let chat = scripted(&provider, policy).await;
        let house = House::with(|own| parts(Parts { models: Some(change(chat)), ..own })).await;
        Self { house, provider }
    }

    /// The reply, and what each call was about.
    pub(crate) async fn ask(&self, question: &str) -> String {
        self.printed(&self.house.ask(question).await)
    }

    pub(crate) fn printed(&self, reply: &Result<Reply, JourneyError>) -> String {
        let calls = reply.as_ref().map(|reply| {
            let calls = reply.metadata.calls.iter();
            let calls = calls.map(|call| format!("\n> {} {}", call.purpose.word(), call.model));
            format!("{}\n= by {}", calls.collect::<String>(), reply.metadata.translator.word())
        });
        printed(reply) + &calls.unwrap_or_default()
    }

    /// All that was sent.
    pub(crate) fn sent(&self) -> String {
        let requests = self.provider.requests();
        let texts: Vec<String> = requests.iter().map(|request| request.text()).collect();
        texts.join("\n--\n")
    }
}

/// The provider as an endpoint.
pub(crate) fn endpoint(provider: &Provider) -> ModelSettings {
    let endpoint = EndpointSettings {
        keys: vec!["sk-secret".into()],
        large: Some("large".into()),
        small: Some("small".into()),
        embedding: Some("vectors".into()),
        ..EndpointSettings::new("house", Kind::OpenAi, provider.openai().parse().unwrap())
    };
    ModelSettings {
        endpoints: vec![endpoint],
        temperatures: Temperatures { generation: 0.0, summary: 0.3, suggestion: 0.7 },
        budgets: Budgets::NONE,
        cache_ttl: None,
        actor: "tester".into(),
        sight: Sight::Full,
    }
}

/// Endpoints as a journey uses them, with their own embedder.
pub(crate) fn models(endpoints: &Endpoints, policy: RoutingPolicy) -> Models {
    Models {
        chat: endpoints.chat(),
        embedder: endpoints.embedder().unwrap(),
        vectors: None,
        policy,
        sight: Sight::Full,
        prompts: Arc::new(Prompts::shipped().unwrap()),
        sentences: Sentences::Template,
        patience: Duration::from_secs(60),
    }
}

async fn scripted(provider: &Provider, policy: RoutingPolicy) -> Models {
    let store = Arc::new(SqliteStore::in_memory().await.unwrap());
    let clock = Arc::new(FixedClock::on(2024, 5, 15));
    let endpoints = Endpoints::new(endpoint(provider), store.clone(), store, clock);
    Models { embedder: Arc::new(HashedNgrams), ..models(&endpoints, policy) }
}

/// What a model says that has a statement.
pub(crate) fn sql(sql: &str) -> Answer {
    let said = json!({
        "kind": "query", "sql": sql, "restatement": "As the model reads it", "notes": [], "choices": [],
        "reason": "",
    });
    Answer::says(said.to_string())
}

/// What a model says that has none.
pub(crate) fn says(kind: &str, reason: &str) -> Answer {
    Answer::says(json!({"kind": kind, "sql": "", "reason": reason}).to_string())
}
