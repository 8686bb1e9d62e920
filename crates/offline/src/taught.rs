//! What people confirmed, ready for questions: the same question again, perhaps with other values in it.
//!
//! An example is reused where nothing but its values differs: the rest of the question is the same, word for word, but
//! for endings, filling words and synonyms that people wrote. When in doubt it is not.

/// A question cut into what is compared: its words, its numbers, its days.
mod cut;

/// Words that say the same, because people wrote so.
mod folding;

/// An example with holes where its values stand.
mod skeleton;

/// The days of a question, and the forms in which SQL has them.
mod days;

/// Whether a question fills the holes of an example, and with what.
mod fit;

/// Which examples are most like a question.
mod likeness;

use std::collections::HashMap;

use jiff::civil;
use querist_sql::{Rules, check, with_literals};
use querist_vocabulary::{
    knowledge::Knowledge,
    lessons::{Lesson, Teaching},
    policy::AccessList,
    schema::{Schema, TableName},
    statement::Query,
};

use crate::ValueIndex;
use cut::{BareYears, Cut};
use fit::{Fitting, Known};
use folding::Folding;
use skeleton::Skeleton;

/// How sure it is that the same question is meant, where only values may differ.
const SAME: f64 = 0.97;

/// What is left of that where a synonym or an ending stands for a word or a value.
const FOLDED: f64 = 0.97;

/// Lessons that are in use, read once, used for many questions.
#[derive(Debug, Default)]
pub struct Taught {
    examples: Vec<Example>,
    rules: Vec<Lesson>,
    folding: Folding,
}

/// An example whose SQL passes the check today.
#[derive(Debug)]
struct Example {
    lesson: Lesson,
    query: Query,
    /// None where the question has days that its SQL does not show.
    skeleton: Option<Skeleton>,
}

/// A question answered as a confirmed one was.
#[derive(Debug, Clone, PartialEq)]
pub struct Recalled {
    /// The example.
    pub lesson: Lesson,
    /// Its SQL with the question's values; a draft, like any other.
    pub sql: String,
    /// Old value and new value, as the two questions say them, in the example's order; only those that differ.
    pub replaced: Vec<(String, String)>,
    /// Probability that the same is meant, 0 to 1.
    pub certainty: f64,
}

/// An example and how like a question it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Similar<'a> {
    /// The example.
    pub lesson: &'a Lesson,
    /// 0 to 1.
    pub likeness: f64,
}

impl Taught {
    /// Reads the lessons that are active. An example whose SQL does not pass the check is left out.
    #[must_use]
    pub fn new(lessons: &[Lesson], schema: &Schema, knowledge: &Knowledge) -> Self {
        let folding = Folding::of(knowledge);
        let active = || lessons.iter().filter(|lesson| lesson.is_active());
        let examples = active().filter_map(|lesson| Example::read(lesson, schema, &folding));
        let is_rule = |lesson: &&Lesson| matches!(lesson.teaching, Teaching::Rule { .. });
        Self {
            examples: examples.collect(),
            rules: active().filter(is_rule).cloned().collect(),
            folding,
        }
    }

    /// The confirmed example that means the same as the question, with the question's values in its SQL. Text must be
    /// a stored value of the column that it is compared with.
    #[must_use]
    pub fn recall(
        &self,
        question: &str,
        today: civil::Date,
        values: &ValueIndex,
    ) -> Option<Recalled> {
        let cuts = [BareYears::Days, BareYears::Numbers];
        let cuts = cuts.map(|years| Cut::of(question, today, years));
        let recalled = self.examples.iter().filter_map(|example| {
            let known = Known { values, folding: &self.folding };
            cuts.iter().find_map(|cut| example.recall(cut, known))
        });
        // Of two that fit, the one that says more of it literally, then the one that was confirmed last.
        recalled.min_by(|one, other| {
            let order = one.replaced.len().cmp(&other.replaced.len());
            order.then(other.lesson.at.cmp(&one.lesson.at))
        })
    }

    /// The examples most like a question, by its words and by its skeleton, the likest first; at most `most`, and none
    /// that has nothing in common with it.
    #[must_use]
    pub fn similar(&self, question: &str, most: usize) -> Vec<Similar<'_>> {
        let examples = self.examples.iter().map(|example| &example.lesson);
        likeness::likest(question, examples, most)
    }

    /// The rules that hold for questions about these tables; those about no table in particular always do.
    pub fn rules<'a>(&'a self, tables: &'a [TableName]) -> impl Iterator<Item = &'a Lesson> {
        self.rules.iter().filter(|rule| {
            let about = &rule.fingerprint.tables;
            about.is_empty() || about.iter().any(|table| tables.contains(table))
        })
    }

    /// How many examples are in use.
    #[must_use]
    pub fn examples(&self) -> usize {
        self.examples.len()
    }
}

impl Example {
    fn read(lesson: &Lesson, schema: &Schema, folding: &Folding) -> Option<Self> {
        let Teaching::Example { question, sql } = &lesson.teaching else { return None };
        let access = AccessList::default();
        let rules = Rules { schema, access: &access, row_limit: None };
        let query = check(sql, rules).ok()?.get().clone();
        let skeleton = Skeleton::of(question, lesson.day, &query, folding);
        Some(Self { lesson: lesson.clone(), query, skeleton })
    }

    fn recall(&self, cut: &Cut, known: Known<'_>) -> Option<Recalled> {
        let Fitting { filled, replaced, folded } = self.skeleton.as_ref()?.fit(cut, known)?;
        let sql = if filled.is_empty() {
            self.query.unlimited.clone()
        } else {
            with_literals(&self.query, &filled.into_iter().collect::<HashMap<_, _>>()).ok()?
        };
        let certainty = if folded { SAME * FOLDED } else { SAME };
        Some(Recalled { lesson: self.lesson.clone(), sql, replaced, certainty })
    }
}
