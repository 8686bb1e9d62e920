//! The part of the schema that a question is about, as a model reads it.

use std::{borrow::Cow, cell::RefCell, error::Error, time::Instant};

use querist_offline::Mentions;
use querist_privacy::mask;
use querist_retrieval::{
    Catalogue, Entry, Key, LeftOut, Matched, Near, Note, Pack, Search, Show, Sources, Values,
};
use querist_vocabulary::{
    knowledge::Rule,
    model::Sight,
    schema::{ColumnName, Schema, TableName},
    value::Value,
};

use tokio::time::timeout;

use crate::{
    consult::Veil,
    gather::{Context, hidden::open, taught::named},
    journey::{Journey, Models},
};

/// What is said of tables and columns, as it may be told.
mod described;

/// Whatever keeps a schema from being searched by meaning.
type Failed = Box<dyn Error + Send + Sync>;

/// Entries of the catalogue that are looked at by their vectors.
const NEAR: usize = 40;

/// Confirmed examples whose tables are looked at first.
const SIMILAR: usize = 2;

/// The most tokens of the schema's text: what 1,500 leave beside the instructions and the question.
const BUDGET: usize = 1_000;

/// The part of the time for models that reading a schema's meaning may take: the question itself comes after it.
const SHARE: u32 = 2;

/// Texts that are embedded before their vectors are kept: what is kept is not lost when the time is over.
const AT_ONCE: usize = 128;

/// A question as it is looked for in a schema.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'q> {
    /// As it was typed.
    pub(crate) words: &'q str,
    /// As it may be told to others.
    pub(crate) told: &'q str,
    /// What its words name.
    pub(crate) mentions: &'q Mentions,
    /// When the time for models is over.
    pub(crate) until: Instant,
}

impl Journey {
    /// The part of the schema that a question is about, without what may not be read.
    pub(crate) async fn excerpt(
        &self,
        models: &Models,
        asked: Asked<'_>,
        context: &Context,
        veil: &mut Veil<'_>,
    ) -> Pack {
        let catalogue = context.learned.catalogue.get_or_init(|| self.catalogued(models, context));
        let matched = asked
            .mentions
            .values
            .iter()
            .map(|one| Matched { column: one.column.clone(), value: one.value.to_string() });
        let matched: Vec<Matched> = matched.collect();
        let recent = self.recent(asked.words, context);
        let search = Search { question: asked.words, values: &matched, near: &[], recent: &recent };
        let whole = packed(catalogue, search, veil);
        if whole.left_out == LeftOut::default() {
            return whole;
        }
        // Only what does not fit has to be searched by meaning, which may cost a call.
        let (catalogue, near) = self.by_meaning(models, asked, context).await;
        packed(catalogue, Search { near: &near, ..search }, veil)
    }

    /// The catalogue with its vectors, made ready once, and the entries near the question's. Words alone find nearly
    /// as much: no question fails or waits long where an embedder does not answer, and the next one tries again.
    async fn by_meaning<'c>(
        &self,
        models: &Models,
        asked: Asked<'_>,
        context: &'c Context,
    ) -> (&'c Catalogue, Vec<Near>) {
        let left = asked.until.saturating_duration_since(Instant::now());
        let found = timeout(left / SHARE, async {
            let embedded = || self.embedded(models, context);
            let catalogue = context.learned.embedded.get_or_try_init(embedded).await?;
            let near = self.near(catalogue, models, asked.told).await?;
            Ok::<_, Failed>((catalogue, near))
        });
        match found.await.map_err(Failed::from).flatten() {
            Ok(found) => found,
            Err(error) => {
                tracing::warn!(%error, "the schema is searched by words alone");
                (context.learned.catalogue.get_or_init(|| self.catalogued(models, context)), vec![])
            }
        }
    }

    /// What can be found in the schema.
    fn catalogued(&self, models: &Models, context: &Context) -> Catalogue {
        let Context { schema, learned, .. } = context;
        let tables = schema.tables.iter().filter_map(|table| open(table, &self.parts.access));
        let mut open = Schema { tables: tables.collect(), ..(**schema).clone() };
        let mut knowledge = Cow::Borrowed(&*self.parts.knowledge);
        let mut notes = self.notes(schema);
        if models.sight != Sight::Full {
            described::mask_schema(&mut open);
            described::mask_knowledge(knowledge.to_mut());
            notes.iter_mut().for_each(|note| note.text = mask(&note.text).text);
        }
        Catalogue::new(Sources {
            schema: &open,
            profile: &learned.profile,
            knowledge: &knowledge,
            joins: &[],
            notes: &notes,
        })
    }

    /// The catalogue with the vectors of its texts, where the store does not keep them and compare them itself.
    async fn embedded(&self, models: &Models, context: &Context) -> Result<Catalogue, Failed> {
        let catalogue = self.catalogued(models, context);
        let Some(kept) = &models.vectors else {
            let entries = catalogue.entries().iter();
            let texts: Vec<String> = entries.map(|entry| entry.text.clone()).collect();
            let vectors = models.embedder.embed(&texts).await?;
            return Ok(catalogue.with_vectors(&vectors));
        };
        let (space, entries) = (self.space(models), catalogue.entries());
        let keys: Vec<String> = entries.iter().map(|entry| entry.key.to_string()).collect();
        let known = kept.kept(&space, &keys).await?;
        let missing = entries.iter().zip(&known).filter(|(_, known)| known.is_none());
        let missing: Vec<&Entry> = missing.map(|(entry, _)| entry).collect();
        for some in missing.chunks(AT_ONCE) {
            let texts: Vec<String> = some.iter().map(|entry| entry.text.clone()).collect();
            let vectors = models.embedder.embed(&texts).await?;
            let made = some.iter().map(|entry| entry.key.to_string()).zip(vectors);
            kept.keep(&space, &made.collect::<Vec<_>>()).await?;
        }
        kept.keep_only(&space, &keys).await?;
        Ok(catalogue)
    }

    /// The entries whose vectors are near the question's.
    async fn near(
        &self,
        catalogue: &Catalogue,
        models: &Models,
        question: &str,
    ) -> Result<Vec<Near>, Failed> {
        let embedded = models.embedder.embed(&[question.to_owned()]).await?;
        let [vector] = embedded.as_slice() else { return Ok(Vec::new()) };
        let Some(kept) = &models.vectors else { return Ok(catalogue.near(vector, NEAR)) };
        let near = kept.nearest(&self.space(models), vector, NEAR).await?.into_iter();
        let near = near.map(|near| Near { key: Key(near.key), similarity: near.similarity });
        Ok(near.collect())
    }

    /// Where this database's vectors are kept. Who may read less sees another catalogue.
    fn space(&self, models: &Models) -> String {
        format!("{}:{}", models.embedder.space(), self.scope())
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
        veil.borrow_mut().sample(column, &Value::Text(value.to_owned()))
    };
    catalogue.pack(&found, Show { budget: BUDGET, values: Values::Masked(&seen) })
}
