//! Candidate plans: shapes filled with what the words may name, the most plausible kept.

/// Groups that are counted.
mod counting;

/// Fills the slots of a shape.
mod fill;

/// Shapes of queries that people wrote, ranked by what the words announce.
pub(crate) mod inventory;

/// Everything that was learned, together.
pub(crate) mod models;

/// Shapes that the cues announce.
mod proposals;

/// How plausible each filling of a slot is.
pub(crate) mod scores;

/// The shape of a plan, with slots.
pub(crate) mod shape;

/// Linear models of slots.
pub(crate) mod slots;

use std::collections::HashSet;

use crate::{
    cues::Cue,
    expand::{BoundPlan, expand, join::Joins, terminals, tree},
    index::{ColumnId, Index, TableId},
    link::{Item, ItemKind, Linked, Span, Strength},
    plan::{Aggregate, Operand, Operator, Quantity, SetOperation, Term},
};

use counting::groups_something_else;
use fill::Filler;
pub(crate) use fill::Trace;
use scores::Scores;
use shape::Shape;

/// The widest list that is ranked.
pub(crate) const MOST_CANDIDATES: usize = 80;

/// A shape with what speaks for it.
#[derive(Debug, Clone)]
pub(crate) struct Proposal {
    /// The shape.
    pub shape: Shape,
    /// Its logarithmic plausibility.
    pub score: f32,
    /// The part each factor had in it.
    pub parts: [f32; 6],
    /// Whether the cues alone proposed it.
    pub cued: bool,
}

/// A plan with what speaks for it.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    /// The plan.
    pub plan: BoundPlan,
    /// Its SQL.
    pub sql: String,
    /// The shape's plausibility.
    pub shape: f32,
    /// The part each factor had in it.
    pub parts: [f32; 6],
    /// The shape's place among the shapes.
    pub shape_rank: usize,
    /// The filling's plausibility.
    pub fill: f32,
    /// The filling's place among those of its shape.
    pub fill_rank: usize,
    /// Whether the cues alone proposed the shape.
    pub cued: bool,
    /// What each slot added.
    pub trace: Trace,
    /// Items in use, a bit each.
    pub used: u64,
    /// What is not used though it is plausible: items, tables, columns.
    pub unexplained: [f32; 3],
    /// Tables of all blocks.
    pub tables: Vec<TableId>,
    /// Hand-set sum, for pruning.
    pub total: f32,
}

/// The most plausible candidates, best first by the hand-set sum.
pub(crate) fn candidates(scores: &Scores<'_>, joins: &Joins<'_>) -> Vec<Candidate> {
    let proposals = proposals::propose(scores.linked, scores);
    let filler = Filler::new(scores, joins);
    let mut list: Vec<Candidate> = Vec::new();
    for (rank, proposal) in proposals.iter().enumerate() {
        let filled = filler.fill(&proposal.shape).into_iter().enumerate();
        list.extend(filled.filter_map(|(fill_rank, partial)| {
            let candidate = candidate(scores, joins, proposal, partial)?;
            Some(Candidate { shape_rank: rank, fill_rank, ..candidate })
        }));
    }
    list.sort_by(|a, b| b.total.total_cmp(&a.total));
    written(scores.linked.index, joins, list)
}

/// The first of a sorted list, each with its SQL; of those with the same SQL the first. Text is made
/// only for what may be kept.
fn written(index: &Index, joins: &Joins<'_>, sorted: Vec<Candidate>) -> Vec<Candidate> {
    let mut known = HashSet::new();
    let mut found: Vec<Candidate> = Vec::new();
    for candidate in sorted {
        let worse = found.last().is_some_and(|last| candidate.total < last.total);
        if worse && found.len() >= MOST_CANDIDATES {
            break;
        }
        let Some(sql) = expand(index, joins, &candidate.plan) else { continue };
        if known.insert(sql.clone()) {
            found.push(Candidate { sql, ..candidate });
        }
    }
    found.sort_by(|a, b| b.total.total_cmp(&a.total).then_with(|| a.sql.cmp(&b.sql)));
    found.truncate(MOST_CANDIDATES);
    found
}

/// A filling as a candidate, its SQL not yet written.
fn candidate(
    scores: &Scores<'_>,
    joins: &Joins<'_>,
    proposal: &Proposal,
    partial: fill::Partial,
) -> Option<Candidate> {
    let index = scores.linked.index;
    let uneven = |plan: &BoundPlan| {
        plan.set.as_ref().is_some_and(|(_, other)| other.select.len() != plan.select.len())
    };
    let wrong = |block: &&BoundPlan| {
        uneven(block)
            || is_empty_by_itself(index, block)
            || looks_up_itself(index, block)
            || has_half_a_name(scores.linked, block)
    };
    let pointless = hides_its_groups(index, &partial.plan)
        || shows_twice(index, &partial.plan)
        || groups_something_else(scores.linked, &partial.plan)
        || takes_no_size(scores.linked, &partial.plan);
    if pointless {
        return None;
    }
    let twice =
        || negates_twice(scores.linked, &partial) || figures_twice(scores.linked, &partial.plan);
    if partial.plan.blocks().iter().any(wrong) || twice() {
        return None;
    }
    let mut tables: Vec<TableId> = Vec::new();
    for block in partial.plan.blocks() {
        let own = tree(index, joins, block)?;
        tables.extend(own.tables());
    }
    tables.sort_unstable();
    tables.dedup();
    let unexplained = scores.unexplained(&partial, &tables);
    let rest: f32 = unexplained[0] + 0.7 * unexplained[1] + 0.7 * unexplained[2];
    Some(Candidate {
        sql: String::new(),
        shape: proposal.score,
        parts: proposal.parts,
        shape_rank: 0,
        cued: proposal.cued,
        fill: partial.score,
        fill_rank: 0,
        trace: partial.trace,
        used: partial.used,
        unexplained,
        tables,
        total: proposal.score + 0.7 * partial.score + rest,
        plan: partial.plan,
    })
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
    figures
        && plan.limit != Some(1)
        && (shown.is_empty() || !plan.per.iter().all(told))
        && !plan.per.is_empty()
}

/// Superlatives of size, and words that speak of time.
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
fn negates_twice(linked: &Linked<'_>, partial: &fill::Partial) -> bool {
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
fn looks_up_itself(index: &Index, plan: &BoundPlan) -> bool {
    plan.filter.conditions().iter().any(|condition| {
        let (Operand::Plan(inner), Some(key)) = (&condition.right, condition.left.column_of())
        else {
            return false;
        };
        let table = index.table_of(*key);
        let plain = inner.limit.is_none() && inner.set.is_none() && !inner.is_grouped();
        condition.operator == Operator::In
            && plain
            && index.table(table).key == Some(*key)
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
