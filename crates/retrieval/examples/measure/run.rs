//! One way of searching, over all questions.

use std::{
    fmt,
    time::{Duration, Instant},
};

use querist_offline::{Engine, ValueIndex};
use querist_retrieval::{Catalogue, HashedNgrams, Matched, Pack, Search, Show, Sources, Values};
use querist_vocabulary::{
    knowledge::Knowledge,
    schema::{ColumnName, Schema, TableName},
};

use crate::{asked::Asked, merged::Merged};

/// Entries whose vectors are looked at.
const NEAR: usize = 40;

/// What the search rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Words,
    Vectors,
    Both,
    BothWithoutJoins,
    BothAndValues,
}

impl Way {
    pub(crate) const ALL: &[Self] =
        &[Self::Words, Self::Vectors, Self::Both, Self::BothWithoutJoins, Self::BothAndValues];
}

/// A merged schema made ready, with and without its joins.
pub(crate) struct Ready {
    joined: Catalogue,
    apart: Catalogue,
    engine: Engine,
}

impl Ready {
    pub(crate) fn new(merged: &Merged) -> Self {
        let mut apart = merged.schema.clone();
        apart.tables.iter_mut().for_each(|table| table.foreign_keys.clear());
        let mut values = ValueIndex::default();
        for (column, stored) in merged.values() {
            values.add(&column, &stored, true);
        }
        Self {
            joined: catalogue(merged, &merged.schema),
            apart: catalogue(merged, &apart),
            engine: Engine::new(&merged.schema, &merged.profile, &Knowledge::default(), values),
        }
    }

    /// The stored values that a question names.
    pub(crate) fn matched(&self, question: &str) -> Vec<Matched> {
        let mentions = self.engine.mentions(question, jiff::civil::date(2024, 6, 30));
        let values = mentions.values.into_iter();
        values.map(|one| Matched { column: one.column, value: one.value.to_string() }).collect()
    }

    pub(crate) fn pack(&self, question: &str, way: Way, values: &[Matched], budget: usize) -> Pack {
        let catalogue = if way == Way::BothWithoutJoins { &self.apart } else { &self.joined };
        let near = match way {
            Way::Words => Vec::new(),
            Way::Vectors | Way::Both | Way::BothWithoutJoins | Way::BothAndValues => {
                catalogue.near(&HashedNgrams::vector(question), NEAR)
            }
        };
        let question = if way == Way::Vectors { "" } else { question };
        let found = catalogue.find(&Search { question, values, near: &near, recent: &[] });
        catalogue.pack(&found, Show { budget, values: Values::Stored })
    }
}

fn catalogue(merged: &Merged, schema: &Schema) -> Catalogue {
    let knowledge = Knowledge::default();
    let (profile, joins, notes) = (&merged.profile, &[], &[]);
    let catalogue =
        Catalogue::new(Sources { schema, profile, knowledge: &knowledge, joins, notes });
    let vectors: Vec<Vec<f32>> =
        catalogue.entries().iter().map(|entry| HashedNgrams::vector(&entry.text)).collect();
    catalogue.with_vectors(&vectors)
}

/// What came of a way.
pub(crate) struct Report {
    way: Way,
    budget: usize,
    halves: [Half; 2],
    times: Vec<Duration>,
}

/// What came of the questions about half of the databases.
#[derive(Debug, Default, Clone, Copy)]
struct Half {
    questions: usize,
    whole: usize,
    share: f64,
    tokens: usize,
    tables: usize,
}

impl Report {
    pub(crate) fn of(ready: &Ready, asked: &[Asked], way: Way, budget: usize) -> Self {
        let mut report = Self { way, budget, halves: Default::default(), times: Vec::new() };
        for one in asked {
            let values =
                if way == Way::BothAndValues { ready.matched(&one.question) } else { Vec::new() };
            let began = Instant::now();
            let pack = ready.pack(&one.question, way, &values, budget);
            report.times.push(began.elapsed());
            if let Some(half) = report.halves.get_mut(one.database % 2) {
                half.add(one, &pack);
            }
        }
        report.times.sort();
        report
    }
}

impl Half {
    fn add(&mut self, asked: &Asked, pack: &Pack) {
        let missing = missing(asked, pack).len();
        self.questions += 1;
        self.tokens += pack.tokens;
        self.tables += pack.tables.len();
        self.whole += usize::from(missing == 0);
        self.share += 1.0 - missing as f64 / asked.tables.len().max(1) as f64;
    }
}

/// Tables that are not in the pack with all columns that are read.
pub(crate) fn missing<'a>(asked: &'a Asked, pack: &Pack) -> Vec<&'a TableName> {
    let shown = |column: &&ColumnName| {
        let same = |it: &ColumnName| {
            it.table == column.table && it.column.eq_ignore_ascii_case(&column.column)
        };
        pack.columns.iter().any(same)
    };
    let has = |table: &&TableName| {
        let mut columns = asked.columns.iter().filter(|column| column.table == **table);
        pack.tables.contains(table) && columns.all(|column| shown(&column))
    };
    asked.tables.iter().filter(|table| !has(table)).collect()
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>17?} {:5}:", self.way, self.budget)?;
        for (name, half) in ["tuned", "held out"].iter().zip(&self.halves) {
            let of = |sum: f64| sum / half.questions.max(1) as f64;
            write!(
                f,
                " {name} ({}) all {:.1} %, share {:.1} %, {:.0} tokens, {:.1} tables;",
                half.questions,
                100.0 * of(half.whole as f64),
                100.0 * of(half.share),
                of(half.tokens as f64),
                of(half.tables as f64)
            )?;
        }
        let at = |share: usize| self.times.get(self.times.len() * share / 100).copied();
        let ms = |share| at(share).unwrap_or_default().as_secs_f64() * 1000.0;
        write!(f, " p50 {:.2} ms, p95 {:.2} ms", ms(50), ms(95))
    }
}

/// Prints questions about the tuned half whose tables were not all found.
pub(crate) fn show(ready: &Ready, asked: &[Asked], most: usize) {
    let open = asked.iter().filter(|one| one.database % 2 == 0).step_by(5);
    let failed = open.filter_map(|one| {
        let pack = ready.pack(&one.question, Way::Both, &[], 1_500);
        let missing: Vec<String> = missing(one, &pack).iter().map(ToString::to_string).collect();
        (!missing.is_empty()).then(|| format!("{} | {}", one.question, missing.join(" ")))
    });
    failed.take(most).for_each(|line| println!("{line}"));
}
