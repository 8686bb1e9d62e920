//! The whole training: shapes that people write, slots, ranker; in folds grouped by database.
#![allow(clippy::print_stdout, reason = "a report")]

use std::{
    collections::{BTreeMap, HashSet},
    fs,
    path::Path,
    time::{Duration, Instant},
};

use anyhow::Result;

use super::{
    Asked, confidence,
    database::Database,
    everyday, fold, gold,
    lessons::{Choice, choices},
    measure::{Bench, Gold, TODAY, hardness},
    ranker::{Linear, List},
    shapes::trained_without,
    slots,
};
use crate::{
    Engine,
    compose::{
        Candidate, candidates, inventory::Inventory, models::Models, scores::Scores, shape::Shape,
    },
    engine::Posed,
    expand::{BoundPlan, expand, join::Joins},
    index::Index,
    link::Linked,
    period::without_days,
    rank::{
        BY_HAND, Confidence, Row, Weights,
        confidence::{facts, shares},
        features,
    },
    shape::{
        Shape as Labels,
        train::{Lesson, train},
    },
};

/// Folds, grouped by database.
const FOLDS: u32 = 5;

/// The kind of everyday questions beside the four hardnesses and all together.
const EVERYDAY_KIND: usize = 5;

/// A database that takes longer is named.
const SLOW: Duration = Duration::from_secs(5);

/// Most everyday questions that are made over a database.
const EVERYDAY: usize = 36;

/// A database with its questions.
struct Ground {
    name: String,
    database: Database,
    engine: Engine,
    asked: Vec<Asked>,
    lessons: Lessons,
}

/// What is learned from the questions about one database.
#[derive(Default)]
struct Lessons {
    choices: Vec<Vec<Choice>>,
    /// As they are put into the inventory.
    shapes: Vec<String>,
    labels: Vec<Lesson>,
}

impl Lessons {
    /// A question with its plan; its days apart, as the engine sees it.
    fn add(&mut self, index: &Index, asked: &Asked, plan: &BoundPlan) {
        let posed = Posed::new(index, &asked.question, TODAY);
        let plan = without_days(index, plan, &posed.certain);
        self.choices.push(choices(&posed.linked, &Joins::new(index), &plan));
        self.shapes.extend(Shape::of(&plan).map(|s| s.to_string()));
        let (database, question) = (asked.db.clone(), posed.linked.question);
        self.labels.push(Lesson { database, question, shape: Labels::of(&plan) });
    }
}

impl Ground {
    /// Questions as people type them, as many as the schema allows, up to [`EVERYDAY`].
    fn add_everyday(&mut self) {
        let index = &self.engine.index;
        let joins = Joins::new(index);
        for made in everyday::questions(index, &self.name, EVERYDAY) {
            let posed = Posed::new(index, &made.question, TODAY);
            let sql = |plan: &BoundPlan| expand(index, &joins, &posed.completed(&joins, plan).0);
            let Some(gold) = sql(&made.plan).filter(|sql| self.database.tells(sql)) else {
                continue;
            };
            let asked = Asked {
                db: self.name.clone(),
                question: made.question,
                question_synonyms: None,
                sql: gold,
                also: made.also.iter().filter_map(&sql).collect(),
                everyday: true,
            };
            self.lessons.add(index, &asked, &made.plan);
            self.asked.push(asked);
        }
    }
}

/// Trains everything and writes the weights into the crate.
///
/// # Errors
/// When the data cannot be read or the weights not written.
pub fn learn(data: &Path, home: &Path, every: usize) -> Result<()> {
    let began = Instant::now();
    let tick = |what: &str| println!("{:6.1} s {what}", began.elapsed().as_secs_f64());
    let questions = questions(data, home)?;
    let mut bench = Bench::open(data);
    let grounds = prepare(&bench, &questions)?;
    fs::write(home.join("weights/names.txt"), names(&grounds))?;
    tick("linked");
    let shapes: Vec<Lesson> = grounds.iter().flat_map(|g| &g.lessons.labels).cloned().collect();
    let mut lists = Vec::new();
    let mut names = Row::new();
    for held_out in 0..FOLDS {
        let learned: Vec<&Vec<Choice>> = grounds
            .iter()
            .filter(|g| fold(&g.name, FOLDS) != held_out)
            .flat_map(|g| &g.lessons.choices)
            .collect();
        let shape = trained_without(&shapes, held_out);
        let known = inventory(grounds.iter().filter(|g| fold(&g.name, FOLDS) != held_out));
        let models = Models {
            inventory: Inventory::new(&known, &shape),
            shape,
            slots: slots::train(&learned),
            rank: Weights::default(),
            confidence: Confidence::default(),
        };
        tick("slots trained");
        for ground in grounds.iter().filter(|g| fold(&g.name, FOLDS) == held_out) {
            let started = Instant::now();
            list_all(&mut bench, ground, &models, every, held_out, &mut lists, &mut names);
            if started.elapsed() > SLOW {
                tick(&format!("{} took long", ground.name));
            }
        }
        bench.keep()?;
        tick("candidates run");
    }
    let seen = figures(&lists, &names);
    fs::write(home.join("weights/confidence.txt"), confidence::train(&seen))?;
    let all: Vec<&List> = lists.iter().collect();
    fs::write(home.join("weights/rank.txt"), Linear::train(&all).text(&names))?;
    fs::write(home.join("weights/shapes.txt"), inventory(grounds.iter()))?;
    let every_choice: Vec<&Vec<Choice>> = grounds.iter().flat_map(|g| &g.lessons.choices).collect();
    fs::write(home.join("weights/slots.bin"), slots::train(&every_choice).to_bytes())?;
    let every_lesson: Vec<&Lesson> = shapes.iter().collect();
    fs::write(home.join("weights/shape.bin"), train(&every_lesson).to_bytes())?;
    tick("written");
    Ok(())
}

