//! Completions that were said before, and what may be spent.

use std::{collections::BTreeMap, time::Duration};

use jiff::Span;
use querist_models::{Budgets, EndpointSettings, Kind, ModelSettings, Price};
use querist_testkit::provider::{Answer, Provider};
use querist_vocabulary::{
    model::{Prompt, Purpose},
    question::QuestionId,
    store::Store,
};

use super::world::{World, endpoint, prompt, settings, shape};

fn single(provider: &Provider) -> EndpointSettings {
    EndpointSettings { small: None, ..endpoint("a", Kind::OpenAi, provider) }
}

#[tokio::test]
async fn what_was_said_before_is_not_asked_again() {
    let provider = Provider::answering(|_| Answer::says("SELECT 1").by("large-1-2026"));
    let cached = ModelSettings {
        cache_ttl: Some(Duration::from_secs(3_600)),
        ..settings([single(&provider)])
    };
    let world = World::of(cached).await;
    let others = [
        Prompt { scope: "bob".into(), ..prompt() },
        Prompt { shape: Some(shape()), ..prompt() },
        Prompt { purpose: Purpose::Sentence, ..prompt() },
        Prompt { purpose: Purpose::Probe, ..prompt() },
        Prompt { purpose: Purpose::Probe, ..prompt() },
    ];
    assert!(!world.ask(&prompt()).await.unwrap().cached);
    let again = world.ask(&Prompt { question: QuestionId("q2".into()), ..prompt() }).await.unwrap();
    assert_eq!(
        (again.cached, again.text.as_str(), again.usage.prompt_tokens),
        (true, "SELECT 1", 0)
    );
    assert_eq!(again.model, "large-1-2026");
    for other in &others {
        assert!(!world.ask(other).await.unwrap().cached, "{other:?}");
    }
    world.clock.forward(Span::new().hours(1));
    assert!(world.ask(&prompt()).await.unwrap().cached);
    world.clock.forward(Span::new().seconds(1));
    assert!(!world.ask(&prompt()).await.unwrap().cached);
    world.store.forget("model/").await.unwrap();
    assert!(!world.ask(&prompt()).await.unwrap().cached);
    assert_eq!(provider.requests().len(), 8);
}

#[tokio::test]
async fn endpoints_with_a_model_of_one_name_share_no_completion() {
    let trouble = || Answer::status(500, "the server had an error");
    let one = Provider::script([trouble(), trouble(), trouble(), Answer::says("of a")]);
    let other = Provider::script([Answer::says("of b")]);
    let endpoints = [single(&one), EndpointSettings { name: "b".into(), ..single(&other) }];
    let cache_ttl = Some(Duration::from_secs(3_600));
    let world = World::of(ModelSettings { cache_ttl, ..settings(endpoints) }).await;
    let mut told = Vec::new();
    for _ in 0..3 {
        let said = world.ask(&prompt()).await.unwrap();
        told.push(format!("{} says `{}`, cached: {}", said.endpoint, said.text, said.cached));
    }
    insta::assert_snapshot!(told.join("\n"), @r"
    b says `of b`, cached: false
    a says `of a`, cached: false
    a says `of a`, cached: true
    ");
}

#[tokio::test]
async fn what_was_cut_short_is_not_kept() {
    let provider = Provider::script([Answer::cut("SELECT"), Answer::says("SELECT 1")]);
    let cached = ModelSettings {
        cache_ttl: Some(Duration::from_secs(3_600)),
        ..settings([single(&provider)])
    };
    let world = World::of(cached).await;
    assert!(world.ask(&prompt()).await.unwrap().cut);
    assert_eq!(world.ask(&prompt()).await.unwrap().text, "SELECT 1");
}

/// Asks until a budget is spent; tells how often it was answered and what is said then.
async fn check(budgets: Budgets, prompts: &[Prompt]) -> String {
    let provider = Provider::answering(|_| Answer::says("SELECT 1").counting(400, 100));
    let prices =
        BTreeMap::from([("large-1".into(), Price { prompt: 1_000.0, completion: 6_000.0 })]);
    let priced = EndpointSettings { prices, ..single(&provider) };
    let world = World::of(ModelSettings { budgets, ..settings([priced]) }).await;
    let mut told = Vec::new();
    for prompt in prompts {
        told.push(match world.ask(prompt).await {
            Ok(completion) => format!("answered for ${}", completion.cost.unwrap()),
            Err(error) => error.to_string(),
        });
    }
    assert_eq!(provider.requests().len(), world.ledger().await.len());
    told.join("\n")
}

#[tokio::test]
async fn budgets_are_held_before_the_call() {
    let of = |question: &str, actor: &str| Prompt {
        question: QuestionId(question.into()),
        actor: actor.into(),
        ..prompt()
    };
    let three = [of("q1", "ada"), of("q1", "ada"), of("q2", "ada")];
    let tokens = Budgets { tokens_per_question: Some(1_000), ..Budgets::NONE };
    insta::assert_snapshot!(check(tokens, &three).await, @r"
    answered for $1
    the budget of 1,000 tokens a question is spent
    answered for $1
    ");
    let people = [of("q1", "ada"), of("q2", "ada"), of("q3", "bob")];
    let tokens = Budgets { tokens_per_user_day: Some(1_000), ..Budgets::NONE };
    insta::assert_snapshot!(check(tokens, &people).await, @r"
    answered for $1
    the budget of 1,000 tokens a person a day is spent
    answered for $1
    ");
    let dollars = Budgets { dollars_per_day: Some(4.0), ..Budgets::NONE };
    insta::assert_snapshot!(check(dollars, &people).await, @r"
    answered for $1
    the budget of $4 a day is spent
    the budget of $4 a day is spent
    ");
}

#[tokio::test]
async fn calls_under_way_count_as_spent() {
    let provider = Provider::script([Answer::says("SELECT 1").counting(10, 2)]);
    let budgets = Budgets { tokens_per_day: Some(900), ..Budgets::NONE };
    let world = World::of(ModelSettings { budgets, ..settings([single(&provider)]) }).await;
    let prompt = prompt();
    let (one, other) = tokio::join!(world.ask(&prompt), world.ask(&prompt));
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    assert_eq!(provider.requests().len(), 1);
    assert_eq!(world.outcomes().await, ["a/large-1 answered"]);
}

#[tokio::test]
async fn a_new_day_has_a_new_budget() {
    let provider = Provider::answering(|_| Answer::says("SELECT 1").counting(400, 100));
    let budgets = Budgets { tokens_per_day: Some(1_000), ..Budgets::NONE };
    let world = World::of(ModelSettings { budgets, ..settings([single(&provider)]) }).await;
    assert!(world.ask(&prompt()).await.is_ok());
    assert!(world.ask(&prompt()).await.is_err());
    world.clock.forward(Span::new().hours(12));
    assert!(world.ask(&prompt()).await.is_ok());
}

#[tokio::test]
async fn a_price_that_is_not_known_is_said_where_money_is_counted() {
    let provider = Provider::script([Answer::says("SELECT 1")]);
    let budgets = Budgets { dollars_per_day: Some(1.0), ..Budgets::NONE };
    let world = World::of(ModelSettings { budgets, ..settings([single(&provider)]) }).await;
    let notes = world.ask(&prompt()).await.unwrap().notes;
    insta::assert_snapshot!(notes.join("\n"), @"the price of `a/large-1` is not set, so what it costs counts against no budget");
}
