//! Time that is over, and callers who go.

use std::time::{Duration, Instant};

use querist_models::{EndpointSettings, Kind};
use querist_testkit::provider::{Answer, Provider};
use querist_vocabulary::{
    event::Silence,
    ledger::Ledger,
    model::{ModelError, Prompt},
};

use super::world::{World, endpoint, prompt};

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
    let world = World::with([single("a", &provider)]).await;
    let chat = world.models.chat();
    let asking = tokio::spawn(async move { chat.complete(&prompt(), &Silence).await });
    provider.wait_for_requests(1).await;
    asking.abort();
    assert!(asking.await.unwrap_err().is_cancelled());
    let mut outcomes = world.outcomes().await;
    while outcomes.is_empty() {
        tokio::task::yield_now().await;
        outcomes = world.outcomes().await;
    }
    assert_eq!(outcomes, ["a/large-1 cancelled"]);
    assert_eq!(world.store.sent_call(1).await.unwrap().sent.body, provider.requests()[0].body);
    provider.wait_for_hang_ups(1).await;
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
