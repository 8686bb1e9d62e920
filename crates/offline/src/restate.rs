//! A plan said back in plain English, so that a person sees how a question was read.

/// Conditions.
mod condition;

/// What is shown, counted or ordered by.
mod term;

use crate::{
    expand::BoundPlan,
    index::{ColumnId, Index, TableId},
    plan::{Bucket, Direction, SetOperation, Term},
};

/// One phrase that begins with a capital and has no full stop, such as
/// `The number of customers whose country is Brazil`.
pub(crate) fn restate(index: &Index, plan: &BoundPlan) -> String {
    let text = Speaker::new(index, plan).block();
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The rows that a plan's `count(*)` counts, in the plural.
pub(crate) fn counted<'a>(index: &'a Index, plan: &BoundPlan) -> &'a str {
    &index.table(Speaker::new(index, plan).counted).plural
}

/// One block of a plan and what it is about.
#[derive(Clone, Copy)]
struct Speaker<'a> {
    index: &'a Index,
    plan: &'a BoundPlan,
    /// The table whose rows are spoken of.
    about: TableId,
    /// The table whose rows are counted.
    counted: TableId,
}

impl<'a> Speaker<'a> {
    fn new(index: &'a Index, plan: &'a BoundPlan) -> Self {
        let plain = plan.select.iter().find(|term| !term.is_aggregated());
        let shown = plain.and_then(Term::column_of).map(|column| index.table_of(*column));
        let used = used_tables(index, plan);
        let first = used.first().copied().unwrap_or(TableId(u32::MAX));
        let about = shown.or_else(|| plan.tables.first().copied()).unwrap_or(first);
        let many = |table: &&TableId| **table != about && !index.table(**table).bridge;
        let counted = plan.tables.iter().find(many).or_else(|| used.iter().rev().find(many));
        let counts_others = shown.is_some() && plan.is_grouped();
        let counted = counted.copied().filter(|_| counts_others).unwrap_or(about);
        Self { index, plan, about, counted }
    }

    fn block(self) -> String {
        let mut text = self.shown();
        let (conditions, each) = (self.conditions(), self.each());
        // "revenue for each month, for sales whose …", but "number of customers whose … for each month".
        let parts = if self.ends_with_rows() { [conditions, each] } else { [each, conditions] };
        parts.iter().for_each(|part| text.push_str(part));
        if self.plan.share {
            text.push_str(", and its share of the whole in per cent");
        }
        text.push_str(&self.ranked());
        if let Some((operation, other)) = &self.plan.set {
            let other = Speaker::new(self.index, other).block();
            text.push_str(match operation {
                SetOperation::Union => ", together with ",
                SetOperation::Intersect => ", as far as they are also among ",
                SetOperation::Except => ", leaving out ",
            });
            text.push_str(&other);
        }
        text
    }

    /// Figures where there are some, else the plain columns.
    fn shown(self) -> String {
        let (figures, plain): (Vec<_>, Vec<_>) =
            self.plan.select.iter().partition(|term| term.is_aggregated());
        if !figures.is_empty() {
            let figures: Vec<String> = figures.into_iter().map(|term| self.figure(term)).collect();
            return format!("the {}", listed(&figures));
        }
        self.columns(&plain)
    }

    /// Columns with their tables, as in `the name and age of singers`.
    fn columns(self, terms: &[&Term<ColumnId>]) -> String {
        let mut tables: Vec<(TableId, Vec<&Term<ColumnId>>)> = Vec::new();
        for term in terms {
            let table = term.column_of().map_or(self.about, |column| self.index.table_of(*column));
            match tables.iter_mut().find(|(known, _)| *known == table) {
                Some((_, shown)) => shown.push(term),
                None => tables.push((table, vec![term])),
            }
        }
        let different = if self.plan.distinct { "different " } else { "" };
        let phrase = |(table, shown): &(TableId, Vec<&Term<ColumnId>>)| {
            let known = self.index.table(*table);
            // The columns that name a row stand for the row.
            let names = known.display.iter().copied().map(Term::column);
            if !known.display.is_empty() && names.eq(shown.iter().map(|term| (*term).clone())) {
                return format!("the {different}{}", known.plural);
            }
            let labels: Vec<String> = shown.iter().map(|term| self.plain(term)).collect();
            format!("the {different}{} of {}", listed(&labels), known.plural)
        };
        // The table that conditions speak of comes last, next to them.
        tables.sort_by_key(|(table, _)| *table == self.about);
        listed(&tables.iter().map(phrase).collect::<Vec<_>>())
    }

    fn each(self) -> String {
        let figures = self.plan.select.iter().any(Term::is_aggregated);
        let plain = self.plan.select.iter().filter(|term| !term.is_aggregated() && figures);
        let mut keys: Vec<String> = plain.map(|term| self.key(term)).collect();
        for key in self.plan.per.iter().map(|term| self.key(term)) {
            if !keys.contains(&key) && figures {
                keys.push(key);
            }
        }
        if keys.is_empty() { String::new() } else { format!(" for each {}", listed(&keys)) }
    }

    fn ranked(self) -> String {
        match (self.plan.order.as_slice(), self.plan.limit) {
            ([], None) => String::new(),
            ([], Some(most)) => format!(", at most {most} of them"),
            ([(term, way), ..], Some(1)) => {
                format!(", only the one with the {}", self.extreme(term, *way))
            }
            ([(term, way), ..], Some(most)) => {
                format!(", only the {most} with the {}", self.extreme(term, *way))
            }
            (order, None) => {
                let keys: Vec<String> =
                    order.iter().map(|(term, way)| self.sorted(term, *way)).collect();
                format!(", sorted by {}", keys.join(", then "))
            }
        }
    }

    fn sorted(self, term: &Term<ColumnId>, way: Direction) -> String {
        let what = if term.is_aggregated() { self.figure(term) } else { self.plain(term) };
        let first = match (self.is_day(term), self.is_text(term), way) {
            (_, true, Direction::Ascending) | (true, _, Direction::Ascending) => return what,
            (true, _, Direction::Descending) => "latest first",
            (_, true, Direction::Descending) => "in reverse order",
            (_, _, Direction::Ascending) => "lowest first",
            (_, _, Direction::Descending) => "highest first",
        };
        format!("{what} ({first})")
    }
}

/// Tables of the columns in use, then those that only take part, each once.
fn used_tables(index: &Index, plan: &BoundPlan) -> Vec<TableId> {
    let mut tables: Vec<TableId> = Vec::new();
    let of_columns = plan.columns().into_iter().map(|column| index.table_of(column));
    for table in of_columns.chain(plan.tables.iter().copied()) {
        if !tables.contains(&table) {
            tables.push(table);
        }
    }
    tables
}

/// `a`, `a and b`, `a, b and c`.
fn listed(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn bucket_word(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Year => "year",
        Bucket::Quarter => "quarter",
        Bucket::Month => "month",
        Bucket::Week => "week",
        Bucket::Day => "day",
        Bucket::Weekday => "day of the week",
        Bucket::Hour => "hour of the day",
    }
}
