//! Databases with their questions, and the lists of candidates that models are trained on.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use anyhow::Result;

use super::{
    Asked,
    database::Database,
    everyday,
    gap::Gap,
    gold,
    lessons::{Choice, choices},
    list::{EVERYDAY_KIND, FOREIGN_KIND, List, Wording},
    measure::{Bench, Gold, Seen, TODAY, hardness},
};
use crate::{
    Engine,
    compose::{candidates, models::Models, scores::Scores, shape::Shape},
    engine::Posed,
    expand::{BoundPlan, expand, join::Joins},
    index::Index,
    link::Linked,
    period::without_days,
    rank::features,
    shape::{Shape as Labels, train::Lesson},
    sketch::{Sketch, plain},
};

/// Most everyday questions that are made over a database.
const EVERYDAY: usize = 44;

/// Questions about another database that a database is asked.
const FOREIGN: usize = 12;

/// A database with its questions.
pub(crate) struct Ground {
    /// Its name, by which folds are made.
    pub name: String,
    /// What is learned from its questions.
    pub lessons: Lessons,
    database: Mutex<Database>,
    engine: Engine,
    asked: Vec<Asked>,
}

/// What is learned from the questions about one database.
#[derive(Default)]
pub(crate) struct Lessons {
    /// What slot models learn from, by question and wording.
    pub choices: Vec<Vec<Choice>>,
    /// Shapes of queries, as they are put into the inventory.
    pub shapes: Vec<String>,
    /// What shape models learn from, by question and wording.
    pub labels: Vec<Lesson>,
}

impl Lessons {
    /// A question with its plan; its days apart, as the engine sees it.
    fn add(&mut self, index: &Index, asked: &Asked, plan: &BoundPlan) {
        for (at, question) in asked.wordings().enumerate() {
            let posed = Posed::new(index, question, TODAY);
            let plan = without_days(index, plan, &posed.certain);
            self.choices.push(choices(&posed.linked, &Joins::new(index), &plan));
            if at == 0 {
                self.shapes.extend(Shape::of(&plan).map(|s| s.to_string()));
            }
            let sketch = Sketch::new(&posed.linked);
            let (database, question) = (asked.db.clone(), plain(&posed.linked));
            self.labels.push(Lesson { database, question, sketch, shape: Labels::of(&plan) });
        }
    }
}

/// Links all questions of all databases.
pub(crate) fn prepare(bench: &Bench, questions: &[Asked]) -> Result<Vec<Ground>> {
    let mut by_database: BTreeMap<&str, Vec<Asked>> = BTreeMap::new();
    for asked in questions {
        by_database.entry(&asked.db).or_default().push(asked.clone());
    }
    by_database.into_iter().map(|(name, asked)| Ground::new(bench, name, asked)).collect()
}

impl Ground {
    fn new(bench: &Bench, name: &str, mut asked: Vec<Asked>) -> Result<Self> {
        let database = bench.load(name)?;
        let engine = database.engine_with(&everyday::knowledge(&database.engine()?.index, name))?;
        let mut lessons = Lessons::default();
        for one in &asked {
            if let Some(plan) = gold::plan(&engine.index, &one.sql) {
                lessons.add(&engine.index, one, &plan);
            }
        }
        for (made, plan) in everyday(&engine.index, &database, name) {
            lessons.add(&engine.index, &made, &plan);
            asked.push(made);
        }
        Ok(Self { name: name.into(), lessons, database: Mutex::new(database), engine, asked })
    }

    /// The candidates of every question in each of its wordings, and which of them are right.
    pub(crate) fn lists(
        &self,
        bench: &mut Bench,
        models: &Models,
        every: usize,
        fold: u32,
    ) -> Vec<List> {
        let mut lists = Vec::new();
        for asked in self.asked.iter().step_by(every) {
            let alone = asked.wordings().count() == 1;
            for (at, question) in asked.wordings().enumerate() {
                let wording = match (alone, at) {
                    (true, _) => Wording::Both,
                    (false, 0) => Wording::Asked,
                    (false, _) => Wording::Other,
                };
                lists.push(self.list(bench, models, asked, question, (fold, wording)));
            }
        }
        lists
    }

    /// The candidates of questions about another database: none of them is right.
    pub(crate) fn foreign_lists(
        &self,
        bench: &mut Bench,
        other: &Self,
        models: &Models,
        fold: u32,
    ) -> Vec<List> {
        let written: Vec<&Asked> = other.asked.iter().filter(|asked| !asked.everyday).collect();
        let some = written.iter().step_by((written.len() / FOREIGN).max(1)).take(FOREIGN);
        some.map(|asked| self.foreign_list(bench, asked, models, fold)).collect()
    }

