//! The best of all fillings, without a look at those that cannot be.
//!
//! What speaks for a filling is known once it is made; what speaks against it, the words that it passes over and the
//! tables that its joins bring in, takes longer to find out than the filling took. So a filling is looked at only
//! when none that was looked at is sure to be better.

use std::{cmp::Ordering, collections::BinaryHeap};

use super::{Candidate, Proposal, fill::Partial, pointless, scores::Scores};
use crate::{
    expand::{join::Joins, tree},
    index::TableId,
};

/// A filled shape.
pub(super) struct Filling<'p> {
    /// The shape.
    pub proposal: &'p Proposal,
    /// Its place among the shapes.
    pub shape_rank: usize,
    /// The filling's place among those of its shape.
    pub fill_rank: usize,
    /// The filling.
    pub partial: Partial,
}

/// Candidates, best first; of two that are worth the same, the one that was filled first.
pub(super) struct BestFirst<'a, 'p> {
    scores: &'a Scores<'a>,
    joins: &'a Joins<'a>,
    /// By place; none once it was looked at.
    fillings: Vec<Option<Filling<'p>>>,
    /// By place, what they are worth at the most; the best on top.
    hopes: BinaryHeap<Worth>,
    /// By place, once looked at; none where nobody means it.
    seen: Vec<Option<Candidate>>,
    /// What these are worth; the best on top.
    sure: BinaryHeap<Worth>,
}

/// A hand-set sum and the place of what it is the sum of.
#[derive(Debug, Clone, Copy)]
struct Worth {
    sum: f32,
    place: usize,
}

impl<'a, 'p> BestFirst<'a, 'p> {
    /// Nothing looked at.
    pub(super) fn new(
        scores: &'a Scores<'a>,
        joins: &'a Joins<'a>,
        fillings: Vec<Filling<'p>>,
    ) -> Self {
        let hope = |(place, filling): (usize, &Filling<'_>)| Worth { sum: filling.hope(), place };
        Self {
            scores,
            joins,
            hopes: fillings.iter().enumerate().map(hope).collect(),
            seen: fillings.iter().map(|_| None).collect(),
            fillings: fillings.into_iter().map(Some).collect(),
            sure: BinaryHeap::new(),
        }
    }

    /// Looks at every filling that may be as good as the best that was looked at.
    fn look(&mut self) {
        while let Some(hope) = self.hopes.peek().copied() {
            if self.sure.peek().is_some_and(|best| hope.sum < best.sum) {
                return;
            }
            self.hopes.pop();
            let filling = self.fillings.get_mut(hope.place).and_then(Option::take);
            let candidate = filling.and_then(|f| f.candidate(self.scores, self.joins));
            let worth = candidate.as_ref().map(|c| Worth { sum: c.total, place: hope.place });
            self.sure.extend(worth);
            if let Some(seen) = self.seen.get_mut(hope.place) {
                *seen = candidate;
            }
        }
    }
}

impl Iterator for BestFirst<'_, '_> {
    type Item = Candidate;

    fn next(&mut self) -> Option<Candidate> {
        self.look();
        let best = self.sure.pop()?;
        self.seen.get_mut(best.place)?.take()
    }
}

impl Filling<'_> {
    /// What it is worth where nothing speaks against it.
    fn hope(&self) -> f32 {
        self.proposal.score + 0.7 * self.partial.score
    }

    /// As a candidate, its SQL not yet written; none where nobody means it.
    fn candidate(self, scores: &Scores<'_>, joins: &Joins<'_>) -> Option<Candidate> {
        let index = scores.linked.index;
        if pointless::is_pointless(scores.linked, &self.partial) {
            return None;
        }
        let mut tables: Vec<TableId> = Vec::new();
        for block in self.partial.plan.blocks() {
            tables.extend(tree(index, joins, block)?.tables());
        }
        tables.sort_unstable();
        tables.dedup();
        let unexplained = scores.unexplained(&self.partial, &tables);
        let rest: f32 = unexplained[0] + 0.7 * unexplained[1] + 0.7 * unexplained[2];
        let total = self.hope() + rest;
        let Self { proposal, shape_rank, fill_rank, partial } = self;
        Some(Candidate {
            sql: String::new(),
            shape: proposal.score,
            parts: proposal.parts,
            shape_rank,
            cued: proposal.cued,
            fill: partial.score,
            fill_rank,
            trace: partial.trace,
            used: partial.used,
            unexplained,
            said: Vec::new(),
            tables,
            total,
            plan: partial.plan,
        })
    }
}

impl Ord for Worth {
    fn cmp(&self, other: &Self) -> Ordering {
        self.sum.total_cmp(&other.sum).then(other.place.cmp(&self.place))
    }
}

impl PartialOrd for Worth {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Worth {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Worth {}
