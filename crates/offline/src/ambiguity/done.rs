//! "films never rented", "the most borrowed book", "customers who paid the most": what was done to things, or by
//! them, through the table that records it, however many tables lie between.

use std::ops::Range;

use super::{Open, Seen};
use querist_english::english;

use crate::{
    cues::{Cue, is_stop},
    expand::BoundPlan,
    index::{ColumnId, TableId},
    link::{ItemKind, Span, Strength},
    plan::{Aggregate, Condition, Direction, Filter, Operand, Operator, Quantity, Term},
    verdict::content,
};

/// Words between "never" and what was not done.
const BETWEEN: &[&str] = &["been", "be", "yet", "ever", "have", "has", "had", "got", "was", "were"];

/// Words that say how often beside "most" and "least".
const OFTEN: &[&str] = &["often", "frequently", "times", "time", "commonly"];

/// Verbs that say how much money went over.
const MONEY: &[&str] = &["pay", "spend"];

/// The reading that the words leave where they say nothing but what was done to which things.
pub(super) fn find(seen: &Seen<'_>) -> Option<Open> {
    let linked = seen.linked;
    let said = things(seen).into_iter().filter_map(|(things, named)| {
        let mut places = 0..linked.tokens.len();
        Some((things, named, places.find_map(|at| Verb::at(seen, things, named, at))?))
    });
    let said: Vec<(TableId, Span, Verb)> = said.collect();
    let [(things, named, verb)] = said.as_slice() else { return None };
    let (things, named) = (*things, *named);
    let limit = linked.items.iter().find(|item| item.kind == ItemKind::Number);
    let told = |at: usize| {
        named.contains(at) || verb.words.contains(&at) || limit.is_some_and(|n| n.span.contains(at))
    };
    let others = content(linked).any(|(at, _)| !told(at));
    let stored = linked.items.iter().any(|item| {
        item.kind != ItemKind::Number && (item.span.from..item.span.to).any(|at| !told(at))
    });
    let counted = linked.cues.has(Cue::HowMany) || linked.cues.has(Cue::Each);
    if others || stored || counted {
        return None;
    }
    let number = limit.and_then(|item| item.number).filter(|number| *number >= 1.0);
    let plan = match verb.extent {
        Extent::Never if limit.is_none() => verb.without_any(seen, things)?,
        Extent::Never => return None,
        Extent::Most | Extent::Least => {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let number = number.map(|number| number as u64);
            verb.ranked(seen, things, number.or_else(|| single(seen, named)))?
        }
    };
    Some(Open { question: None, plans: vec![plan], ..Open::default() })
}

/// One where the things are named in the singular: "the most borrowed book".
fn single(seen: &Seen<'_>, named: Span) -> Option<u64> {
    let last = named.to.checked_sub(1)?;
    let many = seen.linked.text(last).ends_with('s');
    (!many).then_some(1)
}

/// Tables that go by their names, and where: the rows of one of them are asked for.
fn things(seen: &Seen<'_>) -> Vec<(TableId, Span)> {
    let (index, linked) = (seen.linked.index, seen.linked);
    let named = |id: TableId| {
        let link = linked.table(id);
        let span = link.spans.first().filter(|_| link.strength >= Strength::Synonym)?;
        let known = index.table(id);
        (!known.view && !known.display.is_empty()).then_some((id, *span))
    };
    let mut all: Vec<_> = index.table_ids().filter_map(named).collect();
    let exact = |id: TableId| linked.table(id).strength == Strength::Exact;
    if all.iter().any(|(id, _)| exact(*id)) {
        all.retain(|(id, _)| exact(*id));
    }
    all
}

/// How much was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    Never,
    Most,
    Least,
}

/// What was done, and the table that records it.
struct Verb {
    words: Range<usize>,
    extent: Extent,
    record: TableId,
    /// Whether it says how much money went over.
    money: bool,
}

