//! The shape of a plan, as six labels.

use std::collections::BTreeMap;

use crate::plan::{
    Aggregate, Condition, Direction, Filter, Operand, Operator, Plan, Quantity, SetOperation, Term,
};

/// Six labels: of what is shown, of showing equal rows once, of conditions, groups, order, nesting.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Shape(pub [String; 6]);

impl Shape {
    /// The shape of a plan.
    pub(crate) fn of<C: Clone, T>(plan: &Plan<C, T>) -> Self {
        let conditions = plan.filter.conditions();
        let (groups, rows): (Vec<_>, Vec<_>) =
            conditions.into_iter().partition(|condition| condition.left.is_aggregated());
        Self([
            select(&plan.select),
            plan.distinct.to_string(),
            filter(&plan.filter, &rows),
            group(plan, &groups),
            order(plan),
            nest(plan, &rows),
        ])
    }
}

/// How many terms of each kind are shown, as in `avg1+col2`; `*` for whole rows.
fn select<C>(terms: &[Term<C>]) -> String {
    let kinds: Vec<&str> = terms.iter().map(kind).collect();
    if kinds.contains(&"*") { "*".to_owned() } else { counted(&kinds) }
}

/// Kinds with how often each stands, at most four.
pub(crate) fn counted(kinds: &[&str]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    kinds.iter().for_each(|kind| *counts.entry(kind).or_default() += 1);
    let parts: Vec<String> =
        counts.iter().map(|(kind, n)| format!("{kind}{}", n.min(&4))).collect();
    parts.join("+")
}

fn kind<C>(term: &Term<C>) -> &'static str {
    match (&term.of, term.aggregate) {
        (Quantity::Rows, None) => "*",
        (Quantity::Formula(_), None) => "expr",
        (Quantity::Column(_) | Quantity::Bucket(..), None) => "col",
        (_, Some(Aggregate::Count)) if term.distinct => "countd",
        (_, Some(Aggregate::Count)) => "count",
        (_, Some(Aggregate::Sum)) => "sum",
        (_, Some(Aggregate::Average)) => "avg",
        (_, Some(Aggregate::Minimum)) => "min",
        (_, Some(Aggregate::Maximum)) => "max",
    }
}

/// The comparisons of rows with values, sorted, with an `or` for each alternative.
fn filter<C, T>(whole: &Filter<C, T>, rows: &[&Condition<C, T>]) -> String {
    let plain = rows.iter().filter(|condition| !is_nested(condition));
    let mut words: Vec<&str> = plain.flat_map(|condition| comparison(condition)).collect();
    words.extend(std::iter::repeat_n("or", alternatives(whole)));
    words.sort_unstable();
    words.join("|")
}

fn alternatives<C, T>(filter: &Filter<C, T>) -> usize {
    match filter {
        Filter::Is(_) => 0,
        Filter::All(parts) => parts.iter().map(alternatives).sum(),
        Filter::Any(parts) => {
            parts.iter().map(alternatives).sum::<usize>() + parts.len().saturating_sub(1)
        }
    }
}

/// A list of values counts as alternatives, as people write it.
fn comparison<C, T>(condition: &Condition<C, T>) -> Vec<&'static str> {
    match (&condition.right, condition.operator) {
        // What words say whole stands in a question as a value does.
        (Operand::Column(_), _) | (Operand::Nothing, Operator::Missing) => vec!["eq"],
        (Operand::Values(values), Operator::In) => {
            let mut words = vec!["eq"; values.len()];
            words.extend(std::iter::repeat_n("or", values.len().saturating_sub(1)));
            words
        }
        (_, operator) => vec![word(operator)],
    }
}

fn is_nested<C, T>(condition: &Condition<C, T>) -> bool {
    matches!(condition.right, Operand::Plan(_))
}

fn word(operator: Operator) -> &'static str {
    match operator {
        Operator::Equal => "eq",
        Operator::NotEqual => "neq",
        Operator::Greater => "gt",
        Operator::Less => "lt",
        Operator::AtLeast => "gte",
        Operator::AtMost => "lte",
        Operator::Between | Operator::Within => "between",
        Operator::Like => "like",
        Operator::NotLike => "nlike",
        Operator::In => "in",
        Operator::NotIn => "nin",
        Operator::Missing | Operator::Holds => "is",
        Operator::Present => "nis",
    }
}

/// `none`, `g`, or with the figures that groups must have, as in `g:count gte`.
fn group<C: Clone, T>(plan: &Plan<C, T>, groups: &[&Condition<C, T>]) -> String {
    if !plan.is_grouped() {
        return "none".to_owned();
    }
    match groups.first() {
        None => "g".to_owned(),
        Some(first) => format!("g:{} {}", kind(&first.left), word(first.operator)),
    }
}

/// What comes first and how much of it, as in `count- L1`.
fn order<C, T>(plan: &Plan<C, T>) -> String {
    let by = match plan.order.first() {
        None => "none".to_owned(),
        Some((term, Direction::Ascending)) => format!("{}+", kind(term)),
        Some((term, Direction::Descending)) => format!("{}-", kind(term)),
    };
    match plan.limit {
        None => by,
        Some(1) => format!("{by} L1"),
        Some(_) => format!("{by} Ln"),
    }
}

/// The set operation, and how inner plans are compared with, as in `none/nin`.
fn nest<C, T>(plan: &Plan<C, T>, rows: &[&Condition<C, T>]) -> String {
    let set = match plan.set.as_ref().map(|(operation, _)| operation) {
        None => "none",
        Some(SetOperation::Union) => "union",
        Some(SetOperation::Intersect) => "intersect",
        Some(SetOperation::Except) => "except",
    };
    let inner = rows.iter().filter(|condition| is_nested(condition));
    let mut inner: Vec<&str> = inner.map(|condition| word(condition.operator)).collect();
    inner.sort_unstable();
    if inner.is_empty() { set.to_owned() } else { format!("{set}/{}", inner.join("|")) }
}
