//! The block that a period belongs to: "customers without invoices in 2023" have none of that year, whenever they came.

use crate::{
    cues::Cue,
    expand::{BoundPlan, join::Joins, tree},
    index::{ColumnId, TableId},
    link::Linked,
    plan::{Condition, Filter, Operand, Operator, SetOperation},
    words::when::When,
};

/// A block of a plan.
pub(super) enum Place {
    /// The outermost.
    Outer,
    /// What a condition says to be there or not to be, by the condition's place.
    Inner(usize),
    /// What is taken away.
    Taken,
}

impl Place {
    /// Where the periods of one list belong: behind a "not", to what is not there, if that has a time; to what is
    /// there, where nothing outside has one.
    pub(super) fn of(
        linked: &Linked<'_>,
        joins: &Joins<'_>,
        plan: &BoundPlan,
        listed: &[When],
        dated: Option<ColumnId>,
    ) -> Self {
        let from = listed.first().map_or(0, |period| period.span.start);
        let before = |at: usize| linked.tokens.get(at).is_some_and(|token| token.end <= from);
        let denied = linked.cues.at(Cue::Not).any(before);
        let timed = |plan: &BoundPlan| {
            let tables = tree(linked.index, joins, plan).map(|tree| tree.tables());
            tables.into_iter().flatten().any(|table| linked.index.table(table).time.is_some())
        };
        let fits = |operator: Operator| match operator {
            Operator::NotIn => denied,
            Operator::In => dated.is_none(),
            _ => false,
        };
        let is_inner = |part: &Filter<ColumnId, TableId>| {
            matches!(part, Filter::Is(Condition { operator, right: Operand::Plan(inner), .. })
                if fits(*operator) && timed(inner))
        };
        let inner = match &plan.filter {
            Filter::All(parts) => parts.iter().position(is_inner),
            Filter::Any(_) | Filter::Is(_) => None,
        };
        let taken =
            denied && matches!(&plan.set, Some((SetOperation::Except, other)) if timed(other));
        inner.map_or(if taken { Self::Taken } else { Self::Outer }, Self::Inner)
    }

    /// The block itself.
    pub(super) fn block<'p>(&self, plan: &'p mut BoundPlan) -> Option<&'p mut BoundPlan> {
        match self {
            Self::Outer => Some(plan),
            Self::Inner(at) => match &mut plan.filter {
                Filter::All(parts) => match parts.get_mut(*at)? {
                    Filter::Is(Condition { right: Operand::Plan(inner), .. }) => Some(inner),
                    _ => None,
                },
                Filter::Any(_) | Filter::Is(_) => None,
            },
            Self::Taken => plan.set.as_mut().map(|(_, other)| other.as_mut()),
        }
    }
}
