//! A plan as SQL: its joins, its groups, its text in the database's dialect.

/// Which terms make the groups.
mod group;

/// The smallest tree of joins over the tables in use.
pub(crate) mod join;

/// Days cut to a piece of time.
mod bucket;

/// The text.
mod sql;

/// Terms and conditions as text.
mod term;

/// Every form of a plan in every dialect.
#[cfg(test)]
mod tests;

use std::rc::Rc;

use join::{Joins, Tree};

use crate::{
    index::{ColumnId, Index, TableId},
    plan::Plan,
};

/// A plan over the tables and columns of an index.
pub(crate) type BoundPlan = Plan<ColumnId, TableId>;

/// The SQL of a plan; none when its tables cannot be joined.
pub(crate) fn expand(index: &Index, joins: &Joins<'_>, plan: &BoundPlan) -> Option<String> {
    sql::render(index, joins, plan, sql::Naming::Shown)
}

/// The join tree of a plan's outermost block.
pub(crate) fn tree(index: &Index, joins: &Joins<'_>, plan: &BoundPlan) -> Option<Rc<Tree>> {
    joins.tree(&terminals(index, plan))
}

/// The tables that a block uses, each once, in the order of use.
pub(crate) fn terminals(index: &Index, plan: &BoundPlan) -> Vec<TableId> {
    let of_columns = plan.columns().into_iter().map(|c| index.table_of(c));
    let mut tables = Vec::new();
    for table in of_columns.chain(plan.tables.iter().copied()) {
        if !tables.contains(&table) {
            tables.push(table);
        }
    }
    tables
}

/// Terms as a SELECT list would show them, for explanations.
pub(crate) use term::{condition_sql, term_sql};
