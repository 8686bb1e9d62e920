//! Shares: what part of the whole a group or a condition makes up.

use crate::{
    cues::Cue,
    expand::{BoundPlan, condition_sql, join::Joins},
    link::Linked,
    plan::{Aggregate, Filter, Formula, Operand, Piece, Quantity, Term},
};

/// The plan with the share that the question asks for; none where it asks for none or the plan has no whole.
///
/// "what share of revenue does each region have" shows a share beside each group's figure; "what percentage of
/// customers are from Germany" divides those that hold the condition by all.
pub(crate) fn share(linked: &Linked<'_>, joins: &Joins<'_>, plan: &BoundPlan) -> Option<BoundPlan> {
    // "share" is a verb as well, and any of the words may name a column.
    let asked = |at: usize| {
        !linked.column_spans.iter().any(|span| span.contains(at))
            && (linked.text(at) != "share" || linked.text(at + 1) == "of")
    };
    if plan.set.is_some() || !linked.cues.at(Cue::Share).any(asked) {
        return None;
    }
    let figures: Vec<&Term<_>> = plan.select.iter().filter(|t| t.is_aggregated()).collect();
    let [figure] = figures.as_slice() else { return None };
    let added = matches!(figure.aggregate, Some(Aggregate::Count | Aggregate::Sum) | None);
    if !added || figure.distinct {
        return None;
    }
    if plan.is_grouped() && plan.limit.is_none() && plan.select.len() > 1 {
        return Some(BoundPlan { share: true, ..plan.clone() });
    }
    of_condition(linked, joins, plan)
}

/// How many in a hundred rows hold the plan's only condition.
fn of_condition(linked: &Linked<'_>, joins: &Joins<'_>, plan: &BoundPlan) -> Option<BoundPlan> {
    let [Filter::Is(condition)] = (match &plan.filter {
        Filter::All(parts) => parts.as_slice(),
        Filter::Any(_) | Filter::Is(_) => return None,
    }) else {
        return None;
    };
    let counts = plan.select == [Term::count()] && plan.per.is_empty();
    if !counts || condition.left.is_aggregated() || matches!(condition.right, Operand::Plan(_)) {
        return None;
    }
    let column = *condition.left.column_of()?;
    let held = condition_sql(linked.index, joins, condition)?;
    let sql = format!("100.0 * sum(CASE WHEN {held} THEN 1 ELSE 0 END) / count(*)");
    let formula =
        Formula { name: "percent".into(), pieces: vec![Piece::Sql(sql)], aggregated: true };
    let mut tables = plan.tables.clone();
    let own = linked.index.table_of(column);
    if !tables.contains(&own) {
        tables.push(own);
    }
    Some(BoundPlan {
        select: vec![Term { aggregate: None, distinct: false, of: Quantity::Formula(formula) }],
        filter: Filter::All(Vec::new()),
        tables,
        ..plan.clone()
    })
}
