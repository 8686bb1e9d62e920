//! What people taught about the database, as far as it still holds.

use std::{collections::BTreeSet, sync::Arc};

use querist_offline::Taught;
use querist_sql::Rules;
use querist_vocabulary::{
    knowledge::{Example, Knowledge, Rule},
    lessons::{Fingerprint, Lesson, LessonId, Origin, State, Teaching},
    policy::AccessList,
    refusal::Refusal,
    schema::{Fingerprint as SchemaFingerprint, Schema, TableName},
    statement::Query,
};
use serde_json::json;

use super::structure::Structure;
use crate::{error::JourneyError, journey::Journey};

/// Lessons as they were last read.
pub(crate) struct ReadLessons {
    fingerprint: SchemaFingerprint,
    revision: u64,
    taught: Arc<Taught>,
}

impl Journey {
    /// What was taught, ready for questions. Lessons are read again where one has changed or the structure has.
    pub(crate) async fn taught(&self, structure: &Structure) -> Result<Arc<Taught>, JourneyError> {
        let address = self.parts.database.address();
        let mut memory = self.memory.taught.lock().await;
        let mut revision = self.parts.store.lessons_revision(&address).await?;
        let good = |read: &&ReadLessons| {
            read.revision == revision && read.fingerprint == structure.fingerprint
        };
        if let Some(read) = memory.as_ref().filter(good) {
            return Ok(Arc::clone(&read.taught));
        }
        let lessons = loop {
            let lessons = self.reviewed(&structure.schema).await?;
            // The review itself may have written, or somebody else meanwhile.
            let after = self.parts.store.lessons_revision(&address).await?;
            if after == revision {
                break lessons;
            }
            revision = after;
        };
        let taught = Arc::new(Taught::new(&lessons, &structure.schema, &self.parts.knowledge));
        let fingerprint = structure.fingerprint.clone();
        *memory = Some(ReadLessons { fingerprint, revision, taught: Arc::clone(&taught) });
        Ok(taught)
    }

    /// All lessons: those of the semantic file and those that were taught. One whose columns have changed is suspended.
    pub(crate) async fn reviewed(&self, schema: &Schema) -> Result<Vec<Lesson>, JourneyError> {
        let address = self.parts.database.address();
        let mut lessons = self.parts.store.lessons(&address).await?;
        let mut written = self.written(schema);
        let still_there = in_file(&self.parts.knowledge);
        lessons.retain(|known| known.origin != Origin::File || still_there.contains(&known.id));
        written.retain(|lesson| lessons.iter().all(|known| known.id != lesson.id));
        for lesson in &written {
            self.parts.store.teach(&address, lesson).await?;
        }
        lessons.extend(written);
        for lesson in lessons.iter_mut().filter(|lesson| lesson.is_active()) {
            if let Some(why) = lesson.fingerprint.broken(schema) {
                self.suspend(lesson, why).await?;
            }
        }
        Ok(lessons)
    }

    /// Takes a lesson out of use until somebody confirms it again.
    pub(crate) async fn suspend(
        &self,
        lesson: &mut Lesson,
        why: String,
    ) -> Result<(), JourneyError> {
        self.record("suspended", &[json!({ "lesson": lesson.id, "why": why })]).await?;
        lesson.state = State::Suspended { why };
        Ok(self.parts.store.teach(&self.parts.database.address(), lesson).await?)
    }

    /// The lessons of the semantic file as they are under this structure. What does not fit it is left out; `querist
    /// model check` says so.
    fn written(&self, schema: &Schema) -> Vec<Lesson> {
        let Knowledge { examples, rules, .. } = &*self.parts.knowledge;
        let answered = examples.iter().filter_map(|example| {
            let sql = example.sql()?;
            let query = still_passing(sql, schema).ok()?;
            let (question, sql) = (example.question().to_owned(), query.unlimited.clone());
            let fingerprint = Fingerprint::of(&query.tables, &query.columns, schema);
            let teaching = Teaching::Example { question, sql };
            Some(self.lesson_in_file(id_of(example)?, teaching, fingerprint))
        });
        let rules = rules.iter().filter_map(|rule| {
            let tables = tables(rule, schema)?;
            let fingerprint = Fingerprint::of(&tables, &[], schema);
            let teaching = Teaching::Rule { text: rule.text().to_owned() };
            let id = LessonId::of(Origin::File, rule.text());
            Some(self.lesson_in_file(id, teaching, fingerprint))
        });
        answered.chain(rules).collect()
    }

    fn lesson_in_file(&self, id: LessonId, teaching: Teaching, fingerprint: Fingerprint) -> Lesson {
        let today = self.parts.clock.now().date();
        Lesson {
            id,
            teaching,
            fingerprint,
            by: self.parts.actor.clone(),
            at: self.parts.clock.instant(),
            day: self.parts.knowledge.as_of.unwrap_or(today),
            origin: Origin::File,
            state: State::Active,
        }
    }
}

/// The query of a lesson's SQL, whoever may read what it reads: who asks is looked at when a question uses it.
pub(crate) fn still_passing(sql: &str, schema: &Schema) -> Result<Query, Refusal> {
    let rules = Rules { schema, access: &AccessList::default(), row_limit: None };
    Ok(querist_sql::check(sql, rules)?.get().clone())
}

/// The lessons that a semantic file has, also those that do not fit the database any more.
fn in_file(knowledge: &Knowledge) -> BTreeSet<LessonId> {
    let rules = knowledge.rules.iter().map(|rule| LessonId::of(Origin::File, rule.text()));
    knowledge.examples.iter().filter_map(id_of).chain(rules).collect()
}

/// The identity of an answered example: with another SQL it is another lesson.
fn id_of(example: &Example) -> Option<LessonId> {
    let words = format!("{}\n{}", example.question(), example.sql()?);
    Some(LessonId::of(Origin::File, &words))
}

/// The tables that a rule is about, by their own names; none where one is not there.
fn tables(rule: &Rule, schema: &Schema) -> Option<Vec<TableName>> {
    rule.about().iter().map(|name| named(schema, name)).collect()
}

/// The table of a name as people write it.
pub(crate) fn named(schema: &Schema, name: &str) -> Option<TableName> {
    let name = match name.split_once('.') {
        Some((space, name)) => TableName { namespace: Some(space.into()), name: name.into() },
        None => TableName::bare(name),
    };
    schema.table(&name).map(|table| table.name.clone())
}
