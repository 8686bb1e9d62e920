//! What a plan is built of, said plainly: units that look at several features together compare it with what the
//! question says.

use super::{Sight, count};
use crate::{
    index::{ColumnId, TableId},
    plan::{Aggregate, Condition, Direction, Operand, Operator, Quantity, Term},
};

/// Figures by name.
const FIGURES: [(&str, Aggregate); 5] = [
    ("built_count", Aggregate::Count),
    ("built_sum", Aggregate::Sum),
    ("built_average", Aggregate::Average),
    ("built_least", Aggregate::Minimum),
    ("built_most", Aggregate::Maximum),
];

/// Comparisons by name.
const COMPARISONS: [(&str, &[Operator]); 7] = [
    ("built_equal", &[Operator::Equal, Operator::In]),
    ("built_unequal", &[Operator::NotEqual, Operator::NotIn, Operator::NotLike]),
    ("built_more", &[Operator::Greater, Operator::AtLeast]),
    ("built_less", &[Operator::Less, Operator::AtMost]),
    ("built_between", &[Operator::Between, Operator::Within]),
    ("built_like", &[Operator::Like]),
    ("built_gap", &[Operator::Missing, Operator::Present]),
];

impl Sight<'_> {
    /// Counts what the outermost block is built of.
    pub(super) fn built(&mut self) {
        let plan = self.plan;
        let shown = |fits: &dyn Fn(&Term<ColumnId>) -> bool| {
            count(plan.select.iter().filter(|term| fits(term)).count())
        };
        self.put("built_columns", shown(&|term| !term.is_aggregated()));
        self.put("built_different", shown(&|term| term.is_aggregated() && term.distinct));
        self.put(
            "built_of_column",
            shown(&|term| term.is_aggregated() && term.of != Quantity::Rows),
        );
        for (name, figure) in FIGURES {
            self.put(name, shown(&|term| term.aggregate == Some(figure)));
        }
        let way = |way: Direction| plan.order.first().is_some_and(|(_, other)| *other == way);
        self.mark("built_down", way(Direction::Descending));
        self.mark("built_up", way(Direction::Ascending));
        self.mark("built_grouped", plan.is_grouped());
        self.mark("built_once", plan.distinct);
        self.mark("built_or", plan.filter.has_or());
        self.mark("built_one", plan.limit == Some(1));
        self.compared_by();
    }

    fn compared_by(&mut self) {
        let some = |fits: &dyn Fn(&Condition<ColumnId, TableId>) -> bool| {
            count(self.conditions.iter().filter(|condition| fits(condition)).count())
        };
        let mut found: Vec<(&'static str, f32)> = COMPARISONS
            .into_iter()
            .map(|(name, operators)| (name, some(&|c| operators.contains(&c.operator))))
            .collect();
        found.push(("built_having", some(&|c| c.left.is_aggregated())));
        found.push(("built_beside", some(&|c| matches!(c.right, Operand::Column(_)))));
        let within = |c: &Condition<ColumnId, TableId>| {
            matches!(c.right, Operand::Plan(_)) && c.operator == Operator::In
        };
        let without = |c: &Condition<ColumnId, TableId>| {
            matches!(c.right, Operand::Plan(_)) && c.operator == Operator::NotIn
        };
        found.push(("built_within", some(&within)));
        found.push(("built_without", some(&without)));
        self.row.extend(found);
    }
}
