//! What people taught: questions with their right SQL, and rules. Only what somebody confirmed is kept.

use std::fmt;

use async_trait::async_trait;
use jiff::{Timestamp, civil};
use serde::{Deserialize, Serialize};

use crate::{
    schema::{ColumnName, Schema, TableName},
    store::StoreError,
};

/// Identifies a lesson within its database: 12 hex digits made from what it says, so that the same question
/// taught again takes the place of what was taught before.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LessonId(pub String);

impl LessonId {
    /// The identity of a lesson of this origin with these words: a question's, or a rule's.
    #[must_use]
    pub fn of(origin: Origin, words: &str) -> Self {
        let home: &[u8] = match origin {
            Origin::File => b"file",
            Origin::Taught | Origin::Feedback => b"taught",
        };
        let folded = words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let bytes =
            home.iter().chain(b"/").chain(folded.trim_end_matches(['?', '.', '!']).as_bytes());
        // FNV-1a (draft-eastlake-fnv): an identity that is the same on every machine, and guards nothing.
        let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3)
        });
        Self(format!("{:012x}", hash >> 16))
    }
}

impl fmt::Display for LessonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is taught.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Teaching {
    /// A question and the SQL that answers it.
    Example {
        /// The question, as a person asks it.
        question: String,
        /// SQL that passed the check, without a row limit of ours.
        sql: String,
    },
    /// A sentence that holds for every question about some tables.
    Rule {
        /// The sentence.
        text: String,
    },
}

impl Teaching {
    /// The question or the rule's sentence.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Example { question, .. } => question,
            Self::Rule { text } => text,
        }
    }
}

/// Where a lesson comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// It stands in the semantic file.
    File,
    /// Somebody taught it.
    Taught,
    /// Somebody confirmed or corrected an answer.
    Feedback,
}

impl Origin {
    /// Its word in lists and JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Taught => "taught",
            Self::Feedback => "feedback",
        }
    }
}

/// Whether a lesson is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// It is.
    Active,
    /// Not until somebody confirms it again.
    Suspended {
        /// What has changed under it.
        why: String,
    },
}

/// A column that a lesson rests on, as it was when the lesson was confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Footing {
    /// The column, with its table.
    pub column: ColumnName,
    /// Its type, as the database declares it.
    pub declared_type: String,
}

/// What a lesson rests on: names, tables and types, in order. It is kept as it is and not as a hash of it, so that
/// whoever is told that a lesson was suspended is told what has changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    /// The tables that it is about.
    pub tables: Vec<TableName>,
    /// The columns that its SQL reads; none for a rule.
    pub columns: Vec<Footing>,
}

impl Fingerprint {
    /// That of tables and columns under a structure; columns that it does not have are left out.
    #[must_use]
    pub fn of(tables: &[TableName], columns: &[ColumnName], schema: &Schema) -> Self {
        let footing = |column: &ColumnName| {
            let found = schema.table(&column.table)?.column(&column.column)?;
            let declared_type = found.declared_type.to_lowercase();
            Some(Footing { column: column.clone(), declared_type })
        };
        let mut columns: Vec<Footing> = columns.iter().filter_map(footing).collect();
        columns.sort_by(|one, other| one.column.cmp(&other.column));
        let mut tables = tables.to_vec();
        tables.sort();
        Self { tables, columns }
    }

    /// What is another under this structure, a sentence; none while it holds.
    #[must_use]
    pub fn broken(&self, schema: &Schema) -> Option<String> {
        let gone =
            |table: &&TableName| schema.table(table).is_none_or(|found| found.name != **table);
        if let Some(table) = self.tables.iter().find(gone) {
            return Some(format!("there is no table `{table}` any more"));
        }
        self.columns.iter().find_map(|footing| footing.broken(schema))
    }
}

impl Footing {
    fn broken(&self, schema: &Schema) -> Option<String> {
        let Self { column, declared_type } = self;
        let table = schema.table(&column.table);
        let Some(found) = table.and_then(|table| table.column(&column.column)) else {
            return Some(format!("there is no column `{column}` any more"));
        };
        let now = found.declared_type.to_lowercase();
        (now != *declared_type)
            .then(|| format!("column `{column}` was of type `{declared_type}` and is `{now}` now"))
    }
}

/// Something that a person confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lesson {
    /// Its identity.
    pub id: LessonId,
    /// What it says.
    pub teaching: Teaching,
    /// What it rests on.
    pub fingerprint: Fingerprint,
    /// Who confirmed it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// The day that relative dates of its question count from.
    pub day: civil::Date,
    /// Where it comes from.
    pub origin: Origin,
    /// Whether it is used.
    pub state: State,
}

impl Lesson {
    /// Whether it is used.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.state == State::Active
    }
}

/// Keeps what was taught, each database's lessons by its address.
#[async_trait]
pub trait Lessons: Send + Sync {
    /// Keeps a lesson, in the place of one of the same identity.
    async fn teach(&self, database: &str, lesson: &Lesson) -> Result<(), StoreError>;

    /// All lessons about a database, the oldest first.
    async fn lessons(&self, database: &str) -> Result<Vec<Lesson>, StoreError>;

    /// One lesson; `NotFound` when there is none. The first digits of an identity are enough where only one begins so.
    async fn lesson(&self, database: &str, id: &str) -> Result<Lesson, StoreError>;

    /// Forgets a lesson; `NotFound` when there is none.
    async fn forget_lesson(&self, database: &str, id: &LessonId) -> Result<(), StoreError>;

    /// How often the lessons about a database have changed: the same number means the same lessons.
    async fn lessons_revision(&self, database: &str) -> Result<u64, StoreError>;
}

#[cfg(test)]
mod tests;