/// The questions of the training data, those about the databases that stay unread left out.
///
/// # Errors
/// When the data or the list of unread databases cannot be read.
pub fn questions(data: &Path, home: &Path) -> Result<Vec<Asked>> {
    let unread = fs::read_to_string(home.join("training/blind.txt"))?;
    let unread: HashSet<&str> = unread.lines().collect();
    let mut questions: Vec<Asked> = serde_json::from_slice(&fs::read(data.join("train.json"))?)?;
    questions.retain(|asked| !unread.contains(asked.db.as_str()));
    Ok(questions)
}

fn prepare(bench: &Bench, questions: &[Asked]) -> Result<Vec<Ground>> {
    let mut by_database: BTreeMap<&str, Vec<Asked>> = BTreeMap::new();
    for asked in questions {
        by_database.entry(&asked.db).or_default().push(asked.clone());
    }
    let mut grounds = Vec::new();
    let mut unsaid = 0;
    for (name, asked) in by_database {
        let database = bench.load(name)?;
        let engine = database.engine_with(&everyday::knowledge(&database.engine()?.index, name))?;
        let mut lessons = Lessons::default();
        for one in &asked {
            let Some(plan) = gold::plan(&engine.index, &one.sql) else {
                unsaid += 1;
                continue;
            };
            lessons.add(&engine.index, one, &plan);
        }
        let mut ground = Ground { name: name.into(), database, engine, asked, lessons };
        ground.add_everyday();
        grounds.push(ground);
    }
    println!("{unsaid} of {} queries have no plan", questions.len());
    Ok(grounds)
}

/// Words of many questions that a table, a column or a value goes by in most of them, a line each.
fn names(grounds: &[Ground]) -> String {
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

/// Shapes with how often they were seen, the commonest first.
fn inventory<'a>(grounds: impl Iterator<Item = &'a Ground>) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for shape in grounds.flat_map(|g| &g.lessons.shapes) {
        *counts.entry(shape).or_default() += 1;
    }
    let mut sorted: Vec<(&str, usize)> = counts.into_iter().collect();
    sorted.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    sorted.iter().map(|(shape, count)| format!("{count}\t{shape}\n")).collect()
}

fn list_all(
    bench: &mut Bench,
    ground: &Ground,
    models: &Models,
    every: usize,
    fold: u32,
    lists: &mut Vec<List>,
    names: &mut Row,
) {
    let index = &ground.engine.index;
    for asked in ground.asked.iter().step_by(every) {
        let joins = Joins::new(index);
        let posed = Posed::new(index, &asked.question, TODAY);
        let scores = Scores::new(&posed.linked, &joins, models);
        let found = candidates(&scores, &joins);
        let rows = features(&scores, &found);
        if let Some(row) = rows.first().filter(|_| names.is_empty()) {
            names.clone_from(row);
        }
        let mut golds = Gold::of(asked);
        let mut right = |candidate: &Candidate| {
            let (_, sql, _) = posed.settled(&joins, candidate);
            bench.right(&ground.database, &mut golds, &sql)
        };
        let right = found.iter().map(&mut right).collect();
        let by_hand = |name: &str| BY_HAND.iter().any(|(hand, _)| *hand == name);
        let plain = |row: Row| {
            row.into_iter().map(|(name, value)| if by_hand(name) { 0.0 } else { value }).collect()
        };
        let rows = rows.into_iter().map(plain).collect();
        let hardness = if asked.everyday { EVERYDAY_KIND } else { hardness(&asked.sql) };
        lists.push(List { fold, rows, right, hardness });
    }
}

/// Prints what the ranker makes of databases it was not trained on.
fn figures(lists: &[List], names: &Row) -> Vec<(Row, bool)> {
    let mut seen = Vec::new();
    let mut counts = [[0_usize; 5]; 6];
    for held_out in 0..FOLDS {
        let others: Vec<&List> = lists.iter().filter(|l| l.fold != held_out).collect();
        let model = Linear::train(&others);
        for list in lists.iter().filter(|l| l.fold == held_out) {
            let first = |most: usize| list.right.iter().take(most).any(|r| *r);
            let place = model.best(list);
            let best = place.and_then(|at| list.right.get(at)).copied().unwrap_or(false);
            if let Some(row) = place.and_then(|at| list.rows.get(at)) {
                let mut parts = shares(&model.scores(list));
                parts.sort_by(|a, b| b.total_cmp(a));
                let row: Row = names.iter().zip(row).map(|((name, _), v)| (*name, *v)).collect();
                seen.push((facts(&parts, &row), best));
            }
            let hits = [true, first(1), best, first(10), first(99)];
            let whole = if list.hardness == EVERYDAY_KIND { EVERYDAY_KIND } else { 4 };
            let rows = if whole == 4 { vec![list.hardness, 4] } else { vec![whole] };
            for row in rows {
                for (count, hit) in counts.get_mut(row).into_iter().flatten().zip(hits) {
                    *count += usize::from(hit);
                }
            }
        }
    }
    for (name, row) in ["easy", "medium", "hard", "extra", "all", "everyday"].iter().zip(counts) {
        let [all, hand, ranked, ten, oracle] = row;
        #[expect(clippy::cast_precision_loss, reason = "counts of questions")]
        let share = |n: usize| 100.0 * n as f64 / all.max(1) as f64;
        println!(
            "{name:>8} {all:5} by hand {:5.1} ranked {:5.1} in ten {:5.1} in list {:5.1}",
            share(hand),
            share(ranked),
            share(ten),
            share(oracle)
        );
    }
    seen
}
