//! Fills the slots of a shape: slot by slot, the most plausible partial plans kept.

/// What shapes that begin alike share.
mod beams;

/// Ways to go on, the best of them kept.
mod moves;

/// Conditions on rows.
mod conditions;

/// Conditions on groups.
mod having;

/// What is shown.
mod select;

/// Groups, orders, limits, tables.
mod tail;

/// Tables that take part, and what they are worth.
mod footing;

use super::{
    scores::{ROLES, Scores},
    shape::{LimitShape, Shape},
};
use crate::{
    expand::{BoundPlan, join::Joins},
    index::{ColumnId, TableId},
    plan::{Condition, Filter, Operand, Term},
};

use beams::{Beams, Step, steps};
use footing::Footings;
use moves::{Edit, Move, Moves};

/// Partial plans that are kept after each slot.
const WIDTH: usize = 20;
/// The most fillings of one shape that anybody looks at.
const MOST_FILLED: usize = 8;

/// What each role added: its sum and its least.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Trace {
    /// By role; then value, operator, table, having, limit.
    pub sum: [f32; 15],
    /// The least of each; 9 where it has no slot.
    pub least: [f32; 15],
}

/// Place of values in a trace; operators, tables, having and limit follow.
pub(crate) const VALUE: usize = ROLES.len();
/// Place of operators.
pub(crate) const OPERATOR: usize = VALUE + 1;
/// Place of tables.
pub(crate) const TABLE: usize = VALUE + 2;
/// Place of conditions on groups.
pub(crate) const HAVING: usize = VALUE + 3;
/// Place of limits.
pub(crate) const LIMIT: usize = VALUE + 4;

impl Trace {
    fn add(&mut self, place: usize, score: f32) {
        if let Some(sum) = self.sum.get_mut(place) {
            *sum += score;
        }
        if let Some(least) = self.least.get_mut(place) {
            *least = least.min(score);
        }
    }
}

/// A plan in the making.
#[derive(Debug, Clone)]
pub(crate) struct Partial {
    /// The sum of its slots.
    pub score: f32,
    /// Items in use, a bit each.
    pub used: u64,
    /// What each slot added.
    pub trace: Trace,
    /// The plan so far.
    pub plan: BoundPlan,
    conditions: Vec<(Condition<ColumnId, TableId>, bool)>,
}

impl Partial {
    fn new() -> Self {
        Self {
            score: 0.0,
            used: 0,
            trace: Trace { sum: [0.0; 15], least: [9.0; 15] },
            plan: BoundPlan::default(),
            conditions: Vec::new(),
        }
    }

    /// An empty block that carries on the sums of this one.
    fn inner(&self) -> Self {
        Self { score: self.score, used: self.used, trace: self.trace, ..Self::new() }
    }

    /// What the shape says without a slot, and the conditions as a tree; "and" binds tighter.
    fn settle(&mut self, shape: &Shape) {
        self.plan.distinct = shape.distinct;
        self.plan.order.iter_mut().for_each(|(_, way)| *way = shape.direction);
        if shape.limit == LimitShape::One {
            self.plan.limit = Some(1);
        }
        let mut groups: Vec<Vec<Filter<ColumnId, TableId>>> = vec![Vec::new()];
        for (condition, or) in self.conditions.drain(..) {
            if or {
                groups.push(Vec::new());
            }
            if let Some(group) = groups.last_mut() {
                group.push(Filter::Is(condition));
            }
        }
        let single =
            |mut group: Vec<Filter<ColumnId, TableId>>| match (group.pop(), group.is_empty()) {
                (Some(only), true) => only,
                (Some(last), false) => {
                    group.push(last);
                    Filter::All(group)
                }
                (None, _) => Filter::All(group),
            };
        self.plan.filter = if groups.len() == 1 {
            Filter::All(groups.pop().unwrap_or_default())
        } else {
            Filter::All(vec![Filter::Any(groups.into_iter().map(single).collect())])
        };
    }
}

