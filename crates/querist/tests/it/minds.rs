//! Querist with a language model: the real client, and a provider that says what a test wrote down.

use std::{sync::Arc, time::Duration};

use querist::{Models, Parts, Prompts, Querist, Sentences};
use querist_databases::{Options, connect};
use querist_models::{
    Budgets, EndpointSettings, Kind, ModelSettings, Models as Endpoints, Temperatures,
};
use querist_offline::Weights;
use querist_retrieval::HashedNgrams;
use querist_store::SqliteStore;
use querist_testkit::{FixedClock, provider::Provider};
use querist_vocabulary::{
    database::Limits,
    knowledge::Knowledge,
    model::Sight,
    policy::{AccessList, Masking},
    routing::RoutingPolicy,
};

/// A database whose questions go to the model first, and whose rows the model puts into words.
pub(crate) async fn open(address: &str, provider: &Provider, access: AccessList) -> Querist {
    let store = Arc::new(SqliteStore::in_memory().await.unwrap());
    let clock = Arc::new(FixedClock::on(2024, 5, 15));
    let endpoint = EndpointSettings {
        keys: vec!["sk-secret".into()],
        large: Some("large".into()),
        ..EndpointSettings::new("house", Kind::OpenAi, provider.openai().parse().unwrap())
    };
    let settings = ModelSettings {
        endpoints: vec![endpoint],
        temperatures: Temperatures { generation: 0.0, summary: 0.0, suggestion: 0.0 },
        budgets: Budgets::NONE,
        cache_ttl: None,
        actor: "tester".into(),
        sight: Sight::Full,
    };
    let endpoints = Endpoints::new(settings, store.clone(), store.clone(), clock.clone());
    Querist::of(Parts {
        database: connect(address, &Options::STANDARD).await.unwrap(),
        store,
        clock,
        knowledge: Arc::new(Knowledge::default()),
        access,
        masking: Masking::Off,
        results: None,
        limits: Limits { rows: Some(100), bytes: None, timeout: Duration::from_secs(30) },
        actor: "tester".into(),
        weights: Weights::shipped(),
        models: Some(Models {
            chat: endpoints.chat(),
            embedder: Arc::new(HashedNgrams),
            vectors: None,
            policy: RoutingPolicy::ModelFirst,
            sight: Sight::Full,
            prompts: Arc::new(Prompts::shipped().unwrap()),
            sentences: Sentences::Model,
            patience: Duration::from_secs(60),
        }),
    })
}
