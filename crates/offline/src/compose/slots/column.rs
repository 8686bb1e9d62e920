//! What is seen of a column.

use std::collections::HashMap;

use super::{Bag, Facts, size, steps, tenths};
use crate::{
    cues::{context, near_places},
    index::{ColumnId, Index, TableId},
    link::{ItemKind, Linked, Span, Strength},
};

/// What is seen of a question once for all its columns.
#[derive(Debug)]
pub(crate) struct Sight<'a> {
    linked: &'a Linked<'a>,
    near: Vec<Vec<usize>>,
    first_table: Option<usize>,
    named_tables: usize,
    same_name: HashMap<&'a [String], usize>,
    same_span: HashMap<Span, usize>,
    named_columns: HashMap<TableId, usize>,
    stored: HashMap<ColumnId, usize>,
    numbers: Vec<usize>,
    flags: Vec<bool>,
}

impl<'a> Sight<'a> {
    /// Looks at a question.
    pub(crate) fn new(linked: &'a Linked<'a>) -> Self {
        let index: &'a Index = linked.index;
        let firsts = linked.tables.iter().filter_map(|t| t.spans.iter().map(|s| s.from).min());
        let mut sight = Self {
            linked,
            near: near_places(&linked.tokens),
            first_table: firsts.min(),
            named_tables: linked.tables.iter().filter(|t| !t.spans.is_empty()).count(),
            same_name: HashMap::new(),
            same_span: HashMap::new(),
            named_columns: HashMap::new(),
            stored: HashMap::new(),
            numbers: Vec::new(),
            flags: linked.cues.flags(),
        };
        for id in &linked.candidates {
            let link = linked.column(*id);
            *sight.same_name.entry(&index.column(*id).words).or_default() += 1;
            if link.strength >= Strength::Partial {
                *sight.named_columns.entry(index.table_of(*id)).or_default() += 1;
            }
            for span in link.spans.iter().take(2).filter(|_| link.strength == Strength::Exact) {
                *sight.same_span.entry(*span).or_default() += 1;
            }
        }
        for item in &linked.items {
            match item.kind {
                ItemKind::Stored => {
                    for column in item.columns() {
                        let longest = sight.stored.entry(column).or_default();
                        *longest = (*longest).max(item.span.len());
                    }
                }
                ItemKind::Number => sight.numbers.push(item.span.from),
                ItemKind::Quoted
                | ItemKind::Piece
                | ItemKind::Coded
                | ItemKind::Flag
                | ItemKind::Beside
                | ItemKind::Gap => {}
            }
        }
        sight
    }
}

/// The kind that facts are crossed with: how surely it is named, and what sort of column it is.
fn kind(linked: &Linked<'_>, id: ColumnId) -> u32 {
    let column = linked.index.column(id);
    let sort = if column.is_identifier() {
        0
    } else if linked.index.table(column.table).display.contains(&id) || column.is_name() {
        1
    } else if column.is_day() || column.is_year() {
        2
    } else if column.is_number() {
        3
    } else {
        4
    };
    let named = match linked.column(id).strength {
        Strength::None => 0,
        Strength::Weak => 1,
        Strength::Synonym => 2,
        Strength::Partial | Strength::Exact => 3,
    };
    sort * 4 + named
}

/// The facts of a column.
pub(crate) fn facts(sight: &Sight<'_>, id: ColumnId) -> Facts {
    let mut bag = Bag::new(kind(sight.linked, id));
    own(&mut bag, sight, id);
    places(&mut bag, sight, id);
    around(&mut bag, sight, id);
    question(&mut bag, sight);
    bag.finish()
}

/// What the column is by itself.
fn own(bag: &mut Bag, sight: &Sight<'_>, id: ColumnId) {
    let index = sight.linked.index;
    let column = index.column(id);
    let table = index.table(column.table);
    bag.mark(column.in_key);
    bag.mark(column.foreign);
    bag.mark(column.target);
    bag.mark(table.key == Some(id));
    bag.mark(table.display.contains(&id));
    bag.mark(column.is_number());
    bag.mark(column.is_day());
    bag.mark(column.is_name());
    bag.mark(column.is_year());
    bag.put(u32::try_from(column.words.len().min(5)).unwrap_or(5));
    bag.put(u32::try_from(column.place.min(6)).unwrap_or(6));
    bag.put(size(table.columns.len() as u64));
    bag.put(size(column.distinct));
    #[allow(clippy::cast_precision_loss)]
    bag.put(tenths(column.distinct as f32 / table.rows.max(1) as f32));
    bag.put(size(table.rows));
    bag.mark(table.bridge);
    bag.mark(table.view);
}

