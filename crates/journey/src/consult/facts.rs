//! What a model is told of the question and the database.

use querist_offline::Mentions;
use querist_vocabulary::{model::Sight, session::Turn};
use serde::Serialize;

use crate::{
    consult::Unanswered,
    gather::Excerpt,
    journey::{Journey, Models},
    prompts::{Template, fenced, fenced_line},
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
        trip: &mut Trip<'_>,
    ) -> Result<Facts, Unanswered> {
        let context = posed.context;
        let today = self.today(trip);
        let mentions = context.learned.engine.mentions(&posed.question.words, today);
        let Excerpt { schema, .. } = self.excerpt(models, posed, &mentions).await?;
        let dialect = self.parts.database.capabilities().dialect;
        let rules = models.prompts.render(Template::Dialect(dialect), &())?;
        let (older, turns) = conversation(&context.turns);
        Ok(Facts {
            dialect: self.parts.database.capabilities().name.to_owned(),
            dialect_rules: rules,
            schema,
            values: values(&mentions, models.sight),
            rules: Vec::new(),
            examples: Vec::new(),
            older,
            turns,
            plan: None,
            drafts: Vec::new(),
            today: today.strftime("%A %Y-%m-%d").to_string(),
            days: mentions.days.iter().map(|day| fenced_line(day)).collect(),
            question: fenced_line(&posed.question.words),
        })
    }
}

/// Stored values that the question says, each as `column: 'value'`.
fn values(mentions: &Mentions, sight: Sight) -> Vec<String> {
    if sight == Sight::SchemaOnly {
        return Vec::new();
    }
    let told = mentions.values.iter();
    told.map(|one| fenced_line(&format!("{} has '{}'", one.column, one.value))).collect()
}

/// Older questions in short, and the last turns whole.
fn conversation(turns: &[Turn]) -> (Vec<String>, Vec<Example>) {
    let (older, last) = turns.split_at(turns.len().saturating_sub(WHOLE_TURNS));
    let short = |turn: &Turn| fenced_line(&turn.question).chars().take(SHORT).collect();
    let skipped = older.len().saturating_sub(OLDER_TURNS);
    let whole = |turn: &Turn| Example {
        question: fenced_line(&turn.question),
        sql: turn.sql.as_deref().map(fenced),
    };
    (older.iter().skip(skipped).map(short).collect(), last.iter().map(whole).collect())
}
