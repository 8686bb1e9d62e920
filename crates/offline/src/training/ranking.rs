//! The training over lists of candidates: ranker, confidence, and what rows add to it; in folds, each judged on
//! databases that it did not see.

use std::path::Path;

use anyhow::Result;

use super::{
    agreement, confidence, dump,
    learn::in_threads,
    list::{FOREIGN_KIND, List},
    ranker,
    report::{self, Judged},
    unseen::{folder_of, write},
};
use crate::{
    COMPARED, Returned,
    agreement::{facts as facts_of_rows, sure},
    rank::{
        Weights, best,
        confidence::{Facts, facts, shares},
        forest::Forest,
    },
};

/// Trains on lists that were written into a folder before; the weights of its folds as well.
///
/// # Errors
/// When the lists cannot be read or the weights not written.
pub fn rank_again(folder: &Path, home: &Path) -> Result<()> {
    rank(&dump::read(folder)?, &home.join("weights"), Some(folder))
}

/// Trains all three, and prints what they make of databases that they did not see. With a folder, those that did not
/// see a fold are kept as well.
pub(super) fn rank(lists: &[List], weights: &Path, folder: Option<&Path>) -> Result<()> {
    let (rankers, seen) = seen_by_others(lists);
    let (confidences, compared) = compared(lists, &seen);
    let (agreements, judged) = judged(lists, &seen, &compared);
    report::print(&judged);
    let pairs = lists.iter().zip(&seen).filter(|(list, seen)| teaches(list, seen));
    let filled: Vec<(&Facts, bool)> = pairs.map(|(_, seen)| (&seen.facts, seen.right)).collect();
    let taught: Vec<(&Facts, bool)> = taught(lists, &compared, None).collect();
    let all = Trained {
        ranker: ranker::train(&lists.iter().collect::<Vec<_>>()),
        confidence: confidence::train(&filled),
        agreement: agreement::train(&taught),
    };
    all.write(weights)?;
    let folds = rankers.into_iter().zip(confidences).zip(agreements);
    for (fold, ((ranker, confidence), agreement)) in (0..).zip(folds) {
        if let Some(folder) = folder.filter(|_| lists.iter().any(|list| list.fold == fold)) {
            Trained { ranker, confidence, agreement }.write(&folder_of(fold, folder))?;
        }
    }
    Ok(())
}

/// What is trained on lists.
struct Trained {
    ranker: Weights,
    confidence: confidence::Texts,
    agreement: Forest,
}

impl Trained {
    fn write(self, folder: &Path) -> Result<()> {
        let files = [
            ("rank.txt", self.ranker.text().into()),
            ("rank.bin", self.ranker.hidden().to_bytes()),
            ("confidence.txt", self.confidence.weights.into()),
            ("confidence-trees.txt", self.confidence.trees.into()),
            ("agreement-trees.txt", agreement::text(&self.agreement).into()),
        ];
        write(folder, &files)
    }
}

/// What one list came to by a ranker that did not see its database.
struct Seen {
    /// What confidence looks at.
    facts: Facts,
    /// The candidates' places, best first.
    order: Vec<usize>,
    /// Whether the first is right.
    right: bool,
    /// The likeliest meanings, a candidate each with its share of the list.
    likeliest: Vec<(usize, f32)>,
}

impl Seen {
    fn new(ranker: &Weights, list: &List) -> Self {
        let score = |row: &Vec<f32>| ranker.score(&list.sheet.names, row);
        let scores: Vec<f32> = list.sheet.rows.iter().map(score).collect();
        let order = best(&scores);
        let right = order.first().is_some_and(|at| list.right.get(*at) == Some(&true));
        let shares = shares(&scores);
        let mut meanings = Vec::new();
        let mut likeliest = Vec::new();
        for at in &order {
            let meaning = list.sheet.outlines.get(*at).map(|outline| outline.meaning());
            if likeliest.len() < COMPARED && !meanings.contains(&meaning) {
                likeliest.push((*at, shares.get(*at).copied().unwrap_or(0.0)));
            }
            meanings.push(meaning);
        }
        Self { facts: facts(&list.sheet, &scores), order, right, likeliest }
    }

    /// What the likeliest return; nothing where the first was not run to its end.
    fn returned(&self, list: &List, sure: f32) -> Vec<Returned> {
        let first = self.likeliest.first().map_or(0.0, |(_, share)| *share);
        let rest = (1.0 - first).max(1e-6);
        let one = |(place, (at, share)): (usize, &(usize, f32))| {
            let confidence = if place == 0 { sure } else { (1.0 - sure) * share / rest };
            let rows = (*list.rows.get(*at)?)?;
            Some(Returned { confidence: f64::from(confidence), rows })
        };
        let first_ran = self
            .likeliest
            .first()
            .is_some_and(|(at, _)| list.rows.get(*at).is_some_and(Option::is_some));
        let all = self.likeliest.iter().enumerate().filter_map(one);
        if first_ran { all.collect() } else { Vec::new() }
    }

