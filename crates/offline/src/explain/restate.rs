//! The plan said back in plain English.

use querist_vocabulary::value::Value;

use crate::{
    expand::{BoundPlan, join::Joins, tree},
    index::{ColumnId, Index, TableId},
    plan::{
        Aggregate, Bucket, Condition, Direction, Filter, Operand, Operator, Quantity, SetOperation,
        Term,
    },
};

/// Everything a sentence needs.
#[derive(Clone, Copy)]
struct Teller<'a> {
    index: &'a Index,
    joins: &'a Joins<'a>,
    subject: TableId,
}

/// A plan as a sentence without its full stop.
pub(crate) fn restate(index: &Index, joins: &Joins<'_>, plan: &BoundPlan) -> String {
    let mut text = block(index, joins, plan);
    if let Some((operation, other)) = &plan.set {
        let tie = match operation {
            SetOperation::Union => ", together with ",
            SetOperation::Intersect => ", as far as also among ",
            SetOperation::Except => ", without ",
        };
        text.push_str(tie);
        text.push_str(&block(index, joins, other));
    }
    capital(&text)
}

fn block(index: &Index, joins: &Joins<'_>, plan: &BoundPlan) -> String {
    let subject = subject(index, joins, plan);
    let teller = Teller { index, joins, subject };
    let mut text = teller.head(plan);
    text.push_str(&teller.filter(&plan.filter));
    text.push_str(&teller.per(plan));
    text.push_str(&teller.order(plan));
    text
}

