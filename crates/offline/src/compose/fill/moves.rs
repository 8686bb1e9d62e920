//! Ways to go on from partial plans, the best of them kept.

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
    /// What it does to the plan.
    pub edit: Edit,
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
    list: Vec<Move>,
    width: usize,
    floor: f32,
}

impl Moves {
    /// None yet; so many will be kept.
    pub(super) fn new(width: usize) -> Self {
        Self { list: Vec::with_capacity(4 * width), width, floor: f32::NEG_INFINITY }
    }

    /// Whether a move of this score may still be among the best. Asked before a costly move is built.
    pub(super) fn takes(&self, score: f32) -> bool {
        score > self.floor
    }

    /// Adds a move, if it may be among the best.
    pub(super) fn push(&mut self, way: Move) {
        if !self.takes(way.score) {
            return;
        }
        self.list.push(way);
        if self.list.len() >= 4 * self.width {
            self.cut();
        }
    }

    /// The best, best first.
    pub(super) fn best(mut self) -> Vec<Move> {
        self.cut();
        self.list
    }

    fn cut(&mut self) {
        self.list.sort_by(|a, b| b.score.total_cmp(&a.score));
        self.list.truncate(self.width);
        if let Some(last) = self.list.last().filter(|_| self.list.len() == self.width) {
            self.floor = last.score;
        }
    }
}
