//! What a list is asked of: "film categories" are categories.

use std::cmp::Reverse;

use super::{only_plain, whole_rows};
use crate::{
    cues::is_stop,
    expand::BoundPlan,
    index::{ColumnId, TableId},
    link::{Item, ItemKind, Linked, Span, Strength},
    plan::Term,
    words::TokenKind,
};

/// "film categories" are categories, "damaged copies at Riverside" are copies: the things that are asked for by their
/// table's name, where what is shown instead was not asked for.
pub(super) fn rows(linked: &Linked<'_>, plan: &BoundPlan) -> Option<BoundPlan> {
    let index = linked.index;
    let column = *only_plain(plan)?;
    let head = head(linked, plan)?;
    let own = index.table_of(column);
    let asked = linked.column(column).strength > Strength::Weak;
    let flag = linked
        .items
        .iter()
        .any(|item| item.kind == ItemKind::Flag && item.columns().any(|own| own == column));
    let unsaid = linked.column(column).strength == Strength::None;
    let own_name = index.table(head).display.contains(&column);
    let stays = if own == head { !unsaid || own_name } else { asked && !flag };
    if stays || index.table(head).view {
        return None;
    }
    let mut whole = whole_rows(index, plan, head);
    // What was only there to be shown takes no part.
    whole.tables.retain(|table| *table == head || !linked.table(*table).spans.is_empty());
    Some(whole)
}

/// The table that a list is asked of: the last of the names that stand side by side where the question begins, or
/// that of the value that stands there.
fn head(linked: &Linked<'_>, plan: &BoundPlan) -> Option<TableId> {
    let index = linked.index;
    let says = |at: usize| {
        let said = |item: &&Item| item.kind != ItemKind::Piece && item.span.contains(at);
        linked.items.iter().find(said)
    };
    let solid = |at: &usize| {
        let token = linked.tokens.get(*at);
        token.is_some_and(|t| !is_stop(t) && t.kind != TokenKind::Number)
            && !linked.cues.covers(*at)
    };
    let mut places = (0..linked.tokens.len()).filter(solid);
    let first = places.next()?;
    let begun =
        if says(first).is_some() { places.find(|at| says(*at).is_none()) } else { Some(first) };
    let named = begun.and_then(|at| named_side_by_side(linked, at));
    // "admins of Acme" are users: what the condition on the first word is about.
    let compared = || {
        let item = says(first).filter(|item| item.kind == ItemKind::Stored)?;
        let conditions = plan.filter.conditions();
        let columns = conditions.iter().filter_map(|c| c.left.column_of());
        let mut columns = columns.filter(|c| item.columns().any(|own| own == **c));
        columns.next().map(|column| index.table_of(*column))
    };
    let right_behind = named.is_some_and(|_| {
        begun.is_some_and(|at| (first..at).all(|at| says(at).is_some() || !solid(&at)))
    });
    if right_behind { named } else { compared() }
}

/// The last of the tables whose names stand side by side from a word on; one that only ties others where it is the
/// only one.
fn named_side_by_side(linked: &Linked<'_>, mut at: usize) -> Option<TableId> {
    let index = linked.index;
    let begins = |at: usize, ties: bool| {
        let named = index.table_ids().filter_map(|id| {
            let link = linked.table(id);
            let whole = link.strength > Strength::Weak && index.table(id).bridge == ties;
            let span = link.spans.iter().find(|span| span.from == at && whole)?;
            Some((link.strength, id, span.to))
        });
        named.max_by_key(|(strength, id, _)| (*strength, Reverse(*id)))
    };
    let mut found = None;
    while let Some((_, id, to)) = begins(at, false).or_else(|| begins(at, true)) {
        (found, at) = (Some(id), to);
        // "film categories" is one name; "products priced" is none.
        if to.checked_sub(1).is_some_and(|last| linked.text(last).ends_with('s')) {
            break;
        }
    }
    // A word behind it may be what is asked of it: "customer phone numbers".
    let said = linked.columns.iter().filter(|column| column.strength > Strength::Weak);
    let more = said.flat_map(|column| &column.spans).any(|span| span.from == at);
    found.filter(|_| !more)
}

/// "competitors" are their names where a table keeps a `competitor_name` beside a `competitor_price`.
pub(super) fn name_of_its_kind(linked: &Linked<'_>, plan: &BoundPlan) -> Option<BoundPlan> {
    let index = linked.index;
    let column = *only_plain(plan)?;
    let known = index.column(column);
    let (_, kind) = known.words.split_last()?;
    let asked = linked.tokens.iter().any(|token| Some(&token.stem) == known.words.last());
    let stems = |span: &Span| {
        let tokens = linked.tokens.iter().take(span.to).skip(span.from);
        tokens.map(|token| token.stem.clone()).collect::<Vec<_>>()
    };
    let mut spans = linked.column(column).spans.iter();
    if asked || known.is_name() || kind.is_empty() || !spans.any(|span| stems(span) == kind) {
        return None;
    }
    let named = |id: &ColumnId| {
        let other = index.column(*id);
        other.is_name() && other.words.split_last().is_some_and(|(_, own)| own == kind)
    };
    let name = index.table(known.table).columns.iter().copied().find(named)?;
    Some(BoundPlan { select: vec![Term::column(name)], distinct: true, ..plan.clone() })
}
