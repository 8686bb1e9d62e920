//! The part of the schema that a question is about, as a model reads it.

use std::{cell::RefCell, error::Error};

use querist_offline::Mentions;
use querist_retrieval::{
    Catalogue, Entry, Key, LeftOut, Matched, Near, Note, Pack, Search, Show, Sources, Values,
};
use querist_vocabulary::{
    knowledge::Rule,
    schema::{ColumnName, Schema, TableName},
    value::Value,
};

use crate::{
    consult::Veil,
    gather::{Context, hidden::open, taught::named},
    journey::{Journey, Models},
};

/// Entries of the catalogue that are looked at by their vectors.
const NEAR: usize = 40;

/// Confirmed examples whose tables are looked at first.
const SIMILAR: usize = 2;

/// The most tokens of the schema's text: what 1,500 leave beside the instructions and the question.
const BUDGET: usize = 1_000;

impl Journey {
    /// The part of the schema that a question is about, without what may not be read.
    pub(crate) async fn excerpt(
        &self,
        models: &Models,
        (question, mentions): (&str, &Mentions),
        context: &Context,
        veil: &mut Veil<'_>,
    ) -> Pack {
        let catalogue = context.learned.catalogue.get_or_init(|| self.catalogued(context));
        let matched = mentions
            .values
            .iter()
            .map(|one| Matched { column: one.column.clone(), value: one.value.to_string() });
        let matched: Vec<Matched> = matched.collect();
        let recent = self.recent(question, context);
        let search = Search { question, values: &matched, near: &[], recent: &recent };
        let whole = packed(catalogue, search, veil);
        if whole.left_out == LeftOut::default() {
            return whole;
        }
        // Only what does not fit has to be searched by meaning, which may cost a call.
        let (catalogue, near) = self.by_meaning(models, question, context).await;
        packed(catalogue, Search { near: &near, ..search }, veil)
    }

    /// The catalogue with its vectors, made ready once, and the entries near the question's.
    async fn by_meaning<'c>(
        &self,
        models: &Models,
        question: &str,
        context: &'c Context,
    ) -> (&'c Catalogue, Vec<Near>) {
        let embedded = || async {
            let catalogue = self.catalogued(context);
            // Words alone find nearly as much: no question fails where an embedder does not answer.
            match self.embedded(models, &catalogue).await {
                Ok(Some(vectors)) => catalogue.with_vectors(&vectors),
                Ok(None) => catalogue,
                Err(error) => {
                    tracing::warn!(%error, "the schema is searched by words alone");
                    catalogue
                }
            }
        };
        let catalogue = context.learned.embedded.get_or_init(embedded).await;
        (catalogue, self.near(catalogue, models, question).await)
    }

    /// What can be found in the schema.
    fn catalogued(&self, context: &Context) -> Catalogue {
        let Context { schema, learned, .. } = context;
        let tables = schema.tables.iter().filter_map(|table| open(table, &self.parts.access));
        let open = Schema { tables: tables.collect(), ..(**schema).clone() };
        Catalogue::new(Sources {
            schema: &open,
            profile: &learned.profile,
            knowledge: &self.parts.knowledge,
            joins: &[],
            notes: &self.notes(schema),
        })
    }

    /// The vectors of the catalogue's texts; none where the store keeps them and compares them itself.
    async fn embedded(
        &self,
        models: &Models,
        catalogue: &Catalogue,
    ) -> Result<Option<Vec<Vec<f32>>>, Box<dyn Error + Send + Sync>> {
        let entries = catalogue.entries();
        let Some(kept) = &models.vectors else {
            let texts: Vec<String> = entries.iter().map(|entry| entry.text.clone()).collect();
            return Ok(Some(models.embedder.embed(&texts).await?));
        };
        let space = self.space(models);
        let keys: Vec<String> = entries.iter().map(|entry| entry.key.to_string()).collect();
        let known = kept.kept(&space, &keys).await?;
        let missing = entries.iter().zip(&known).filter(|(_, known)| known.is_none());
        let missing: Vec<&Entry> = missing.map(|(entry, _)| entry).collect();
        let texts: Vec<String> = missing.iter().map(|entry| entry.text.clone()).collect();
        if !texts.is_empty() {
            let vectors = models.embedder.embed(&texts).await?;
            let made = missing.iter().map(|entry| entry.key.to_string()).zip(vectors);
            kept.keep(&space, &made.collect::<Vec<_>>()).await?;
        }
        kept.keep_only(&space, &keys).await?;
        Ok(None)
    }

    /// The entries whose vectors are near the question's.
    async fn near(&self, catalogue: &Catalogue, models: &Models, question: &str) -> Vec<Near> {
        let embedded = models.embedder.embed(&[question.to_owned()]).await;
        let Ok([vector]) = embedded.as_deref() else { return Vec::new() };
        let Some(kept) = &models.vectors else { return catalogue.near(vector, NEAR) };
        let near = kept.nearest(&self.space(models), vector, NEAR).await.unwrap_or_default();
        let near = near.into_iter();
        near.map(|near| Near { key: Key(near.key), similarity: near.similarity }).collect()
    }

    /// Where this database's vectors are kept.
    fn space(&self, models: &Models) -> String {
        format!("{}:{}", models.embedder.space(), self.parts.database.address())
    }

    /// The rules of the semantic file, whose words speak for the tables that they are about.
    fn notes(&self, schema: &Schema) -> Vec<Note> {
        let rules = self.parts.knowledge.rules.iter();
        let note = |rule: &Rule| Note {
            text: rule.text().to_owned(),
            tables: rule.about().iter().filter_map(|name| named(schema, name)).collect(),
        };
        rules.map(note).collect()
    }

    /// The tables that the conversation's last statement read, and those of confirmed examples like the question.
    fn recent(&self, question: &str, context: &Context) -> Vec<TableName> {
        let last = context.turns.iter().rev().find_map(|turn| turn.sql.as_deref());
        let proven = last.and_then(|sql| self.proven(sql, &context.schema, self.parts.limits).ok());
        let mut tables = proven.map(|query| query.get().tables.clone()).unwrap_or_default();
        for similar in context.taught.similar(question, SIMILAR) {
            tables.extend(similar.lesson.fingerprint.tables.iter().cloned());
        }
        tables
    }
}

/// As much of what was found as the budget has room for.
fn packed(catalogue: &Catalogue, search: Search<'_>, veil: &mut Veil<'_>) -> Pack {
    let found = catalogue.find(&search);
    let veil = RefCell::new(veil);
    let seen = |column: &ColumnName, value: &str| {
        veil.borrow_mut().value(Some(column), &Value::Text(value.to_owned()))
    };
    catalogue.pack(&found, Show { budget: BUDGET, values: Values::Masked(&seen) })
}
