//! The whole training: shapes that people write, slots, ranker; in folds grouped by database.
#![allow(clippy::print_stdout, reason = "a report")]

use std::{collections::BTreeMap, fs, path::Path, time::Instant};

use anyhow::Result;

use super::{
    Asked, confidence,
    database::Database,
    fold, gold,
    lessons::{Choice, choices},
    measure::{Bench, Gold, TODAY, hardness},
    ranker::{Linear, List},
    shapes::{lessons, trained_without},
    slots,
};
use crate::{
    Engine,
    compose::{candidates, inventory::Inventory, models::Models, scores::Scores, shape::Shape},
    expand::join::Joins,
    link::Linked,
    rank::{
        BY_HAND, Confidence, Row, Weights,
        confidence::{facts, shares},
        features,
    },
};

/// Folds, grouped by database.
const FOLDS: u32 = 5;

/// A database with its questions.
struct Ground {
    name: String,
    database: Database,
    engine: Engine,
    asked: Vec<Asked>,
    choices: Vec<Vec<Choice>>,
    shapes: Vec<String>,
}

/// Trains everything and writes the weights into the crate.
///
/// # Errors
/// When the data cannot be read or the weights not written.
pub fn learn(data: &Path, home: &Path, every: usize) -> Result<()> {
    let began = Instant::now();
    let tick = |what: &str| println!("{:6.1} s {what}", began.elapsed().as_secs_f64());
    let questions: Vec<Asked> = serde_json::from_slice(&fs::read(data.join("train.json"))?)?;
    let mut bench = Bench::open(data);
    let grounds = prepare(&bench, &questions)?;
    tick("linked");
    let shapes = lessons(&questions);
    let mut lists = Vec::new();
    let mut names = Row::new();
    for held_out in 0..FOLDS {
        let learned: Vec<&Vec<Choice>> = grounds
            .iter()
            .filter(|g| fold(&g.name, FOLDS) != held_out)
            .flat_map(|g| &g.choices)
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
            list_all(&mut bench, ground, &models, every, held_out, &mut lists, &mut names);
        }
        tick("candidates run");
    }
    bench.keep()?;
    let seen = figures(&lists, &names);
    fs::write(home.join("weights/confidence.txt"), confidence::train(&seen))?;
    let all: Vec<&List> = lists.iter().collect();
    fs::write(home.join("weights/rank.txt"), Linear::train(&all).text(&names))?;
    fs::write(home.join("weights/shapes.txt"), inventory(grounds.iter()))?;
    let every_choice: Vec<&Vec<Choice>> = grounds.iter().flat_map(|g| &g.choices).collect();
    fs::write(home.join("weights/slots.bin"), slots::train(&every_choice).to_bytes())?;
    tick("written");
    Ok(())
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
        let engine = database.engine()?;
        let (mut all, mut shapes) = (Vec::new(), Vec::new());
        for one in &asked {
            let Some(plan) = gold::plan(&engine.index, &one.sql) else {
                unsaid += 1;
                continue;
            };
            shapes.extend(Shape::of(&plan).map(|s| s.to_string()));
            let joins = Joins::new(&engine.index);
            let linked = Linked::new(&engine.index, &one.question, TODAY);
            all.push(choices(&linked, &joins, &plan));
        }
        grounds.push(Ground { name: name.into(), database, engine, asked, choices: all, shapes });
    }
    println!("{unsaid} of {} queries have no plan", questions.len());
    Ok(grounds)
}

/// Shapes with how often they were seen, the commonest first.
fn inventory<'a>(grounds: impl Iterator<Item = &'a Ground>) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for shape in grounds.flat_map(|g| &g.shapes) {
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
        let linked = Linked::new(index, &asked.question, TODAY);
        let scores = Scores::new(&linked, &joins, models);
        let found = candidates(&scores, &joins);
        let rows = features(&scores, &found);
        if let Some(row) = rows.first().filter(|_| names.is_empty()) {
            names.clone_from(row);
        }
        let mut gold = Gold::new(asked);
        let right =
            found.iter().map(|c| bench.right(&ground.database, &mut gold, &c.sql)).collect();
        let by_hand = |name: &str| BY_HAND.iter().any(|(hand, _)| *hand == name);
        let plain = |row: Row| {
            row.into_iter().map(|(name, value)| if by_hand(name) { 0.0 } else { value }).collect()
        };
        let rows = rows.into_iter().map(plain).collect();
        lists.push(List { fold, rows, right, hardness: hardness(&asked.sql) });
    }
}

/// Prints what the ranker makes of databases it was not trained on.
fn figures(lists: &[List], names: &Row) -> Vec<(Row, bool)> {
    let mut seen = Vec::new();
    let mut counts = [[0_usize; 5]; 5];
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
            for row in [list.hardness, 4] {
                for (count, hit) in counts.get_mut(row).into_iter().flatten().zip(hits) {
                    *count += usize::from(hit);
                }
            }
        }
    }
    for (name, row) in ["easy", "medium", "hard", "extra", "all"].iter().zip(counts) {
        let [all, hand, ranked, ten, oracle] = row;
        #[expect(clippy::cast_precision_loss, reason = "counts of questions")]
        let share = |n: usize| 100.0 * n as f64 / all.max(1) as f64;
        println!(
            "{name:>7} {all:5} by hand {:5.1} ranked {:5.1} in ten {:5.1} in list {:5.1}",
            share(hand),
            share(ranked),
            share(ten),
            share(oracle)
        );
    }
    seen
}
