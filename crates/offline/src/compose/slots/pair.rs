//! What is seen of a value and a column that may hold it.

use std::{cell::RefCell, collections::HashMap};

use super::{Bag, Facts, size, steps, tenths};
use crate::{
    cues::{context, is_stop},
    index::{ColumnId, TableId},
    link::{Item, ItemKind, Linked, Strength},
};

/// What is seen of an item once for all columns that may hold it.
#[derive(Debug)]
pub(crate) struct ItemSight<'a> {
    linked: &'a Linked<'a>,
    item: &'a Item,
    /// The facts of its words, by whether its form is exact and by the kind they are crossed with.
    words: RefCell<HashMap<(bool, u32), Bag>>,
    /// How many columns of a table may hold it.
    beside: HashMap<TableId, usize>,
    best_column: Option<Strength>,
    best_table: Option<Strength>,
}

impl<'a> ItemSight<'a> {
    /// Looks at an item.
    pub(crate) fn new(linked: &'a Linked<'a>, item: &'a Item) -> Self {
        let index = linked.index;
        let mut beside: HashMap<TableId, usize> = HashMap::new();
        for (column, ..) in &item.holders {
            *beside.entry(index.table_of(*column)).or_default() += 1;
        }
        Self {
            linked,
            item,
            words: RefCell::default(),
            best_column: item.columns().map(|c| linked.column(c).strength).max(),
            best_table: beside.keys().map(|t| linked.table(*t).strength).max(),
            beside,
        }
    }

    /// The facts of its words, begun with this kind.
    fn begun(&self, exact: bool, kind: u32) -> Bag {
        let mut known = self.words.borrow_mut();
        let begin = || {
            let mut bag = Bag::new(kind);
            words(&mut bag, self.linked, self.item, exact);
            bag
        };
        known.entry((exact, kind)).or_insert_with(begin).clone()
    }
}

/// The facts of an item in a column.
pub(crate) fn facts(sight: &ItemSight<'_>, column: ColumnId, exact: bool) -> Facts {
    let strength = sight.linked.column(column).strength as u32;
    let mut bag = sight.begun(exact, sight.item.kind as u32 * 5 + strength);
    holder(&mut bag, sight, column);
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
    bag.mark(
        linked
            .items
            .iter()
            .any(|o| matches!(o.kind, ItemKind::Stored | ItemKind::Quoted) && o.span.holds(span)),
    );
    bag.mark(linked.items.iter().any(|o| o.kind == ItemKind::Quoted && o.span.holds(span)));
    bag.mark(kinds(ItemKind::Quoted));
    bag.mark(kinds(ItemKind::Stored));
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
fn holder(bag: &mut Bag, sight: &ItemSight<'_>, id: ColumnId) {
    let (linked, item) = (sight.linked, sight.item);
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
    let beside = sight.beside.get(&column.table).copied().unwrap_or(0);
    bag.put(u32::try_from(beside.min(3)).unwrap_or(3));
    bag.mark(index.table(column.table).display.contains(&id));
    bag.mark(sight.best_column == Some(link.strength));
    bag.mark(sight.best_table == Some(table.strength));
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
