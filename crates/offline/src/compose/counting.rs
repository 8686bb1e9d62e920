//! Groups that are counted: of one row each, every count is one, and nobody asks for that.

use crate::{
    expand::{BoundPlan, join::Tree},
    index::{ColumnId, Index, TableId},
    plan::{Condition, Term},
};

/// What tells counted groups apart.
#[derive(Debug)]
pub(super) struct Counting {
    keys: Vec<ColumnId>,
}

impl Counting {
    /// Of a block and of its conditions that are not yet in it; none where no groups are counted.
    pub(super) fn of<'a>(
        plan: &BoundPlan,
        mut conditions: impl Iterator<Item = &'a Condition<ColumnId, TableId>>,
    ) -> Option<Self> {
        let counted = |term: &Term<ColumnId>| *term == Term::count();
        let compared = conditions.any(|condition| counted(&condition.left));
        let shown = plan.select.iter().any(counted);
        let counts = compared || shown || plan.order.iter().any(|(term, _)| counted(term));
        let terms = plan.per.iter().chain(&plan.select).filter(|term| !term.is_aggregated());
        let keys: Vec<ColumnId> = terms.filter_map(Term::column_of).copied().collect();
        (counts && !keys.is_empty()).then_some(Self { keys })
    }

    /// Whether every group is one row: told apart by a column that tells every row apart, or by all that names a
    /// row, unless a join makes many rows of one.
    pub(super) fn is_idle(&self, index: &Index, tree: &Tree) -> bool {
        self.keys.iter().any(|column| {
            let id = index.table_of(*column);
            let table = index.table(id);
            let distinct = table.rows > 1 && index.column(*column).distinct >= table.rows;
            let single = distinct || table.key == Some(*column) || self.name_whole(&table.display);
            single && !tree.multiplies(index, id)
        })
    }

    fn name_whole(&self, display: &[ColumnId]) -> bool {
        display.len() > 1 && display.iter().all(|column| self.keys.contains(column))
    }
}
