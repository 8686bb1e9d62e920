//! One way of searching, over all questions.

use std::{
    fmt,
    time::{Duration, Instant},
};

use querist_retrieval::{Catalogue, HashedNgrams, Pack, Search, Show, Sources, Values};
use querist_vocabulary::knowledge::Knowledge;

use crate::{asked::Asked, merged::Merged};

/// What the search rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Words,
    Vectors,
    Fused,
}

impl Way {
    pub(crate) const ALL: &[Self] = &[Self::Words, Self::Vectors, Self::Fused];
}

/// What came of a way.
pub(crate) struct Report {
    way: Way,
    budget: usize,
    halves: [Half; 2],
    times: Vec<Duration>,
}

#[derive(Default, Clone, Copy)]
struct Half {
    questions: usize,
    whole: usize,
    share: f64,
    tokens: usize,
    tables: usize,
    tables_alone: usize,
}

fn catalogue(merged: &Merged) -> Catalogue {
    let catalogue = Catalogue::new(Sources {
        schema: &merged.schema,
        profile: &merged.profile,
        knowledge: &Knowledge::default(),
        joins: &[],
        notes: &[],
    });
    let vectors: Vec<Vec<f32>> =
        catalogue.entries().iter().map(|entry| HashedNgrams::vector(&entry.text)).collect();
    catalogue.with_vectors(&vectors)
}

fn pack(catalogue: &Catalogue, question: &str, way: Way, budget: usize) -> Pack {
    let near = if way == Way::Words {
        Vec::new()
    } else {
        catalogue.near(&HashedNgrams::vector(question), 200)
    };
    let words = if way == Way::Vectors { "" } else { question };
    let found = catalogue.find(&Search { question: words, values: &[], near: &near, recent: &[] });
    catalogue.pack(&found, Show { budget, values: Values::Stored })
}

impl Report {
    pub(crate) fn of(merged: &Merged, asked: &[Asked], way: Way, budget: usize) -> Self {
        let catalogue = catalogue(merged);
        let mut report = Self { way, budget, halves: Default::default(), times: Vec::new() };
        for one in asked {
            let began = Instant::now();
            let pack = pack(&catalogue, &one.question, way, budget);
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
        let missing = missing(asked, pack);
        self.questions += 1;
        self.tokens += pack.tokens;
        self.tables += pack.tables.len();
        self.whole += usize::from(missing.is_empty());
        self.tables_alone += usize::from(asked.tables.iter().all(|t| pack.tables.contains(t)));
        self.share += 1.0 - missing.len() as f64 / asked.tables.len().max(1) as f64;
    }
}

fn missing<'a>(asked: &'a Asked, pack: &Pack) -> Vec<&'a querist_vocabulary::schema::TableName> {
    let has = |table: &&querist_vocabulary::schema::TableName| {
        let columns = asked.columns.iter().filter(|column| column.table == **table);
        pack.tables.contains(table)
            && columns.clone().all(|column| {
                pack.columns.iter().any(|it| {
                    it.table == column.table && it.column.eq_ignore_ascii_case(&column.column)
                })
            })
    };
    asked.tables.iter().filter(|table| !has(table)).collect()
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {}:", self.way, self.budget)?;
        for (name, half) in ["tuned", "held out"].iter().zip(&self.halves) {
            let n = half.questions.max(1) as f64;
            write!(
                f,
                "  {name} {} questions: all {:.1} % (tables alone {:.1}), share {:.1} %, {:.0} tokens, {:.1} tables;",
                half.questions,
                100.0 * half.whole as f64 / n,
                100.0 * half.tables_alone as f64 / n,
                100.0 * half.share / n,
                half.tokens as f64 / n,
                half.tables as f64 / n
            )?;
        }
        let at = |share: usize| {
            self.times.get(self.times.len() * share / 100).copied().unwrap_or_default()
        };
        write!(f, "  p50 {:?} p95 {:?}", at(50), at(95))
    }
}

/// Prints questions whose tables were not all found.
pub(crate) fn show(merged: &Merged, asked: &[Asked], most: usize) {
    let catalogue = catalogue(merged);
    let mut shown = 0;
    for one in asked.iter().filter(|one| one.database % 2 == 0).step_by(7) {
        let pack = pack(&catalogue, &one.question, Way::Fused, 1_500);
        let missing = missing(one, &pack);
        if !missing.is_empty() && shown < most {
            shown += 1;
            println!(
                "\n{} | {}",
                one.question,
                missing.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
            );
            if shown <= 2 {
                println!("{}", pack.text);
            }
        }
    }
}
