//! What a question costs beside the language model: `cargo bench -p querist --bench models`.
//!
//! The claims: the journey without the model under 8 ms with 10 tables and under 25 ms with 500 (medians); prompts
//! under 900 and 1,500 tokens; one call for a simple question; 200 questions at once with a model that takes a
//! second answered in under 2.5 s, the process under 150 MB. The model is a scripted server of this process, so
//! that its work and its memory are counted too.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a benchmark that cannot run must stop, and what it says is its result"
)]

use std::{
    fs,
    sync::Arc,
    time::{Duration, Instant},
};

use mimalloc::MiMalloc;
use querist::{Models, Parts, Prompts, Querist, Sentences};
use querist_databases::{Options, connect};
use querist_models::{
    Budgets, EndpointSettings, Kind, ModelSettings, Models as Endpoints, Temperatures,
};
use querist_offline::Weights;
use querist_retrieval::{HashedNgrams, tokens};
use querist_store::{SqliteStore, SystemClock};
use querist_testkit::{
    provider::{Answer, Provider, Request},
    sqlite,
};
use querist_vocabulary::{
    answer::{Outcome, Reply},
    database::Limits,
    knowledge::Knowledge,
    model::Sight,
    policy::{AccessList, Masking},
    routing::RoutingPolicy,
};
use serde_json::json;
use tempfile::TempDir;
use tokio::{runtime::Builder, task::JoinSet};

/// A shop of any number of tables.
#[path = "shop/script.rs"]
mod shop;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Questions one after the other.
const ROUNDS: usize = 200;

/// Questions at the same time.
const AT_ONCE: usize = 200;

/// Questions, and what the model makes of them.
const QUESTIONS: &[(&str, &str)] = &[
    (
        "which 5 customers in Oslo have the highest total order amount?",
        "select c.name, sum(o.amount) as total from customer c \
         join \"order\" o on o.customer_id = c.id where c.city = 'Oslo' \
         group by c.name order by total desc limit 5",
    ),
    ("how many invoices are there?", "select count(*) as invoices from invoice"),
    (
        "shipments by month in 2024",
        "select strftime('%Y-%m', created_on) as month, count(*) as shipments from shipment \
         where created_on >= '2024-01-01' and created_on < '2025-01-01' group by 1 order by 1",
    ),
    ("names of suppliers in Rome", "select name from supplier where city = 'Rome'"),
    (
        "average amount of the payments of each customer",
        "select c.name, avg(p.amount) as average from payment p \
         join customer c on c.id = p.customer_id group by c.id, c.name",
    ),
];

/// The model's answer to a prompt.
fn answer(prompt: &str) -> String {
    let asked = QUESTIONS.iter().find(|(question, _)| prompt.contains(question));
    let (_, sql) = asked.unwrap();
    json!({"kind": "query", "sql": sql, "restatement": "As it was asked"}).to_string()
}

struct House {
    querist: Querist,
    provider: Provider,
    _folder: TempDir,
}

impl House {
    async fn of(tables: usize, thinks: Duration) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("shop.sqlite");
        sqlite::execute(&file, &shop::script(tables));
        let provider =
            Provider::answering(move |request| Answer::says(answer(&request.last())).after(thinks));
        let store = Arc::new(SqliteStore::open(&folder.path().join("kept.db")).await.unwrap());
        let querist = Querist::of(Parts {
            database: connect(file.to_str().unwrap(), &Options::STANDARD).await.unwrap(),
            store: store.clone(),
            clock: Arc::new(SystemClock),
            knowledge: Arc::new(Knowledge::default()),
            access: AccessList::default(),
            masking: Masking::Off,
            results: None,
            limits: Limits { rows: Some(1_000), bytes: None, timeout: Duration::from_secs(30) },
            actor: "bench".into(),
            weights: Weights::shipped(),
            models: Some(models(&provider, store)),
        });
        querist.ask(QUESTIONS[0].0).await.unwrap();
        Self { querist, provider, _folder: folder }
    }
}

fn models(provider: &Provider, store: Arc<SqliteStore>) -> Models {
    let endpoint = EndpointSettings {
        keys: vec!["key".into()],
        large: Some("large".into()),
        ..EndpointSettings::new("bench", Kind::OpenAi, provider.openai().parse().unwrap())
    };
    let settings = ModelSettings {
        endpoints: vec![endpoint],
        temperatures: Temperatures { generation: 0.0, summary: 0.0, suggestion: 0.0 },
        budgets: Budgets::NONE,
        cache_ttl: None,
        actor: "bench".into(),
        sight: Sight::MaskedRows,
    };
    let endpoints = Endpoints::new(settings, store.clone(), store, Arc::new(SystemClock));
    Models {
        chat: endpoints.chat(),
        embedder: Arc::new(HashedNgrams),
        vectors: None,
        policy: RoutingPolicy::ModelFirst,
        sight: Sight::MaskedRows,
        prompts: Arc::new(Prompts::shipped().unwrap()),
        sentences: Sentences::Template,
        patience: Duration::from_secs(60),
    }
}

fn main() {
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        println!(
            "{:<8} {:>14} {:>14} {:>14} {:>8}",
            "tables", "without model", "with its call", "prompt tokens", "calls"
        );
        one_after_the_other(10).await;
        one_after_the_other(500).await;
        at_once().await;
    });
}

/// Milliseconds beside the model, medians; tokens of the longest prompt; calls of one question, at most.
async fn one_after_the_other(tables: usize) {
    let house = House::of(tables, Duration::ZERO).await;
    let (mut beside, mut whole, mut calls) = (Vec::new(), Vec::new(), 0);
    for round in 0..ROUNDS {
        let reply = house.querist.ask(QUESTIONS[round % QUESTIONS.len()].0).await.unwrap();
        let total = reply.metadata.seconds * 1_000.0;
        let called: f64 = reply.metadata.calls.iter().map(|call| call.ms).sum();
        assert!(is_asked_of_the_model(&reply));
        beside.push(total - called);
        whole.push(total);
        calls = calls.max(reply.metadata.calls.len());
    }
    let requests = house.provider.requests();
    let longest = requests.iter().map(Request::text).map(|text| tokens(&text)).max().unwrap();
    println!(
        "{tables:<8} {:>11.1} ms {:>11.1} ms {longest:>14} {calls:>8}",
        median(&mut beside),
        median(&mut whole)
    );
}

/// Seconds until all are answered, and the most memory this process had.
async fn at_once() {
    let house = Arc::new(House::of(10, Duration::from_secs(1)).await);
    let began = Instant::now();
    let mut tasks = JoinSet::new();
    for at in 0..AT_ONCE {
        let house = Arc::clone(&house);
        tasks.spawn(async move { house.querist.ask(QUESTIONS[at % QUESTIONS.len()].0).await });
    }
    let replies = tasks.join_all().await;
    let took = began.elapsed();
    let answered =
        replies.iter().filter(|reply| reply.as_ref().is_ok_and(is_asked_of_the_model)).count();
    println!(
        "{answered} of {AT_ONCE} questions at once, a second of model each: {:.2} s, at most {} MB",
        took.as_secs_f64(),
        peak()
    );
}

/// Whether it is an answer, for which the model was called: of two that agree the engine's may be shown.
fn is_asked_of_the_model(reply: &Reply) -> bool {
    matches!(reply.outcome, Outcome::Answer(_)) && !reply.metadata.calls.is_empty()
}

fn median(all: &mut [f64]) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

/// The most memory this process had, in MB, as Linux counts it.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().split(' ').next()?.parse::<u64>().ok());
    kilobytes.unwrap_or_default() / 1_000
}
