//! Keys stay where they belong.

use querist_models::{EndpointSettings, Kind};
use querist_testkit::provider::{Answer, Provider, Request};
use querist_vocabulary::model::{Message, Prompt, Speaker};

use super::world::{World, endpoint, prompt, settings};

const KEY: &str = "sk-one";
const TOKEN: &str = "header-s3cret";

/// A provider that tells the caller's secrets in its errors.
fn tattler(status: u16) -> Provider {
    Provider::answering(move |request: &Request| {
        let headers: Vec<&str> = request.headers.values().map(String::as_str).collect();
        Answer::status(status, format!("no: {}", headers.join(" and ")))
    })
}

#[tokio::test]
async fn a_key_is_told_nowhere_not_even_when_the_provider_echoes_it() {
    for (kind, status) in
        Kind::ALL.into_iter().flat_map(|kind| [400, 401, 404, 500].map(|status| (kind, status)))
    {
        let provider = tattler(status);
        let one = EndpointSettings {
            headers: vec![("x-token".into(), TOKEN.into())],
            ..endpoint("a", kind, &provider)
        };
        let told = format!("{one:?} {:?}", settings([one.clone()]));
        let world = World::with([one]).await;
        let pasted = Message { speaker: Speaker::User, text: format!("my key is {KEY}") };
        let error = world.ask(&Prompt { messages: vec![pasted], ..prompt() }).await.unwrap_err();
        let ledger = world.ledger().await;
        assert!(provider.requests()[0].body.contains(KEY), "the test sends it");
        assert!(ledger[0].body.contains("my key is ***"), "{ledger:?}");
        for text in [told, error.to_string(), format!("{error:?}"), format!("{ledger:?}")] {
            assert!(!text.contains(KEY) && !text.contains(TOKEN), "{text}");
        }
    }
}

#[tokio::test]
async fn the_ledger_has_the_exact_bytes() {
    let provider = Provider::script([Answer::says("1")]);
    let headers = [("x-retry", "3"), ("x-team", "shops"), ("x-token", TOKEN)];
    let headers = headers.map(|(name, value)| (name.into(), value.into())).to_vec();
    let world =
        World::with([EndpointSettings { headers, ..endpoint("a", Kind::OpenAi, &provider) }]);
    let world = world.await;
    let text = "Which 3 shops sold more than 333 shirts?".into();
    let asked = Message { speaker: Speaker::User, text };
    world.ask(&Prompt { messages: vec![asked], ..prompt() }).await.unwrap();
    assert_eq!(world.ledger().await[0].body, provider.requests()[0].body);
}

#[tokio::test]
async fn an_address_in_the_ledger_has_no_user_and_no_query() {
    let provider = Provider::script([Answer::says("1")]);
    let mut base = provider.gemini().parse::<url::Url>().unwrap();
    base.set_username("ada").unwrap();
    base.set_password(Some("s3cret")).unwrap();
    let one = EndpointSettings { base_url: base, ..endpoint("a", Kind::Gemini, &provider) };
    let told = format!("{one:?}");
    let world = World::with([one]).await;
    world.ask(&prompt()).await.unwrap();
    let port = provider.port();
    let expected = format!("http://127.0.0.1:{port}/v1beta/models/large-1:streamGenerateContent");
    assert_eq!(world.ledger().await[0].address, expected);
    assert!(!told.contains("s3cret"), "{told}");
}
