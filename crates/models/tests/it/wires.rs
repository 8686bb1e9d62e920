//! What is sent, and what is read.

use querist_models::{AuthHeader, Delivery, EndpointSettings, Kind};
use querist_testkit::provider::{Answer, Provider, Request};
use querist_vocabulary::model::{Completion, ModelError, Prompt};

use super::world::{Ear, World, endpoint, prompt, shape};

/// The request to each provider, as it goes over the wire.
async fn check(kind: Kind, prompt: Prompt) -> String {
    let provider = Provider::script([Answer::says("{\"sql\": \"SELECT 1\"}").counting(40, 7)]);
    let world = World::with([endpoint("it", kind, &provider)]).await;
    let ear = Ear::default();
    let completion = world.models.chat().complete(&prompt, &ear).await.unwrap();
    assert_eq!(completion.text, "{\"sql\": \"SELECT 1\"}");
    assert_eq!((completion.usage.prompt_tokens, completion.usage.completion_tokens), (40, 7));
    let pieces = ear.0.into_inner().unwrap();
    assert!(pieces.len() > 1, "it is streamed");
    assert_eq!(pieces.concat(), completion.text);
    let request = provider.requests().remove(0);
    let mut told = format!("POST {}\n", request.path);
    for (name, value) in request.headers.iter().filter(|(name, _)| *name != "host") {
        told += &format!("{name}: {value}\n");
    }
    format!("{told}\n{:#}", request.json)
}

#[tokio::test]
async fn openai() {
    let shaped = Prompt { shape: Some(shape()), ..prompt() };
    insta::assert_snapshot!(check(Kind::OpenAi, shaped).await);
}

#[tokio::test]
async fn anthropic() {
    let shaped = Prompt { shape: Some(shape()), ..prompt() };
    insta::assert_snapshot!(check(Kind::Anthropic, shaped).await);
}

#[tokio::test]
async fn gemini() {
    let shaped = Prompt { shape: Some(shape()), ..prompt() };
    insta::assert_snapshot!(check(Kind::Gemini, shaped).await);
}

/// What comes of answers, each streamed and whole, from each provider; what all say alike stands
/// there once.
async fn read(answers: &[(&str, Answer)]) -> String {
    let mut told = String::new();
    for (name, answer) in answers {
        let mut all = Vec::new();
        for (kind, delivery) in everything() {
            let answer = answer.clone();
            let provider = Provider::answering(move |_| answer.clone());
            let one = EndpointSettings { delivery, small: None, ..endpoint("it", kind, &provider) };
            let world = World::with([one]).await;
            all.push(words(&world.ask(&prompt()).await));
        }
        all.sort();
        all.dedup();
        told += &format!("{name}\n    {}\n", all.join("\n    "));
    }
    told
}

fn everything() -> impl Iterator<Item = (Kind, Delivery)> {
    let both = [Delivery::Streamed, Delivery::Whole];
    Kind::ALL.into_iter().flat_map(move |kind| both.map(|delivery| (kind, delivery)))
}

fn words(completion: &Result<Completion, ModelError>) -> String {
    match completion {
        Ok(completion) => {
            let Completion { text, model, usage, cut, .. } = completion;
            let (sent, back) = (usage.prompt_tokens, usage.completion_tokens);
            format!("{model}: {text} ({sent} + {back}, cut: {cut})")
        }
        Err(error) => error.to_string(),
    }
}

#[tokio::test]
async fn all_wires_say_the_same() {
    let call = Answer::calls("draft", serde_json::json!({"sql": "SELECT 1"}));
    let answers = [
        ("says", Answer::says("SELECT 'é…'").by("large-1-2026").counting(9, 3)),
        ("cut by the limit", Answer::cut("SELECT").counting(9, 500)),
        ("calls a tool unasked", call.counting(9, 3)),
        ("against the rules", Answer::against_the_rules()),
        ("nobody", Answer::nobody()),
        ("a page", Answer::page()),
        ("malformed", Answer::malformed()),
        ("blank", Answer::says(" \n")),
        ("cut at once", Answer::cut("")),
        ("breaks off", Answer::breaks_off("SELECT 1 FROM shops")),
        ("500", Answer::status(500, "the server had an error")),
        ("503", Answer::status(503, "overloaded")),
        ("401", Answer::wrong_key()),
        ("400 of a wrong key", Answer::status(400, "API key not valid")),
        ("429", Answer::busy()),
        ("404", Answer::status(404, "no such model")),
        ("302", Answer::status(302, "moved")),
    ];
    insta::assert_snapshot!(read(&answers).await);
}