/// Where it is named.
fn places(bag: &mut Bag, sight: &Sight<'_>, id: ColumnId) {
    let linked = sight.linked;
    let link = linked.column(id);
    let tokens = &linked.tokens;
    let length = tokens.len().max(1);
    let (first, last) = (link.spans.first().copied(), link.spans.last().copied());
    bag.put(link.strength as u32);
    bag.put(u32::try_from(link.spans.len().min(3)).unwrap_or(3));
    bag.put(tenths(link.fraction));
    #[allow(clippy::cast_precision_loss)]
    let part = |at: Option<usize>| at.map_or(11, |at| tenths(at as f32 / length as f32));
    bag.put(first.map_or(9, |s| u32::try_from(s.from.min(8)).unwrap_or(8)));
    bag.put(part(first.map(|s| s.from)));
    bag.put(part(last.map(|s| s.from)));
    for back in 1..=3 {
        bag.put(context(tokens, first.and_then(|s| s.from.checked_sub(back))));
    }
    bag.put(context(tokens, first.map(|s| s.to)));
    bag.put(context(tokens, first.map(|s| s.to + 1)));
    bag.put(context(tokens, last.and_then(|s| s.from.checked_sub(1))));
    bag.put(context(tokens, last.and_then(|s| s.from.checked_sub(2))));
    bag.put(context(tokens, last.map(|s| s.to)));
    for places in &sight.near {
        let before =
            first.and_then(|s| places.iter().filter(|p| **p <= s.from).map(|p| s.from - p).min());
        let after =
            first.and_then(|s| places.iter().filter(|p| **p >= s.to).map(|p| p - s.to).min());
        let steps_of = |d| if first.is_none() { 10 } else { steps(d) };
        bag.put(steps_of(before));
        bag.put(steps_of(after));
    }
    let next_number = first.map(|s| {
        sight.numbers.iter().filter(|n| **n >= s.to && **n <= s.to + 6).map(|n| n - s.to).min()
    });
    bag.put(next_number.map_or(10, steps));
}

/// What stands around it: its table, others of its name, values.
fn around(bag: &mut Bag, sight: &Sight<'_>, id: ColumnId) {
    let linked = sight.linked;
    let index = linked.index;
    let table = index.table_of(id);
    let link = linked.column(id);
    let first = link.spans.first().copied();
    let table_link = linked.table(table);
    let table_first = table_link.spans.first().map(|s| s.from);
    bag.put(table_link.strength as u32);
    bag.put(u32::try_from(table_link.spans.len().min(2)).unwrap_or(2));
    bag.put(tenths(table_link.fraction));
    bag.mark(table_link.head);
    bag.mark(table_first.is_some() && table_first == sight.first_table);
    bag.put(table_first.map_or(9, |at| u32::try_from(at.min(16) / 2).unwrap_or(8)));
    let apart = first.map(|s| {
        let gap =
            |t: &Span| if t.from >= s.to { t.from - s.to } else { s.from.saturating_sub(t.to) };
        table_link.spans.iter().map(gap).min()
    });
    bag.put(apart.map_or(10, steps));
    bag.put(count(sight.same_name.get(index.column(id).words.as_slice())));
    bag.put(count(first.and_then(|s| sight.same_span.get(&s))));
    bag.mark(first.is_some_and(|s| linked.column_spans.iter().any(|o| o.holds(s))));
    bag.put(count(sight.stored.get(&id)));
    bag.mark(first.is_some_and(|s| {
        linked.items.iter().any(|i| i.kind != ItemKind::Number && i.span.overlaps(s))
    }));
    bag.put(count(sight.named_columns.get(&table)));
    let part =
        first.is_some_and(|s| linked.tables.iter().any(|t| t.spans.iter().any(|o| o.overlaps(s))));
    bag.mark(part);
}

fn count(found: Option<&usize>) -> u32 {
    found.map_or(0, |n| u32::try_from((*n).min(5)).unwrap_or(5))
}

/// What the whole question is like.
fn question(bag: &mut Bag, sight: &Sight<'_>) {
    let linked = sight.linked;
    bag.put(context(&linked.tokens, Some(0)));
    bag.put(u32::try_from(linked.tokens.len().min(40) / 4).unwrap_or(10));
    bag.put(u32::try_from(sight.named_tables.min(4)).unwrap_or(4));
    bag.put(size(linked.index.tables.len() as u64));
    bag.put(u32::try_from(sight.numbers.len().min(3)).unwrap_or(3));
    sight.flags.iter().for_each(|flag| bag.mark(*flag));
}
