//! Values that the question rules out: "revenue without Germany", "customers neither from Brazil nor Canada". A plan
//! that took them for what is wanted is turned round.

use querist_vocabulary::value::Value;

use crate::{
    expand::{BoundPlan, join::Joins, terminals, tree},
    index::{ColumnId, TableId},
    link::{Holder, Item, ItemKind, Linked},
    plan::{Condition, Filter, Operand, Operator, Piece, Quantity, Term},
};

/// Words that rule out what stands right behind them. "No" and "never" say that something does not exist instead.
const RULING_OUT: &[&str] = &[
    "not",
    "without",
    "except",
    "excepting",
    "excluding",
    "besides",
    "neither",
    "nor",
    "non",
    "outside",
    "exclude",
    "excludes",
    "excluded",
    "ignoring",
    "aren",
    "isn",
    "wasn",
    "weren",
    "t",
];

/// Words of two that do.
const RULING_OUT_TOGETHER: &[(&str, &str)] =
    &[("other", "than"), ("apart", "from"), ("aside", "from"), ("but", "not")];

/// Words between such a word and a value.
const LEADING: &[&str] = &[
    "'", "from", "in", "of", "by", "the", "a", "an", "for", "at", "on", "to", "located", "based",
    "living", "named", "called", "any", "those", "with", "either",
];

/// Words between the values of one list.
const LISTING: &[&str] = &["or", "nor", "and", ","];

/// Whether a word rules something out, and the place behind it.
pub(crate) fn ruled_out_at(linked: &Linked<'_>, at: usize) -> Option<usize> {
    let (word, next) = (linked.text(at), linked.text(at + 1));
    if RULING_OUT_TOGETHER.contains(&(word, next)) {
        return Some(at + 2);
    }
    RULING_OUT.contains(&word).then_some(at + 1)
}

/// The plan without the values that the question rules out; none where it says so already or says nothing of them.
pub(crate) fn negate(
    linked: &Linked<'_>,
    joins: &Joins<'_>,
    plan: &BoundPlan,
) -> Option<BoundPlan> {
    let mut turned = plan.clone();
    let mut at = 0;
    while at < linked.tokens.len() {
        let list = ruled_out_at(linked, at).map(|from| list(linked, from)).unwrap_or_default();
        at = list.last().map_or(at + 1, |value| value.to);
        if let Some((column, values)) = compared(&turned.filter, &list)
            && !is_denied(&turned.filter, column, &values)
            && counts_once(linked, joins, &turned, column)
        {
            turn(&mut turned.filter, column, &values);
        }
    }
    (turned != *plan).then_some(turned)
}

/// A value of a list: where it ends, and its forms by column.
struct Listed<'a> {
    to: usize,
    holders: Vec<&'a Holder>,
}

/// The stored values listed from a place on; none where they only describe what is named behind them, which is
/// then what is not there: "customers without Rock tracks".
fn list<'a>(linked: &'a Linked<'_>, from: usize) -> Vec<Listed<'a>> {
    let mut found: Vec<Listed<'_>> = Vec::new();
    let mut at = from;
    loop {
        let is_lead = |at: &usize| {
            let word = linked.text(*at);
            LEADING.contains(&word) || (!found.is_empty() && LISTING.contains(&word))
        };
        let place = (at..).find(|at| !is_lead(at)).unwrap_or(at);
        let tied = found.is_empty() || place > at;
        let Some(value) = value_at(linked, place).filter(|_| tied) else { break };
        at = value.to;
        found.push(value);
    }
    let mut named = linked.tables.iter().flat_map(|table| &table.spans);
    if named.any(|span| span.from == at) { Vec::new() } else { found }
}

/// The longest stored value that begins at a place.
fn value_at<'a>(linked: &'a Linked<'_>, at: usize) -> Option<Listed<'a>> {
    let is_value = |item: &&Item| {
        item.span.from == at && matches!(item.kind, ItemKind::Stored | ItemKind::Coded)
    };
    let here: Vec<&Item> = linked.items.iter().filter(is_value).collect();
    let to = here.iter().map(|item| item.span.to).max()?;
    let longest = here.into_iter().filter(|item| item.span.to == to);
    let holders: Vec<&Holder> = longest.flat_map(|item| &item.holders).collect();
    (!holders.is_empty()).then_some(Listed { to, holders })
}

