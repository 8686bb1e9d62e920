//! Groups that are counted: of one row each, every count is one, and nobody asks for that.

use crate::{
    cues::Cue,
    expand::{BoundPlan, join::Tree},
    index::{ColumnId, Index, TableId},
    link::{Linked, Span, Strength},
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

    /// Whether every group is one row: told apart by a column that tells every row apart, by a name that hardly two
    /// rows share, or by all that names a row, unless a join makes many rows of one.
    pub(super) fn is_idle(&self, index: &Index, tree: &Tree) -> bool {
        self.keys.iter().any(|column| {
            let id = index.table_of(*column);
            let table = index.table(id);
            let named = table.display == [*column];
            let distinct = index.column(*column).distinct * if named { 2 } else { 1 };
            let distinct = table.rows > 1 && distinct >= table.rows;
            let single = distinct || table.key == Some(*column) || self.name_whole(&table.display);
            single && !tree.multiplies(index, id)
        })
    }

    fn name_whole(&self, display: &[ColumnId]) -> bool {
        display.len() > 1 && display.iter().all(|column| self.keys.contains(column))
    }
}

/// Whether groups are of something else than the question says by its name: "orders per employee" by anything but
/// employees.
pub(super) fn groups_something_else(linked: &Linked<'_>, plan: &BoundPlan) -> bool {
    let terms: Vec<&Term<ColumnId>> = match plan.per.as_slice() {
        [] if plan.is_grouped() => plan.select.iter().filter(|t| !t.is_aggregated()).collect(),
        keys => keys.iter().collect(),
    };
    let keys: Vec<ColumnId> = terms.iter().filter_map(|term| term.column_of()).copied().collect();
    let index = linked.index;
    let fits = |key: &ColumnId, table: TableId, span: Span| {
        let mut links = index.links.iter().filter(|link| link.from == *key);
        index.table_of(*key) == table
            || links.any(|link| index.table_of(link.to) == table)
            || linked.column(*key).strength > Strength::Weak
                && linked.column(*key).spans.iter().any(|own| own.overlaps(span))
    };
    let missed = |(table, span): (TableId, Span)| !keys.iter().any(|key| fits(key, table, span));
    let plain = keys.len() == terms.len() && !keys.is_empty();
    plain && told_apart(linked).into_iter().any(missed)
}

/// Tables that "each", "every" or "per" stands before, by their whole names, where nothing else goes by that name.
fn told_apart(linked: &Linked<'_>) -> Vec<(TableId, Span)> {
    let tables = |at: usize| {
        let named = move |id: &TableId| {
            let link = linked.table(*id);
            let span = link.spans.iter().find(|span| span.from == at + 1)?;
            let stems = linked.tokens.get(span.from..span.to)?.iter().map(|token| &token.stem);
            let own = stems.eq(linked.index.table(*id).words.iter());
            (own && link.strength == Strength::Exact).then_some((*id, *span))
        };
        linked.index.table_ids().filter_map(move |id| named(&id))
    };
    let found: Vec<(TableId, Span)> = linked.cues.at(Cue::Each).flat_map(tables).collect();
    if found.len() == 1 { found } else { Vec::new() }
}
