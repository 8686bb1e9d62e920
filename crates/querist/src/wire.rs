//! Answers and problems as JSON, for programs.
//!
//! One object for any outcome, the same at every door. Parts that a reply does not have are absent,
//! never null; a NULL in a row is null.

use querist_journey::Gaps;
use querist_vocabulary::{
    answer::{Answer, Call, Clarification, Decline, Metadata, Outcome, Reply},
    error::Coded,
    reading::{Mapping, Reading, Translator},
    refusal::Refusal,
    schema::{ColumnName, TableName},
};
use serde_json::{Map, Value as Json, json};

type Object = Map<String, Json>;

/// The object of `ask --format json`.
///
/// Always there: `outcome` (`answer`, `clarify`, `decline`, `refuse`), `session`, `question`,
/// `execution_time` (seconds) and `metadata` (`translator`: `offline`, `model`, `lesson` or `person`,
/// `timings` in milliseconds by phase, `database`, `warnings`; where language models were asked, `model_calls`). `response` is the sentence of an answer, or why there is none.
#[must_use]
pub fn reply(reply: &Reply) -> Json {
    let mut object = Object::new();
    put(&mut object, "outcome", word(&reply.outcome));
    put(&mut object, "session", reply.session.0.as_str());
    put(&mut object, "question", reply.question.as_str());
    match &reply.outcome {
        Outcome::Answer(answer) => put_answer(&mut object, answer),
        Outcome::Clarify(clarification) => put_clarification(&mut object, clarification),
        Outcome::Decline(decline) => put_decline(&mut object, decline),
        Outcome::Refuse(refusal) => put_refusal(&mut object, refusal),
    }
    put(&mut object, "execution_time", rounded(reply.metadata.seconds, 6));
    put(&mut object, "metadata", metadata(&reply.metadata));
    Json::Object(object)
}

/// What is not known of the stored values: `some`, columns of which only some are known and why (`not_read_yet`,
/// `too_many`), and `none`, tables of which none are (`not_read_yet`, `too_slow`).
#[must_use]
pub fn gaps(gaps: &Gaps) -> Json {
    let columns = |columns: &[ColumnName], why: &str| {
        let one = |c: &ColumnName| json!({ "table": c.table, "column": c.column, "why": why });
        columns.iter().map(one).collect::<Vec<_>>()
    };
    let tables = |tables: &[TableName], why: &str| {
        tables.iter().map(|table| json!({ "table": table, "why": why })).collect::<Vec<_>>()
    };
    let some = [columns(&gaps.begun, "not_read_yet"), columns(&gaps.cut, "too_many")].concat();
    let none = [tables(&gaps.waiting, "not_read_yet"), tables(&gaps.costly, "too_slow")].concat();
    json!({ "some": some, "none": none })
}

/// The object that stands for an error: `code`, `message`, `hint`.
#[must_use]
pub fn problem(error: &dyn Coded) -> Json {
    json!({
        "code": error.code().word(),
        "message": error.to_string(),
        "hint": error.hint(),
    })
}

/// The word for an outcome.
#[must_use]
pub fn word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Answer(_) => "answer",
        Outcome::Clarify(_) => "clarify",
        Outcome::Decline(_) => "decline",
        Outcome::Refuse(_) => "refuse",
    }
}

fn put_answer(object: &mut Object, answer: &Answer) {
    if let Some(reading) = &answer.reading {
        put(object, "reading", reading.as_str());
        put(object, "explanation", answer.explanation.iter().map(mapping).collect::<Json>());
    }
    put(object, "sql_query", answer.query.get().unlimited.as_str());
    put_table(object, answer);
    put(object, "response", answer.sentence.as_str());
    put_some(object, "visualization", answer.chart.as_ref().map(|chart| chart.vega_lite.clone()));
    let insights = answer.insights.iter().map(|insight| insight.sentence.as_str());
    put(object, "key_insights", insights.collect::<Json>());
    put(object, "follow_ups", answer.follow_ups.as_slice());
    let confidence = answer.confidence.map(|confidence| rounded(confidence, 4));
    put_some(object, "confidence_score", confidence);
}

