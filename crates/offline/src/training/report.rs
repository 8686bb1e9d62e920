//! What all models together make of databases that they did not see.
#![allow(clippy::print_stdout, reason = "a report")]

use super::{
    gap::Gap,
    list::{EVERYDAY_KIND, FOREIGN_KIND, List, Wording},
};
use crate::rank::outline::NAMES;

/// Bins of equal number in which confidence is compared with what came true.
const BINS: usize = 15;

/// How far down a list a right candidate is looked for; a list holds fewer than the last.
const DEPTHS: [usize; 4] = [1, 10, 50, 200];

/// What came of one question.
#[derive(Debug)]
pub(crate) struct Judged {
    /// Its wording.
    pub wording: Wording,
    /// 0 to 3, or [`EVERYDAY_KIND`].
    pub hardness: usize,
    /// Whether so many of the best candidates as [`DEPTHS`] says hold a right one.
    pub hits: [bool; 4],
    /// Whether the best candidate is right on perturbed copies, too.
    pub lasting: bool,
    /// How sure the best candidate seemed before and after its rows were known.
    pub sure: [f32; 2],
    /// Clauses in which the best differs from the best right one, where that stands lower.
    pub differs: Vec<usize>,
    /// What the list lacks, where none is right.
    pub gap: Option<Gap>,
}

impl Judged {
    /// Of a list with its candidates in the order of their scores.
    pub(crate) fn new(list: &List, order: &[usize], sure: [f32; 2]) -> Self {
        let right = |at: &usize| list.right.get(*at) == Some(&true);
        let first = order.iter().position(right);
        let outline = |place: usize| list.sheet.outlines.get(*order.get(place)?);
        let differs = match first.filter(|place| *place > 0).and_then(outline).zip(outline(0)) {
            Some((wanted, best)) => {
                let pairs = wanted.clauses().into_iter().zip(best.clauses()).enumerate();
                pairs.filter(|(_, (one, other))| one != other).map(|(at, _)| at).collect()
            }
            None => Vec::new(),
        };
        Self {
            wording: list.wording,
            hardness: list.hardness,
            lasting: order.first().is_some_and(|at| list.lasting.get(*at) == Some(&true)),
            hits: DEPTHS.map(|most| first.is_some_and(|place| place < most)),
            sure,
            differs,
            gap: list.gap.clone(),
        }
    }
}

/// Prints the figures of both wordings, and of questions made over the schemas.
pub(crate) fn print(judged: &[Judged]) {
    let (foreign, judged): (Vec<&Judged>, Vec<&Judged>) =
        judged.iter().partition(|one| one.hardness == FOREIGN_KIND);
    let (made, judged): (Vec<&Judged>, Vec<&Judged>) =
        judged.into_iter().partition(|one| one.hardness == EVERYDAY_KIND);
    for (name, other) in [("as asked", Wording::Other), ("in other words", Wording::Asked)] {
        let list: Vec<&Judged> = judged.iter().copied().filter(|j| j.wording != other).collect();
        part(name, &list);
    }
    part("everyday", &made);
    let sure = foreign.iter().filter(|one| one.sure[1] >= 0.5).count();
    println!("\nabout another database: {} questions, sure {}", foreign.len(), sure);
}

fn part(name: &str, list: &[&Judged]) {
    println!("\n{name}: {} questions", list.len());
    by_hardness(list);
    confidence("before rows are known", list, 0);
    confidence("with the rows of three", list, 1);
    classes(list);
}

