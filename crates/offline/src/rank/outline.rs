//! What each clause of a plan says, as numbers that are equal where it says the same.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::{
    compose::Candidate,
    expand::BoundPlan,
    index::{ColumnId, TableId},
    plan::{Condition, Filter, Operand},
};

/// The clauses of an outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clause {
    /// Whether equal rows are shown once.
    Once,
    /// What is shown, in any order.
    Select,
    /// Columns and operators of conditions on rows and groups, in any order.
    Filter,
    /// What they are compared with.
    Values,
    /// Group keys.
    Group,
    /// Orders and limit.
    Order,
    /// Tables that take part, in all blocks.
    Tables,
    /// Plans inside and set operations.
    Nest,
}

/// How many clauses an outline has.
pub(crate) const CLAUSES: usize = 8;

/// Names of the clauses, in order.
#[cfg(feature = "training")]
pub(crate) const NAMES: [&str; CLAUSES] =
    ["once", "select", "where column", "where value", "group", "order", "join", "nesting"];

/// Numbers of a plan's clauses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Outline {
    clauses: [u64; CLAUSES],
}

impl Outline {
    /// Of a candidate.
    pub(crate) fn of(candidate: &Candidate) -> Self {
        Self::of_plan(&candidate.plan, candidate.tables.clone())
    }

    /// Of a plan over tables.
    pub(crate) fn of_plan(plan: &BoundPlan, mut tables: Vec<TableId>) -> Self {
        let mut outline = Self::default();
        outline.read(plan);
        tables.sort_unstable();
        tables.dedup();
        outline.put(Clause::Tables, &tables);
        outline
    }

    /// Of its clauses, in order.
    #[cfg(feature = "training")]
    pub(crate) fn from_clauses(clauses: &[u64]) -> Self {
        Self { clauses: std::array::from_fn(|at| clauses.get(at).copied().unwrap_or(0)) }
    }

    /// What all clauses say together: equal for plans that return the same.
    pub(crate) fn meaning(&self) -> u64 {
        hash(&self.clauses)
    }

    /// All clauses, in order.
    pub(crate) fn clauses(&self) -> [u64; CLAUSES] {
        self.clauses
    }

    fn put(&mut self, clause: Clause, what: &impl Hash) {
        if let Some(place) = self.clauses.get_mut(clause as usize) {
            *place = place.wrapping_add(hash(what));
        }
    }

    fn read(&mut self, plan: &BoundPlan) {
        self.put(Clause::Once, &plan.distinct);
        plan.select.iter().for_each(|term| self.put(Clause::Select, term));
        self.filter(&plan.filter, 0);
        plan.per.iter().for_each(|term| self.put(Clause::Group, term));
        self.put(Clause::Order, &(&plan.order, plan.limit));
        if let Some((operation, other)) = &plan.set {
            self.put(Clause::Nest, &(operation, inner(other)));
        }
    }

    /// `tie` tells conditions of one "or" from those that must all hold.
    fn filter(&mut self, filter: &Filter<ColumnId, TableId>, tie: u8) {
        match filter {
            Filter::All(parts) => parts.iter().for_each(|part| self.filter(part, tie)),
            Filter::Any(parts) => parts.iter().for_each(|part| self.filter(part, tie + 1)),
            Filter::Is(condition) => self.condition(condition, tie),
        }
    }

    fn condition(&mut self, condition: &Condition<ColumnId, TableId>, tie: u8) {
        let left = (&condition.left, condition.operator, tie);
        match &condition.right {
            Operand::Plan(plan) => self.put(Clause::Nest, &(left, inner(plan))),
            other => {
                self.put(Clause::Filter, &left);
                self.put(Clause::Values, &(left, format!("{other:?}")));
            }
        }
    }
}

/// The number of a plan inside another.
fn inner(plan: &BoundPlan) -> u64 {
    let mut outline = Outline::default();
    outline.read(plan);
    outline.put(Clause::Tables, &plan.tables);
    outline.meaning()
}

fn hash(what: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}
