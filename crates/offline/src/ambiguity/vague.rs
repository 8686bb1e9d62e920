//! "Commute times" where a mean and a median are kept, "where is it" where a street and a quarter are: one word for
//! two columns. Either may be meant, or both.

use super::{Open, Seen};
use crate::{
    expand::BoundPlan,
    index::{Column, ColumnId},
    link::{Span, Strength},
    plan::{Quantity, Term},
};

/// Words that ask for a place.
const WHERE: &[&str] = &["where", "location", "locations", "located"];

/// Stems of columns that keep a place.
const PLACES: &[&str] = &[
    "citi",
    "town",
    "countri",
    "state",
    "provinc",
    "region",
    "district",
    "counti",
    "neighborhood",
    "neighbourhood",
    "quarter",
    "street",
    "venu",
    "hall",
    "build",
    "room",
    "gate",
    "termin",
    "area",
];

/// Stems of columns that keep a time.
const TIMES: &[&str] = &["date", "day", "month", "year", "time"];

/// The readings of a word for two columns of one table, of which the likeliest plan shows one.
pub(super) fn find(seen: &Seen<'_>) -> Option<Open> {
    let plan = seen.plans().next().filter(|plan| plan.set.is_none())?;
    let shown = plan.select.iter().filter(|term| term.aggregate.is_none());
    let mut columns = shown.filter_map(Term::column_of);
    let (one, (phrase, other)) =
        columns.find_map(|column| Some((*column, rival(seen, plan, *column)?)))?;
    let label = |column: ColumnId| seen.linked.index.column(column).label.clone();
    let question = format!(
        "By `{}`, do you mean the {}, the {}, or both?",
        seen.linked.phrase(phrase),
        label(one),
        label(other)
    );
    let plans = vec![plan.clone(), exchanged(plan, one, other), with_both(plan, one, other)];
    Some(Open { question: Some(question), plans, ..Open::default() })
}

/// The only other column of the same table that the same words stand for as well as for this one.
fn rival(seen: &Seen<'_>, plan: &BoundPlan, column: ColumnId) -> Option<(Span, ColumnId)> {
    let index = seen.linked.index;
    let known = index.column(column);
    let others = index
        .table(known.table)
        .columns
        .iter()
        .filter(|other| **other != column && index.column(**other).kind == known.kind);
    let tied = others.filter_map(|other| {
        let words = same_words(seen, column, *other)
            .filter(|_| is_likely(seen, *other) && !plan.is_grouped());
        let phrase = words.or_else(|| same_sort(seen, column, *other))?;
        Some((phrase, *other))
    });
    match tied.collect::<Vec<_>>().as_slice() {
        [(phrase, other)] if !plan.columns().contains(other) => Some((*phrase, *other)),
        _ => None,
    }
}

/// Whether one of the likeliest plans shows a column.
fn is_likely(seen: &Seen<'_>, column: ColumnId) -> bool {
    const LIKELY: usize = 8;
    seen.plans().take(LIKELY).any(|plan| plan.select.contains(&Term::column(column)))
}

/// The words that are a part of the names of both columns, and of neither the whole.
fn same_words(seen: &Seen<'_>, one: ColumnId, other: ColumnId) -> Option<Span> {
    let (index, linked) = (seen.linked.index, seen.linked);
    let (a, b) = (linked.column(one), linked.column(other));
    let table = &index.table(index.table_of(one)).words;
    let common: Vec<&String> = index
        .column(one)
        .words
        .iter()
        .filter(|word| index.column(other).says(word) && !table.contains(word))
        .collect();
    let said = |word: &&String| linked.tokens.iter().position(|token| token.stem == **word);
    let places: Option<Vec<usize>> = common.iter().map(said).collect();
    let places = places.filter(|places| !places.is_empty())?;
    let (from, last) = (*places.iter().min()?, *places.iter().max()?);
    let named = |column: ColumnId| {
        let words = index.column(column).words.iter().filter(|word| !common.contains(word));
        words.filter(|word| said(word).is_some()).count() > 0
    };
    let longer = |column: ColumnId| index.column(column).words.len() > common.len();
    let even =
        a.strength == b.strength && a.strength < Strength::Exact && a.strength > Strength::None;
    let free = !is_apart(index.column(one)) && !is_apart(index.column(other));
    let open = !named(one) && !named(other) && longer(one) && longer(other);
    (even && free && open && last - from < 4).then_some(Span { from, to: last + 1 })
}

/// Whether a column is told apart from others anyway: a key, or a part of a name.
fn is_apart(column: &Column) -> bool {
    column.is_identifier() || column.is_name()
}

/// The word that asks for a place or a time, where both columns keep one and neither is named.
fn same_sort(seen: &Seen<'_>, one: ColumnId, other: ColumnId) -> Option<Span> {
    let (index, linked) = (seen.linked.index, seen.linked);
    let keep = |stems: &[&str]| {
        [one, other].iter().all(|column| {
            let column = index.column(*column);
            stems.iter().any(|stem| column.says(stem)) && !column.is_identifier()
        })
    };
    let asks = |words: &[&str]| {
        linked.tokens.iter().position(|token| words.contains(&token.text.as_str()))
    };
    let named = [one, other].iter().any(|c| linked.column(*c).strength >= Strength::Partial);
    // "Debut day" and "debut year" tell of one thing, "joined" and "left" of two.
    let thing = |column: ColumnId| -> Vec<&String> {
        let words = index.column(column).words.iter();
        words.filter(|word| !TIMES.contains(&word.as_str())).collect()
    };
    let place = asks(WHERE).filter(|_| keep(PLACES));
    let time =
        || asks(&["when"]).filter(|at| *at == 0 && keep(TIMES) && thing(one) == thing(other));
    let at = place.or_else(time)?;
    (!named).then_some(Span { from: at, to: at + 1 })
}

/// The plan with another column in place of one that it shows, groups or orders by.
fn exchanged(plan: &BoundPlan, one: ColumnId, other: ColumnId) -> BoundPlan {
    let mut plan = plan.clone();
    let order = plan.order.iter_mut().map(|(term, _)| term);
    for term in plan.select.iter_mut().chain(&mut plan.per).chain(order) {
        if term.of == Quantity::Column(one) {
            term.of = Quantity::Column(other);
        }
    }
    plan
}

/// The plan with another column beside one that it shows or groups by.
fn with_both(plan: &BoundPlan, one: ColumnId, other: ColumnId) -> BoundPlan {
    let mut plan = plan.clone();
    for terms in [&mut plan.select, &mut plan.per] {
        let place = terms.iter().position(|term| *term == Term::column(one));
        if let Some(place) = place {
            terms.insert(place + 1, Term::column(other));
        }
    }
    plan
}