/// Where a block stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stand<'a> {
    /// The outermost.
    Outermost,
    /// In a sub-plan that shows keys for the outer column; whether it has no condition.
    Keys(ColumnId, bool),
    /// In a sub-plan that shows a figure of the outer column.
    Figure(ColumnId),
    /// At the right of a set operation.
    Right(&'a BoundPlan),
}

/// A slot that adds nothing to the trace.
const NO_SLOT: (usize, f32) = (usize::MAX, 0.0);

/// Fills the shapes of one question. What two shapes share is filled once.
pub(super) struct Filler<'a> {
    scores: &'a Scores<'a>,
    joins: &'a Joins<'a>,
    beams: Beams<'a>,
    footings: Footings,
}

impl<'a> Filler<'a> {
    /// Nothing filled yet.
    pub(super) fn new(scores: &'a Scores<'a>, joins: &'a Joins<'a>) -> Self {
        Self { scores, joins, beams: Beams::new(Partial::new()), footings: Footings::default() }
    }

    /// The most plausible fillings of a shape, best first.
    pub(super) fn fill(&self, shape: &'a Shape) -> Vec<Partial> {
        let beam =
            self.beams.of(shape, |beam, step| self.step(beam, step, Stand::Outermost, WIDTH));
        self.finish(shape, beam.to_vec(), MOST_FILLED)
    }

    fn block(&self, shape: &Shape, seed: Partial, stand: Stand<'_>, width: usize) -> Vec<Partial> {
        let beam = steps(shape).fold(vec![seed], |beam, step| self.step(&beam, step, stand, width));
        self.finish(shape, beam, width)
    }

    fn step(
        &self,
        beam: &[Partial],
        step: Step<'_>,
        stand: Stand<'_>,
        width: usize,
    ) -> Vec<Partial> {
        let width = if step == Step::Tables { width.min(MOST_FILLED) } else { width };
        self.advance(beam, width, |p, parent, moves| match step {
            Step::Select(at, term) => self.select(p, parent, moves, at, term, stand),
            Step::Condition(condition) => self.condition(p, parent, moves, condition),
            Step::Group(at) => self.group(p, parent, moves, at),
            Step::Having(condition) => self.having(p, parent, moves, condition),
            Step::Order(term) => self.order(p, parent, moves, term),
            Step::Limit => self.limit(p, parent, moves),
            Step::Tables => self.tables(p, parent, moves, stand),
        })
    }

    /// Every partial plan's moves, the best of them made.
    fn advance(
        &self,
        beam: &[Partial],
        width: usize,
        mut step: impl FnMut(&Partial, usize, &mut Moves),
    ) -> Vec<Partial> {
        let mut moves = Moves::new(width);
        for (parent, partial) in beam.iter().enumerate() {
            step(partial, parent, &mut moves);
        }
        let made = |(way, edit): (Move, Edit)| Some(made(beam.get(way.parent)?, &way, edit));
        moves.best().filter_map(made).collect()
    }
}

fn made(parent: &Partial, way: &Move, edit: Edit) -> Partial {
    let mut next = parent.clone();
    next.score = way.score;
    next.used |= way.used;
    if let Edit::Sub(_, _, trace) = &edit {
        next.trace = **trace;
    }
    for (place, score) in way.slots {
        next.trace.add(place, score);
    }
    match edit {
        Edit::Select(terms) => next.plan.select.extend(terms),
        Edit::Condition(condition, or) | Edit::Sub(condition, or, _) => {
            next.conditions.push((*condition, or));
        }
        Edit::Having(condition) => next.conditions.push((*condition, false)),
        Edit::Per(term) => next.plan.per.push(term),
        Edit::Order(term) => next.plan.order.push((term, crate::plan::Direction::Ascending)),
        Edit::Limit(limit) => next.plan.limit = Some(limit),
        Edit::Tables(tables) => next.plan.tables = tables,
    }
    next
}

/// A condition against a value or a sub-plan.
fn compare(
    left: Term<ColumnId>,
    operator: crate::plan::Operator,
    right: Operand<ColumnId, TableId>,
) -> Box<Condition<ColumnId, TableId>> {
    Box::new(Condition { left, operator, right })
}
