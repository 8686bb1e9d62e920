//! Why a list holds no right candidate: the nearest candidate, and what it says otherwise.

use std::fmt;

use crate::{
    compose::{Candidate, shape::Shape},
    expand::BoundPlan,
    plan::{Filter, Operand},
    rank::outline::{NAMES, Outline},
};

/// What a list without a right candidate lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Gap {
    /// The plan language cannot say the gold query.
    Unsaid,
    /// No candidate has the gold plan's shape, which is this.
    Shape(String),
    /// Candidates have its shape; the nearest says these clauses otherwise.
    Clauses(Vec<usize>),
}

impl Gap {
    /// Between candidates and a gold plan.
    pub(crate) fn new(gold: Option<&BoundPlan>, candidates: &[Candidate]) -> Self {
        let Some(gold) = gold else { return Self::Unsaid };
        let wanted = shape(gold);
        let alike = candidates.iter().filter(|candidate| shape(&candidate.plan) == wanted);
        let tables = gold.blocks().iter().flat_map(|block| block.tables.clone()).collect();
        let outline = Outline::of_plan(&bare(gold), tables);
        let apart = |candidate: &Candidate| {
            let own = Outline::of_plan(&bare(&candidate.plan), candidate.tables.clone());
            let pairs = outline.clauses().into_iter().zip(own.clauses()).enumerate();
            let apart = pairs.filter(|(_, (one, other))| one != other);
            apart.map(|(clause, _)| clause).collect::<Vec<_>>()
        };
        match alike.map(apart).min_by_key(Vec::len) {
            Some(clauses) => Self::Clauses(clauses),
            None => Self::Shape(wanted.unwrap_or_default()),
        }
    }
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsaid => f.write_str("unsaid"),
            Self::Shape(shape) => write!(f, "shape {shape}"),
            Self::Clauses(clauses) => {
                let names = clauses.iter().filter_map(|at| NAMES.get(*at));
                write!(f, "clauses {}", names.copied().collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// A plan's shape as text; operators that a value's words choose are no part of it.
fn shape(plan: &BoundPlan) -> Option<String> {
    Shape::of(plan).map(|shape| shape.without_operators().to_string())
}

/// A plan whose inner plans say no tables: those follow from their columns.
fn bare(plan: &BoundPlan) -> BoundPlan {
    let mut plan = plan.clone();
    plan.tables.clear();
    strip(&mut plan.filter);
    if let Some((_, other)) = &mut plan.set {
        **other = bare(other);
    }
    plan
}

fn strip(filter: &mut Filter<crate::index::ColumnId, crate::index::TableId>) {
    match filter {
        Filter::All(parts) | Filter::Any(parts) => parts.iter_mut().for_each(strip),
        Filter::Is(condition) => {
            if let Operand::Plan(inner) = &mut condition.right {
                **inner = bare(inner);
            }
        }
    }
}
