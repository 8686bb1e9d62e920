//! Which terms make the groups.

use querist_vocabulary::statement::Dialect;

use super::BoundPlan;
use crate::{
    index::{ColumnId, Index},
    plan::{Quantity, Term},
};

/// The keys of GROUP BY: what is asked per, or the plain terms shown. Empty where rows stay single.
pub(super) fn keys(index: &Index, plan: &BoundPlan) -> Vec<Term<ColumnId>> {
    if !plan.is_grouped() {
        return Vec::new();
    }
    let plain = plan.select.iter().filter(|t| !t.is_aggregated() && t.of != Quantity::Rows);
    let mut keys = by_person(index, plan.per.clone());
    for term in plain {
        if !keys.contains(term) && !follows(index, &keys, term) {
            keys.push(term.clone());
        }
    }
    keys
}

/// Whether groups can be ordered as the plan wants: by their figures, their keys, or what belongs to the row that a
/// key identifies. SQLite takes another order and any row's value for it; every other dialect refuses it.
pub(super) fn have_orders(index: &Index, plan: &BoundPlan, keys: &[Term<ColumnId>]) -> bool {
    let identified = |term: &Term<ColumnId>| {
        let of_table = |column: &ColumnId| index.table(index.table_of(*column)).key;
        let key = term.column_of().and_then(of_table).map(Term::column);
        key.is_some_and(|key| keys.contains(&key))
    };
    let mut orders = plan.order.iter().map(|(term, _)| term);
    orders.all(|term| term.is_aggregated() || keys.contains(term) || identified(term))
}

/// Whether equal rows, shown once, can be ordered as the plan wants: by what is shown. SQLite and MariaDB take any
/// of the rows that became one; the others refuse.
pub(super) fn has_orders_once(index: &Index, plan: &BoundPlan) -> bool {
    let lenient = matches!(index.dialect, Dialect::Sqlite | Dialect::Mysql);
    let shown = |term: &Term<ColumnId>| {
        plan.select.contains(term) || plan.select.iter().any(|t| t.of == Quantity::Rows)
    };
    !plan.distinct || lenient || plan.order.iter().all(|(term, _)| shown(term))
}

/// Whether a term has one value a group anyway: a key of its table is among the keys.
/// Every dialect but SQLite wants it named all the same unless it can prove that itself.
fn follows(index: &Index, keys: &[Term<ColumnId>], term: &Term<ColumnId>) -> bool {
    let Some(column) = term.column_of() else { return false };
    let table = index.table(index.table_of(*column));
    let by_key = keys.iter().any(|key| key.column_of().is_some_and(|c| table.key == Some(*c)));
    by_key && index.dialect == Dialect::Sqlite
}

/// Groups by a name of several columns are groups by whom it names: two people may share one.
fn by_person(index: &Index, mut keys: Vec<Term<ColumnId>>) -> Vec<Term<ColumnId>> {
    let whole = |key: &Term<ColumnId>| {
        let table = index.table(index.table_of(*key.column_of()?));
        let has = |c: &ColumnId| keys.contains(&Term::column(*c));
        table.key.filter(|_| table.display.len() > 1 && table.display.iter().all(has))
    };
    if let Some(key) = keys.iter().find_map(whole).map(Term::column).filter(|k| !keys.contains(k)) {
        keys.insert(0, key);
    }
    keys
}
