//! The whole training: shapes that people write, slots, ranker; in folds grouped by database.
#![allow(clippy::print_stdout, reason = "a report")]

use std::{
    collections::HashSet,
    fs,
    path::Path,
    sync::{
        Mutex,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::Instant,
};

use anyhow::Result;

use super::{
    Asked, confidence, dump, fold,
    ground::{Ground, inventory, names, prepare},
    lessons::Choice,
    list::{FOREIGN_KIND, List},
    measure::Bench,
    ranker,
    report::{self, Judged},
    shapes::trained_without,
    slots,
};
use crate::{
    compose::{inventory::Inventory, models::Models, slots::Slots},
    rank::{
        Confidence, Weights, best,
        confidence::{Facts, facts},
    },
    shape::train::{Lesson, train},
};

/// How far away by name the database is whose questions are foreign to another.
pub(crate) const APART: usize = 37;

/// Threads that work on folds.
const THREADS: usize = 2;

/// How everything is learned.
#[derive(Debug, Clone, Copy)]
pub struct Course<'a> {
    /// The ranker learns from every so many-th question.
    pub every: usize,
    /// Folds, grouped by database.
    pub folds: u32,
    /// Where the lists that the ranker learns from go, too.
    pub lists: Option<&'a Path>,
}

/// Trains everything and writes the weights into the crate.
///
/// # Errors
/// When the data cannot be read or the weights not written.
pub fn learn(data: &Path, home: &Path, course: Course<'_>) -> Result<()> {
    let began = Instant::now();
    let tick = |what: &str| println!("{:6.1} s {what}", began.elapsed().as_secs_f64());
    let questions = questions(data, home)?;
    let mut bench = Bench::open(data);
    let grounds = prepare(&bench, &questions)?;
    fs::write(home.join("weights/names.txt"), names(&grounds))?;
    tick("linked");
    let shapes: Vec<Lesson> = grounds.iter().flat_map(|g| &g.lessons.labels).cloned().collect();
    let (slots, lists) = folds(&mut bench, &grounds, &shapes, course);
    tick("lists made");
    bench.keep()?;
    if let Some(folder) = course.lists {
        dump::write(folder, &lists)?;
    }
    let weights = home.join("weights");
    fs::write(weights.join("slots.bin"), slots.to_bytes())?;
    fs::write(weights.join("shapes.txt"), inventory(grounds.iter()))?;
    fs::write(weights.join("shape.bin"), train(&shapes.iter().collect::<Vec<_>>()).to_bytes())?;
    rank(&lists, &weights)?;
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

/// Trains ranker and confidence on lists that were written into a folder before.
///
/// # Errors
/// When the lists cannot be read or the weights not written.
pub fn rank_again(folder: &Path, home: &Path) -> Result<()> {
    rank(&dump::read(folder)?, &home.join("weights"))
}

/// Trains ranker and confidence, and prints what they make of databases that they did not see.
fn rank(lists: &[List], weights: &Path) -> Result<()> {
    let seen = seen_by_others(lists);
    let filled: Vec<(&Facts, bool)> = lists
        .iter()
        .zip(&seen)
        .filter(|(list, seen)| teaches(list, seen))
        .map(|(_, seen)| (&seen.facts, seen.right))
        .collect();
    let sure = confidence::train(&filled);
    fs::write(weights.join("confidence.txt"), sure.weights)?;
    fs::write(weights.join("confidence-trees.txt"), sure.trees)?;
    report::print(&judged(lists, &seen));
    let ranker = ranker::train(&lists.iter().collect::<Vec<_>>());
    fs::write(weights.join("rank.txt"), ranker.text())?;
    Ok(fs::write(weights.join("rank.bin"), ranker.hidden().to_bytes())?)
}

/// One piece of work: the lists of a fold, or the slot models of all questions.
enum Made {
    Lists(Vec<List>),
    Slots(Slots),
}

/// The slot models of all questions, and each fold's lists by models that did not see its databases.
fn folds(
    bench: &mut Bench,
    grounds: &[Ground],
    shapes: &[Lesson],
    course: Course<'_>,
) -> (Slots, Vec<List>) {
    let work: Mutex<Vec<Option<u32>>> =
        Mutex::new((0..course.folds).map(Some).chain([None]).collect());
    let next = || work.lock().ok().and_then(|mut work| work.pop());
    let run = |mut bench: Bench| {
        let mut made = Vec::new();
        while let Some(task) = next() {
            made.push(match task {
                Some(held_out) => {
                    Made::Lists(fold_lists(&mut bench, grounds, shapes, course, held_out))
                }
                None => Made::Slots(slots_of(grounds, |_| true)),
            });
        }
        (made, bench)
    };
    let results: Vec<(Vec<Made>, Bench)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..THREADS)
            .map(|_| {
                let bench = bench.fork();
                scope.spawn(|| run(bench))
            })
            .collect();
        workers.into_iter().filter_map(|worker| worker.join().ok()).collect()
    });
    let (mut slots, mut lists) = (Slots::from_bytes(&[]), Vec::new());
    for (made, other) in results {
        bench.learn_from(other);
        for one in made {
            match one {
                Made::Lists(more) => lists.extend(more),
                Made::Slots(all) => slots = all,
            }
        }
    }
    // Folds end in the order of their work, which differs from run to run; what is learned must not.
    lists.sort_by_key(|list: &List| list.fold);
    (slots, lists)
}

