//! Conditions.

use jiff::{ToSpan, civil};
use querist_vocabulary::value::Value;

use super::{Speaker, listed};
use crate::{
    expand::BoundPlan,
    index::{ColumnId, Link, TableId},
    plan::{Aggregate, Condition, Filter, Operand, Operator, SetOperation, Term},
};

type Bound = Condition<ColumnId, TableId>;

impl Speaker<'_> {
    /// All conditions, each with its own beginning, as in ` whose country is Brazil and whose age is above 30`.
    pub(super) fn conditions(self) -> String {
        if self.plan.filter.is_empty() {
            return String::new();
        }
        if !self.keys().is_empty() {
            return self.among_groups();
        }
        match self.spoken_of() {
            Some(rows) => {
                format!(" for {} {}", rows.rows(), rows.filter(&self.plan.filter))
            }
            None => format!(" {}", self.filter(&self.plan.filter)),
        }
    }

    /// Conditions on rows that are grouped, then those on groups.
    fn among_groups(self) -> String {
        let parts = match &self.plan.filter {
            Filter::All(parts) => parts.iter().collect(),
            one => vec![one],
        };
        let of_groups = |part: &&Filter<ColumnId, TableId>| {
            part.conditions().iter().any(|condition| condition.left.is_aggregated())
        };
        let (groups, rows): (Vec<_>, Vec<_>) = parts.into_iter().partition(of_groups);
        let mut text = String::new();
        if !rows.is_empty() {
            let speaker = self.spoken_of().unwrap_or(self);
            let rows: Vec<String> = rows.into_iter().map(|part| speaker.filter(part)).collect();
            text.push_str(&format!(", for {} {}", speaker.rows(), listed(&rows)));
        }
        if !groups.is_empty() {
            let groups: Vec<String> = groups.into_iter().map(|part| self.filter(part)).collect();
            text.push_str(&format!(", only those {}", listed(&groups)));
        }
        text
    }

    /// Somebody who speaks of the rows that the conditions of figures are about; none where what is
    /// shown ends with these rows, so that "whose" may follow.
    fn spoken_of(self) -> Option<Self> {
        let figures: Vec<&Term<ColumnId>> =
            self.plan.select.iter().filter(|term| term.is_aggregated()).collect();
        let ends_with_rows = figures.iter().any(|term| self.speaks_of_rows(term));
        let figure = *figures.first()?;
        if ends_with_rows && self.keys().is_empty() {
            return None;
        }
        let of_rows = |condition: &&&Bound| !condition.left.is_aggregated();
        let conditions = self.plan.filter.conditions();
        let mut tables = conditions
            .iter()
            .filter(of_rows)
            .map(|condition| condition.left.column_of().map(|column| self.index.table_of(*column)));
        let first = tables.next().flatten();
        let alone = first.filter(|first| tables.all(|other| other == Some(*first)));
        let mut columns =
            BoundPlan { select: vec![figure.clone()], ..BoundPlan::default() }.columns();
        let about = match figure.aggregate {
            Some(Aggregate::Count) => alone.filter(|t| *t == self.about).unwrap_or(self.counted),
            _ => alone.or_else(|| columns.pop().map(|column| self.index.table_of(column)))?,
        };
        Some(Self { about, ..self })
    }

    /// Whether the figure's words end with the table that conditions are about.
    fn speaks_of_rows(self, term: &Term<ColumnId>) -> bool {
        term.aggregate == Some(Aggregate::Count)
            || term.column_of().is_some_and(|column| {
                self.index.table_of(*column) == self.about && !self.says_its_rows(*column)
            })
    }

    fn rows(self) -> String {
        self.index.table(self.about).plural.clone()
    }

    fn filter(self, filter: &Filter<ColumnId, TableId>) -> String {
        let parts = |parts: &[Filter<ColumnId, TableId>]| -> Vec<String> {
            parts.iter().map(|part| self.filter(part)).collect()
        };
        match filter {
            Filter::Is(condition) => self.condition(condition),
            Filter::All(all) => listed(&parts(all)),
            // What follows "and" would else be taken for a condition on all.
            Filter::Any(any) if any.iter().any(Filter::has_several) => {
                parts(any).join(", as well as those ")
            }
            Filter::Any(any) => parts(any).join(" or "),
        }
    }

    pub(super) fn condition(self, condition: &Bound) -> String {
        match (&condition.right, condition.operator) {
            (Operand::Plan(inner), Operator::In) => format!("with {}", self.others(inner)),
            (Operand::Plan(inner), Operator::NotIn) => format!("without {}", self.others(inner)),
            _ if condition.left.is_aggregated() => self.on_groups(condition),
            _ => {
                let left = match condition.left.column_of() {
                    Some(column) if condition.left.aggregate.is_none() => {
                        self.compared_column(*column)
                    }
                    _ => self.plain(&condition.left),
                };
                format!("whose {left} {}", self.compared(condition))
            }
        }
    }

    /// The rows of an inner plan that these are tied to.
    fn others(self, inner: &BoundPlan) -> String {
        let inner = Speaker::new(self.index, inner);
        let conditions = inner.conditions();
        let set = inner.plan.set.as_ref().map(|(operation, other)| {
            let word = match operation {
                SetOperation::Union => "or",
                SetOperation::Intersect => "and also",
                SetOperation::Except => "but not",
            };
            format!(" {word} {}", self.others(other))
        });
        let rows = match inner.beyond() {
            _ if inner.about == self.about => format!("a place among the {}", inner.rows()),
            Some(table) => self.index.table(table).plural.clone(),
            None => inner.rows(),
        };
        format!("{rows}{conditions}{}", set.unwrap_or_default())
    }

    /// The table for whose sake an inner plan goes on: what was never rented lacks rentals, not copies.
    fn beyond(self) -> Option<TableId> {
        let columns = self.plan.columns();
        let silent = |table: &&TableId| !columns.iter().any(|c| self.index.table_of(*c) == **table);
        self.plan.tables.iter().find(silent).copied()
    }

    /// `shared by all clinics`: what as many others have as there are; none of any other condition.
    fn shared(self, condition: &Bound) -> Option<String> {
        let Operand::Plan(all) = &condition.right else { return None };
        let ([table], [_]) = (all.tables.as_slice(), all.select.as_slice()) else { return None };
        let column = condition.left.column_of()?;
        let points = |link: &Link| link.from == *column && self.index.table_of(link.to) == *table;
        let counts = condition.left.distinct && all.select == [Term::count()];
        let tied = counts && self.index.links.iter().any(points);
        let all = Speaker::new(self.index, all);
        (tied && condition.operator == Operator::Equal)
            .then(|| format!("shared by all {}{}", all.rows(), all.conditions()))
    }

    fn on_groups(self, condition: &Bound) -> String {
        if let Some(shared) = self.shared(condition) {
            return shared;
        }
        let compared = self.compared(condition);
        if condition.left.aggregate == Some(Aggregate::Count) && !condition.left.distinct {
            let counted = &self.index.table(self.counted).plural;
            let amount = compared.strip_prefix("is ").unwrap_or(&compared);
            return format!("with {amount} {counted}");
        }
        format!("whose {} {compared}", self.figure(&condition.left))
    }

    fn compared(self, condition: &Bound) -> String {
        let right = match &condition.right {
            Operand::Nothing => String::new(),
            Operand::Value(value) => said(value),
            Operand::Values(values) => {
                let values: Vec<String> = values.iter().map(said).collect();
                values.join(" or ")
            }
            Operand::Range(from, to) if condition.operator == Operator::Between => {
                return format!("is between {} and {}", said(from), said(to));
            }
            Operand::Range(from, until) => return period(from, until),
            Operand::Column(column) => format!("the {}", self.named(*column)),
            Operand::Plan(inner) => format!("the {}", Speaker::new(self.index, inner).block()),
        };
        match condition.operator {
            Operator::Like | Operator::NotLike => {
                like(&right, condition.operator == Operator::NotLike)
            }
            operator => format!("{} {right}", verb(operator)).trim_end().to_owned(),
        }
    }
}