    fn unplaced(&self) -> usize {
        let lost = self.facts.iter().find(|(name, _)| *name == "content_lost");
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
        let lost = lost.map_or(0, |(_, value)| *value as usize);
        lost
    }
}

/// How sure the first of a list is, and what its rows and those of the next say.
struct Compared {
    sure: f32,
    /// None where there is nothing to compare.
    facts: Option<Facts>,
    right: bool,
    teaches: bool,
}

/// Whether confidence may learn from a list: a foreign question whose words all found a place may well be answered.
fn teaches(list: &List, seen: &Seen) -> bool {
    !list.right.is_empty() && (list.hardness != FOREIGN_KIND || seen.unplaced() > 0)
}

/// How many folds the lists were made in.
fn folds_of(lists: &[List]) -> u32 {
    lists.iter().map(|list| list.fold + 1).max().unwrap_or(0)
}

/// For each fold what was trained on the others, and what that makes of its lists, in their order.
type Folded<Model, Made> = (Vec<Model>, Vec<Made>);

/// What was made fold by fold, by a few threads.
fn folded<M: Send, T: Send>(
    lists: &[List],
    one: impl Fn(u32) -> (M, Vec<T>) + Sync,
) -> Folded<M, T> {
    let (models, made): (Vec<M>, Vec<Vec<T>>) =
        in_threads(folds_of(lists), one).into_iter().unzip();
    (models, made.into_iter().flatten().collect())
}

/// Every list as rankers see it that were not trained on its fold.
fn seen_by_others(lists: &[List]) -> Folded<Weights, Seen> {
    let one = |held_out: u32| {
        let others: Vec<&List> = lists.iter().filter(|l| l.fold != held_out).collect();
        let ranker = ranker::train(&others);
        let own = lists.iter().filter(|l| l.fold == held_out);
        let own = own.map(|list| Seen::new(&ranker, list)).collect();
        (ranker, own)
    };
    folded(lists, one)
}

/// Every list by confidence that was not trained on its fold.
fn compared(lists: &[List], seen: &[Seen]) -> Folded<confidence::Texts, Compared> {
    let one = |held_out: u32| {
        let pairs = || lists.iter().zip(seen);
        let others: Vec<(&Facts, bool)> = pairs()
            .filter(|(list, seen)| list.fold != held_out && teaches(list, seen))
            .map(|(_, s)| (&s.facts, s.right))
            .collect();
        let texts = confidence::train(&others);
        let model = texts.model();
        let own = pairs().filter(|(list, _)| list.fold == held_out);
        let own = own.map(|(list, seen)| {
            let sure = if list.right.is_empty() { 0.0 } else { model.of(&seen.facts) };
            let returned = seen.returned(list, sure);
            let facts = (returned.len() > 1).then(|| facts_of_rows(&returned, seen.unplaced()));
            Compared { sure, facts, right: seen.right, teaches: teaches(list, seen) }
        });
        let own = own.collect();
        (texts, own)
    };
    folded(lists, one)
}

/// What rows teach, those of one fold left out.
fn taught<'a>(
    lists: &'a [List],
    compared: &'a [Compared],
    held_out: Option<u32>,
) -> impl Iterator<Item = (&'a Facts, bool)> {
    let pairs = lists.iter().zip(compared);
    let pairs = pairs.filter(move |(list, one)| Some(list.fold) != held_out && one.teaches);
    pairs.filter_map(|(_, one)| Some((one.facts.as_ref()?, one.right)))
}

/// What the models make of databases that they did not see.
fn judged(lists: &[List], seen: &[Seen], compared: &[Compared]) -> Folded<Forest, Judged> {
    let one = |held_out: u32| {
        let others: Vec<(&Facts, bool)> = taught(lists, compared, Some(held_out)).collect();
        let trees = agreement::train(&others);
        let own = lists.iter().zip(seen).zip(compared).filter(|((l, _), _)| l.fold == held_out);
        let own = own.map(|((list, seen), one)| {
            let confirmed = one.facts.as_ref().map_or(one.sure, |facts| sure(&trees, facts));
            Judged::new(list, &seen.order, [one.sure, confirmed])
        });
        let own = own.collect();
        (trees, own)
    };
    folded(lists, one)
}
