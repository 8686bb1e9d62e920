//! The conditions that people said usually apply.

use querist_vocabulary::knowledge::TableMeaning;

use crate::{
    expand::{BoundPlan, expand, join::Joins, tree},
    index::{ColumnId, TableId, stems},
    link::{Linked, runs},
    plan::{Condition, Filter, Formula, Operand, Operator, Piece, Quantity, Term},
    words::{Token, tokens},
};

/// Whether a question lifts a table's usual condition: it has some of the words that do, whole and in a row, whatever
/// their endings.
#[must_use]
pub fn lifts(question: &str, meaning: &TableMeaning) -> bool {
    let unless: Vec<Vec<String>> =
        meaning.default_filter_unless.iter().map(|words| stems(words)).collect();
    has_any(&tokens(question), &unless)
}

fn has_any(tokens: &[Token], phrases: &[Vec<String>]) -> bool {
    phrases.iter().any(|words| !runs(tokens, words).is_empty())
}

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
        let lifted = has_any(&linked.tokens, &known.unless);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_lift_stand_whole_in_the_question() {
        let unless = ["all", "cancelled orders"].map(str::to_owned).to_vec();
        let meaning = TableMeaning { default_filter_unless: unless, ..TableMeaning::default() };
        for question in ["Turnover of ALL orders", "a cancelled order"] {
            assert!(lifts(question, &meaning), "{question}");
        }
        for question in ["small orders", "orders called off", "cancelled", ""] {
            assert!(!lifts(question, &meaning), "{question}");
        }
    }
}
