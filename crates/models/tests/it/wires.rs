//! What is sent, and what is read.

use querist_models::Kind;
use querist_testkit::provider::{Answer, Provider};
use querist_vocabulary::model::Prompt;

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
