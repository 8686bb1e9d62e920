//! "late deliveries", "overdue loans": what came after the day on which it was due, or has not come yet.

use querist_vocabulary::value::Value;

use super::{Open, Seen};
use crate::{
    expand::{BoundPlan, tree},
    index::{ColumnId, TableId},
    link::Span,
    plan::{Condition, Filter, Operand, Operator, Term},
};

/// Words that say that something came too late.
const LATE: &[&str] = &["late", "delayed", "belated", "tardy"];
/// Words that say that something should have come by now.
const OVERDUE: &[&str] = &["overdue"];

/// Stems in the names of days on which something should come.
const DUE: &[&str] = &["due", "requir", "deadlin", "promis", "expect", "schedul", "plan", "estim"];
/// Stems in the names of days on which it came.
const DONE: &[&str] = &[
    "return", "ship", "deliv", "deliveri", "complet", "close", "finish", "pay", "arriv", "actual",
    "arrival", "resolv", "end",
];

/// The likeliest plan that says nothing of it, with the condition that the word stands for.
pub(super) fn find(seen: &Seen<'_>) -> Option<Open> {
    let linked = seen.linked;
    let said =
        |words: &[&str]| (0..linked.tokens.len()).find(|at| words.contains(&linked.text(*at)));
    let (at, over) = said(LATE).map(|at| (at, false)).or(said(OVERDUE).map(|at| (at, true)))?;
    // A status of that name says it better.
    let stored = linked.items.iter().any(|item| item.span.contains(at) && !item.holders.is_empty());
    let negated = at.checked_sub(1).is_some_and(|at| matches!(linked.text(at), "not" | "never"));
    let compared = linked.text(at + 1) == "than";
    if stored || negated || compared {
        return None;
    }
    seen.plans().find_map(|plan| {
        let plan = with_days(seen, plan, over)?;
        Some(Open {
            plans: vec![plan],
            said: vec![Span { from: at, to: at + 1 }],
            ..Open::default()
        })
    })
}

fn with_days(seen: &Seen<'_>, plan: &BoundPlan, over: bool) -> Option<BoundPlan> {
    let (index, linked) = (seen.linked.index, seen.linked);
    let tables = tree(index, seen.joins, plan)?.tables();
    let named = |id: &&TableId| !linked.table(**id).spans.is_empty();
    let tables = tables.iter().filter(named).chain(&tables);
    let (due, done) = tables.copied().find_map(|id| days(seen, id))?;
    let mut late = plan.clone();
    // The word ranked nothing.
    if late.limit.is_none() {
        late.order.retain(|(term, _)| term.column_of().is_none_or(|c| ![due, done].contains(c)));
    }
    let is = |left: ColumnId, operator, right| {
        Filter::Is(Condition { left: Term::column(left), operator, right })
    };
    if over {
        let today = Operand::Value(Value::Date(linked.today));
        late.filter.and(is(due, Operator::Less, today));
        late.filter.and(is(done, Operator::Missing, Operand::Nothing));
    } else {
        late.filter.and(is(done, Operator::Greater, Operand::Column(due)));
    }
    Some(late)
}

/// The only day on which rows of a table are due, and the only one on which they are done.
fn days(seen: &Seen<'_>, id: TableId) -> Option<(ColumnId, ColumnId)> {
    let index = seen.linked.index;
    let says = |words: &[&str]| {
        let columns = index.table(id).columns.iter().copied();
        let mut found = columns.filter(|c| {
            let column = index.column(*c);
            column.is_day() && words.iter().any(|word| column.says(word))
        });
        found.next().filter(|_| found.next().is_none())
    };
    let (due, done) = (says(DUE)?, says(DONE)?);
    (due != done).then_some((due, done))
}