/// The table whose rows the plan is about.
fn subject(index: &Index, joins: &Joins<'_>, plan: &BoundPlan) -> TableId {
    let plain = plan.select.iter().find_map(|t| t.column_of().filter(|_| t.aggregate.is_none()));
    let counted = plan.select.iter().all(|t| t.of == Quantity::Rows);
    let first = plan.tables.first().copied().filter(|_| counted);
    first
        .or_else(|| plain.map(|c| index.table_of(*c)))
        .or_else(|| plan.select.iter().find_map(Term::column_of).map(|c| index.table_of(*c)))
        .or_else(|| tree(index, joins, plan).map(|t| t.root))
        .unwrap_or(TableId(u32::MAX))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

impl Teller<'_> {
    fn plural(self) -> String {
        self.index.table(self.subject).plural.clone()
    }

    fn head(self, plan: &BoundPlan) -> String {
        let rows = plan.select.iter().all(|t| t.of == Quantity::Rows && t.aggregate.is_none());
        let count = plan.limit.map(|n| if n == 1 { String::new() } else { format!("{n} ") });
        if rows {
            let all = count.map_or_else(|| "all ".to_string(), |n| format!("the first {n}"));
            return format!("{all}{}", self.plural());
        }
        let terms: Vec<String> = plan.select.iter().map(|term| self.term(term)).collect();
        let different = if plan.distinct { "different " } else { "" };
        let plain = plan.select.iter().any(|t| !t.is_aggregated());
        let aggregated = plan.select.iter().any(Term::is_aggregated);
        let head = match count {
            Some(n) if plain && !n.is_empty() => {
                format!("the top {n}by {different}{}", list(&terms))
            }
            _ => format!("the {different}{}", list(&terms)),
        };
        let owner = plain && !aggregated && plan.select.iter().all(|t| t.column_of().is_some());
        if owner { format!("{head} of {}", self.owner(plan)) } else { head }
    }

    fn owner(self, plan: &BoundPlan) -> String {
        if plan.limit == Some(1) {
            format!("the {}", self.index.table(self.subject).singular)
        } else {
            self.plural()
        }
    }

    fn column(self, id: ColumnId) -> String {
        let column = self.index.column(id);
        let table = self.index.table(column.table);
        let own = column.table == self.subject;
        if own || column.label.contains(&table.singular) {
            column.label.clone()
        } else {
            format!("{} {}", table.singular, column.label)
        }
    }

    fn term(self, term: &Term<ColumnId>) -> String {
        let inner = match &term.of {
            Quantity::Rows => self.plural(),
            Quantity::Column(column) => self.column(*column),
            Quantity::Bucket(_, bucket) => bucket_name(*bucket).to_string(),
            Quantity::Formula(formula) => formula.name.replace('_', " "),
        };
        let formula = matches!(term.of, Quantity::Formula(_));
        match term.aggregate {
            None => inner,
            Some(Aggregate::Count) if term.distinct => format!("number of different {inner}"),
            Some(Aggregate::Count) if term.of == Quantity::Rows => format!("number of {inner}"),
            Some(Aggregate::Count) => format!("number of {inner} values"),
            Some(Aggregate::Sum) if formula => inner,
            Some(Aggregate::Sum) => format!("total {inner}"),
            Some(Aggregate::Average) => format!("average {inner}"),
            Some(Aggregate::Minimum) => format!("lowest {inner}"),
            Some(Aggregate::Maximum) => format!("highest {inner}"),
        }
    }

    fn filter(self, filter: &Filter<ColumnId, TableId>) -> String {
        match self.clause(filter) {
            text if text.is_empty() => text,
            text => format!(" where {text}"),
        }
    }

    fn clause(self, filter: &Filter<ColumnId, TableId>) -> String {
        let join = |parts: &[Filter<ColumnId, TableId>], word: &str| {
            parts.iter().map(|part| self.clause(part)).collect::<Vec<_>>().join(word)
        };
        match filter {
            Filter::All(parts) => join(parts, " and "),
            Filter::Any(parts) => join(parts, " or "),
            Filter::Is(condition) => self.condition(condition),
        }
    }

    fn condition(self, condition: &Condition<ColumnId, TableId>) -> String {
        let left = format!("the {}", self.term(&condition.left));
        let day = condition.left.column_of().is_some_and(|c| self.index.column(*c).is_day());
        let right = match &condition.right {
            Operand::Nothing => String::new(),
            Operand::Value(value) => shown(value),
            Operand::Range(from, until) if condition.operator == Operator::Within => {
                return format!("{left} is {}", days(from, until));
            }
            Operand::Range(from, to) => format!("{} and {}", shown(from), shown(to)),
            Operand::Values(values) => list(&values.iter().map(shown).collect::<Vec<_>>()),
            Operand::Column(other) => format!("the {}", self.column(*other)),
            Operand::Plan(plan) => return self.sub_plan(condition, plan),
        };
        format!("{left} {} {right}", operator_words(condition.operator, day)).trim_end().to_string()
    }

    fn sub_plan(self, condition: &Condition<ColumnId, TableId>, plan: &BoundPlan) -> String {
        let inner = block(self.index, self.joins, plan);
        let singular = self.index.table(self.subject).singular.clone();
        let about = subject(self.index, self.joins, plan);
        let others = self.index.table(about).plural.clone();
        let teller = Teller { subject: about, ..self };
        match condition.operator {
            Operator::NotIn => {
                format!("the {singular} has no {others}{}", teller.filter(&plan.filter))
            }
            Operator::In => format!("the {singular} has {others}{}", teller.filter(&plan.filter)),
            other => format!(
                "the {} {} {inner}",
                self.term(&condition.left),
                operator_words(other, false)
            ),
        }
    }

    fn per(self, plan: &BoundPlan) -> String {
        let shown = plan.select.iter().any(Term::is_aggregated);
        let plain = plan.select.iter().filter(|t| !t.is_aggregated());
        let keys: Vec<&Term<ColumnId>> =
            if plan.per.is_empty() { plain.collect() } else { plan.per.iter().collect() };
        if !plan.is_grouped() || keys.is_empty() || !shown || plan.limit.is_some() {
            return String::new();
        }
        format!(" for each {}", list(&keys.iter().map(|t| self.term(t)).collect::<Vec<_>>()))
    }

    fn order(self, plan: &BoundPlan) -> String {
        if plan.order.is_empty() {
            return String::new();
        }
        let parts: Vec<String> = plan
            .order
            .iter()
            .map(|(term, way)| {
                let way = if *way == Direction::Descending { "highest" } else { "lowest" };
                format!("{}, {way} first", self.term(term))
            })
            .collect();
        match (plan.limit, plan.order.first()) {
            (Some(1), Some((term, way))) => {
                let way = if *way == Direction::Descending { "highest" } else { "lowest" };
                format!(" with the {way} {}", self.term(term))
            }
            _ => format!(", ordered by {}", parts.join(", then ")),
        }
    }
}

fn bucket_name(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Year => "year",
        Bucket::Quarter => "quarter",
        Bucket::Month => "month",
        Bucket::Week => "week",
        Bucket::Day => "day",
        Bucket::Weekday => "weekday",
        Bucket::Hour => "hour of the day",
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        other => other.to_string(),
    }
}

fn days(from: &Value, until: &Value) -> String {
    let last = until.as_date().and_then(|day| day.yesterday().ok());
    match (from.as_date(), last) {
        (Some(from), Some(last)) if from == last => format!("on {from}"),
        (Some(from), Some(last)) => format!("from {from} to {last}"),
        (Some(from), None) => format!("on or after {from}"),
        (None, Some(last)) => format!("on or before {last}"),
        (None, None) => "any day".into(),
    }
}

fn operator_words(operator: Operator, day: bool) -> &'static str {
    match operator {
        Operator::Equal => "is",
        Operator::NotEqual => "is not",
        Operator::Greater if day => "is after",
        Operator::Less if day => "is before",
        Operator::Greater => "is more than",
        Operator::Less => "is less than",
        Operator::AtLeast => "is at least",
        Operator::AtMost => "is at most",
        Operator::Between | Operator::Within => "is between",
        Operator::Like => "is like",
        Operator::NotLike => "is not like",
        Operator::In => "is one of",
        Operator::NotIn => "is none of",
        Operator::Missing => "is missing",
        Operator::Present => "is known",
    }
}