    fn foreign_list(&self, bench: &mut Bench, asked: &Asked, models: &Models, fold: u32) -> List {
        let index = &self.engine.index;
        let joins = Joins::new(index);
        let posed = Posed::new(index, &asked.question, TODAY);
        let scores = Scores::new(&posed.linked, &joins, models);
        let found = candidates(&scores, &joins);
        let none = vec![false; found.len()];
        let database = self.database.lock().unwrap_or_else(PoisonError::into_inner);
        let rows = found.iter().map(|c| bench.returned(&self.name, &database, &c.sql)).collect();
        List {
            fold,
            wording: Wording::Both,
            hardness: FOREIGN_KIND,
            sheet: features(&scores, &found),
            right: none.clone(),
            lasting: none,
            rows,
            gap: None,
            note: format!("{} | {} ~ about {}", self.name, asked.question, asked.db),
            texts: found.into_iter().map(|candidate| candidate.sql).collect(),
        }
    }

    fn list(
        &self,
        bench: &mut Bench,
        models: &Models,
        asked: &Asked,
        question: &str,
        (fold, wording): (u32, Wording),
    ) -> List {
        let index = &self.engine.index;
        let joins = Joins::new(index);
        let posed = Posed::new(index, question, TODAY);
        let scores = Scores::new(&posed.linked, &joins, models);
        let found = candidates(&scores, &joins);
        let sheet = features(&scores, &found);
        let texts: Vec<String> = found.iter().map(|c| posed.settled(&joins, c).1).collect();
        let mut golds = Gold::of(asked);
        let database = self.database.lock().unwrap_or_else(PoisonError::into_inner);
        let seen: Vec<Seen> =
            texts.iter().map(|sql| bench.seen(&database, &mut golds, sql)).collect();
        let right: Vec<bool> = seen.iter().map(|seen| seen.right).collect();
        let gap = || {
            let plan = gold::plan(index, &asked.sql);
            let plan = plan.map(|plan| without_days(index, &plan, &posed.certain));
            Gap::new(plan.as_ref(), &found)
        };
        List {
            lasting: seen.iter().map(|seen| seen.lasting).collect(),
            rows: seen.iter().map(|seen| seen.rows).collect(),
            gap: (!right.contains(&true)).then(gap),
            fold,
            wording,
            hardness: if asked.everyday { EVERYDAY_KIND } else { hardness(&asked.sql) },
            sheet,
            right,
            note: format!("{} | {question} ~ {}", asked.db, asked.sql),
            texts,
        }
    }
}

/// Questions as people type them, as many as the schema allows, with their plans.
fn everyday(index: &Index, database: &Database, name: &str) -> Vec<(Asked, BoundPlan)> {
    let joins = Joins::new(index);
    let mut found = Vec::new();
    for made in everyday::questions(index, name, EVERYDAY) {
        let posed = Posed::new(index, &made.question, TODAY);
        let sql = |plan: &BoundPlan| expand(index, &joins, &posed.completed(&joins, plan).0);
        let Some(gold) = sql(&made.plan).filter(|sql| database.tells(sql)) else { continue };
        let asked = Asked {
            db: name.into(),
            question: made.question,
            question_synonyms: None,
            sql: gold,
            also: made.also.iter().filter_map(&sql).collect(),
            everyday: true,
        };
        found.push((asked, made.plan));
    }
    found
}

/// Shapes with how often they were seen, the commonest first.
pub(crate) fn inventory<'a>(grounds: impl Iterator<Item = &'a Ground>) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for shape in grounds.flat_map(|g| &g.lessons.shapes) {
        *counts.entry(shape).or_default() += 1;
    }
    let mut sorted: Vec<(&str, usize)> = counts.into_iter().collect();
    sorted.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    sorted.iter().map(|(shape, count)| format!("{count}\t{shape}\n")).collect()
}

/// Words of many questions that a table, a column or a value goes by in most of them, a line each.
pub(crate) fn names(grounds: &[Ground]) -> String {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for ground in grounds {
        for asked in ground.asked.iter().filter(|asked| !asked.everyday) {
            let linked = Linked::new(&ground.engine.index, &asked.question, TODAY);
            for (at, token) in linked.tokens.iter().enumerate() {
                let count = counts.entry(token.text.clone()).or_default();
                count.0 += 1;
                count.1 += usize::from(linked.names_at(at));
            }
        }
    }
    let mostly = counts.into_iter().filter(|(_, (all, named))| *all >= 5 && named * 10 >= all * 6);
    mostly.map(|(word, _)| format!("{word}\n")).collect()
}
