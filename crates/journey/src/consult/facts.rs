//! What a model is told of the question and the database.

use querist_offline::Mentions;
use querist_vocabulary::session::Turn;
use serde::Serialize;

use super::{Unanswered, veil::Veil};
use crate::{
    journey::{Journey, Models},
    prompts::{Template, fenced_line},
    route::Posed,
    trip::Trip,
};

/// Turns that are told whole.
const WHOLE_TURNS: usize = 3;

/// Earlier questions that are told in short.
const OLDER_TURNS: usize = 12;

/// The longest part of an earlier question that is told, in characters.
const SHORT: usize = 80;

/// What stands in the templates.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Facts {
    dialect: String,
    dialect_rules: String,
    schema: String,
    values: Vec<String>,
    rules: Vec<String>,
    examples: Vec<Example>,
    older: Vec<String>,
    turns: Vec<Example>,
    /// How a complex question is to be answered.
    pub(super) plan: Option<String>,
    /// Drafts that return different rows.
    pub(super) drafts: Vec<Shown>,
    today: String,
    days: Vec<String>,
    question: String,
}

/// A question with its statement.
#[derive(Debug, Clone, Serialize)]
struct Example {
    question: String,
    sql: Option<String>,
}

/// A draft and what it returns.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Shown {
    /// It.
    pub(super) sql: String,
    /// Its rows in words.
    pub(super) returns: String,
}

impl Journey {
    /// What a model is told: no more than it needs, and no more of the data than it may see.
    pub(super) async fn facts(
        &self,
        models: &Models,
        posed: Posed<'_>,
        veil: &mut Veil<'_>,
        trip: &mut Trip<'_>,
    ) -> Result<Facts, Unanswered> {
        let (context, words) = (posed.context, posed.question.words.as_str());
        let today = self.today(trip);
        let mentions = context.learned.engine.mentions(words, today);
        let question = veil.typed(words, &mentions.values);
        let schema = self.excerpt(models, (words, &mentions), context, &mut *veil).await;
        let capabilities = self.parts.database.capabilities();
        let rules = models.prompts.render(Template::Dialect(capabilities.dialect), &())?;
        let (older, turns) = conversation(&context.turns, veil);
        Ok(Facts {
            dialect: capabilities.name.to_owned(),
            dialect_rules: rules,
            schema,
            values: values(&mentions, veil),
            rules: Vec::new(),
            examples: Vec::new(),
            older,
            turns,
            plan: None,
            drafts: Vec::new(),
            today: today.strftime("%A %Y-%m-%d").to_string(),
            days: mentions.days.iter().map(|day| fenced_line(day)).collect(),
            question,
        })
    }
}

/// Stored values that the question says, each as `column has 'value'`.
fn values(mentions: &Mentions, veil: &mut Veil<'_>) -> Vec<String> {
    let told = mentions.values.iter().filter_map(|one| {
        let value = veil.value(Some(&one.column), &one.value)?;
        Some(format!("{} has '{value}'", fenced_line(&one.column.to_string())))
    });
    told.collect()
}

/// Older questions in short, and the last turns whole.
fn conversation(turns: &[Turn], veil: &mut Veil<'_>) -> (Vec<String>, Vec<Example>) {
    let (older, last) = turns.split_at(turns.len().saturating_sub(WHOLE_TURNS));
    let skipped = older.len().saturating_sub(OLDER_TURNS);
    let short = |turn: &Turn| veil.text(&turn.question).chars().take(SHORT).collect();
    let older = older.iter().skip(skipped).map(short).collect();
    let whole = |turn: &Turn| Example {
        question: veil.text(&turn.question),
        sql: turn.sql.as_deref().map(|sql| veil.text(sql)),
    };
    (older, last.iter().map(whole).collect())
}
