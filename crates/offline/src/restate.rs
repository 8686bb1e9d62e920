//! A plan said back in plain English, so that a person sees how a question was read.

/// Conditions.
mod condition;

/// What is shown, counted or ordered by.
mod term;

use crate::{
    expand::BoundPlan,
    index::{ColumnId, Index, TableId},
    plan::{Bucket, Condition, Direction, Quantity, SetOperation, Term},
};

/// One phrase that begins with a capital and has no full stop, such as
/// `Number of customers whose country is Brazil`.
pub(crate) fn restate(index: &Index, plan: &BoundPlan) -> String {
    let text = Speaker::new(index, plan).block();
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A condition of a plan, as in `whose brand is Polar Peak`.
pub(crate) fn condition_said(
    index: &Index,
    plan: &BoundPlan,
    condition: &Condition<ColumnId, TableId>,
) -> String {
    Speaker::new(index, plan).condition(condition)
}

/// A column of a plan, as in `genre`, `product category`.
pub(crate) fn column_said(index: &Index, plan: &BoundPlan, column: ColumnId) -> String {
    Speaker::new(index, plan).named(column)
}

/// An order of a plan's rows, as in `price (lowest first)`.
pub(crate) fn order_said(
    index: &Index,
    plan: &BoundPlan,
    (term, way): &(Term<ColumnId>, Direction),
) -> String {
    Speaker::new(index, plan).sorted(term, *way)
}

/// The table whose rows a plan's `count(*)` counts.
pub(crate) fn counted_table(index: &Index, plan: &BoundPlan) -> TableId {
    Speaker::new(index, plan).counted
}

/// The rows that a plan's `count(*)` counts, in the plural.
pub(crate) fn counted<'a>(index: &'a Index, plan: &BoundPlan) -> &'a str {
    &index.table(counted_table(index, plan)).plural
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
        let likely = || plan.tables.iter().find(many).or_else(|| used.iter().rev().find(many));
        let finest = || finest(index, &used).filter(|table| !index.table(*table).bridge);
        let counts_others = shown.is_some() && plan.is_grouped();
        let counted = if counts_others { finest().or_else(|| likely().copied()) } else { None };
        let counted = counted.unwrap_or(about);
        Self { index, plan, about, counted }
    }

    fn block(self) -> String {
        let mut text = self.superlative().unwrap_or_else(|| self.told());
        if self.plan.share {
            text.push_str(", and each one's share of the whole in per cent");
        }
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

    /// What is shown, its groups, its conditions, its order.
    fn told(self) -> String {
        let (mut text, beside) = self.shown();
        let keys = self.keys();
        if !keys.is_empty() {
            text.push_str(&format!(" by {}", listed(&keys)));
        }
        text.push_str(&self.tied());
        text.push_str(&self.conditions());
        if !beside.is_empty() {
            text.push_str(&format!(", with their {}", listed(&beside)));
        }
        text.push_str(&self.ranked());
        text
    }

    /// `product with the highest price`: rows by name alone, cut after an order.
    fn superlative(self) -> Option<String> {
        let ([(term, way)], Some(most)) = (self.plan.order.as_slice(), self.plan.limit) else {
            return None;
        };
        let plain: Vec<_> = self.plan.select.iter().collect();
        let table = self.index.table(self.about);
        let cut = !self.plan.is_grouped() && self.plan.set.is_none() && !self.is_text(term);
        if !cut || self.plan.distinct || !self.is_name(&plain) {
            return None;
        }
        let rows =
            if most == 1 { table.singular.clone() } else { format!("{most} {}", table.plural) };
        let conditions = match self.conditions() {
            none if none.is_empty() => none,
            some => format!(" among {}{some}", table.plural),
        };
        Some(format!("{rows} with the {}{conditions}", self.extreme(term, *way)))
    }

    /// ` with orders`: rows of tables that are joined and nothing else says it.
    fn tied(self) -> String {
        let said: Vec<TableId> =
            self.plan.columns().into_iter().map(|column| self.index.table_of(column)).collect();
        let silent = |table: &&TableId| {
            **table != self.about && !said.contains(table) && !self.index.table(**table).bridge
        };
        let tables = self.plan.tables.iter().filter(silent);
        let rows: Vec<String> = tables.map(|t| self.index.table(*t).plural.clone()).collect();
        let lists = !self.plan.is_grouped() && !self.plan.select.iter().any(Term::is_aggregated);
        if rows.is_empty() || !lists { String::new() } else { format!(" with {}", listed(&rows)) }
    }

    /// Figures where there are some, else the plain columns; and what is shown beside the rows' name.
    fn shown(self) -> (String, Vec<String>) {
        let (figures, plain): (Vec<_>, Vec<_>) =
            self.plan.select.iter().partition(|term| term.is_aggregated());
        if figures.is_empty() {
            return self.columns(&plain);
        }
        let figures: Vec<String> = figures.into_iter().map(|term| self.figure(term)).collect();
        (listed(&figures), Vec::new())
    }

    /// Columns with their tables, as in `names and ages of singers`. The columns that name a row stand
    /// for the row, and others of it beside them, as in `products, with their price`.
    fn columns(self, terms: &[&Term<ColumnId>]) -> (String, Vec<String>) {
        let mut tables = self.by_table(terms);
        let different = if self.plan.distinct { "different " } else { "" };
        if let [(table, shown)] = tables.as_slice()
            && let Some(beside) = self.beside(*table, shown)
        {
            return (format!("{different}{}", self.index.table(*table).plural), beside);
        }
        if let Some(each) = self.of_each(&tables) {
            return (each, Vec::new());
        }
        // The table that conditions speak of comes last, next to them.
        tables.sort_by_key(|(table, _)| *table == self.about);
        let phrase =
            |(table, shown): &(TableId, Vec<&Term<ColumnId>>)| self.shown_of(*table, shown);
        (
            format!("{different}{}", listed(&tables.iter().map(phrase).collect::<Vec<_>>())),
            Vec::new(),
        )
    }

    /// `services of each clinic`: what a table between the two ties to rows that are shown by name alone.
    fn of_each(self, tables: &[(TableId, Vec<&Term<ColumnId>>)]) -> Option<String> {
        let [(owner, names), (table, shown)] = tables else { return None };
        let points = |from: TableId, to: TableId| {
            let mut links = self.index.links.iter();
            links.any(|l| self.index.table_of(l.from) == from && self.index.table_of(l.to) == to)
        };
        let ties = |between: &&TableId| points(**between, *owner) && points(**between, *table);
        self.plan.tables.iter().find(ties)?;
        let key = self.index.table(*owner).key.map(Term::column);
        let by_key = matches!(names.as_slice(), [only] if Some(*only) == key.as_ref());
        let by_name = self.beside(*owner, names).is_some_and(|beside| beside.is_empty());
        let each = &self.index.table(*owner).singular;
        (by_key || by_name).then(|| format!("{} of each {each}", self.shown_of(*table, shown)))
    }

    /// Rows by their name, or their columns, as in `services`, `prices of services`.
    fn shown_of(self, table: TableId, shown: &[&Term<ColumnId>]) -> String {
        let rows = &self.index.table(table).plural;
        if self.beside(table, shown).is_some_and(|beside| beside.is_empty()) {
            return rows.clone();
        }
        let labels: Vec<String> = shown.iter().map(|term| self.many(term)).collect();
        format!("{} of {rows}", listed(&labels))
    }

    fn by_table<'t>(self, terms: &[&'t Term<ColumnId>]) -> Vec<(TableId, Vec<&'t Term<ColumnId>>)> {
        let mut tables: Vec<(TableId, Vec<&Term<ColumnId>>)> = Vec::new();
        for term in terms {
            let table = term.column_of().map_or(self.about, |column| self.index.table_of(*column));
            match tables.iter_mut().find(|(known, _)| *known == table) {
                Some((_, shown)) => shown.push(term),
                None => tables.push((table, vec![term])),
            }
        }
        tables
    }

    /// What is shown of a table's rows beside their name; none where they are not shown by name.
    fn beside(self, table: TableId, shown: &[&Term<ColumnId>]) -> Option<Vec<String>> {
        let display = &self.index.table(table).display;
        if let ([Term { of: Quantity::Rows, .. }], true) = (shown, display.is_empty()) {
            return Some(Vec::new());
        }
        let is_name =
            |term: &&&Term<ColumnId>| term.column_of().is_some_and(|c| display.contains(c));
        let whole = !display.is_empty() && shown.iter().filter(is_name).count() == display.len();
        let others = shown.iter().filter(|term| !is_name(term));
        whole.then(|| others.map(|term| self.plain(term)).collect())
    }

    /// Whether these show the rows that are spoken of by their name alone.
    fn is_name(self, shown: &[&Term<ColumnId>]) -> bool {
        let own = self.by_table(shown).iter().all(|(table, _)| *table == self.about);
        own && self.beside(self.about, shown).is_some_and(|beside| beside.is_empty())
    }

    /// What makes the groups of figures; the columns that together name a row stand for it.
    fn keys(self) -> Vec<String> {
        if !self.plan.select.iter().any(Term::is_aggregated) {
            return Vec::new();
        }
        let plain = self.plan.select.iter().filter(|term| !term.is_aggregated());
        let terms: Vec<&Term<ColumnId>> = plain.chain(&self.plan.per).collect();
        let mut keys: Vec<String> = Vec::new();
        for key in terms.iter().map(|term| self.key(term, &terms)) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    }

    fn ranked(self) -> String {
        match (self.plan.order.as_slice(), self.plan.limit) {
            ([], None) => String::new(),
            ([], Some(most)) => format!(", at most {most} of them"),
            ([(term, way), ..], Some(most)) if self.is_text(term) => {
                let end = if *way == Direction::Ascending { "first" } else { "last" };
                format!(", only the {end} {most} by {}", self.plain(term))
            }
            ([(term, way), ..], Some(1)) => {
                format!(", only the one with the {}", self.extreme(term, *way))
            }
            ([(term, way), ..], Some(most)) => {
                format!(", only the {most} with the {}", self.extreme(term, *way))
            }
            // Pieces of time follow one another anyway.
            (
                [(Term { of: Quantity::Bucket(..), aggregate: None, .. }, Direction::Ascending)],
                None,
            ) => String::new(),
            (order, None) => {
                let keys: Vec<String> =
                    order.iter().map(|(term, way)| self.sorted(term, *way)).collect();
                format!(", sorted by {}", keys.join(", then "))
            }
        }
    }

    fn sorted(self, term: &Term<ColumnId>, way: Direction) -> String {
        let what = self.figure_again(term);
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

/// The table whose rows a join counts: the only one that no other in use points at, be it through tables between.
fn finest(index: &Index, used: &[TableId]) -> Option<TableId> {
    let mut pointed_at: Vec<TableId> = Vec::new();
    for start in used {
        let mut reached = vec![*start];
        let mut next = 0;
        while let Some(from) = reached.get(next).copied() {
            next += 1;
            let links = index.links_of.get(from.0 as usize).map_or(&[][..], Vec::as_slice);
            let links = links.iter().filter_map(|at| index.links.get(*at));
            let points = links.filter(|link| index.table_of(link.from) == from);
            for to in points.map(|link| index.table_of(link.to)) {
                if !reached.contains(&to) {
                    reached.push(to);
                }
            }
        }
        pointed_at.extend(reached.into_iter().filter(|table| table != start));
    }
    let mut free = used.iter().filter(|table| !pointed_at.contains(table));
    free.next().copied().filter(|_| free.next().is_none())
}

/// `a`, `a and b`, `a, b and c`.
fn listed(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The words for a piece of time.
pub(crate) fn bucket_word(bucket: Bucket) -> &'static str {
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
