//! Plans that nobody means, whatever the question: a "not" said twice, a column beside itself, groups without what
//! tells them apart. They are left out before anything is ranked.

use super::{counting::groups_something_else, fill::Partial, scores};
use crate::{
    cues::Cue,
    expand::{BoundPlan, terminals},
    index::{ColumnId, Index},
    link::{Item, ItemKind, Linked, Span, Strength},
    plan::{Aggregate, Operand, Operator, Quantity, SetOperation, Term},
};

/// Whether nobody means a filling.
pub(super) fn is_pointless(linked: &Linked<'_>, partial: &Partial) -> bool {
    let (index, plan) = (linked.index, &partial.plan);
    let block = |block: &&BoundPlan| {
        is_uneven(block)
            || is_empty_by_itself(index, block)
            || looks_up_itself(linked, block)
            || has_half_a_name(linked, block)
    };
    hides_its_groups(index, plan)
        || shows_twice(index, plan)
        || groups_something_else(linked, plan)
        || takes_no_size(linked, plan)
        || plan.blocks().iter().any(block)
        || negates_twice(linked, partial)
        || figures_twice(linked, plan)
}

/// Whether the two sides of a set operation show different numbers of columns.
fn is_uneven(plan: &BoundPlan) -> bool {
    plan.set.as_ref().is_some_and(|(_, other)| other.select.len() != plan.select.len())
}

/// Whether a block shows a part of what names somebody, though the words do not ask for that part.
fn has_half_a_name(linked: &Linked<'_>, plan: &BoundPlan) -> bool {
    let shown: Vec<_> =
        plan.select.iter().filter(|t| !t.is_aggregated()).filter_map(Term::column_of).collect();
    let half = |column: &ColumnId| {
        let display = &linked.index.table(linked.index.table_of(*column)).display;
        display.len() > 1
            && display.contains(column)
            && linked.column(*column).strength <= Strength::Weak
            && !display.iter().all(|other| shown.contains(&other))
    };
    shown.iter().any(|column| half(column))
}

/// Whether figures of groups are shown without what tells the groups apart: each key, or what its rows are called.
fn hides_its_groups(index: &Index, plan: &BoundPlan) -> bool {
    let shown: Vec<&ColumnId> =
        plan.select.iter().filter(|t| !t.is_aggregated()).filter_map(Term::column_of).collect();
    let called = |key: &ColumnId| {
        let links = index.links.iter().filter(|link| link.from == *key).map(|link| link.to);
        let mut tables = std::iter::once(*key).chain(links).map(|c| index.table_of(c));
        tables.any(|table| shown.iter().any(|column| index.table_of(**column) == table))
    };
    let told = |term: &Term<ColumnId>| {
        let key = term.column_of();
        key.is_none_or(|key| {
            shown.contains(&key) || (index.column(*key).is_identifier() && called(key))
        })
    };
    let figures = plan.select.iter().any(Term::is_aggregated);
    let grouped = !plan.per.is_empty() && plan.limit != Some(1);
    figures && grouped && (shown.is_empty() || !plan.per.iter().all(told))
}

/// Superlatives of size.
const SIZES: [&str; 15] = [
    "largest",
    "biggest",
    "smallest",
    "highest",
    "lowest",
    "most",
    "greatest",
    "least",
    "cheapest",
    "expensive",
    "priciest",
    "popular",
    "best",
    "worst",
    "fewest",
];

/// Words that speak of time.
const TIMES: [&str; 19] = [
    "latest", "newest", "recent", "recently", "oldest", "earliest", "first", "last", "old", "new",
    "young", "youngest", "date", "dates", "day", "year", "month", "when", "current",
];

/// Whether rows are ordered by a day or a text that nobody named, where the biggest are asked for.
fn takes_no_size(linked: &Linked<'_>, plan: &BoundPlan) -> bool {
    let says = |words: &[&str]| linked.tokens.iter().any(|t| words.contains(&t.text.as_str()));
    let no_size = |term: &Term<ColumnId>| {
        let column = term.column_of().filter(|_| matches!(term.of, Quantity::Column(_)));
        column.is_some_and(|c| {
            let known = linked.index.column(*c);
            let number = known.is_number() || known.declared.is_number();
            !number && linked.column(*c).strength <= Strength::Weak
        })
    };
    plan.order.first().is_some_and(|(term, _)| no_size(term)) && says(&SIZES) && !says(&TIMES)
}

