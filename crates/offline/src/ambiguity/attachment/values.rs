//! Two values of one column: "horror films and thrillers with a budget of 20 million".

use querist_vocabulary::value::Value;

use super::{Modifier, Pair, Side, modifier, question};
use crate::{
    ambiguity::{Bound, BoundFilter, Open, Seen},
    expand::BoundPlan,
    index::{ColumnId, TableId},
    link::{Item, ItemKind, Strength},
    plan::{Condition, Filter, Operand, Operator, Quantity, Term},
};

/// The readings of two values with a condition beside them.
pub(super) fn find(seen: &Seen<'_>) -> Option<Open> {
    let paired = paired(seen)?;
    let fits = |condition: &Bound| condition.left.column_of() != Some(&paired.column);
    let own = seen.linked.index.table_of(paired.column);
    let beside = modifier(seen, (paired.pair, own), &fits)?;
    let select = paired.select(seen, &beside);
    let tables = paired.tables(seen, &select);
    let plan = |filter| BoundPlan {
        select: select.clone(),
        tables: tables.clone(),
        filter,
        ..BoundPlan::default()
    };
    let plans = vec![plan(paired.both(&beside)), plan(paired.only(&beside))];
    Some(Open { question: question(seen, paired.pair, &beside), plans, ..Open::default() })
}

/// Two values of a column.
struct Paired {
    pair: Pair,
    column: ColumnId,
    first: Value,
    second: Value,
}

/// The surest two values that the words tie.
fn paired(seen: &Seen<'_>) -> Option<Paired> {
    let stored = || seen.linked.items.iter().filter(|item| item.kind == ItemKind::Stored);
    let mut found: Vec<Paired> = Vec::new();
    for first in stored() {
        for second in stored().filter(|second| second.span.from > first.span.to) {
            let Some(pair) = Pair::of(seen, first.span, second.span) else { continue };
            found.extend(shared(pair, first, second));
        }
    }
    let likely = seen.conditions();
    let worth = |paired: &Paired| {
        let said = paired.pair.first.len() + paired.pair.second.len();
        let own = likely.iter().filter(|(c, _)| c.left.column_of() == Some(&paired.column));
        (said, own.map(|(_, probability)| *probability).sum::<f32>())
    };
    found.into_iter().max_by(|a, b| {
        let (a, b) = (worth(a), worth(b));
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
    })
}

/// Columns that hold both of two values.
fn shared(pair: Pair, first: &Item, second: &Item) -> Vec<Paired> {
    let mut found = Vec::new();
    for (column, value, _) in &first.holders {
        let other = second.holders.iter().find(|(own, held, _)| own == column && held != value);
        found.extend(other.map(|(_, held, _)| Paired {
            pair,
            column: *column,
            first: value.clone(),
            second: held.clone(),
        }));
    }
    found
}

impl Paired {
    fn is(&self, value: &Value) -> BoundFilter {
        let right = Operand::Value(value.clone());
        Filter::Is(Condition { left: Term::column(self.column), operator: Operator::Equal, right })
    }

    /// The condition holds for both.
    fn both(&self, beside: &Modifier) -> BoundFilter {
        let right = Operand::Values(vec![self.first.clone(), self.second.clone()]);
        let left = Term::column(self.column);
        let either = Filter::Is(Condition { left, operator: Operator::In, right });
        Filter::All(vec![either, Filter::Is(beside.condition.clone())])
    }

    /// The condition holds for the one that it stands beside.
    fn only(&self, beside: &Modifier) -> BoundFilter {
        let (far, near) = match beside.side {
            Side::First => (&self.second, &self.first),
            Side::Second => (&self.first, &self.second),
        };
        let near = Filter::All(vec![self.is(near), Filter::Is(beside.condition.clone())]);
        Filter::Any(vec![self.is(far), near])
    }

    /// What is shown: what the words name, else the name of the rows that have such a value, else that of the rows
    /// that the likeliest plan lists.
    fn select(&self, seen: &Seen<'_>, beside: &Modifier) -> Vec<Term<ColumnId>> {
        let index = seen.linked.index;
        let compared = [Some(self.column), beside.condition.left.column_of().copied()];
        let is_compared = |term: &Term<ColumnId>| compared.contains(&term.column_of().copied());
        let free = |select: &Vec<Term<ColumnId>>| {
            !select.iter().any(|term| term.is_aggregated() || is_compared(term))
        };
        let lists: Vec<Vec<Term<ColumnId>>> =
            seen.plans().map(|plan| plan.select.clone()).filter(free).collect();
        let named = |term: &Term<ColumnId>| {
            let strength = term.column_of().map(|column| seen.linked.column(*column).strength);
            strength >= Some(Strength::Partial)
        };
        if let Some(select) = lists.iter().find(|select| select.iter().all(named)) {
            return select.clone();
        }
        let names = |rows: &Vec<Term<ColumnId>>| {
            !rows.iter().any(|term| is_compared(term) || term.of == Quantity::Rows)
        };
        let listed = lists.iter().filter_map(|select| select.first()?.column_of());
        let mut tables = listed.map(|column| index.table_of(*column));
        let own = index.table_of(self.column);
        let of_own = Some(seen.rows(own)).filter(names);
        let mut of_listed = || tables.find_map(|table| Some(seen.rows(table)).filter(names));
        of_own
            .or_else(&mut of_listed)
            .or_else(|| lists.first().cloned())
            .unwrap_or_else(|| seen.rows(own))
    }

    /// The table whose whole rows are shown, which no column names.
    fn tables(&self, seen: &Seen<'_>, select: &[Term<ColumnId>]) -> Vec<TableId> {
        let whole = select.iter().any(|term| term.of == Quantity::Rows);
        let own = seen.linked.index.table_of(self.column);
        let told = seen.plans().find(|plan| plan.select == select);
        let told = told.and_then(|plan| plan.tables.first().copied()).unwrap_or(own);
        Some(told).filter(|_| whole).into_iter().collect()
    }
}
