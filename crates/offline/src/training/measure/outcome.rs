//! What questions came to, and what is told of it.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::Translation;

/// Bins of confidence: from, to.
const BINS: [(f64, f64); 6] =
    [(0.0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 1.1)];

/// What one question came to.
pub(super) struct Outcome {
    /// 0 to 3.
    pub hardness: usize,
    /// How long it took to become SQL, in milliseconds.
    pub ms: f64,
    /// The place of the first right reading.
    pub rank: Option<usize>,
    /// Whether it was answered.
    pub answered: bool,
    /// How sure the first reading is.
    pub sure: f64,
    /// Everything that was made of it, as a number.
    pub reading: u64,
    /// Question, gold query, first reading.
    pub text: String,
}

/// A number for the verdict and for all of every reading: equal where nothing has changed, to the last digit of a
/// confidence.
pub(super) fn hash_of(told: &Translation) -> u64 {
    let mut hasher = DefaultHasher::new();
    format!("{told:?}").hash(&mut hasher);
    hasher.finish()
}

/// Prints execution match, calibration, times, so many of what went wrong and so many of the slowest.
pub(super) fn report(outcomes: &[Outcome], show: usize, slow: usize) {
    let all: Vec<&Outcome> = outcomes.iter().collect();
    for (name, kind) in [("easy", 0), ("medium", 1), ("hard", 2), ("extra", 3)] {
        tell_shares(name, &all.iter().copied().filter(|o| o.hardness == kind).collect::<Vec<_>>());
    }
    tell_shares("all", &all);
    let answered = outcomes.iter().filter(|o| o.answered).count();
    let right = outcomes.iter().filter(|o| o.answered && o.rank == Some(0)).count();
    println!("answered {answered}, right of these {right}");
    for (low, high) in BINS {
        let bin: Vec<&Outcome> =
            all.iter().copied().filter(|o| o.sure >= low && o.sure < high).collect();
        println!("confidence {low:.1} {:5} right {:5.1}", bin.len(), share(&bin, 1));
    }
    println!("coverage at 95 % precision {:.1}", covered(&all, 95.0));
    let readings = outcomes.iter().fold(0_u64, |sum, o| sum.rotate_left(1) ^ o.reading);
    println!("readings {readings:016x}");
    tell_times(all, slow);
    let wrong: Vec<&Outcome> =
        outcomes.iter().filter(|o| o.rank != Some(0) || !o.answered).collect();
    let step = (wrong.len() / show.max(1)).max(1);
    wrong.iter().step_by(step).take(show).for_each(|outcome| println!("{}", outcome.text));
}

fn tell_shares(name: &str, list: &[&Outcome]) {
    let [first, ten, any] = [1, 10, 99].map(|most| share(list, most));
    println!("{name:>7} {:5} first {first:5.1} ten {ten:5.1} all {any:5.1}", list.len());
}

/// The per cent that have a right reading among the first.
fn share(list: &[&Outcome], most: usize) -> f64 {
    let right = list.iter().filter(|o| o.rank.is_some_and(|rank| rank < most)).count();
    #[allow(clippy::cast_precision_loss)]
    let share = 100.0 * right as f64 / list.len().max(1) as f64;
    share
}

/// The greatest per cent of questions that, the surest first, are right so often, in per cent.
fn covered(list: &[&Outcome], precision: f64) -> f64 {
    let mut sorted = list.to_vec();
    sorted.sort_by(|a, b| b.sure.total_cmp(&a.sure));
    let enough = |most: &usize| sorted.get(..*most).is_some_and(|part| share(part, 1) >= precision);
    let most = (1..=sorted.len()).rev().find(enough).unwrap_or(0);
    #[allow(clippy::cast_precision_loss)]
    let part = 100.0 * most as f64 / list.len().max(1) as f64;
    part
}

/// How long questions took to become SQL, on one core, and the slowest.
fn tell_times(mut all: Vec<&Outcome>, slow: usize) {
    all.sort_by(|a, b| a.ms.total_cmp(&b.ms));
    let at = |part: usize| all.get(all.len() * part / 100).map_or(0.0, |outcome| outcome.ms);
    println!("question to SQL, ms: p50 {:.2} p95 {:.2} p99 {:.2}", at(50), at(95), at(99));
    for outcome in all.iter().rev().take(slow) {
        let asked = outcome.text.lines().next().unwrap_or_default();
        println!("{:7.2} ms {asked}", outcome.ms);
    }
}