#[tokio::test]
async fn tokens_that_no_call_can_have_are_estimated() {
    for (kind, delivery) in everything() {
        let answer = Answer::says("SELECT 1").counting(u64::MAX / 2, u64::MAX / 2);
        let provider = Provider::script([answer]);
        let one = EndpointSettings { delivery, ..endpoint("it", kind, &provider) };
        let usage = World::with([one]).await.ask(&prompt()).await.unwrap().usage;
        assert!(usage.prompt_tokens < 1_000 && usage.completion_tokens < 10, "{kind:?} {usage:?}");
    }
}

#[tokio::test]
async fn what_an_endpoint_does_not_know_is_left_out_and_not_sent_again() {
    let refusals = [
        "`response_format` of type json_schema is not supported",
        "Unknown parameter: stream_options",
        "'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead",
        "'temperature' does not support 0 with this model",
    ];
    let refusals = refusals.map(|message| Answer::status(400, message));
    let provider = Provider::script(refusals);
    provider.then([Answer::says("{}"), Answer::says("{}")]);
    let world = World::with([endpoint("it", Kind::OpenAi, &provider)]).await;
    let shaped = Prompt { shape: Some(shape()), ..prompt() };
    for _ in 0..2 {
        assert_eq!(world.ask(&shaped).await.unwrap().notes, [""; 0]);
    }
    let names = |request: &Request| {
        let body = request.json.as_object().unwrap();
        body.keys().filter(|name| *name != "messages").cloned().collect::<Vec<_>>().join(" ")
    };
    let requests: Vec<String> = provider.requests().iter().map(names).collect();
    insta::assert_snapshot!(requests.join("\n"), @r"
    model response_format temperature stream_options max_tokens stream
    model temperature stream_options max_tokens stream
    model temperature max_tokens stream
    model temperature max_completion_tokens stream
    model max_completion_tokens stream
    model max_completion_tokens stream
    ");
    assert!(world.timer.waits.lock().unwrap().is_empty());
}

#[tokio::test]
async fn headers_and_keys_go_where_the_settings_say() {
    let provider = Provider::script([Answer::says("1"), Answer::says("1")]);
    let header = |scheme: &str| AuthHeader { name: "x-litellm-key".into(), scheme: scheme.into() };
    for scheme in ["", "Bearer"] {
        let gateway = EndpointSettings {
            auth_header: Some(header(scheme)),
            headers: vec![("x-team".into(), "shops".into())],
            ..endpoint("gateway", Kind::OpenAi, &provider)
        };
        World::with([gateway]).await.ask(&prompt()).await.unwrap();
    }
    let sent = provider.requests();
    let sent: Vec<&str> = sent.iter().map(|request| request.header("x-litellm-key")).collect();
    assert_eq!(sent, ["sk-one", "Bearer sk-one"]);
    let request = provider.requests().remove(0);
    assert_eq!((request.header("x-team"), request.header("authorization")), ("shops", ""));
}

#[tokio::test]
async fn texts_become_vectors_of_length_one() {
    let vectors = |request: &Request| {
        let texts = request.json["input"].as_array().unwrap().len();
        Answer::vectors(vec![vec![3.0, 4.0]; texts]).counting(5, 0)
    };
    let provider = Provider::answering(vectors);
    let one = EndpointSettings {
        embedding: Some("vectors-1".into()),
        ..endpoint("it", Kind::OpenAi, &provider)
    };
    let world = World::with([one]).await;
    let embedder = world.models.embedder().unwrap();
    let texts: Vec<String> = (0..130).map(|number| format!("text {number}")).collect();
    assert_eq!(embedder.embed(&texts).await.unwrap(), vec![vec![0.6, 0.8]; 130]);
    assert_eq!(embedder.space(), "vectors-1@127.0.0.1");
    let requests = provider.requests();
    assert_eq!(requests.len(), 2);
    insta::assert_snapshot!(format!("{} {}", requests[1].path, requests[1].body), @r#"/v1/embeddings {"model":"vectors-1","input":["text 128","text 129"],"encoding_format":"float"}"#);
    let calls = world.ledger().await;
    assert!(calls.iter().all(|sent| sent.purpose.is_none() && sent.usage.prompt_tokens == 5));
    assert_eq!(calls[1].body, requests[1].body);
}

#[tokio::test]
async fn vectors_that_do_not_fit_are_refused() {
    for wrong in [vec![vec![1.0]], vec![vec![1.0], vec![1.0, 0.0]], vec![vec![1.0], vec![0.0]]] {
        let provider = Provider::answering(move |_| Answer::vectors(wrong.clone()));
        let one = EndpointSettings {
            embedding: Some("vectors-1".into()),
            ..endpoint("it", Kind::OpenAi, &provider)
        };
        let world = World::with([one]).await;
        let texts = ["a".to_owned(), "b".to_owned()];
        let error = world.models.embedder().unwrap().embed(&texts).await.unwrap_err();
        assert!(matches!(error, ModelError::Unreadable { .. }), "{error}");
    }
}