fn by_hardness(list: &[&Judged]) {
    println!("          questions  first  not by luck  in 10  in 50 in 200");
    for (name, kind) in [
        ("easy", Some(0)),
        ("medium", Some(1)),
        ("hard", Some(2)),
        ("extra", Some(3)),
        ("all", None),
    ] {
        let part: Vec<&&Judged> =
            list.iter().filter(|j| kind.is_none_or(|kind| j.hardness == kind)).collect();
        if part.is_empty() {
            continue;
        }
        let share = |holds: &dyn Fn(&Judged) -> bool| {
            percent(part.iter().filter(|judged| holds(judged)).count(), part.len())
        };
        let [first, ten, fifty, all] =
            [0, 1, 2, 3].map(|depth| share(&|judged| judged.hits.get(depth) == Some(&true)));
        let (questions, lasting) = (part.len(), share(&|judged| judged.lasting));
        println!(
            "{name:>7} {questions:10} {first:6.1} {lasting:12.1} {ten:6.1} {fifty:6.1} {all:6.1}"
        );
    }
}

fn confidence(when: &str, list: &[&Judged], at: usize) {
    let sure = |judged: &Judged| judged.sure.get(at).copied().unwrap_or(0.0);
    let mut sorted: Vec<(f32, bool)> = list.iter().map(|j| (sure(j), j.hits[0])).collect();
    sorted.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let covered = |precision: f64| {
        let mut right = 0;
        let mut best = 0;
        for (taken, (_, hit)) in (1..).zip(&sorted) {
            right += usize::from(*hit);
            if percent(right, taken) >= precision {
                best = taken;
            }
        }
        percent(best, sorted.len())
    };
    let top = sorted.get(..sorted.len() / 5).unwrap_or_default();
    println!(
        "{when}: coverage at 90 % precision {:.1}, at 95 % {:.1}; precision of the surest fifth {:.1}; calibration error {:.3}",
        covered(90.0),
        covered(95.0),
        percent(top.iter().filter(|(_, hit)| *hit).count(), top.len()),
        calibration_error(&sorted),
    );
}

#[expect(clippy::cast_precision_loss, reason = "counts of questions")]
fn calibration_error(sorted: &[(f32, bool)]) -> f64 {
    let edge = |bin: usize| bin * sorted.len() / BINS;
    let bins = (0..BINS).filter_map(|bin| sorted.get(edge(bin)..edge(bin + 1)));
    bins.map(|bin| {
        let sure: f64 = bin.iter().map(|(sure, _)| f64::from(*sure)).sum();
        let right = bin.iter().filter(|(_, hit)| *hit).count() as f64;
        (sure - right).abs() / sorted.len() as f64
    })
    .sum()
}

/// In which slots the best differs from the right one that stands lower, or the nearest from the gold plan where
/// none is right; and where in one alone.
fn classes(list: &[&Judged]) {
    let lower: Vec<&[usize]> =
        list.iter().map(|j| j.differs.as_slice()).filter(|differs| !differs.is_empty()).collect();
    println!("right but lower: {} questions; slot (alone): {}", lower.len(), by_slot(&lower));
    let gaps: Vec<&Gap> = list.iter().filter_map(|j| j.gap.as_ref()).collect();
    let near: Vec<&[usize]> = gaps
        .iter()
        .filter_map(|gap| match gap {
            Gap::Clauses(clauses) => Some(clauses.as_slice()),
            Gap::Unsaid | Gap::Shape(_) => None,
        })
        .collect();
    let unsaid = gaps.iter().filter(|gap| ***gap == Gap::Unsaid).count();
    let shapes = gaps.len() - unsaid - near.len();
    println!(
        "none right: {} questions; no plan {unsaid}, no such shape {shapes}; slot (alone) of the nearest: {}",
        gaps.len(),
        by_slot(&near)
    );
}

fn by_slot(differing: &[&[usize]]) -> String {
    let slots = NAMES.iter().enumerate().map(|(at, name)| {
        let some = differing.iter().filter(|slots| slots.contains(&at)).count();
        let alone = differing.iter().filter(|slots| **slots == [at]).count();
        format!("{name} {some} ({alone})")
    });
    slots.collect::<Vec<_>>().join(", ")
}

#[expect(clippy::cast_precision_loss, reason = "counts of questions")]
fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}
