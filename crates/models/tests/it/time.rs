//! Time that is over, and callers who go.

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

use async_trait::async_trait;
use querist_models::{EndpointSettings, Kind, Models, Price};
use querist_store::SqliteStore;
use querist_testkit::provider::{Answer, Provider};
use querist_vocabulary::{
    event::Silence,
    ledger::{Allowance, Ended, Entered, Ledger, LedgerEntry, Sent, Spender, Spent},
    model::{ModelError, Prompt},
    store::StoreError,
};
use tokio::sync::{Barrier, Semaphore};

use super::world::{World, endpoint, prompt, settings};

fn single(name: &str, provider: &Provider) -> EndpointSettings {
    EndpointSettings { small: None, ..endpoint(name, Kind::OpenAi, provider) }
}

fn single_of(kind: Kind, provider: &Provider) -> EndpointSettings {
    EndpointSettings { small: None, ..endpoint("a", kind, provider) }
}

/// A prompt with little time.
fn soon() -> Prompt {
    Prompt { deadline: Instant::now() + Duration::from_millis(300), ..prompt() }
}

#[tokio::test]
async fn a_deadline_ends_a_call_that_hangs_or_trickles() {
    let trickle = Answer::says("SELECT ".repeat(50)).trickling(Duration::from_millis(50));
    for answer in [Answer::never(), trickle] {
        let provider = Provider::script([answer]);
        let world = World::with([single("a", &provider)]).await;
        assert_eq!(world.ask(&soon()).await.unwrap_err(), ModelError::TimedOut);
        provider.wait_for_hang_ups(1).await;
        assert_eq!(world.outcomes().await, ["a/large-1 model_timed_out"]);
    }
}

#[tokio::test]
async fn an_endpoint_that_had_no_time_is_not_left_alone() {
    let provider = Provider::answering(|_| Answer::never());
    let world = World::with([single("a", &provider)]).await;
    for _ in 0..6 {
        let soon = Prompt { deadline: Instant::now() + Duration::from_millis(30), ..prompt() };
        assert_eq!(world.ask(&soon).await.unwrap_err(), ModelError::TimedOut);
    }
}

#[tokio::test]
async fn a_completion_that_is_over_is_taken_though_the_line_is_held_open() {
    for kind in Kind::ALL {
        let provider = Provider::script([Answer::held_open("SELECT 1")]);
        let world = World::with([single_of(kind, &provider)]).await;
        // Gemini's streams do not say that they are over: only the deadline ends them.
        let short = Instant::now() + Duration::from_secs(3);
        let deadline = if kind == Kind::Gemini { short } else { prompt().deadline };
        let said = world.ask(&Prompt { deadline, ..prompt() }).await;
        assert_eq!(said.map(|said| said.text), Ok("SELECT 1".to_owned()), "{kind:?}");
        assert_eq!(world.outcomes().await, ["a/large-1 answered"]);
    }
}

#[tokio::test]
async fn an_endpoint_that_hangs_leaves_time_for_the_next() {
    let (one, other) =
        (Provider::script([Answer::never()]), Provider::script([Answer::says("SELECT 1")]));
    let world = World::with([single("a", &one), single("b", &other)]).await;
    let completion = world.ask(&soon()).await.unwrap();
    assert_eq!(completion.notes, ["`a` did not answer in time; `b` answered"]);
}

#[tokio::test]
async fn no_wait_is_begun_that_the_deadline_would_end() {
    let provider = Provider::script([Answer::busy().retry_after("90")]);
    let world = World::with([single("a", &provider)]).await;
    let error = world.ask(&prompt()).await.unwrap_err();
    assert_eq!(error, ModelError::Busy { endpoint: "a".into(), retry_after: Some(90.0) });
    assert!(world.timer.waits.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_caller_who_goes_ends_the_request_and_the_ledger_knows() {
    let provider = Provider::script([Answer::never()]);
    let prices =
        BTreeMap::from([("large-1".into(), Price { prompt: 1_000.0, completion: 6_000.0 })]);
    let world = World::with([EndpointSettings { prices, ..single("a", &provider) }]).await;
    let chat = world.models.chat();
    let asking = tokio::spawn(async move { chat.complete(&prompt(), &Silence).await });
    provider.wait_for_requests(1).await;
    let before = world.store.sent_call(1).await.unwrap().sent;
    assert_eq!((before.outcome.as_str(), before.ms), (Sent::UNFINISHED, 0.0));
    assert_eq!(before.body, provider.requests()[0].body);
    asking.abort();
    assert!(asking.await.unwrap_err().is_cancelled());
    world.models.chat().settle().await;
    let after = world.store.sent_call(1).await.unwrap().sent;
    // It counts as what it might have come to: 500 tokens for $3, and the prompt.
    assert_eq!((after.usage.completion_tokens, after.usage), (500, before.usage));
    assert!(after.cost == before.cost && after.cost > Some(3.0), "{after:?}");
    assert_eq!(world.outcomes().await, ["a/large-1 cancelled"]);
    provider.wait_for_hang_ups(1).await;
}

/// A ledger that lets nobody write how a call ended before it is told to.
struct Gated {
    store: Arc<SqliteStore>,
    come: Barrier,
    gate: Semaphore,
}

#[async_trait]
impl Ledger for Gated {
    async fn record_sent(
        &self,
        sent: &Sent,
        allowances: &[Allowance],
    ) -> Result<Entered, StoreError> {
        self.store.record_sent(sent, allowances).await
    }

    async fn record_end(&self, number: u64, ended: &Ended) -> Result<(), StoreError> {
        self.come.wait().await;
        let _open = self.gate.acquire().await.unwrap();
        self.store.record_end(number, ended).await
    }

    async fn sent(&self, before: Option<u64>, most: u64) -> Result<Vec<LedgerEntry>, StoreError> {
        self.store.sent(before, most).await
    }

    async fn sent_call(&self, number: u64) -> Result<LedgerEntry, StoreError> {
        self.store.sent_call(number).await
    }

    async fn spent(&self, by: &Spender) -> Result<Spent, StoreError> {
        self.store.spent(by).await
    }
}

#[tokio::test]
async fn a_caller_who_goes_while_the_ledger_is_busy_loses_no_end() {
    let provider = Provider::script([Answer::says("SELECT 1")]);
    let world = World::with([]).await;
    let (come, gate) = (Barrier::new(2), Semaphore::new(0));
    let ledger = Arc::new(Gated { store: world.store.clone(), come, gate });
    let settings = settings([single("a", &provider)]);
    let models = Models::new(settings, world.store.clone(), ledger.clone(), world.clock.clone());
    let chat = models.chat();
    let asking = tokio::spawn(async move { chat.complete(&prompt(), &Silence).await });
    ledger.come.wait().await;
    asking.abort();
    assert!(asking.await.unwrap_err().is_cancelled());
    ledger.gate.add_permits(1);
    models.chat().settle().await;
    assert_eq!(world.outcomes().await, ["a/large-1 answered"]);
}

#[tokio::test]
async fn no_more_calls_are_under_way_than_the_endpoint_takes() {
    let provider = Provider::script([Answer::never()]);
    let world =
        World::with([EndpointSettings { max_concurrent: 1, ..single("a", &provider) }]).await;
    let (one, other) = (soon(), soon());
    let (one, other) = tokio::join!(world.ask(&one), world.ask(&other));
    assert_eq!((one, other), (Err(ModelError::TimedOut), Err(ModelError::TimedOut)));
    assert_eq!(provider.requests().len(), 1);
}