fn fold_lists(
    bench: &mut Bench,
    grounds: &[Ground],
    shapes: &[Lesson],
    course: Course<'_>,
    held_out: u32,
) -> Vec<List> {
    let shape = trained_without(shapes, held_out, course.folds);
    let is_own = |ground: &Ground| fold(&ground.name, course.folds) == held_out;
    let known = inventory(grounds.iter().filter(|ground| !is_own(ground)));
    let models = Models {
        inventory: Inventory::new(&known, &shape),
        shape,
        slots: slots_of(grounds, |ground| !is_own(ground)),
        rank: Weights::default(),
        confidence: Confidence::default(),
    };
    let own = grounds.iter().enumerate().filter(|(_, ground)| is_own(ground));
    let mut lists = Vec::new();
    for (at, ground) in own {
        lists.extend(ground.lists(bench, &models, course.every, held_out));
        if let Some(other) = grounds.get((at + APART) % grounds.len()) {
            lists.extend(ground.foreign_lists(other, &models, held_out));
        }
    }
    lists
}

fn slots_of(grounds: &[Ground], teaches: impl Fn(&Ground) -> bool) -> Slots {
    let teachers = grounds.iter().filter(|ground| teaches(ground));
    let learned: Vec<&Vec<Choice>> = teachers.flat_map(|g| &g.lessons.choices).collect();
    slots::train(&learned)
}

/// What one list came to: its facts by a ranker that did not see its database, the order of its candidates,
/// and whether the first is right.
struct Seen {
    facts: Facts,
    order: Vec<usize>,
    right: bool,
}

impl Seen {
    fn new(ranker: &Weights, list: &List) -> Self {
        let score = |row: &Vec<f32>| ranker.score(&list.sheet.names, row);
        let scores: Vec<f32> = list.sheet.rows.iter().map(score).collect();
        let order = best(&scores);
        let right = order.first().is_some_and(|at| list.right.get(*at) == Some(&true));
        Self { facts: facts(&list.sheet, &scores), order, right }
    }
}

/// Whether confidence may learn from a list: a foreign question whose words all found a place may well be answered.
fn teaches(list: &List, seen: &Seen) -> bool {
    let lost = seen.facts.iter().any(|(name, value)| *name == "content_lost" && *value > 0.0);
    !list.right.is_empty() && (list.hardness != FOREIGN_KIND || lost)
}

/// How many folds the lists were made in.
fn folds_of(lists: &[List]) -> u32 {
    lists.iter().map(|list| list.fold + 1).max().unwrap_or(0)
}

/// Every list as rankers see it that were not trained on its fold, in the order of the lists.
fn seen_by_others(lists: &[List]) -> Vec<Seen> {
    let one = |held_out: u32| {
        let others: Vec<&List> = lists.iter().filter(|l| l.fold != held_out).collect();
        let ranker = ranker::train(&others);
        let own = lists.iter().filter(|l| l.fold == held_out);
        own.map(|list| Seen::new(&ranker, list)).collect::<Vec<Seen>>()
    };
    in_threads(folds_of(lists), one).into_iter().flatten().collect()
}

/// Results for 0, 1, … in their order, computed by a few threads.
fn in_threads<T: Send>(count: u32, one: impl Fn(u32) -> T + Sync) -> Vec<T> {
    let next = AtomicU32::new(0);
    let run = || {
        let mut found = Vec::new();
        loop {
            let task = next.fetch_add(1, Ordering::Relaxed);
            if task >= count {
                return found;
            }
            found.push((task, one(task)));
        }
    };
    let mut found: Vec<(u32, T)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..THREADS).map(|_| scope.spawn(run)).collect();
        workers.into_iter().filter_map(|worker| worker.join().ok()).flatten().collect()
    });
    found.sort_by_key(|(task, _)| *task);
    found.into_iter().map(|(_, result)| result).collect()
}

/// What the models make of databases that they did not see: confidence too is asked of folds that it did not see.
fn judged(lists: &[List], seen: &[Seen]) -> Vec<Judged> {
    let mut judged = Vec::new();
    for held_out in 0..folds_of(lists) {
        let pairs = || lists.iter().zip(seen);
        let others: Vec<(&Facts, bool)> = pairs()
            .filter(|(list, seen)| list.fold != held_out && teaches(list, seen))
            .map(|(_, s)| (&s.facts, s.right))
            .collect();
        let model = confidence::train(&others).model();
        let own = pairs().filter(|(list, _)| list.fold == held_out);
        judged.extend(own.map(|(list, seen)| {
            let sure = if list.right.is_empty() { 0.0 } else { model.of(&seen.facts) };
            Judged::new(list, &seen.order, sure)
        }));
    }
    judged
}
