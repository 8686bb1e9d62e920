//! Language models against a provider on this machine.

#[cfg(unix)]
use std::process::Command;

use insta::assert_snapshot;
use querist_testkit::provider::{Answer, Provider, Request, Wire};

use crate::world::World;

/// A world whose OpenAI is the provider.
fn world(provider: &Provider) -> World {
    World::new()
        .with("OPENAI_API_KEY", "sk-s3cret")
        .with("OPENAI_BASE_URL", &provider.openai())
        .with("USER", "ada")
}

/// The same with a model for vectors: an address of one's own has none unless it is named.
fn world_with_vectors(provider: &Provider) -> World {
    let world = world(provider);
    let endpoint =
        "[[models.endpoints]]\nname = \"openai\"\nembedding = \"text-embedding-3-small\"\n";
    std::fs::write(world.path("querist.toml"), endpoint).unwrap();
    world
}

/// What a run says, without the port and with no key in it.
fn told(world: &World, provider: &Provider, line: &str) -> String {
    let told = world.run(line);
    assert!(!told.contains("s3cret"), "{told}");
    told.replace(&provider.port().to_string(), "[PORT]")
}

#[test]
fn the_doctor_calls_each_model_and_the_ledger_has_each_call() {
    let provider = Provider::answering(|request: &Request| match request.wire() {
        Some(Wire::Embeddings) => Answer::vectors(vec![vec![0.6, 0.8]]).counting(6, 0),
        _ if request.model() == "gpt-4.1-mini" && request.json.get("response_format").is_some() => {
            Answer::refuses_response_format()
        }
        _ => Answer::says("{\"ready\": true}").counting(30, 5),
    });
    let world = world_with_vectors(&provider);
    let doctor = told(&world, &provider, "doctor --db shop.db");
    let models: Vec<&str> = doctor.lines().filter(|line| line.contains("models")).collect();
    assert_snapshot!(models.join("\n"));
    assert_snapshot!(told(&world, &provider, "ledger"));
    assert_snapshot!(told(&world, &provider, "ledger show 1"));
    let totals = told(&world, &provider, "ledger totals");
    assert!(totals.contains("openai        4 calls, 76 tokens"), "{totals}");
    let json = world.run("ledger list --last 1 --format json");
    assert!(json.contains("\"outcome\": \"answered\"") && !json.contains("s3cret"), "{json}");
    assert_snapshot!(world.run("ledger show 9"), @r"
    exit 1
    --- stderr
    error: no call `9`
    hint: `querist ledger` lists what was sent
    ");
}

#[test]
fn the_doctor_says_why_a_model_does_not_answer() {
    let provider = Provider::answering(|request: &Request| match request.model().as_str() {
        "gpt-4.1" => Answer::status(401, format!("wrong: {}", request.header("authorization"))),
        "gpt-4.1-mini" => Answer::status(404, "The model `gpt-4.1-mini` does not exist"),
        _ => Answer::page(),
    });
    let world = world_with_vectors(&provider);
    let doctor = told(&world, &provider, "doctor --db shop.db");
    let (_, models) = doctor.split_once("warning  models").unwrap();
    assert_snapshot!(models);
    let without = World::new().run("doctor --db shop.db --model anthropic/claude-haiku-4-5");
    assert!(
        without
            .contains("`anthropic` has no key\n                    hint: set `ANTHROPIC_API_KEY`"),
        "{without}"
    );
}

#[cfg(unix)]
#[test]
fn a_call_that_is_stopped_or_killed_stands_in_the_ledger() {
    for (signal, exit, outcome) in
        [("-INT", "exit 130", "cancelled"), ("-KILL", "exit killed", "unfinished")]
    {
        let provider = Provider::answering(|_| Answer::never());
        let world = world(&provider);
        let line = ["ask", "--db", "shop.db", "--policy", "model-first", "which customers paid"];
        let child = world.command(&line).spawn().unwrap();
        while provider.requests().is_empty() {
            std::thread::yield_now();
        }
        let id = child.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
        let ended = world.told(&child.wait_with_output().unwrap());
        assert!(ended.starts_with(exit), "{ended}");
        let ledger = told(&world, &provider, "ledger");
        assert_eq!(ledger.matches(&format!("  {outcome}  ")).count(), 1, "{ledger}");
        let body = told(&world, &provider, "ledger show 1 --format json");
        assert!(body.contains("which customers paid"), "{body}");
    }
}

#[test]
fn the_calls_of_a_suite_stand_in_the_ledger() {
    let provider =
        Provider::answering(|_| Answer::says("{\"sql\": \"SELECT count(*) FROM customers\"}"));
    let world = world(&provider);
    let suite = "cases:\n  - { question: how many customers are there, value: 4 }\n";
    std::fs::write(world.path("shop.suite.yaml"), suite).unwrap();
    let line = "eval shop.suite.yaml --db shop.db --policy model-first";
    let marked = told(&world, &provider, line);
    assert!(marked.contains("1 of 1 case right"), "{marked}");
    let calls = provider.requests().len();
    let ledger = told(&world, &provider, "ledger");
    assert_eq!((ledger.matches("  answered  ").count(), calls > 0), (calls, true), "{ledger}");
}

#[test]
fn a_decline_tells_that_the_model_did_not_answer() {
    let provider = Provider::answering(|_: &Request| Answer::status(401, "no"));
    let world = world(&provider);
    let told = told(&world, &provider, "ask 'what is the weather tomorrow' --db shop.db");
    let note = told.lines().find(|line| line.starts_with("note"));
    assert!(note.is_some_and(|note| note.contains("model")), "{told}");
}

#[test]
fn the_last_calls_are_at_least_one() {
    assert!(World::new().run("ledger list --last 0").starts_with("exit 2"));
}

#[test]
fn settings_show_endpoints_and_no_key() {
    let provider = Provider::script([]);
    let shown = told(&world(&provider), &provider, "config show --policy model-first");
    let models: Vec<&str> = shown
        .lines()
        .filter(|line| line.starts_with("endpoint") || line.starts_with("policy"))
        .collect();
    assert_snapshot!(models.join("\n"), @r"
    policy                  model-first           `--policy`
    endpoint openai  http://127.0.0.1:[PORT]/v1, gpt-4.1, gpt-4.1-mini, 1 key  environment `OPENAI_API_KEY`
    ");
    assert_snapshot!(World::new().run("ledger"), @r"
    exit 0
    --- stderr
    nothing was sent yet
    ");
}
