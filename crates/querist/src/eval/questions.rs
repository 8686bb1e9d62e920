//! Which questions, from which file.

use std::fs;

use serde_json::{Map, Value as Json};

use super::Plan;
use crate::QueristError;

/// A question with its right SQL.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Asked {
    pub(super) id: Json,
    pub(super) db: String,
    pub(super) question: String,
    /// The right SQL; further right SQL after it.
    pub(super) gold: Vec<String>,
}

/// Reads the file and takes what the plan asks for, in the file's order.
pub(super) fn read(plan: &Plan) -> Result<Vec<Asked>, QueristError> {
    let file = &plan.questions;
    let text = fs::read_to_string(file).map_err(|error| QueristError::cannot_read(file, &error))?;
    let trouble = |reason: String| QueristError::File {
        verb: "read the questions in",
        file: file.clone(),
        reason,
    };
    let all: Vec<Map<String, Json>> =
        serde_json::from_str(&text).map_err(|error| trouble(error.to_string()))?;
    let read = all.iter().enumerate().map(|(position, fields)| {
        question(position, fields, &plan.field)
            .map_err(|name| trouble(format!("question {position} has no text `{name}`")))
    });
    let read: Vec<Asked> = read.collect::<Result<_, _>>()?;
    let wanted = |asked: &Asked| {
        (plan.only.is_empty() || plan.only.contains(&asked.db)) && !plan.without.contains(&asked.db)
    };
    Ok(read.into_iter().filter(wanted).take(plan.limit.unwrap_or(usize::MAX)).collect())
}

/// The question, or the name of the field that is missing. Without an `id`, its position is one.
fn question<'a>(
    position: usize,
    fields: &Map<String, Json>,
    words: &'a str,
) -> Result<Asked, &'a str> {
    let text = |name: &'a str| fields.get(name).and_then(Json::as_str).ok_or(name);
    let also = fields.get("also").and_then(Json::as_array).into_iter().flatten();
    let also = also.filter_map(Json::as_str).map(str::to_owned);
    Ok(Asked {
        id: fields.get("id").cloned().unwrap_or_else(|| position.into()),
        db: text("db")?.to_owned(),
        question: text(words)?.to_owned(),
        gold: std::iter::once(text("sql")?.to_owned()).chain(also).collect(),
    })
}
