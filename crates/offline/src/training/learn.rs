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
    Asked, dump, fold,
    ground::{Ground, inventory, names, prepare},
    lessons::Choice,
    list::List,
    measure::Bench,
    ranking::rank,
    shapes::trained_without,
    slots,
    unseen::{DATABASES, folder_of, write},
};
use crate::{
    compose::{inventory::Inventory, models::Models, slots::Slots},
    rank::{Confidence, Weights, forest::Forest},
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
    /// Where the lists that the ranker learns from go, and the weights that did not see a fold.
    pub folder: Option<&'a Path>,
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
    let (slots, folds) = folds(&mut bench, &grounds, &shapes, course);
    tick("lists made");
    bench.keep()?;
    let mut lists = Vec::new();
    for one in folds {
        if let Some(folder) = course.folder.filter(|_| !one.lists.is_empty()) {
            write(&folder_of(one.number, folder), &one.files)?;
        }
        lists.extend(one.lists);
    }
    if let Some(folder) = course.folder {
        dump::write(folder, &lists)?;
    }
    let weights = home.join("weights");
    fs::write(weights.join("slots.bin"), slots.to_bytes())?;
    fs::write(weights.join("shapes.txt"), inventory(grounds.iter()))?;
    fs::write(weights.join("shape.bin"), train(&shapes.iter().collect::<Vec<_>>()).to_bytes())?;
    rank(&lists, &weights, course.folder)?;
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

/// What comes of a fold by models that did not see its databases.
struct Fold {
    number: u32,
    lists: Vec<List>,
    /// The models, and the names of its databases.
    files: Vec<(&'static str, Vec<u8>)>,
}

/// One piece of work: a fold, or the slot models of all questions.
enum Made {
    Fold(Fold),
    Slots(Slots),
}

/// The slot models of all questions, and each fold.
fn folds(
    bench: &mut Bench,
    grounds: &[Ground],
    shapes: &[Lesson],
    course: Course<'_>,
) -> (Slots, Vec<Fold>) {
    let work: Mutex<Vec<Option<u32>>> =
        Mutex::new((0..course.folds).map(Some).chain([None]).collect());
    let next = || work.lock().ok().and_then(|mut work| work.pop());
    let run = |mut bench: Bench| {
        let mut made = Vec::new();
        while let Some(task) = next() {
            made.push(match task {
                Some(held_out) => {
                    Made::Fold(without(&mut bench, grounds, shapes, course, held_out))
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
    let (mut slots, mut folds) = (Slots::default(), Vec::new());
    for (made, other) in results {
        bench.learn_from(other);
        for one in made {
            match one {
                Made::Fold(fold) => folds.push(fold),
                Made::Slots(all) => slots = all,
            }
        }
    }
    // Folds end in the order of their work, which differs from run to run; what is learned must not.
    folds.sort_by_key(|fold: &Fold| fold.number);
    (slots, folds)
}

/// A fold by what was learned without it.
fn without(
    bench: &mut Bench,
    grounds: &[Ground],
    shapes: &[Lesson],
    course: Course<'_>,
    held_out: u32,
) -> Fold {
    let shape = trained_without(shapes, held_out, course.folds);
    let is_own = |ground: &Ground| fold(&ground.name, course.folds) == held_out;
    let known = inventory(grounds.iter().filter(|ground| !is_own(ground)));
    let models = Models {
        inventory: Inventory::new(&known, &shape),
        shape,
        slots: slots_of(grounds, |ground| !is_own(ground)),
        rank: Weights::default(),
        confidence: Confidence::default(),
        agreement: Forest::default(),
    };
    let own = grounds.iter().enumerate().filter(|(_, ground)| is_own(ground));
    let mut lists = Vec::new();
    for (at, ground) in own {
        lists.extend(ground.lists(bench, &models, course.every, held_out));
        if let Some(other) = grounds.get((at + APART) % grounds.len()) {
            lists.extend(ground.foreign_lists(bench, other, &models, held_out));
        }
    }
    let own = grounds.iter().filter(|ground| is_own(ground));
    let files = vec![
        (DATABASES, own.map(|ground| format!("{}\n", ground.name)).collect::<String>().into()),
        ("shape.bin", models.shape.to_bytes()),
        ("shapes.txt", known.into()),
        ("slots.bin", models.slots.to_bytes()),
    ];
    Fold { number: held_out, lists, files }
}

fn slots_of(grounds: &[Ground], teaches: impl Fn(&Ground) -> bool) -> Slots {
    let teachers = grounds.iter().filter(|ground| teaches(ground));
    let learned: Vec<&Vec<Choice>> = teachers.flat_map(|g| &g.lessons.choices).collect();
    slots::train(&learned)
}

/// Results for 0, 1, … in their order, computed by a few threads.
pub(super) fn in_threads<T: Send>(count: u32, one: impl Fn(u32) -> T + Sync) -> Vec<T> {
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
