//! What can be found in a schema, made ready once.

/// The words of names, comments, synonyms, values and notes.
mod words;

/// Which tables a word stands for, and how much.
mod postings;

/// Which tables join which.
mod graph;

/// Tables and columns as they are written.
mod described;

/// Texts whose vectors are compared with a question's.
mod entries;

use std::collections::HashMap;

use querist_vocabulary::{
    knowledge::Knowledge,
    profile::Profile,
    schema::{Schema, TableName},
};

use crate::join::Join;
pub(crate) use described::{DescribedColumn, DescribedTable};
pub use entries::{Entry, Key};
pub(crate) use graph::Graph;
pub(crate) use postings::Postings;
pub(crate) use words::question_terms;

/// What a catalogue is made of.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// The structure: only what may be read and shown.
    pub schema: &'a Schema,
    /// What the data looks like.
    pub profile: &'a Profile,
    /// What people wrote.
    pub knowledge: &'a Knowledge,
    /// Joins besides the declared ones and those that people wrote, such as those that names suggest.
    pub joins: &'a [Join],
    /// Examples and rules.
    pub notes: &'a [Note],
}

/// An example or a rule: a text, and the tables that it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its words.
    pub text: String,
    /// The tables that are found by them.
    pub tables: Vec<TableName>,
}

/// What can be found in a schema.
#[derive(Debug)]
pub struct Catalogue {
    /// Tables as they are written; everything else names them by their places here.
    pub(crate) tables: Vec<DescribedTable>,
    /// Their names as SQL.
    pub(crate) written: Vec<Option<String>>,
    pub(crate) postings: Postings,
    pub(crate) graph: Graph,
    entries: Vec<Entry>,
    by_key: HashMap<Key, Vec<usize>>,
    vectors: Vec<f32>,
}

impl Catalogue {
    /// Makes ready what can be found. Takes milliseconds for hundreds of tables: once a schema, not a question.
    #[must_use]
    pub fn new(sources: Sources<'_>) -> Self {
        let joins: Vec<Join> = Join::declared(sources.schema)
            .chain(Join::written(sources.knowledge))
            .chain(sources.joins.iter().cloned())
            .collect();
        let graph = Graph::new(sources.schema, &joins);
        let written = described::written(sources.schema);
        let tables = described::all(sources, &graph, &written);
        let postings = words::postings(sources);
        let entries = entries::all(&tables);
        let by_key = entries::by_key(&entries);
        Self { tables, written, postings, graph, entries, by_key, vectors: Vec::new() }
    }

    /// The texts that an embedder turns into vectors, tables first.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The same catalogue with a vector for each entry, in their order. Vectors of another count or of different
    /// lengths are not taken.
    #[must_use]
    pub fn with_vectors(mut self, vectors: &[Vec<f32>]) -> Self {
        let width = vectors.first().map_or(0, Vec::len);
        let fits = vectors.len() == self.entries.len();
        if fits && vectors.iter().all(|vector| vector.len() == width) {
            self.vectors = vectors.concat();
        }
        self
    }

    /// The entries whose vectors are nearest to a question's, nearest first: every vector is compared.
    #[must_use]
    pub fn near(&self, question: &[f32], most: usize) -> Vec<crate::Near> {
        entries::near(&self.entries, &self.vectors, question, most)
    }

    /// The tables that a text stands for; the same text may stand for several.
    pub(crate) fn tables_of(&self, key: &Key) -> &[usize] {
        self.by_key.get(key).map_or(&[], Vec::as_slice)
    }
}
