//! "The services that every clinic offers": those of each clinic, or only those that all of them share.

use super::{Bound, BoundFilter, Open, Seen, lists};
use crate::{
    cues::{Cue, is_stop},
    expand::BoundPlan,
    index::{ColumnId, Index, TableId},
    link::Strength,
    plan::{Aggregate, Condition, Filter, Operand, Operator, Quantity, Term},
};

/// Words that ask for a figure, which each one has by itself.
const FIGURES: &[Cue] =
    &[Cue::HowMany, Cue::Average, Cue::Total, Cue::Most, Cue::Least, Cue::Share, Cue::Not];

/// Words that say that what all share is meant.
const SHARED: &[&str] = &["common", "shared", "share", "shares", "single"];

/// The two readings, or the one that the words leave; none where nothing is tied to many of those that "each"
/// names, or where "for each" begins the question and so speaks of each by itself.
pub(super) fn find(seen: &Seen<'_>) -> Option<Open> {
    let linked = seen.linked;
    if FIGURES.iter().any(|cue| linked.cues.has(*cue)) {
        return None;
    }
    let shared = linked.tokens.iter().any(|token| SHARED.contains(&token.text.as_str()));
    let of_all = |at: usize| {
        let opens = matches!(linked.text(at.wrapping_sub(1)), "that" | "which" | "who");
        linked.text(at) == "all" && (opens || shared)
    };
    let of_each = |at: usize| matches!(linked.text(at), "each" | "every");
    let places = (0..linked.tokens.len()).filter(|at| of_each(*at) || of_all(*at));
    let owners: Vec<_> = places.filter_map(|at| Some((at, named_after(seen, at)?))).collect();
    let [(at, owner)] = owners.as_slice() else { return None };
    let planned = seen.plans().find_map(|plan| Base::of(seen, *owner, plan));
    let base = planned.or_else(|| Base::named(seen, *owner));
    let base = base.filter(|base| !tells_of_owner(seen, base.owner, base.things))?;
    if shared {
        return Some(Open { question: None, plans: vec![base.of_all(seen)], ..Open::default() });
    }
    if is_first(seen, *at) {
        return None;
    }
    let (things, all) = (linked.index.table(base.things), linked.index.table(base.owner));
    let question = format!(
        "Do you mean the {} of each {}, or only those that all {} share?",
        things.plural, all.singular, all.plural
    );
    Some(Open {
        question: Some(question),
        plans: vec![base.of_each(seen), base.of_all(seen)],
        ..Open::default()
    })
}

/// Whether nothing stands before a word that could name anything.
fn is_first(seen: &Seen<'_>, at: usize) -> bool {
    seen.linked.tokens.iter().take(at).all(is_stop)
}

/// The table whose rows "each" or "every" speaks of: the one that most of the words behind it name, a table
/// that only ties others last.
fn named_after(seen: &Seen<'_>, at: usize) -> Option<TableId> {
    let (linked, index) = (seen.linked, seen.linked.index);
    let from = (at + 1..at + 3).find(|at| !matches!(linked.text(*at), "the" | "of" | "single"))?;
    let solid = |at: usize| linked.tokens.get(at).is_some_and(|token| !is_stop(token));
    let to = (from..from + 4).find(|at| !solid(*at)).unwrap_or(from + 4);
    let worth = |table: &TableId| {
        let known = index.table(*table);
        let named = linked.table(*table).spans.iter().any(|span| span.from == from);
        let own = |at: &usize| {
            linked.tokens.get(*at).is_some_and(|token| known.words.contains(&token.stem))
        };
        let said = (from..to).filter(own).count();
        let worth = (2 * said + usize::from(named), !known.bridge, usize::MAX - known.words.len());
        (said > 0 || named).then_some((worth, *table))
    };
    index.table_ids().filter_map(|table| worth(&table)).max().map(|(_, table)| table)
}

/// What is listed, whose it is, and the table that ties the two.
struct Base {
    filter: BoundFilter,
    tables: Vec<TableId>,
    owner: TableId,
    things: TableId,
    shown: Vec<Term<ColumnId>>,
    tie: Tie,
}

/// The columns of a table between two others that point at them.
struct Tie {
    to_things: ColumnId,
    to_owner: ColumnId,
}

impl Base {
    /// Of a plan that lists rows that many owners may have; none of any other.
    fn of(seen: &Seen<'_>, owner: TableId, plan: &BoundPlan) -> Option<Self> {
        let index = seen.linked.index;
        let of_owner = |term: &&Term<ColumnId>| {
            term.column_of().is_some_and(|column| index.table_of(*column) == owner)
        };
        let (owners, others): (Vec<_>, Vec<_>) = plan.select.iter().partition(of_owner);
        let table = |term: &Term<ColumnId>| match &term.of {
            Quantity::Column(column) => Some(index.table_of(*column)),
            Quantity::Rows => plan.tables.first().copied(),
            Quantity::Bucket(..) | Quantity::Formula(_) => None,
        };
        let things = table(others.first()?)?;
        let own = others.iter().all(|term| table(term) == Some(things));
        let whole = others.iter().any(|term| term.of == Quantity::Rows);
        let shown = if whole { seen.rows(things) } else { others.into_iter().cloned().collect() };
        let fits = own && things != owner && index.table(owner).rows != 1 && lists(plan);
        let names = owners.into_iter().all(|term| names_unasked(seen, term));
        let asked = is_asked_for(seen, things, &shown);
        let tie = tie(index, things, owner)?;
        let mut tables = plan.tables.clone();
        tables.retain(|table| ![owner, things].contains(table));
        let filter = plan.filter.clone();
        (fits && names && asked).then_some(Self { filter, tables, owner, things, shown, tie })
    }

