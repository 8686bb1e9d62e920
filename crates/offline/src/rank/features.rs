//! What is seen of each candidate, by itself and against the others of its list.

/// What the engine itself made of the candidate while it composed it.
mod composed;

/// How much of the question finds a place.
mod coverage;

/// What is shown, against the words that name it.
mod shown;

/// What the cues announce, against what the plan does.
mod cued;

/// Groups, and what orders and limits rows.
mod grouped;

/// Conditions, plans inside and sets.
mod nested;

/// What a plan is built of.
mod built;

/// Which tables take part.
mod joined;

/// Where in the question the words stand.
mod placed;

/// Values, against the columns that they are compared with.
mod valued;

/// What the question asks to see.
mod asked;

/// Each thing that the question lists, against what is shown.
mod wanted;

/// What people expect of an answer, told by hand.
mod conventions;

/// The question by itself.
mod question;

/// A candidate against the others of its list.
mod against;

use crate::{
    compose::{Candidate, scores::Scores},
    cues::Cue,
    expand::BoundPlan,
    index::{ColumnId, Index, TableId},
    link::Linked,
    plan::{Aggregate, Condition, Quantity, Term},
};

use super::{outline::Outline, sheet::Sheet};
use question::Question;

pub(super) use against::agreements;

/// Features by name.
pub(crate) type Row = Vec<(&'static str, f32)>;

/// Room for all features of a row.
const ROOM: usize = 340;

/// What is seen of every candidate of a list.
pub(crate) fn features(scores: &Scores<'_>, list: &[Candidate]) -> Sheet {
    let question = Question::new(scores, list);
    let best = list.iter().map(|c| c.total).fold(f32::MIN, f32::max);
    let row = |(at, candidate): (usize, &Candidate)| {
        let mut sight = Sight::new(scores, &question, candidate);
        sight.put("rank", count(at));
        sight.put("behind", candidate.total - best);
        sight.all();
        sight.row
    };
    let mut rows: Vec<Row> = list.iter().enumerate().map(row).collect();
    let outlines: Vec<Outline> = list.iter().map(Outline::of).collect();
    against::masses(&mut rows, list, &outlines, best);
    against::distances(&mut rows);
    Sheet {
        names: rows.first().into_iter().flatten().map(|(name, _)| *name).collect(),
        rows: rows
            .into_iter()
            .map(|row| row.into_iter().map(|(_, value)| value).collect())
            .collect(),
        outlines,
    }
}

/// One candidate, taken apart once.
struct Sight<'a> {
    scores: &'a Scores<'a>,
    linked: &'a Linked<'a>,
    index: &'a Index,
    question: &'a Question,
    candidate: &'a Candidate,
    plan: &'a BoundPlan,
    /// The plan and those inside it.
    blocks: Vec<&'a BoundPlan>,
    /// Conditions of the outermost block.
    conditions: Vec<&'a Condition<ColumnId, TableId>>,
    /// Conditions of all blocks.
    all_conditions: Vec<&'a Condition<ColumnId, TableId>>,
    /// Columns that are shown, aggregated or not.
    shown: Vec<ColumnId>,
    /// Columns of all blocks.
    used: Vec<ColumnId>,
    row: Row,
}

fn flag(truth: bool) -> f32 {
    if truth { 1.0 } else { 0.0 }
}

#[expect(clippy::cast_precision_loss, reason = "counts of words and columns")]
fn count(number: usize) -> f32 {
    number as f32
}

impl<'a> Sight<'a> {
    fn new(scores: &'a Scores<'a>, question: &'a Question, candidate: &'a Candidate) -> Self {
        let plan = &candidate.plan;
        let blocks = plan.blocks();
        Self {
            scores,
            linked: scores.linked,
            index: scores.linked.index,
            question,
            candidate,
            plan,
            conditions: plan.filter.conditions(),
            all_conditions: blocks.iter().flat_map(|b| b.filter.conditions()).collect(),
            shown: plan.select.iter().filter_map(|t| t.column_of().copied()).collect(),
            used: blocks.iter().flat_map(|b| b.columns()).collect(),
            blocks,
            row: Row::with_capacity(ROOM),
        }
    }

    fn put(&mut self, name: &'static str, value: f32) {
        self.row.push((name, value));
    }

    fn mark(&mut self, name: &'static str, truth: bool) {
        self.put(name, flag(truth));
    }

    fn all(&mut self) {
        self.composed();
        self.shown();
        self.covered();
        self.cued();
        self.grouped();
        self.ordered();
        self.nested();
        self.built();
        self.joined();
        self.traced();
        self.placed();
        self.valued();
        self.asked();
        self.wanted();
        self.conventions();
        self.row.extend(&self.question.facts);
    }

    fn cue(&self, cue: Cue) -> bool {
        self.linked.cues.has(cue)
    }

    /// The column of the first order, where it is one.
    fn ordered_by(&self) -> Option<ColumnId> {
        self.plan.order.first().and_then(|(term, _)| term.column_of().copied())
    }

    /// The column of the first group key, where it is one.
    fn key(&self) -> Option<ColumnId> {
        self.plan.per.first().and_then(|term| term.column_of().copied())
    }

    fn uses_formula(&self) -> bool {
        let terms = self.plan.select.iter().chain(self.plan.order.iter().map(|(t, _)| t));
        terms
            .chain(self.conditions.iter().map(|c| &c.left))
            .any(|t| matches!(t.of, Quantity::Formula(_)))
    }

    fn uses_bucket(&self) -> bool {
        let cut = |t: &Term<ColumnId>| {
            matches!(t.of, Quantity::Bucket(..))
                || t.column_of().is_some_and(|c| self.index.column(*c).is_year())
        };
        self.plan.per.iter().chain(&self.plan.select).any(cut)
    }

    /// Every aggregate of what is shown, ordered by and compared, in all blocks.
    fn aggregates(&self) -> Vec<Aggregate> {
        let terms = self
            .blocks
            .iter()
            .flat_map(|block| block.select.iter().chain(block.order.iter().map(|(term, _)| term)));
        terms
            .chain(self.all_conditions.iter().map(|c| &c.left))
            .filter_map(|term| term.aggregate)
            .collect()
    }
}

fn plain_shown(plan: &BoundPlan) -> bool {
    plan.select.iter().any(|t| !t.is_aggregated())
}
