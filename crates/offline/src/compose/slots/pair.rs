//! What is seen of a value and a column that may hold it.

use super::{Bag, Facts, size, steps, tenths};
use crate::{
    cues::{context, is_stop},
    index::ColumnId,
    link::{Item, ItemKind, Linked, Literal},
};

/// The facts of an item in a column.
pub(crate) fn facts(linked: &Linked<'_>, item: &Item, column: ColumnId, exact: bool) -> Facts {
    let mut bag = Bag::new(item.kind as u32 * 5 + linked.column(column).strength as u32);
    words(&mut bag, linked, item, exact);
    holder(&mut bag, linked, item, column);
    bag.finish()
}

/// The words of the item by themselves.
fn words(bag: &mut Bag, linked: &Linked<'_>, item: &Item, exact: bool) {
    let span = item.span;
    let same = |other: &&Item| other.span == span;
    let kinds = |kind: ItemKind| linked.items.iter().filter(same).any(|o| o.kind == kind);
    bag.put(item.kind as u32);
    bag.put(size(item.holders.len() as u64));
    bag.put(u32::try_from(span.len().min(6)).unwrap_or(6));
    bag.mark(exact);
    bag.mark(linked.items.iter().any(|o| {
        matches!(o.kind, ItemKind::Stored | ItemKind::Quoted | ItemKind::Time) && o.span.holds(span)
    }));
    bag.mark(linked.items.iter().any(|o| o.kind == ItemKind::Quoted && o.span.holds(span)));
    bag.mark(kinds(ItemKind::Quoted));
    bag.mark(kinds(ItemKind::Stored));
    bag.mark(kinds(ItemKind::Time));
    let first = linked.tokens.get(span.from);
    bag.mark(first.is_some_and(|t| t.capital) && span.from > 0);
    bag.mark(span.len() == 1 && first.is_some_and(is_stop));
    bag.mark(linked.column_spans.iter().any(|s| s.overlaps(span)));
    bag.mark(linked.tables.iter().any(|t| t.spans.iter().any(|s| s.overlaps(span))));
    bag.mark(linked.figures.iter().any(|f| f.span.overlaps(span)));
    bag.mark(linked.cues.covers(span.from));
    bag.mark(linked.tables.iter().any(|t| t.spans.iter().any(|s| s.from == span.to)));
    bag.mark(linked.tables.iter().any(|t| t.spans.iter().any(|s| s.from == span.to + 1)));
    bag.mark(linked.text(span.to) == "times");
    for back in 1..=3 {
        bag.put(context(&linked.tokens, span.from.checked_sub(back)));
    }
    bag.put(context(&linked.tokens, Some(span.to)));
    bag.put(context(&linked.tokens, Some(span.to + 1)));
    bag.put(size(linked.items.len() as u64));
    #[allow(clippy::cast_precision_loss)]
    bag.put(tenths(span.from as f32 / linked.tokens.len().max(1) as f32));
    let number = item.number.filter(|_| item.kind == ItemKind::Number);
    bag.put(number.map_or(0, |n| {
        if n <= 1.0 {
            1
        } else if n <= 10.0 {
            2
        } else if (1900.0..=2100.0).contains(&n) {
            3
        } else {
            4
        }
    }));
    let after = linked.items.iter().filter(|o| o.kind == ItemKind::Number).count();
    bag.put(u32::try_from(after.min(3)).unwrap_or(3));
}

/// How the column stands to the item.
fn holder(bag: &mut Bag, linked: &Linked<'_>, item: &Item, id: ColumnId) {
    let index = linked.index;
    let column = index.column(id);
    let link = linked.column(id);
    let span = item.span;
    bag.put(link.strength as u32);
    bag.put(tenths(link.fraction));
    let left = link.spans.iter().filter(|s| s.to <= span.from).map(|s| span.from - s.to).min();
    let right = link.spans.iter().filter(|s| s.from >= span.to).map(|s| s.from - span.to).min();
    bag.put(steps(left));
    bag.put(steps(right));
    let table = linked.table(column.table);
    bag.put(table.strength as u32);
    let gap = |s: &crate::link::Span| {
        if s.from >= span.to { s.from - span.to } else { span.from.saturating_sub(s.to) }
    };
    bag.put(steps(table.spans.iter().map(gap).min()));
    let inside = item.number.and_then(|n| {
        let (min, max) = (column.min?, column.max?);
        Some(if n < min {
            1
        } else if n > max {
            2
        } else {
            3
        })
    });
    bag.put(inside.unwrap_or(0));
    bag.mark(column.is_number());
    bag.mark(column.declared.is_number());
    bag.mark(column.is_day());
    bag.mark(column.is_year());
    bag.mark(column.is_name());
    bag.mark(column.is_identifier());
    bag.mark(column.in_key);
    bag.mark(column.foreign);
    bag.put(size(column.distinct));
    #[allow(clippy::cast_precision_loss)]
    bag.put(tenths(column.distinct as f32 / index.table(column.table).rows.max(1) as f32));
    let beside = item.columns().filter(|c| index.table_of(*c) == column.table).count();
    bag.put(u32::try_from(beside.min(3)).unwrap_or(3));
    bag.mark(index.table(column.table).display.contains(&id));
    let best = item.columns().map(|c| linked.column(c).strength).max();
    bag.mark(best == Some(link.strength));
    let table_best = item.columns().map(|c| linked.table(index.table_of(c)).strength).max();
    bag.mark(table_best == Some(table.strength));
    bag.mark(matches!(item.holders.iter().find(|h| h.0 == id), Some((_, Literal::Days(..), _))));
}

/// The facts that choose an operator.
pub(crate) fn operator_facts(linked: &Linked<'_>, item: &Item, column: ColumnId) -> Facts {
    let known = linked.index.column(column);
    let sort = if known.is_number() {
        1
    } else if known.is_day() {
        2
    } else {
        0
    };
    let mut bag = Bag::new(item.kind as u32 * 3 + sort);
    let word =
        |at: Option<usize>| at.and_then(|at| linked.tokens.get(at)).map_or(0, |t| hash(&t.stem));
    let span = item.span;
    let back = |n: usize| span.from.checked_sub(n);
    bag.put(item.kind as u32);
    bag.put(sort);
    for n in 1..=6 {
        bag.put(word(back(n)));
    }
    for n in 0..4 {
        bag.put(word(Some(span.to + n)));
    }
    for n in 1..=3 {
        bag.put(word(back(n)).wrapping_mul(31).wrapping_add(word(back(n + 1))) & 0xFF_FFFF);
    }
    for stem in [
        "not", "without", "except", "never", "start", "begin", "end", "contain", "includ", "word",
        "substr", "letter", "between", "rang", "or",
    ] {
        bag.mark(linked.tokens.iter().any(|t| t.stem == stem));
    }
    let near: Vec<u32> = (1..=6)
        .filter_map(back)
        .filter_map(|at| linked.tokens.get(at))
        .map(|t| hash(&t.stem))
        .collect();
    bag.near(&near);
    bag.finish()
}

fn hash(word: &str) -> u32 {
    word.bytes().fold(0x811C_9DC5_u32, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
        & 0xFF_FFFF
}