fn put_table(object: &mut Object, answer: &Answer) {
    let table = &answer.result;
    let columns = table.columns.iter();
    let columns = columns.map(|column| json!({"name": column.name, "type": column.kind.word()}));
    let rows = table.rows.iter().map(|row| row.iter().map(|value| value.to_json()).collect());
    put(object, "columns", columns.collect::<Vec<_>>());
    put(object, "rows", rows.collect::<Vec<Json>>());
    put(object, "row_count", table.rows.len());
    put(object, "truncated", table.cut.is_some());
}

fn put_clarification(object: &mut Object, clarification: &Clarification) {
    let choices = clarification.choices.iter().map(|choice| {
        let Reading { restatement, confidence, .. } = &choice.reading;
        json!({"reading": restatement, "sql": choice.sql, "confidence": rounded(*confidence, 4)})
    });
    let choices: Vec<Json> = choices.collect();
    put(object, "clarification", json!({"question": clarification.question, "choices": choices}));
}

fn put_decline(object: &mut Object, decline: &Decline) {
    put(object, "response", decline.reason.as_str());
    put(object, "follow_ups", decline.suggestions.as_slice());
}

fn put_refusal(reply: &mut Object, refusal: &Refusal) {
    let mut object = Object::new();
    put(&mut object, "rule", refusal.rule.word());
    let place = refusal.place.as_ref();
    let place =
        place.map(|place| json!({"line": place.line, "column": place.column, "near": place.near}));
    put_some(&mut object, "place", place);
    put(&mut object, "hint", refusal.hint.as_str());
    put(reply, "response", refusal.message.as_str());
    put(reply, "refusal", Json::Object(object));
}

fn metadata(metadata: &Metadata) -> Json {
    let timings = metadata.timings.iter();
    let timings: Object =
        timings.map(|(phase, ms)| ((*phase).to_owned(), Json::from(rounded(*ms, 3)))).collect();
    let mut object = Object::new();
    put(&mut object, "translator", metadata.translator.word());
    if let Translator::Model(model) = &metadata.translator {
        put(&mut object, "model", model.as_str());
    }
    if !metadata.calls.is_empty() {
        put(&mut object, "model_calls", metadata.calls.iter().map(call).collect::<Json>());
    }
    put(&mut object, "timings", timings);
    put(&mut object, "database", metadata.database.as_str());
    put(&mut object, "warnings", metadata.warnings.as_slice());
    Json::Object(object)
}

fn call(call: &Call) -> Json {
    let mut object = Object::new();
    put(&mut object, "purpose", call.purpose.word());
    put(&mut object, "endpoint", call.endpoint.as_str());
    put(&mut object, "model", call.model.as_str());
    put(&mut object, "prompt_tokens", call.usage.prompt_tokens);
    put(&mut object, "completion_tokens", call.usage.completion_tokens);
    put_some(&mut object, "cost", call.cost);
    put(&mut object, "cached", call.cached);
    put(&mut object, "milliseconds", rounded(call.ms, 3));
    Json::Object(object)
}

fn mapping(mapping: &Mapping) -> Json {
    json!({"phrase": mapping.phrase, "part": mapping.part, "sql": mapping.sql})
}

/// Digits beyond what was measured help nobody.
fn rounded(number: f64, digits: i32) -> f64 {
    let scale = 10f64.powi(digits);
    (number * scale).round() / scale
}

fn put(object: &mut Object, name: &str, value: impl Into<Json>) {
    object.insert(name.to_owned(), value.into());
}

fn put_some(object: &mut Object, name: &str, value: Option<impl Into<Json>>) {
    if let Some(value) = value {
        put(object, name, value);
    }
}