impl Verb {
    /// The verb at a word with what stands before and behind it.
    fn at(seen: &Seen<'_>, things: TableId, named: Span, at: usize) -> Option<Self> {
        let linked = seen.linked;
        let stem = &linked.tokens.get(at)?.stem;
        if named.contains(at) || is_stop(linked.tokens.get(at)?) {
            return None;
        }
        let record = record(seen, things, stem)?;
        let from = (0..at).rev().find(|place| !BETWEEN.contains(&linked.text(*place)));
        let is = |cue: Cue, at: usize| linked.cues.at(cue).any(|place| place == at);
        let money = MONEY.contains(&stem.as_str());
        let made = |words: Range<usize>, extent| Some(Self { words, extent, record, money });
        if let Some(not) = from.filter(|place| is(Cue::Not, *place)) {
            return made(not..at + 1, Extent::Never);
        }
        let extent = |at: usize| match linked.text(at) {
            "most" => Some(Extent::Most),
            "least" => Some(Extent::Least),
            _ => None,
        };
        let often = |place: usize| OFTEN.contains(&linked.text(place));
        // "most rented", "most often rented"
        let before = at.checked_sub(1)?;
        let start = if often(before) { before.checked_sub(1)? } else { before };
        if let Some(extent) = extent(start) {
            return made(start..at + 1, extent);
        }
        // "rented the most", "rented most often"
        let place = if linked.text(at + 1) == "the" { at + 2 } else { at + 1 };
        let extent = extent(place)?;
        let end = if often(place + 1) { place + 2 } else { place + 1 };
        made(at..end, extent)
    }

    /// The things of which no row of the record tells.
    fn without_any(&self, seen: &Seen<'_>, things: TableId) -> Option<BoundPlan> {
        let (key, pointing) = tie(seen, things, self.record)?;
        let inner = BoundPlan {
            select: vec![Term::column(pointing)],
            tables: vec![self.record],
            ..BoundPlan::default()
        };
        let condition = Condition {
            left: Term::column(key),
            operator: Operator::NotIn,
            right: Operand::Plan(Box::new(inner)),
        };
        let filter = Filter::All(vec![Filter::Is(condition)]);
        Some(BoundPlan { select: seen.rows(things), filter, ..BoundPlan::default() })
    }

    /// The things by how many rows of the record tell of them, or by how much money.
    fn ranked(&self, seen: &Seen<'_>, things: TableId, limit: Option<u64>) -> Option<BoundPlan> {
        let (key, _) = tie(seen, things, self.record)?;
        let figure = if self.money { self.amount(seen)? } else { Term::count() };
        let way = match self.extent {
            Extent::Least => Direction::Ascending,
            Extent::Most | Extent::Never => Direction::Descending,
        };
        Some(BoundPlan {
            select: seen.rows(things),
            tables: vec![things, self.record],
            per: vec![Term::column(key)],
            order: vec![(figure, way)],
            limit,
            ..BoundPlan::default()
        })
    }

    /// All the money of the record's rows.
    fn amount(&self, seen: &Seen<'_>) -> Option<Term<ColumnId>> {
        let index = seen.linked.index;
        let columns = index.table(self.record).columns.iter().copied();
        let mut amounts = columns.filter(|c| index.column(*c).is_amount());
        let column = amounts.next().filter(|_| amounts.next().is_none())?;
        let of = Quantity::Column(column);
        Some(Term { aggregate: Some(Aggregate::Sum), distinct: false, of })
    }
}

/// The nearest table that records what a verb says, each of whose rows is tied to one of the things.
fn record(seen: &Seen<'_>, things: TableId, verb: &str) -> Option<TableId> {
    let index = seen.linked.index;
    let money = MONEY.contains(&verb);
    let nouns = english().recorded_as(verb);
    let worth = |id: TableId| {
        let table = index.table(id);
        let called = |noun: &String| table.aliases.iter().any(|alias| alias.contains(noun));
        let said = |noun: &String| table.words.contains(noun) || called(noun);
        let paid = || table.columns.iter().any(|c| index.column(*c).is_amount());
        let noun = nouns.iter().any(said);
        let happens = table.columns.iter().any(|c| index.column(*c).foreign);
        // Borrowers borrow; what is borrowed stands elsewhere.
        let does_it = table.singular.ends_with("er") || table.singular.ends_with("or");
        let records = noun || (table.words.iter().any(|word| word == verb) && !does_it);
        let fits = if money { paid() } else { records };
        let tied = || tie(seen, things, id).is_some();
        (id != things && !table.view && fits && happens && tied())
            .then(|| ((!noun, table.words.len()), seen.joins.distance(things, id), id))
    };
    let mut found: Vec<_> = index.table_ids().filter_map(worth).collect();
    found.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
    found.first().map(|(.., id)| *id)
}

/// The key of the things, and the column on the way to a record that points at it; none where a row of the record
/// may be tied to several things.
fn tie(seen: &Seen<'_>, things: TableId, record: TableId) -> Option<(ColumnId, ColumnId)> {
    let index = seen.linked.index;
    let tree = seen.joins.tree(&[record, things])?;
    let mut links = tree.steps.iter().map(|(_, link)| link);
    let link =
        links.find(|link| [link.from, link.to].map(|c| index.table_of(c)).contains(&things))?;
    let points = index.table_of(link.to) == things && link.also.is_none();
    (points && !tree.multiplies(index, record)).then_some((link.to, link.from))
}
