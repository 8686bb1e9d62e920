//! Ways to go on from partial plans, the best of them kept.

use std::{cmp::Ordering, collections::BinaryHeap};

use super::Trace;
use crate::{
    index::{ColumnId, TableId},
    plan::{Condition, Term},
};

/// One way to go on from a partial plan.
pub(super) struct Move {
    /// Which partial plan of the beam.
    pub parent: usize,
    /// The sum with this move made.
    pub score: f32,
    /// Items that it uses, a bit each.
    pub used: u64,
    /// What it adds to the trace.
    pub slots: [(usize, f32); 2],
}

/// What a move does to a plan.
pub(super) enum Edit {
    /// Shows more.
    Select(Vec<Term<ColumnId>>),
    /// Adds a condition; whether it is tied to the one before by "or".
    Condition(Box<Condition<ColumnId, TableId>>, bool),
    /// Adds a condition with a sub-plan, whose trace goes on from the plan's.
    Sub(Box<Condition<ColumnId, TableId>>, bool, Box<Trace>),
    /// Adds a condition on groups.
    Having(Box<Condition<ColumnId, TableId>>),
    /// Adds a key of groups.
    Per(Term<ColumnId>),
    /// Adds an order.
    Order(Term<ColumnId>),
    /// Sets the most rows.
    Limit(u64),
    /// Sets the tables that give no column.
    Tables(Vec<TableId>),
}

/// The best moves of a beam; of two that are worth the same, the one that came first.
pub(super) struct Moves {
    /// The worst of them on top, where a better one takes its place.
    best: BinaryHeap<Ranked>,
    width: usize,
    turn: usize,
}

/// A move, what it does, and when it came.
struct Ranked {
    way: Move,
    edit: Edit,
    turn: usize,
}

impl Moves {
    /// None yet; so many will be kept.
    pub(super) fn new(width: usize) -> Self {
        Self { best: BinaryHeap::with_capacity(width), width, turn: 0 }
    }

    /// Whether a move of this score would now be among the best. Asked before a costly move is built.
    pub(super) fn takes(&self, score: f32) -> bool {
        self.best.len() < self.width
            || self.best.peek().is_some_and(|worst| score > worst.way.score)
    }

    /// Adds a move where it is among the best; only then its edit is made.
    pub(super) fn offer(&mut self, way: Move, edit: impl FnOnce() -> Edit) {
        if !self.takes(way.score) {
            return;
        }
        self.turn += 1;
        let ranked = Ranked { way, edit: edit(), turn: self.turn };
        if self.best.len() < self.width {
            self.best.push(ranked);
        } else if let Some(mut worst) = self.best.peek_mut() {
            *worst = ranked;
        }
    }

    /// The best, best first.
    pub(super) fn best(self) -> impl Iterator<Item = (Move, Edit)> {
        self.best.into_sorted_vec().into_iter().map(|ranked| (ranked.way, ranked.edit))
    }
}

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> Ordering {
        other.way.score.total_cmp(&self.way.score).then(self.turn.cmp(&other.turn))
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ranked {}
