//! Which questions, from which file.

use std::{collections::BTreeMap, fs};

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

/// What is asked, and what is not.
pub(super) struct Chosen {
    /// In the file's order.
    pub(super) questions: Vec<Asked>,
    /// Databases that no fold holds, with how many questions each would have been asked.
    pub(super) in_no_fold: Vec<(String, usize)>,
}

/// Reads the file and takes what the plan asks for.
pub(super) fn read(plan: &Plan) -> Result<Chosen, QueristError> {
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
    let in_fold = |asked: &Asked| {
        plan.folds.as_ref().is_none_or(|folds| folds.weights_for(&asked.db).is_some())
    };
    let (mut questions, others): (Vec<Asked>, Vec<Asked>) =
        read.into_iter().filter(wanted).partition(in_fold);
    questions.truncate(plan.limit.unwrap_or(usize::MAX));
    let mut in_no_fold: BTreeMap<String, usize> = BTreeMap::new();
    others.into_iter().for_each(|asked| *in_no_fold.entry(asked.db).or_default() += 1);
    Ok(Chosen { questions, in_no_fold: in_no_fold.into_iter().collect() })
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