/// Whether a column is shown twice, or as a figure beside itself, or added up though it holds no numbers.
fn shows_twice(index: &Index, plan: &BoundPlan) -> bool {
    let plain = |column: &ColumnId| plan.select.contains(&Term::column(*column));
    let is_text = |c: &ColumnId| {
        let known = index.column(*c);
        !known.is_number() && !known.declared.is_number()
    };
    let idle = |term: &Term<ColumnId>| {
        let aggregate = term.aggregate.filter(|how| *how != Aggregate::Count);
        let sums = matches!(aggregate, Some(Aggregate::Sum | Aggregate::Average));
        let column = term.column_of().filter(|_| aggregate.is_some());
        column.is_some_and(|c| plain(c) || (sums && is_text(c)))
    };
    let again =
        |(at, term): (usize, &Term<ColumnId>)| plan.select.iter().take(at).any(|t| t == term);
    plan.select.iter().any(idle) || plan.select.iter().enumerate().any(again)
}

/// Whether the only "not" is in the value of a flag, or in what is said to be empty, and in the plan once more.
fn negates_twice(linked: &Linked<'_>, partial: &Partial) -> bool {
    let items = linked.items.iter().enumerate();
    let used: Vec<&Item> = items
        .filter(|(at, _)| partial.used & scores::bit(*at) != 0)
        .map(|(_, item)| item)
        .collect();
    let gaps = used.iter().filter(|item| item.kind == ItemKind::Gap).count();
    let flags = used.iter().any(|i| i.kind == ItemKind::Flag && linked.is_negated(i.span));
    let negations = partial.plan.blocks().iter().map(|block| block.negations()).sum::<usize>();
    (flags || gaps > 0) && linked.cues.at(Cue::Not).count() <= 1 && negations > gaps
}

/// Whether a named figure is shown beside a column's figure that the same words name: "average selling price" is one
/// figure.
fn figures_twice(linked: &Linked<'_>, plan: &BoundPlan) -> bool {
    let spans: Vec<Span> = linked.figures.iter().map(|figure| figure.span).collect();
    let formula = |term: &Term<ColumnId>| matches!(term.of, Quantity::Formula(_));
    let same = |term: &&Term<ColumnId>| {
        let column = term.column_of().filter(|_| term.is_aggregated());
        column.is_some_and(|c| {
            let mut own = linked.column(*c).spans.iter();
            own.all(|span| spans.iter().any(|known| known.overlaps(*span)))
        })
    };
    plan.select.iter().any(formula) && plan.select.iter().any(|term| same(&term))
}

/// Whether rows are looked up by their key among rows of the same table, where their conditions could stand beside:
/// `id IN (SELECT id FROM a WHERE …)` over `a`.
fn looks_up_itself(linked: &Linked<'_>, plan: &BoundPlan) -> bool {
    let index = linked.index;
    // "archived projects" are not those of organisations that have an archived one.
    let unsaid = |key: ColumnId| {
        let mut targets = index.links.iter().filter(|link| link.from == key).map(|link| link.to);
        index.column(key).foreign
            && linked.column(key).strength <= Strength::Weak
            && targets.all(|target| linked.table(index.table_of(target)).spans.is_empty())
    };
    plan.filter.conditions().iter().any(|condition| {
        let (Operand::Plan(inner), Some(key)) = (&condition.right, condition.left.column_of())
        else {
            return false;
        };
        let table = index.table_of(*key);
        let plain = inner.limit.is_none() && inner.set.is_none() && !inner.is_grouped();
        condition.operator == Operator::In
            && plain
            && (index.table(table).key == Some(*key) || unsaid(*key))
            && inner.select.first().and_then(Term::column_of) == Some(key)
            && terminals(index, inner) == [table]
    })
}

/// Whether a block leaves out just what its own joins keep: `a JOIN b WHERE a.id NOT IN (SELECT a_id FROM b)`.
fn is_empty_by_itself(index: &Index, plan: &BoundPlan) -> bool {
    let own = terminals(index, plan);
    let shown_in = |inner: &BoundPlan| {
        inner.select.first().and_then(Term::column_of).map(|c| index.table_of(*c))
    };
    let inner_kept = plan.filter.conditions().iter().any(|condition| match &condition.right {
        Operand::Plan(inner)
            if condition.operator == Operator::NotIn && inner.filter.is_empty() =>
        {
            shown_in(inner).is_some_and(|table| own.contains(&table))
        }
        _ => false,
    });
    let left = plan.select.first().and_then(Term::column_of);
    let points = left.is_some_and(|c| index.column(*c).foreign && !index.column(*c).in_key);
    let except = matches!(&plan.set, Some((SetOperation::Except, other)) if other.filter.is_empty() && points);
    inner_kept || except
}