fn verb(operator: Operator) -> &'static str {
    match operator {
        Operator::Equal | Operator::In | Operator::Like => "is",
        Operator::NotEqual | Operator::NotIn | Operator::NotLike => "is not",
        Operator::Greater => "is more than",
        Operator::Less => "is less than",
        Operator::AtLeast => "is at least",
        Operator::AtMost => "is at most",
        Operator::Between | Operator::Within => "is within",
        Operator::Missing => "is missing",
        Operator::Present => "is known",
        Operator::Holds => "holds",
    }
}

fn like(pattern: &str, negated: bool) -> String {
    let text = pattern.trim_matches('%');
    let verb = match (pattern.starts_with('%'), pattern.ends_with('%'), negated) {
        (false, true, false) => "starts with",
        (false, true, true) => "does not start with",
        (true, false, false) => "ends with",
        (true, false, true) => "does not end with",
        (_, _, false) => "contains",
        (_, _, true) => "does not contain",
    };
    format!("{verb} `{text}`")
}

fn said(value: &Value) -> String {
    match value {
        Value::Text(text) if text.is_empty() => "empty".into(),
        _ => value.to_string(),
    }
}

/// A half-open range of days, as a person would say it.
fn period(from: &Value, until: &Value) -> String {
    let last = until.as_date().and_then(|day| day.checked_sub(1.day()).ok());
    match (from.as_date(), last) {
        (Some(first), Some(last)) => within(first, last),
        (Some(first), None) => format!("is on or after {first}"),
        (None, Some(last)) => format!("is on or before {last}"),
        (None, None) => format!("is from {} until before {}", said(from), said(until)),
    }
}

fn within(first: civil::Date, last: civil::Date) -> String {
    let starts = |month: i8| first.month() == month && first.day() == 1;
    if first == last {
        format!("is on {first}")
    } else if starts(1) && last.month() == 12 && last.day() == 31 && first.year() == last.year() {
        format!("is in {}", first.year())
    } else if starts(first.month()) && last == first.last_of_month() {
        format!("is in {}", first.strftime("%B %Y"))
    } else {
        format!("is from {first} to {last}")
    }
}
