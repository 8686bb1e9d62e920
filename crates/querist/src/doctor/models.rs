//! Whether language models answer.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use querist_models::{EndpointSettings, Models};
use querist_store::SqliteStore;
use querist_vocabulary::{
    error::Coded,
    event::Silence,
    model::{
        Completion, Embedder, Message, ModelError, Prompt, Purpose, Shape, Sight, Size, Speaker,
    },
    question::QuestionId,
};
use serde_json::{Value as Json, json};

use super::{Finding, Severity, finding, good, or_in_memory, serious, warn};
use crate::{EndpointShown, Settings, assembly, embedder};

const TOPIC: &str = "models";

/// How long one endpoint is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// Room for models that think before they answer.
const MOST_TOKENS: u32 = 1_000;

/// Calls each model of each endpoint once.
pub(super) async fn models(settings: &Settings, store: Option<SqliteStore>) -> Vec<Finding> {
    let chosen = &settings.models;
    if chosen.endpoints.is_empty() {
        let none = "none is set; the offline engine answers alone";
        let hint = "`docs/guide/models.md` shows how one is set, such as by `OPENAI_API_KEY`";
        return vec![Finding { hint: Some(hint.into()), ..finding(TOPIC, Severity::Note, none) }];
    }
    let store = match or_in_memory(store).await {
        Ok(store) => Arc::new(store),
        Err(error) => return vec![serious("store", &error)],
    };
    let models = assembly::models(settings, &store);
    let mut findings = Vec::new();
    for (endpoint, shown) in chosen.settings.endpoints.iter().zip(&chosen.endpoints) {
        findings.extend(of_endpoint(&models, endpoint, shown, settings).await);
    }
    match embedder::chosen(settings, &models) {
        Ok(Some(embedder)) => findings.push(embeddings(&*embedder).await),
        Ok(None) => {}
        Err(error) => findings.push(serious(TOPIC, &error)),
    }
    findings
}

async fn of_endpoint(
    models: &Models,
    endpoint: &EndpointSettings,
    shown: &EndpointShown,
    settings: &Settings,
) -> Vec<Finding> {
    if let Some(variable) = shown.missing_key {
        let missing = warn(TOPIC, format!("`{}` has no key", endpoint.name));
        return vec![Finding { hint: Some(format!("set `{variable}`")), ..missing }];
    }
    let (large, small) = (endpoint.model(Size::Large), endpoint.model(Size::Small));
    if large.is_none() {
        let nothing = warn(TOPIC, format!("`{}` has no model", endpoint.name));
        let hint = "give it one with `--model ENDPOINT/MODEL`, or as `large` in `querist.toml`";
        return vec![Finding { hint: Some(hint.into()), ..nothing }];
    }
    let small = small.filter(|small| Some(*small) != large).map(|small| (Size::Small, small));
    let mut findings = Vec::new();
    for (size, model) in large.map(|large| (Size::Large, large)).into_iter().chain(small) {
        findings.push(of_model(models, &endpoint.name, (size, model), settings).await);
    }
    findings
}

async fn of_model(
    models: &Models,
    endpoint: &str,
    (size, model): (Size, &str),
    settings: &Settings,
) -> Finding {
    let name = format!("{endpoint}/{model}");
    let Some(chat) = models.model(endpoint, model) else {
        return warn(TOPIC, format!("`{name}` is not there"));
    };
    let began = Instant::now();
    let answer = chat.complete(&prompt(size, settings), &Silence).await;
    let ms = began.elapsed().as_millis();
    match answer {
        Err(error) => failed(&name, &error),
        Ok(completion) if !is_shaped(&completion) => Finding {
            hint: Some(
                "its JSON is read all the same where there is some; another model may do better"
                    .into(),
            ),
            ..warn(
                TOPIC,
                format!("`{name}` answers in {ms} ms, but not with the JSON that was asked for"),
            )
        },
        Ok(_) if !models.knows_json_schema(endpoint, model) => finding(
            TOPIC,
            Severity::Note,
            format!(
                "`{name}` answers in {ms} ms; it knows no JSON schema, so the prompt alone asks for JSON"
            ),
        ),
        Ok(_) => good(TOPIC, format!("`{name}` answers in {ms} ms, with JSON by schema")),
    }
}

fn failed(name: &str, error: &ModelError) -> Finding {
    Finding { hint: Some(error.hint()), ..warn(TOPIC, format!("`{name}`: {error}")) }
}

async fn embeddings(embedder: &dyn Embedder) -> Finding {
    let (began, space) = (Instant::now(), embedder.space());
    match embedder.embed(&["How many shops are there?".to_owned()]).await {
        Err(error) => failed(&space, &error),
        Ok(vectors) => {
            let (ms, length) = (began.elapsed().as_millis(), vectors.first().map_or(0, Vec::len));
            good(TOPIC, format!("`{space}` gives vectors of {length} numbers in {ms} ms"))
        }
    }
}

fn prompt(size: Size, settings: &Settings) -> Prompt {
    let text = "Answer with this JSON object and nothing else: {\"ready\": true}";
    let schema = json!({
        "type": "object",
        "properties": {"ready": {"type": "boolean"}},
        "required": ["ready"],
        "additionalProperties": false,
    });
    Prompt {
        question: QuestionId("doctor".into()),
        actor: settings.actor.clone(),
        scope: String::new(),
        purpose: Purpose::Probe,
        size,
        sight: Sight::SchemaOnly,
        masked: 0,
        messages: vec![Message { speaker: Speaker::User, text: text.into() }],
        shape: Some(Shape { name: "ready", schema }),
        most_tokens: MOST_TOKENS,
        deadline: Instant::now() + PATIENCE.min(settings.models.patience),
    }
}

fn is_shaped(completion: &Completion) -> bool {
    let json: Json = serde_json::from_str(completion.text.trim()).unwrap_or_default();
    json.get("ready").is_some_and(Json::is_boolean)
}
