//! The conditions that people said usually apply.

use crate::{
    expand::{BoundPlan, expand, join::Joins, tree},
    index::{ColumnId, TableId},
    link::{Linked, runs},
    plan::{Condition, Filter, Formula, Operand, Operator, Piece, Quantity, Term},
};

/// A plan with its usual conditions, and what to say of them.
pub(crate) struct Usual {
    /// Its SQL.
    pub sql: String,
    /// A note a condition.
    pub notes: Vec<String>,
}

/// Adds the usual conditions of every table in use, unless the question lifts them or compares their columns itself.
pub(crate) fn apply(
    linked: &Linked<'_>,
    joins: &Joins<'_>,
    plan: &BoundPlan,
    sql: &str,
) -> Option<Usual> {
    let index = linked.index;
    if index.tables.iter().all(|table| table.usual.is_none()) {
        return Some(Usual { sql: sql.to_owned(), notes: Vec::new() });
    }
    let mut plan = plan.clone();
    let mut notes = Vec::new();
    for table in tree(index, joins, &plan)?.tables() {
        let known = index.table(table);
        let Some(usual) = &known.usual else { continue };
        let lifted = known.unless.iter().any(|words| !runs(&linked.tokens, words).is_empty());
        if !lifted && !compares(&plan, usual) {
            plan.filter.and(Filter::Is(condition(usual)));
            notes.push(format!("usual filter on {}: {}", known.plural, usual.name));
        }
    }
    let sql = expand(index, joins, &plan)?;
    Some(Usual { sql, notes })
}

fn condition(usual: &Formula<ColumnId>) -> Condition<ColumnId, TableId> {
    let of = Quantity::Formula(usual.clone());
    let left = Term { aggregate: None, distinct: false, of };
    Condition { left, operator: Operator::Holds, right: Operand::Nothing }
}

/// Whether the plan already says something of the columns of a usual condition.
fn compares(plan: &BoundPlan, usual: &Formula<ColumnId>) -> bool {
    let columns: Vec<&ColumnId> = usual
        .pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Column(column) => Some(column),
            Piece::Sql(_) => None,
        })
        .collect();
    let conditions = plan.filter.conditions();
    conditions.iter().any(|c| c.left.column_of().is_some_and(|own| columns.contains(&own)))
}
