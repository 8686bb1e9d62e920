//! What a model is told of the question and the database.

use jiff::civil::Date;
use querist_offline::Mentions;
use querist_vocabulary::{lessons::Teaching, schema::TableName, session::Turn};
use serde::Serialize;

use super::{Unanswered, veil::Veil};
use crate::{
    gather::{Asked, Context, named},
    journey::{Journey, Models},
    prompts::{Template, fenced_line},
    route::Posed,
    trip::Trip,
};

/// Confirmed examples that are told.
const MOST_EXAMPLES: usize = 3;

/// Taught rules that are told.
const MOST_RULES: usize = 12;

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
        // Whom they name is masked in the schema's samples, too.
        let (older, turns) = self.turns_told(context, today, veil);
        let examples = self.examples(words, context, today, veil);
        let asked = Asked {
            words,
            told: &question,
            mentions: &mentions,
            until: trip.until(models.patience),
        };
        let pack = self.excerpt(models, asked, context, &mut *veil).await;
        let capabilities = self.parts.database.capabilities();
        let rules = models.prompts.render(Template::Dialect(capabilities.dialect), &())?;
        Ok(Facts {
            dialect: capabilities.name.to_owned(),
            dialect_rules: rules,
            rules: self.rules(context, &pack.tables, today, veil),
            examples,
            schema: pack.text,
            values: values(&mentions, veil),
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

impl Journey {
    /// Confirmed examples like the question, as far as what they read may be read.
    fn examples(
        &self,
        words: &str,
        context: &Context,
        today: Date,
        veil: &mut Veil<'_>,
    ) -> Vec<Example> {
        let similar = context.taught.similar(words, MOST_EXAMPLES).into_iter();
        let told = similar.filter_map(|similar| match &similar.lesson.teaching {
            Teaching::Example { question, sql } => {
                let example = self.example_told(question, Some(sql), (context, today), veil);
                example.sql.is_some().then_some(example)
            }
            Teaching::Rule { .. } => None,
        });
        told.collect()
    }

    /// A question with its statement, where that may still be read.
    fn example_told(
        &self,
        question: &str,
        sql: Option<&str>,
        (context, today): (&Context, Date),
        veil: &mut Veil<'_>,
    ) -> Example {
        let told = said(question, context, today, veil);
        let proven = sql.and_then(|sql| self.proven(sql, &context.schema, self.parts.limits).ok());
        let sql = proven.and_then(|query| veil.sql(query.get(), question));
        Example { question: told, sql }
    }

    /// Older questions in short, and the last turns whole; none about what may not be read any more.
    fn turns_told(
        &self,
        context: &Context,
        today: Date,
        veil: &mut Veil<'_>,
    ) -> (Vec<String>, Vec<Example>) {
        let may_be_read = |turn: &&Turn| {
            let sql = turn.sql.as_deref();
            sql.is_none_or(|sql| self.proven(sql, &context.schema, self.parts.limits).is_ok())
        };
        let skipped = context.turns.len().saturating_sub(OLDER_TURNS + WHOLE_TURNS);
        let turns: Vec<&Turn> = context.turns.iter().skip(skipped).filter(may_be_read).collect();
        let (older, last) = turns.split_at(turns.len().saturating_sub(WHOLE_TURNS));
        let short =
            |turn: &&Turn| said(&turn.question, context, today, veil).chars().take(SHORT).collect();
        let older = older.iter().map(short).collect();
        let whole = |turn: &&Turn| {
            self.example_told(&turn.question, turn.sql.as_deref(), (context, today), veil)
        };
        (older, last.iter().map(whole).collect())
    }

    /// What people say of the tables that are shown: usual filters, named figures, rules.
    fn rules(
        &self,
        context: &Context,
        tables: &[TableName],
        today: Date,
        veil: &mut Veil<'_>,
    ) -> Vec<String> {
        let knowledge = &self.parts.knowledge;
        let shown =
            |name: &str| named(&context.schema, name).is_some_and(|name| tables.contains(&name));
        let mut rules = Vec::new();
        for (table, meaning) in knowledge.tables.iter().filter(|(table, _)| shown(table)) {
            rules.extend(meaning.default_filter.as_ref().map(|filter| {
                let unless = match meaning.default_filter_unless.as_slice() {
                    [] => String::new(),
                    words => format!(", unless the question says: {}", words.join(", ")),
                };
                format!("rows of {table} usually count where {filter}{unless}")
            }));
        }
        for measure in knowledge.measures.iter().filter(|measure| shown(&measure.table)) {
            let names = std::iter::once(&measure.name).chain(&measure.synonyms);
            let names = names.map(String::as_str).collect::<Vec<_>>().join(", ");
            rules.push(format!("{names}: {} over {}", measure.expression, measure.table));
        }
        let taught = context.taught.rules(tables).map(|rule| rule.teaching.words().to_owned());
        rules.extend(taught.take(MOST_RULES));
        rules.iter().map(|rule| said(rule, context, today, veil)).collect()
    }
}

/// What a person wrote, with the stored values that it says.
pub(super) fn said(words: &str, context: &Context, today: Date, veil: &mut Veil<'_>) -> String {
    veil.typed(words, &context.learned.engine.mentions(words, today).values)
}

/// Stored values that the question says, each as `column has 'value'`.
fn values(mentions: &Mentions, veil: &mut Veil<'_>) -> Vec<String> {
    let mut told = Vec::new();
    for one in &mentions.values {
        let Some(value) = veil.value(Some(&one.column), &one.value) else { continue };
        let line = format!("{} has '{value}'", fenced_line(&one.column.to_string()));
        // Several stored values can have one mark.
        if !told.contains(&line) {
            told.push(line);
        }
    }
    told
}
