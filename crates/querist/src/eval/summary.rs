//! What the lines come to.

use std::{cmp::Reverse, collections::BTreeMap};

use super::{asked::Marked, hardness::Hardness};

/// Bins of equal number in which confidence is compared with what came true.
const BINS: usize = 15;

/// The precision at which coverage is told.
const PRECISION: f64 = 0.95;

/// What came out.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// All questions first, then by hardness.
    pub scores: Vec<Score>,
    /// Questions whose own SQL does not run, by `id` and `db`, with the reason; none of them counts
    /// as right.
    pub broken_gold: Vec<(String, String)>,
    /// What language models were asked.
    pub asked: Asked,
    /// Why questions failed, and how many did so, the most first: a database that is not there, say.
    pub failed: Vec<(String, usize)>,
    /// Databases that were left out because no fold holds them, each with the number of its questions.
    pub in_no_fold: Vec<(String, usize)>,
}

/// What language models were asked, over all questions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asked {
    /// Questions for which one was asked.
    pub questions: u64,
    /// Calls.
    pub calls: u64,
    /// Tokens that were sent.
    pub prompt_tokens: u64,
    /// Tokens that came back.
    pub completion_tokens: u64,
}

impl Asked {
    fn of(marked: &[Marked]) -> Self {
        let sum = |of: &dyn Fn(&Marked) -> u64| marked.iter().map(of).sum();
        Self {
            questions: sum(&|one| u64::from(one.line.calls > 0)),
            calls: sum(&|one| one.line.calls),
            prompt_tokens: sum(&|one| one.line.prompt_tokens),
            completion_tokens: sum(&|one| one.line.completion_tokens),
        }
    }
}

/// All questions, or those of one hardness.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// `all`, `easy`, `medium`, `hard`, `extra`.
    pub name: &'static str,
    /// Questions.
    pub questions: usize,
    /// Of them, answered.
    pub answered: usize,
    /// Of them, right.
    pub right: usize,
    /// Right of all questions, 0 to 1.
    pub execution_match: f64,
    /// Right of the answered, 0 to 1.
    pub precision: f64,
    /// The largest share of all questions whose answers, taken by falling confidence, are right at
    /// 95 %. Answers of equal confidence are taken together: a threshold cannot part them.
    pub coverage_at_95: f64,
    /// Expected calibration error: over 15 bins of equal number, the mean distance between
    /// confidence and share of right answers.
    pub calibration_error: f64,
    /// Median milliseconds a question.
    pub p50_ms: f64,
    /// 95th percentile of milliseconds a question.
    pub p95_ms: f64,
}

pub(super) fn of(marked: &[Marked]) -> Summary {
    let all = Score::of("all", marked.iter());
    let by_hardness = Hardness::ALL.into_iter().map(|hardness| {
        Score::of(hardness.word(), marked.iter().filter(move |one| one.hardness == hardness))
    });
    let mut broken: Vec<_> = marked
        .iter()
        .filter_map(|one| {
            let reason = one.broken_gold.clone()?;
            Some((format!("{} ({})", one.line.id, one.line.db), reason))
        })
        .collect();
    broken.sort();
    Summary {
        scores: std::iter::once(all).chain(by_hardness).collect(),
        broken_gold: broken,
        asked: Asked::of(marked),
        failed: failed(marked),
        in_no_fold: Vec::new(),
    }
}

fn failed(marked: &[Marked]) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for reason in marked.iter().filter_map(|one| one.line.error.as_deref()) {
        *counts.entry(reason).or_default() += 1;
    }
    let mut failed: Vec<_> = counts.into_iter().map(|(why, n)| (why.to_owned(), n)).collect();
    failed.sort_by_key(|(_, count)| Reverse(*count));
    failed
}

impl Score {
    fn of<'a>(name: &'static str, marked: impl Iterator<Item = &'a Marked>) -> Self {
        let marked: Vec<&Marked> = marked.collect();
        let answers = answers(&marked);
        let right = answers.iter().filter(|(_, right)| *right).count();
        let mut ms: Vec<f64> = marked.iter().map(|one| one.line.ms).collect();
        ms.sort_by(f64::total_cmp);
        Self {
            name,
            questions: marked.len(),
            answered: answers.len(),
            right,
            execution_match: share(right, marked.len()),
            precision: share(right, answers.len()),
            coverage_at_95: share(covered(&answers), marked.len()),
            calibration_error: calibration_error(&answers),
            p50_ms: ms.get(ms.len() / 2).copied().unwrap_or(0.0),
            p95_ms: ms.get(ms.len() * 95 / 100).copied().unwrap_or(0.0),
        }
    }
}

/// Confidence and rightness of each answer, the surest first; at equal confidence the right first.
fn answers(marked: &[&Marked]) -> Vec<(f64, bool)> {
    let answered = marked.iter().map(|one| &one.line).filter(|line| line.outcome == "answer");
    let mut answers: Vec<(f64, bool)> =
        answered.map(|line| (line.confidence.unwrap_or(0.0), line.right)).collect();
    answers.sort_by(|one, other| other.0.total_cmp(&one.0).then(other.1.cmp(&one.1)));
    answers
}

/// How many of the surest answers can be taken at the wanted precision.
fn covered(answers: &[(f64, bool)]) -> usize {
    let (mut right, mut best) = (0, 0);
    for (taken, (confidence, is_right)) in (1..).zip(answers) {
        right += usize::from(*is_right);
        let tied = answers.get(taken).is_some_and(|(next, _)| next == confidence);
        if !tied && share(right, taken) >= PRECISION {
            best = taken;
        }
    }
    best
}

fn calibration_error(answers: &[(f64, bool)]) -> f64 {
    let edge = |bin: usize| bin * answers.len() / BINS;
    let bins = (0..BINS).filter_map(|bin| answers.get(edge(bin)..edge(bin + 1)));
    let distances = bins.filter(|bin| !bin.is_empty()).map(|bin| {
        let sure: f64 = bin.iter().map(|(confidence, _)| confidence).sum();
        let right = bin.iter().filter(|(_, right)| *right).count() as f64;
        (sure - right).abs() / answers.len() as f64
    });
    distances.fold(0.0, |sum, distance| sum + distance)
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