    /// Of the only other table that the words name, where nothing else is said.
    fn named(seen: &Seen<'_>, owner: TableId) -> Option<Self> {
        let linked = seen.linked;
        let tied = |table: &TableId| {
            *table != owner
                && linked.table(*table).strength == Strength::Exact
                && tie(linked.index, *table, owner).is_some()
        };
        let said: Vec<TableId> = linked.index.table_ids().filter(tied).collect();
        let ([things], true) = (said.as_slice(), linked.items.is_empty()) else { return None };
        let (shown, tie) = (seen.rows(*things), tie(linked.index, *things, owner)?);
        let filter = Filter::All(Vec::new());
        Some(Self { filter, tables: Vec::new(), owner, things: *things, shown, tie })
    }

    /// Each owner with what it has.
    fn of_each(&self, seen: &Seen<'_>) -> BoundPlan {
        let index = seen.linked.index;
        let tie = index.table_of(self.tie.to_owner);
        let mut select = match index.table(self.owner).display.as_slice() {
            [] => index.table(self.owner).key.map(Term::column).into_iter().collect(),
            _ => seen.rows(self.owner),
        };
        select.extend(self.shown.iter().cloned());
        let mut tables = self.tables.clone();
        tables.retain(|table| *table != tie);
        tables.insert(0, tie);
        BoundPlan { select, tables, filter: self.filter.clone(), ..BoundPlan::default() }
    }

    /// What as many owners have as there are.
    fn of_all(&self, seen: &Seen<'_>) -> BoundPlan {
        let index = seen.linked.index;
        let per = vec![Term::column(index.table(self.things).key.unwrap_or(self.tie.to_things))];
        let owners = BoundPlan {
            select: vec![Term::count()],
            tables: vec![self.owner],
            filter: Filter::All(self.of_owners(index)),
            ..BoundPlan::default()
        };
        let left = Term {
            aggregate: Some(Aggregate::Count),
            distinct: true,
            of: Quantity::Column(self.tie.to_owner),
        };
        let mut filter = self.filter.clone();
        let right = Operand::Plan(Box::new(owners));
        filter.and(Filter::Is(Condition { left, operator: Operator::Equal, right }));
        let select = self.shown.clone();
        BoundPlan { select, per, tables: self.tables.clone(), filter, ..BoundPlan::default() }
    }

    /// The conditions that say which owners are meant.
    fn of_owners(&self, index: &Index) -> Vec<BoundFilter> {
        let own = |condition: &&Bound| {
            condition.left.column_of().is_some_and(|c| index.table_of(*c) == self.owner)
        };
        let conditions = self.filter.conditions();
        conditions.into_iter().filter(own).cloned().map(Filter::Is).collect()
    }
}

/// Whether a term merely names its rows, though the words do not ask for it: "each engineer's name and skills" is
/// clear.
fn names_unasked(seen: &Seen<'_>, term: &Term<ColumnId>) -> bool {
    let index = seen.linked.index;
    term.column_of().is_some_and(|column| {
        let table = index.table(index.table_of(*column));
        let names = table.display.contains(column) || table.key == Some(*column);
        names && seen.linked.column(*column).strength < Strength::Exact
    })
}

/// Whether words stand for a column of the owner and for none of what is listed: "the make of every asset".
fn tells_of_owner(seen: &Seen<'_>, owner: TableId, things: TableId) -> bool {
    let (index, linked) = (seen.linked.index, seen.linked);
    let spans = |table: TableId, least: Strength| {
        let columns = index.table(table).columns.iter().map(|column| linked.column(*column));
        columns.filter(move |link| link.strength >= least).flat_map(|link| &link.spans)
    };
    let owners: Vec<_> = linked.table(owner).spans.iter().collect();
    spans(owner, Strength::Partial).any(|span| {
        let says_owner = owners.iter().any(|own| own.overlaps(*span));
        !says_owner && !spans(things, Strength::Partial).any(|other| other.overlaps(*span))
    })
}

/// Whether the words name a table or one of the columns that are shown of it, none of which points elsewhere.
fn is_asked_for(seen: &Seen<'_>, table: TableId, shown: &[Term<ColumnId>]) -> bool {
    let columns = || shown.iter().filter_map(Term::column_of);
    let points = columns().any(|column| seen.linked.index.column(*column).foreign);
    let named = columns().any(|column| seen.linked.column(*column).strength > Strength::Weak);
    !points && (named || !seen.linked.table(table).spans.is_empty())
}

/// The smallest table between two others, if rows of either are tied to many of the other.
fn tie(index: &Index, things: TableId, owner: TableId) -> Option<Tie> {
    let points = |table: TableId, at: TableId| {
        let mut links = index.links.iter().filter(|link| link.also.is_none());
        links
            .find(|link| index.table_of(link.from) == table && Some(link.to) == index.table(at).key)
            .map(|link| link.from)
    };
    let between = index.table_ids().filter(|table| ![things, owner].contains(table));
    let ties = between.filter_map(|table| {
        let tie = Tie { to_things: points(table, things)?, to_owner: points(table, owner)? };
        Some((index.table(table).columns.len(), tie))
    });
    ties.min_by_key(|(size, _)| *size).map(|(_, tie)| tie)
}