/// The column that the plan compares with one of these values, and their forms there; none where one has no form.
fn compared(
    filter: &Filter<ColumnId, TableId>,
    list: &[Listed<'_>],
) -> Option<(ColumnId, Vec<Value>)> {
    let wanted = |condition: &&Condition<ColumnId, TableId>| {
        let column = condition.left.column_of().copied();
        let holds = |one: &Listed<'_>| {
            let mut held = one.holders.iter();
            held.any(|(c, value, _)| Some(*c) == column && has(&condition.right, value))
        };
        let known = matches!(
            condition.operator,
            Operator::Equal | Operator::In | Operator::NotEqual | Operator::NotIn
        );
        known && !condition.left.is_aggregated() && list.iter().any(holds)
    };
    let conditions = filter.conditions();
    let column = *conditions.into_iter().find(wanted)?.left.column_of()?;
    let form = |one: &Listed<'_>| {
        // The form that the plan uses, where it uses one.
        let own = || one.holders.iter().filter(|holder| holder.0 == column).map(|h| &h.1);
        let used = |value: &&Value| filter.conditions().iter().any(|c| has(&c.right, value));
        own().find(used).or_else(|| own().next()).cloned()
    };
    Some((column, list.iter().map(form).collect::<Option<Vec<_>>>()?))
}

/// Whether the plan leaves all of these out already.
fn is_denied(filter: &Filter<ColumnId, TableId>, column: ColumnId, values: &[Value]) -> bool {
    let denies = |value: &Value| {
        let on = |c: &&Condition<ColumnId, TableId>| {
            c.left.column_of() == Some(&column) && has(&c.right, value)
        };
        let negative = |c: &Condition<ColumnId, TableId>| {
            matches!(c.operator, Operator::NotEqual | Operator::NotIn)
        };
        let conditions = filter.conditions();
        let mut found = conditions.into_iter().filter(on).peekable();
        found.peek().is_some() && found.all(negative)
    };
    values.iter().all(denies)
}

fn has(right: &Operand<ColumnId, TableId>, value: &Value) -> bool {
    match right {
        Operand::Value(known) => known == value,
        Operand::Values(known) => known.contains(value),
        _ => false,
    }
}

/// Whether each row of what is shown or added up has one value of a column, so that it can be left out by it.
fn counts_once(linked: &Linked<'_>, joins: &Joins<'_>, plan: &BoundPlan, column: ColumnId) -> bool {
    let index = linked.index;
    let Some(tree) = tree(index, joins, plan) else { return false };
    let figures: Vec<&Term<ColumnId>> = plan.select.iter().filter(|t| t.is_aggregated()).collect();
    let mut tables: Vec<TableId> = if figures.is_empty() {
        plan.select.iter().flat_map(columns).map(|column| index.table_of(column)).collect()
    } else {
        figures.into_iter().flat_map(columns).map(|column| index.table_of(column)).collect()
    };
    if tables.is_empty() {
        tables = terminals(index, plan).into_iter().take(1).collect();
    }
    tables.push(index.table_of(column));
    tables.dedup();
    match tables.as_slice() {
        [_] => true,
        [.., _] => {
            tables.iter().take(tables.len() - 1).any(|table| !tree.multiplies(index, *table))
        }
        [] => false,
    }
}

/// The columns of a term.
fn columns(term: &Term<ColumnId>) -> Vec<ColumnId> {
    match &term.of {
        Quantity::Rows => Vec::new(),
        Quantity::Column(column) | Quantity::Bucket(column, _) => vec![*column],
        Quantity::Formula(formula) => {
            let column = |piece: &Piece<ColumnId>| match piece {
                Piece::Column(column) => Some(*column),
                Piece::Sql(_) => None,
            };
            formula.pieces.iter().filter_map(column).collect()
        }
    }
}

/// Puts "none of these" in the place of every condition on them.
fn turn(filter: &mut Filter<ColumnId, TableId>, column: ColumnId, values: &[Value]) {
    let about = |condition: &Condition<ColumnId, TableId>| {
        condition.left.column_of() == Some(&column)
            && values.iter().any(|value| has(&condition.right, value))
    };
    let told = |part: &Filter<ColumnId, TableId>| {
        let conditions = part.conditions();
        !conditions.is_empty() && conditions.into_iter().all(about)
    };
    match filter {
        Filter::All(parts) => parts.retain(|part| !told(part)),
        Filter::Any(_) | Filter::Is(_) if told(filter) => *filter = Filter::All(Vec::new()),
        Filter::Any(_) | Filter::Is(_) => {}
    }
    let (operator, right) = match values {
        [only] => (Operator::NotEqual, Operand::Value(only.clone())),
        several => (Operator::NotIn, Operand::Values(several.to_vec())),
    };
    filter.and(Filter::Is(Condition { left: Term::column(column), operator, right }));
}
