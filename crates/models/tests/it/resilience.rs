//! What is done when an endpoint does not answer.

use std::time::Duration;

use querist_models::{EndpointSettings, Kind, Timer};
use querist_testkit::provider::{Answer, Provider};
use querist_vocabulary::model::{ModelError, Prompt, Size};

use super::world::{World, endpoint, prompt};

/// An endpoint with one model.
fn single(name: &str, provider: &Provider) -> EndpointSettings {
    EndpointSettings { small: None, ..endpoint(name, Kind::OpenAi, provider) }
}

/// Asks once; tells the waits, the calls and what came of it.
async fn check(endpoints: impl IntoIterator<Item = EndpointSettings>) -> String {
    let world = World::with(endpoints).await;
    let came = match world.ask(&prompt()).await {
        Ok(completion) => [vec![completion.text], completion.notes].concat().join("\n"),
        Err(error) => error.to_string(),
    };
    let waits = format!("{:?}", world.timer.waits.lock().unwrap());
    format!("{}\nwaits: {waits}\n{came}", world.outcomes().await.join("\n"))
}

#[tokio::test]
async fn retry_after_is_honoured_as_seconds_and_as_a_date() {
    let provider = Provider::script([
        Answer::busy().retry_after("2"),
        Answer::status(503, "overloaded").retry_after("Sun, 22 Nov 2026 12:00:07 GMT"),
        Answer::says("SELECT 1"),
    ]);
    insta::assert_snapshot!(check([single("a", &provider)]).await, @r"
    a/large-1 model_busy
    a/large-1 model_unreachable
    a/large-1 answered
    waits: [2s, 7s]
    SELECT 1
    ");
}

#[tokio::test]
async fn an_endpoint_that_says_to_ask_again_at_once_is_not_asked_for_ever() {
    for at_once in ["0", "Sun, 22 Nov 2026 11:59:00 GMT"] {
        let provider = Provider::answering(move |_| Answer::busy().retry_after(at_once));
        let told = check([single("a", &provider)]).await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(told, @r"
            a/large-1 model_busy
            a/large-1 model_busy
            a/large-1 model_busy
            waits: [100ms, 100ms]
            the model endpoint `a` has no room for more calls now
            ");
        }
        let keys = ["sk-1", "sk-2"].map(Into::into).to_vec();
        check([EndpointSettings { keys, ..single("a", &provider) }]).await;
        assert_eq!(provider.requests().len(), 3 + 6);
    }
    let provider = Provider::script([Answer::busy().retry_after("10000000000000000000")]);
    let told = check([single("a", &provider)]).await;
    assert!(told.ends_with("has no room for more calls now"), "{told}");
}

#[tokio::test]
async fn waits_grow_and_differ_and_end() {
    let provider = Provider::answering(|_| Answer::status(500, "the server had an error"));
    let world = World::with([single("a", &provider)]).await;
    let error = world.ask(&prompt()).await.unwrap_err();
    assert_eq!(error.to_string(), "the model endpoint `a` failed: the server had an error");
    let waits = world.timer.waits.lock().unwrap().clone();
    let milliseconds = |low, high| Duration::from_millis(low)..Duration::from_millis(high);
    assert!(milliseconds(300, 601).contains(&waits[0]), "{waits:?}");
    assert!(milliseconds(900, 1_801).contains(&waits[1]), "{waits:?}");
    assert_eq!((waits.len(), provider.requests().len()), (2, 3));
}

#[tokio::test]
async fn a_cut_stream_and_malformed_json_are_asked_again() {
    let provider = Provider::script([
        Answer::breaks_off("SELECT count(*) FROM shops"),
        Answer::malformed(),
        Answer::says("SELECT 1"),
    ]);
    let world = World::with([single("a", &provider)]).await;
    assert_eq!(world.ask(&prompt()).await.unwrap().text, "SELECT 1");
    let outcomes = world.outcomes().await;
    assert_eq!(
        outcomes,
        ["a/large-1 model_unreachable", "a/large-1 model_failed", "a/large-1 answered"]
    );
}

#[tokio::test]
async fn the_smaller_model_stands_in_and_then_the_next_endpoint() {
    let long = || Answer::busy().retry_after("30");
    let provider = Provider::script([long(), Answer::says("SELECT 1")]);
    insta::assert_snapshot!(check([endpoint("groq", Kind::OpenAi, &provider)]).await, @r"
    groq/large-1 model_busy
    groq/small-1 answered
    waits: []
    SELECT 1
    `groq/large-1` has no room for more calls now; `groq/small-1` answered
    ");
    let provider = Provider::script([long(), long()]);
    let next = Provider::script([Answer::says("SELECT 1")]);
    let next = [endpoint("groq", Kind::OpenAi, &provider), single("ollama", &next)];
    insta::assert_snapshot!(check(next).await, @r"
    groq/large-1 model_busy
    groq/small-1 model_busy
    ollama/large-1 answered
    waits: []
    SELECT 1
    `groq` has no room for more calls now; `ollama` answered
    ");
}

#[tokio::test]
async fn an_endpoint_that_is_not_there_is_passed_over() {
    let gone = Provider::script([]);
    let gone_endpoint = endpoint("ollama", Kind::OpenAi, &gone);
    drop(gone);
    let provider = Provider::script([Answer::says("SELECT 1")]);
    let world = World::with([gone_endpoint, single("claude", &provider)]).await;
    let completion = world.ask(&prompt()).await.unwrap();
    assert_eq!(completion.notes, ["`ollama` cannot be reached; `claude` answered"]);
    assert_eq!((completion.endpoint, completion.model), ("claude".into(), "large-1".into()));
}

#[tokio::test]
async fn all_reasons_are_told_when_nobody_answers() {
    let (one, other) = (
        Provider::script([Answer::wrong_key()]),
        Provider::script([Answer::status(404, "no such model")]),
    );
    let world = World::with([endpoint("a", Kind::OpenAi, &one), single("b", &other)]).await;
    insta::assert_snapshot!(world.ask(&prompt()).await.unwrap_err(), @"no language model answered: the model endpoint `a/large-1` does not accept the key; the model endpoint `b/large-1` refuses the prompt: no such model");
    let none = World::with([]).await.ask(&prompt()).await.unwrap_err();
    assert!(matches!(none, ModelError::NoneLeft(_)));
}

#[tokio::test]
async fn the_next_key_is_used_when_one_has_no_room_or_is_not_accepted() {
    let provider = Provider::script([
        Answer::busy().retry_after("30"),
        Answer::wrong_key(),
        Answer::says("SELECT 1"),
        Answer::says("SELECT 2"),
    ]);
    let keys = ["sk-1", "sk-2", "sk-3"].map(Into::into).to_vec();
    let world = World::with([EndpointSettings { keys, ..single("a", &provider) }]).await;
    for _ in 0..2 {
        assert!(world.ask(&prompt()).await.unwrap().notes.is_empty());
    }
    let requests = provider.requests();
    let keys: Vec<&str> = requests.iter().map(|request| request.header("authorization")).collect();
    assert_eq!(keys, ["Bearer sk-1", "Bearer sk-2", "Bearer sk-3", "Bearer sk-3"]);
    assert!(world.timer.waits.lock().unwrap().is_empty());
}

#[tokio::test]
async fn an_endpoint_that_fails_again_and_again_is_left_alone_and_tried_once() {
    let provider = Provider::script((0..5).map(|_| Answer::status(500, "no")));
    let world = World::with([single("a", &provider)]).await;
    for _ in 0..4 {
        world.ask(&prompt()).await.unwrap_err();
    }
    let error = world.ask(&prompt()).await.unwrap_err().to_string();
    assert_eq!(error, "the model endpoint `a` failed: it failed too often of late");
    assert_eq!(provider.requests().len(), 5);
    world.timer.wait(Duration::from_secs(30)).await;
    provider.then([Answer::says("SELECT 1")]);
    let later = Prompt { deadline: prompt().deadline + Duration::from_secs(60), ..prompt() };
    assert_eq!(world.ask(&later).await.unwrap().text, "SELECT 1");
}

#[tokio::test]
async fn what_the_token_limit_cut_at_once_is_not_asked_again_and_not_the_endpoints_fault() {
    let provider = Provider::answering(|_| Answer::cut(""));
    let world = World::with([single("a", &provider)]).await;
    for _ in 0..6 {
        let error = world.ask(&prompt()).await.unwrap_err();
        assert!(matches!(error, ModelError::Unreadable { .. }), "{error}");
    }
    assert_eq!(provider.requests().len(), 6);
}

#[tokio::test]
async fn simple_questions_go_to_the_small_model() {
    let provider = Provider::script([Answer::says("1"), Answer::says("1")]);
    let world = World::with([endpoint("a", Kind::Gemini, &provider)]).await;
    for size in [Size::Small, Size::Large] {
        world.ask(&Prompt { size, ..prompt() }).await.unwrap();
    }
    let models: Vec<String> = provider.requests().iter().map(|request| request.model()).collect();
    assert_eq!(models, ["small-1", "large-1"]);
}
