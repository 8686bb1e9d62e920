//! Two tables: "sommeliers and bartenders working at The Rooftop".

use super::{Pair, Side, modifier, question};
use crate::{
    ambiguity::{Bound, Open, Seen},
    expand::{BoundPlan, expand},
    index::{ColumnId, Index, TableId},
    link::Span,
    plan::{Filter, Quantity, SetOperation, Term},
};

/// The readings of two tables with a condition beside them.
pub(super) fn find(seen: &Seen<'_>) -> Option<Open> {
    let named = named(seen);
    let mut pairs: Vec<Two> = Vec::new();
    for first in &named {
        let behind = named.iter().filter(|second| second.0.from > first.0.to);
        pairs.extend(behind.filter_map(|second| Two::of(seen, *first, *second)));
    }
    pairs.into_iter().find_map(|two| two.readings(seen))
}

/// Where tables are named, by their whole names or by the last word of one name alone: "architects" for
/// landscape architects.
fn named(seen: &Seen<'_>) -> Vec<(Span, TableId)> {
    let index = seen.linked.index;
    let mut found: Vec<(Span, TableId)> = Vec::new();
    for table in index.table_ids() {
        found.extend(seen.linked.table(table).spans.iter().map(|span| (*span, table)));
    }
    for (at, token) in seen.linked.tokens.iter().enumerate() {
        let ends = |table: &TableId| index.table(*table).words.last() == Some(&token.stem);
        let tables: Vec<TableId> = index.table_ids().filter(ends).collect();
        let free = !found.iter().any(|(span, _)| span.contains(at));
        if let ([only], true) = (tables.as_slice(), free) {
            found.push((Span { from: at, to: at + 1 }, *only));
        }
    }
    found
}

/// Two tables whose rows are listed together.
struct Two {
    pair: Pair,
    first: TableId,
    second: TableId,
}

impl Two {
    /// Of two tables; none where one points at the other, for then the pair may be one list of both.
    fn of(seen: &Seen<'_>, first: (Span, TableId), second: (Span, TableId)) -> Option<Self> {
        let index = seen.linked.index;
        let tied = points(index, first.1, second.1) || points(index, second.1, first.1);
        let pair = Pair::of(seen, first.0, second.0).filter(|_| !tied && first.1 != second.1)?;
        Some(Self { pair, first: first.1, second: second.1 })
    }

    fn readings(&self, seen: &Seen<'_>) -> Option<Open> {
        let fits = |condition: &Bound| self.conditions(seen, condition).is_some();
        let beside = modifier(seen, (self.pair, self.second), &fits)?;
        let [first, second] = self.conditions(seen, &beside.condition)?;
        let (of_first, of_second) = match beside.side {
            Side::First => (Some(first.clone()), None),
            Side::Second => (None, Some(second.clone())),
        };
        let plans = vec![
            self.union(seen, Some(first), Some(second))?,
            self.union(seen, of_first, of_second)?,
        ];
        Some(Open { question: question(seen, self.pair, &beside), plans, ..Open::default() })
    }

    /// A condition as it is said of either table: on a column that both have, or of a table that both are tied to.
    fn conditions(&self, seen: &Seen<'_>, condition: &Bound) -> Option<[Bound; 2]> {
        let index = seen.linked.index;
        let column = *condition.left.column_of()?;
        let own = index.table_of(column);
        let among = [self.first, self.second].contains(&own);
        let of = |table: TableId| {
            if own == table || (!among && is_near(index, table, own)) {
                return Some(condition.clone());
            }
            let same = |other: &&ColumnId| index.column(**other).glue == index.column(column).glue;
            let twin = index.table(table).columns.iter().find(same).filter(|_| among)?;
            let left = Term { of: Quantity::Column(*twin), ..condition.left.clone() };
            Some(Bound { left, ..condition.clone() })
        };
        Some([of(self.first)?, of(self.second)?])
    }

    /// Both lists, one below the other.
    fn union(
        &self,
        seen: &Seen<'_>,
        first: Option<Bound>,
        second: Option<Bound>,
    ) -> Option<BoundPlan> {
        let list = |table: TableId, condition: Option<Bound>| {
            let filter = Filter::All(condition.into_iter().map(Filter::Is).collect());
            let select = self.names(seen, table)?;
            Some(BoundPlan { select, tables: vec![table], filter, ..BoundPlan::default() })
        };
        let (mut first, second) = (list(self.first, first)?, list(self.second, second)?);
        expand(seen.linked.index, seen.joins, &second)?;
        let fits = first.select.len() == second.select.len();
        first.set = Some((SetOperation::Union, Box::new(second)));
        fits.then_some(first)
    }

    /// What names the rows of a table: its own name, else that of the table that both point at, else whatever tells
    /// them apart.
    fn names(&self, seen: &Seen<'_>, table: TableId) -> Option<Vec<Term<ColumnId>>> {
        let index = seen.linked.index;
        let name = |table: TableId| -> Option<Vec<Term<ColumnId>>> {
            let display = &index.table(table).display;
            (!display.is_empty()).then(|| display.iter().map(|c| Term::column(*c)).collect())
        };
        let own = name(table);
        let says_name = |term: &Term<ColumnId>| {
            term.column_of().is_some_and(|column| index.column(*column).is_name())
        };
        if own.as_ref().is_some_and(|terms| terms.iter().any(says_name)) {
            return own;
        }
        let both = |other: &TableId| {
            points(index, self.first, *other) && points(index, self.second, *other)
        };
        let named = index.table_ids().filter(both).filter_map(|other| Some((other, name(other)?)));
        let shared = named.max_by_key(|(other, _)| seen.linked.table(*other).strength);
        shared.map(|(_, terms)| terms).or(own)
    }
}

/// Whether a table points at the key of another.
fn points(index: &Index, from: TableId, to: TableId) -> bool {
    let key = index.table(to).key;
    index.links.iter().any(|link| index.table_of(link.from) == from && Some(link.to) == key)
}

/// Whether one of two tables points at the other, or at one that points at it.
fn is_near(index: &Index, table: TableId, other: TableId) -> bool {
    let beside = |a: TableId, b: TableId| points(index, a, b) || points(index, b, a);
    let through = |middle: TableId| points(index, table, middle) && points(index, middle, other);
    beside(table, other) || index.table_ids().any(through)
}
