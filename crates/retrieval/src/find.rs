//! Which tables a question is about.

/// By the words of the question.
mod lexical;

/// By the vectors near the question's.
mod vectors;

/// By the stored values that the question names.
mod values;

/// Several rankings as one.
mod fuse;

/// The tables that lie between those that were found.
mod closure;

use querist_vocabulary::schema::{ColumnName, TableName};

use crate::catalogue::{Catalogue, Key};

/// What the ranking by vectors counts beside that by words.
const VECTORS: f32 = 0.2;

/// What having been read a moment ago counts.
const RECENT: f32 = 0.7;

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Search<'a> {
    /// The question, as it was asked.
    pub question: &'a str,
    /// Stored values that the question names.
    pub values: &'a [Matched],
    /// Entries whose vectors are near the question's, nearest first; empty for words alone.
    pub near: &'a [Near],
    /// Tables that the conversation's last answer read.
    pub recent: &'a [TableName],
}

/// A stored value that a question names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matched {
    /// Where it is stored.
    pub column: ColumnName,
    /// The value, as it is stored.
    pub value: String,
}

/// A text of the catalogue whose vector is near.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    /// Its key.
    pub key: Key,
    /// How near: the cosine, at most 1.
    pub similarity: f32,
}

/// What was found, the likeliest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Places of tables in the catalogue.
    pub(crate) order: Vec<usize>,
    /// How many words of the question each table of the catalogue answers to, weighted; by place.
    pub(crate) scores: Vec<f32>,
    /// The values that the question names.
    pub(crate) values: Vec<Matched>,
    /// The question's words as they may stand in names.
    pub(crate) words: Vec<String>,
}

impl Catalogue {
    /// Ranks the tables for a question. Every table has a place, also one that nothing speaks for.
    #[must_use]
    pub fn find(&self, search: &Search<'_>) -> Found {
        let mut lexical = lexical::scores(self, search.question);
        values::add(self, search.values, &mut lexical.scores);
        let vectors = vectors::scores(self, search.near);
        let recent = self.recent(search.recent);
        let scores = fuse::by_reciprocal_rank(&[
            (&lexical.scores, 1.0),
            (&vectors, VECTORS),
            (&recent, RECENT),
        ]);
        let order = closure::with_bridges(&self.graph, fuse::order(&scores));
        Found { order, scores, values: search.values.to_vec(), words: lexical.words }
    }

    fn recent(&self, tables: &[TableName]) -> Vec<f32> {
        let mut scores = vec![0.0; self.tables.len()];
        for place in tables.iter().filter_map(|name| self.graph.place(name)) {
            if let Some(score) = scores.get_mut(place) {
                *score = 1.0;
            }
        }
        scores
    }

    /// The tables of what was found with their scores, the likeliest first.
    pub fn ranked<'a>(&'a self, found: &'a Found) -> impl Iterator<Item = (&'a TableName, f32)> {
        found
            .order
            .iter()
            .filter_map(|at| Some((&self.tables.get(*at)?.name, found.scores.get(*at).copied()?)))
    }
}
