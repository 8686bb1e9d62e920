//! What is seen of a table.

use super::{Bag, Facts, size, steps, tenths};
use crate::{
    cues::context,
    expand::join::Joins,
    index::TableId,
    link::{ItemKind, Linked, Span, Strength},
};

/// The facts of a table.
pub(crate) fn facts(linked: &Linked<'_>, joins: &Joins<'_>, id: TableId) -> Facts {
    let link = linked.table(id);
    let known = linked.index.table(id);
    let mut bag = Bag::new(link.strength as u32 * 2 + u32::from(known.bridge));
    let first = link.spans.first().copied();
    bag.put(link.strength as u32);
    bag.put(tenths(link.fraction));
    bag.mark(link.head);
    bag.put(u32::try_from(link.spans.len().min(3)).unwrap_or(3));
    bag.put(u32::try_from(known.words.len().min(4)).unwrap_or(4));
    bag.put(part(linked, first.map(|s| s.from).or(link.part)));
    bag.put(size(known.rows));
    bag.put(size(known.columns.len() as u64));
    bag.put(size(linked.index.tables.len() as u64));
    bag.put(size(linked.index.links_of.get(id.0 as usize).map_or(0, Vec::len) as u64));
    bag.mark(known.bridge);
    bag.mark(known.view);
    for back in 1..=2 {
        bag.put(context(&linked.tokens, first.and_then(|s| s.from.checked_sub(back))));
    }
    bag.put(context(&linked.tokens, first.map(|s| s.to)));
    others(&mut bag, linked, joins, id, first);
    hints(&mut bag, linked, id);
    for flag in linked.cues.flags() {
        bag.mark(flag);
    }
    bag.finish()
}

fn part(linked: &Linked<'_>, at: Option<usize>) -> u32 {
    #[allow(clippy::cast_precision_loss)]
    let part = at.map_or(11, |at| tenths(at as f32 / linked.tokens.len().max(1) as f32));
    part
}

/// How it stands to the other tables that are named.
fn others(bag: &mut Bag, linked: &Linked<'_>, joins: &Joins<'_>, id: TableId, first: Option<Span>) {
    let named: Vec<TableId> = linked
        .index
        .table_ids()
        .filter(|t| *t != id && !linked.table(*t).spans.is_empty())
        .collect();
    bag.put(u32::try_from(named.len().min(4)).unwrap_or(4));
    let lengths = joins.distances(&named, id).into_iter();
    let nearest = lengths.clone().fold(f32::INFINITY, f32::min);
    bag.put(if nearest.is_finite() { tenths(nearest / 5.0) } else { 15 });
    bag.put(u32::try_from(lengths.filter(|d| *d <= 1.7).count().min(3)).unwrap_or(3));
    let from = |t: &TableId| linked.table(*t).spans.first().map(|s| s.from);
    let earlier = first.map(|s| named.iter().filter_map(from).filter(|at| *at < s.from).count());
    bag.put(earlier.map_or(5, |n| u32::try_from(n.min(3)).unwrap_or(3)));
    let inside = first
        .is_some_and(|s| named.iter().any(|t| linked.table(*t).spans.iter().any(|o| o.holds(s))));
    bag.mark(inside);
    bag.mark(first.is_some_and(|s| linked.column_spans.iter().any(|o| o.holds(s))));
    bag.mark(first.is_some_and(|s| linked.column_spans.contains(&s)));
    let number = first.and_then(|s| {
        let before =
            linked.items.iter().filter(|i| i.kind == ItemKind::Number && i.span.to <= s.from);
        before.map(|i| s.from - i.span.to).min()
    });
    bag.put(steps(number));
}

/// What its columns and values say for it.
fn hints(bag: &mut Bag, linked: &Linked<'_>, id: TableId) {
    let columns = &linked.index.table(id).columns;
    let named = columns.iter().filter(|c| linked.column(**c).strength >= Strength::Partial);
    bag.put(u32::try_from(named.clone().count().min(4)).unwrap_or(4));
    let alone = named.filter(|c| {
        let words = &linked.index.column(**c).words;
        let same = |o: &&crate::index::ColumnId| linked.index.column(**o).words == *words;
        linked.candidates.iter().filter(same).count() == 1
    });
    bag.put(u32::try_from(alone.count().min(3)).unwrap_or(3));
    let stored = linked.items.iter().filter(|i| i.kind == ItemKind::Stored);
    let own = stored.filter(|i| i.columns().any(|c| linked.index.table_of(c) == id));
    bag.put(u32::try_from(own.map(|i| i.span.len()).max().unwrap_or(0).min(4)).unwrap_or(4));
}
