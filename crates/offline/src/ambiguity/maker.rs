//! "albums by Iron Maiden": who made the things, though one of them goes by the same name.

use super::{Bound, BoundFilter, Open, Seen};
use crate::{
    index::{ColumnId, TableId},
    link::{ItemKind, Span, Strength},
    plan::{Condition, Filter, Operand, Operator, Term},
};

/// The likeliest plan with the maker in the place of the name, where a name stands behind "by".
pub(super) fn find(seen: &Seen<'_>) -> Option<Open> {
    let (index, linked) = (seen.linked.index, seen.linked);
    let plan = seen.plans().next().filter(|plan| plan.set.is_none())?;
    let at_by = |span: Span| span.from.checked_sub(1).is_some_and(|at| linked.text(at) == "by");
    let names = |id: TableId, column: ColumnId| index.table(id).display.contains(&column);
    let things = |span: Span| {
        index.table_ids().find(|id| {
            let link = linked.table(*id);
            let before = link.spans.iter().any(|own| own.to + 1 == span.from);
            before && link.strength == Strength::Exact
        })
    };
    let maker = |things: TableId, column: ColumnId| {
        let table = index.table_of(column);
        let points = index
            .links
            .iter()
            .any(|link| index.table_of(link.from) == things && index.table_of(link.to) == table);
        points && table != things && names(table, column)
    };
    let items = linked.items.iter();
    let stored = items.filter(|item| item.kind == ItemKind::Stored && at_by(item.span));
    let (things, column, value) =
        stored.filter_map(|item| Some((item, things(item.span)?))).find_map(|(item, things)| {
            let held = item.holders.iter().find(|(column, ..)| maker(things, *column));
            held.map(|(column, value, _)| (things, column, value))
        })?;
    let own = |condition: &Bound| {
        let left = condition.left.column_of();
        let named = left.is_some_and(|left| names(things, *left));
        named && condition.right == Operand::Value(value.clone())
    };
    let made = Condition {
        left: Term::column(*column),
        operator: Operator::Equal,
        right: Operand::Value(value.clone()),
    };
    let mut plan = plan.clone();
    let BoundFilter::All(parts) = &mut plan.filter else { return None };
    let place = parts.iter().position(|part| matches!(part, Filter::Is(c) if own(c)))?;
    *parts.get_mut(place)? = Filter::Is(made);
    Some(Open { question: None, plans: vec![plan], ..Open::default() })
}
