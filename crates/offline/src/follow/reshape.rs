//! Orders, limits, groups and columns that are changed.

use super::Edit;
use crate::{
    cues::Cue,
    expand::{BoundPlan, terminals},
    index::ColumnId,
    link::Strength,
    plan::{Aggregate, Bucket, Direction, Quantity, Term},
    restate::{bucket_word, column_said, counted_table, order_said},
};

impl Edit<'_> {
    /// Changes what is shown, how it is grouped, ordered and cut.
    pub(super) fn reshape(&mut self) {
        self.count();
        self.bucket();
        self.group();
        self.order();
        self.limit();
        self.show();
    }

    /// "how many?": the number of rows instead of the rows.
    fn count(&mut self) {
        if !self.linked.cues.has(Cue::HowMany) || self.plan.is_grouped() || self.is_one_figure() {
            return;
        }
        if let Some(column) = self.plan.select.iter().find_map(|term| term.column_of().copied()) {
            let table = self.linked.index.table_of(column);
            if !self.plan.tables.contains(&table) {
                self.plan.tables.insert(0, table);
            }
        }
        self.plan.select = vec![Term::count()];
        self.plan.distinct = false;
        self.plan.order.clear();
        self.plan.limit = None;
        let used: Vec<usize> = self.linked.cues.at(Cue::HowMany).collect();
        self.done("counted instead of listed".into(), used);
    }

    fn is_one_figure(&self) -> bool {
        self.plan.select.iter().all(Term::is_aggregated)
    }

    /// "by month": another piece of time, or a first one.
    fn bucket(&mut self) {
        let Some((bucket, at)) = self.linked.cues.bucket else { return };
        let changed = [&mut self.plan.select, &mut self.plan.per]
            .into_iter()
            .flatten()
            .chain(self.plan.order.iter_mut().map(|(term, _)| term))
            .filter_map(|term| match &mut term.of {
                Quantity::Bucket(_, known) => Some(known),
                Quantity::Rows | Quantity::Column(_) | Quantity::Formula(_) => None,
            })
            .map(|known| *known = bucket)
            .count();
        if changed > 0 || self.first_bucket(bucket) {
            self.done(format!("by {}", bucket_word(bucket)), [at]);
        }
    }

    fn first_bucket(&mut self, bucket: Bucket) -> bool {
        let Some(day) = self.day() else { return false };
        if !self.plan.select.iter().any(Term::is_aggregated) {
            return false;
        }
        let term = Term { aggregate: None, distinct: false, of: Quantity::Bucket(day, bucket) };
        self.hold_counted();
        self.plan.select.retain(Term::is_aggregated);
        self.plan.select.insert(0, term.clone());
        self.plan.per.clear();
        self.plan.order = vec![(term, Direction::Ascending)];
        self.plan.limit = None;
        true
    }

    /// Rows that are counted stay so, even where a column that goes was all that named their table.
    fn hold_counted(&mut self) {
        let counted = counted_table(self.linked.index, &self.plan);
        if !self.plan.tables.contains(&counted) {
            self.plan.tables.insert(0, counted);
        }
    }

    /// The day that pieces of time are cut from: one that is compared already, then that of the rows
    /// that the figures are made of, then any.
    fn day(&self) -> Option<ColumnId> {
        let index = self.linked.index;
        let conditions = self.plan.filter.conditions();
        let compared =
            conditions.iter().filter_map(|condition| condition.left.column_of().copied());
        let mut compared = compared.filter(|column| index.column(*column).is_day());
        let figures = self.plan.select.iter().filter(|term| term.is_aggregated());
        let figures = BoundPlan { select: figures.cloned().collect(), ..BoundPlan::default() };
        let mut tables = terminals(index, &figures);
        tables.extend(&self.plan.tables);
        tables.extend(terminals(index, &self.plan));
        compared.next().or_else(|| tables.iter().find_map(|table| index.table(*table).time))
    }

    /// "by country", "per genre": figures for other groups.
    fn group(&mut self) {
        let after = self.find(&["by", "per", "each", "every"]).filter(|at| !self.orders_at(*at));
        let Some((at, column)) = after.and_then(|at| Some((at, self.column_after(at)?))) else {
            return;
        };
        // "by month" is a piece of time, whatever column has that name.
        let is_time = self.linked.cues.bucket.is_some_and(|(_, place)| place == at + 1);
        if is_time || !self.plan.select.iter().any(Term::is_aggregated) {
            return;
        }
        self.hold_counted();
        self.plan.select.retain(Term::is_aggregated);
        self.plan.select.insert(0, Term::column(column));
        self.plan.per.clear();
        self.plan.order.retain(|(term, _)| term.is_aggregated());
        let label = column_said(self.linked.index, &self.plan, column);
        self.done(format!("by {label}"), at..self.linked.tokens.len().min(at + 4));
    }

    fn orders_at(&self, by: usize) -> bool {
        by > 0
            && matches!(
                self.text(by - 1),
                "sort"
                    | "sorted"
                    | "order"
                    | "ordered"
                    | "rank"
                    | "ranked"
                    | "them"
                    | "it"
                    | "those"
                    | "these"
            )
    }

    /// "sort by price", "highest first", "descending".
    fn order(&mut self) {
        let sorts = self.linked.cues.has(Cue::Order);
        let reverse = self.find(&[
            "descending",
            "desc",
            "highest",
            "largest",
            "biggest",
            "most",
            "latest",
            "newest",
            "reverse",
            "down",
        ]);
        let forward = self.find(&[
            "ascending",
            "asc",
            "lowest",
            "smallest",
            "least",
            "fewest",
            "oldest",
            "earliest",
            "cheapest",
        ]);
        let first = self.find(&["first"]).is_some();
        if !sorts && !((reverse.is_some() || forward.is_some()) && first) {
            return;
        }
        let by = self.find(&["by"]);
        let Some(term) = by.and_then(|at| self.term_after(at)).or_else(|| self.ordered_so_far())
        else {
            return;
        };
        let figure = term.is_aggregated();
        // Groups have no single value of a column that is neither theirs nor summed up.
        if self.plan.is_grouped() && !figure && !self.plan.select.contains(&term) {
            return;
        }
        let way = match (reverse, forward) {
            (Some(_), _) => Direction::Descending,
            (None, Some(_)) => Direction::Ascending,
            (None, None) if figure => Direction::Descending,
            (None, None) => Direction::Ascending,
        };
        let order = (term.clone(), way);
        let said = order_said(self.linked.index, &self.plan, &order);
        self.plan.order = vec![order];
        self.show_the_order(term);
        let used = 0..self.linked.tokens.len();
        self.done(format!("sorted by {said}"), used);
    }

    /// What rows are sorted by stands beside them, unless it would change which rows there are.
    fn show_the_order(&mut self, term: Term<ColumnId>) {
        let whole = self
            .plan
            .select
            .iter()
            .any(|shown| matches!(shown.of, Quantity::Rows) && !shown.is_aggregated());
        let groups = self.plan.is_grouped() && !term.is_aggregated();
        let keeps_rows = !self.plan.distinct && self.plan.set.is_none() && !groups;
        if keeps_rows && !whole && !self.plan.select.contains(&term) {
            self.plan.select.push(term);
        }
    }

    fn ordered_so_far(&self) -> Option<Term<ColumnId>> {
        let figure = self.plan.select.iter().find(|term| term.is_aggregated());
        self.plan
            .order
            .first()
            .map(|(term, _)| term)
            .or(figure)
            .or(self.plan.select.first())
            .cloned()
    }

    /// What the first of many rows are the first by: an order there is, or a figure or number that is shown.
    fn measured_so_far(&self) -> Option<Term<ColumnId>> {
        let is_number = |id: &ColumnId| {
            let column = self.linked.index.column(*id);
            column.is_number() && !column.is_identifier()
        };
        let measures = |term: &&Term<ColumnId>| {
            term.is_aggregated() || term.column_of().is_some_and(is_number)
        };
        self.plan.select.iter().find(measures).cloned()
    }

    /// What "by …" names: something shown, else a column.
    fn term_after(&self, at: usize) -> Option<Term<ColumnId>> {
        let mut rest = at + 1..self.linked.tokens.len();
        let figure_words = ["count", "number", "total", "sum", "average", "amount", "figure"];
        if rest.any(|at| figure_words.contains(&self.text(at)))
            && let Some(figure) = self.plan.select.iter().find(|term| term.is_aggregated())
        {
            return Some(figure.clone());
        }
        let named = self.linked.figures.iter().find(|link| link.span.from > at);
        let formula = named.and_then(|link| self.linked.index.figures.get(link.figure));
        if let Some(figure) = formula {
            let aggregate = (!figure.formula.aggregated).then_some(Aggregate::Sum);
            let of = Quantity::Formula(figure.formula.clone());
            return Some(Term {
                aggregate: aggregate.filter(|_| self.plan.is_grouped()),
                distinct: false,
                of,
            });
        }
        let column = self.column_after(at)?;
        let shown = |term: &&Term<ColumnId>| term.column_of() == Some(&column);
        let shown = self.plan.select.iter().find(shown).cloned();
        Some(shown.unwrap_or_else(|| self.fitting(column)))
    }

    /// A column as rows or as groups can be ordered by it.
    fn fitting(&self, column: ColumnId) -> Term<ColumnId> {
        let aggregate = (self.plan.is_grouped() && self.linked.index.column(column).is_number())
            .then_some(Aggregate::Sum);
        Term { aggregate, distinct: false, of: Quantity::Column(column) }
    }

    /// The column best named after a place; of equals, one of the tables in use.
    pub(super) fn column_after(&self, at: usize) -> Option<ColumnId> {
        let index = self.linked.index;
        let tables = terminals(index, &self.plan);
        let named = index.column_ids().filter(|id| {
            let link = self.linked.column(*id);
            link.strength > Strength::Weak && link.spans.iter().any(|span| span.from > at)
        });
        let by_table = index
            .table_ids()
            .filter(|id| self.linked.table(*id).spans.iter().any(|span| span.from > at));
        let column = named.max_by(|a, b| {
            let rank = |id: ColumnId| {
                let near = tables.contains(&index.table_of(id));
                (self.linked.column(id).strength, near, std::cmp::Reverse(id.0))
            };
            rank(*a).cmp(&rank(*b))
        });
        column.or_else(|| by_table.filter_map(|id| index.table(id).display.first().copied()).next())
    }

    /// "top 3", "first 10", "only 5".
    fn limit(&mut self) {
        let Some(at) = self.find(&["top", "first", "limit", "only", "just", "best"]) else {
            return;
        };
        let tokens = &self.linked.tokens;
        let number = (at + 1..tokens.len().min(at + 4)).find_map(|place| {
            let item = self.linked.items.iter().find(|item| item.span.from == place)?;
            Some((place, item.number.filter(|n| *n >= 1.0 && n.fract() == 0.0 && *n <= 100_000.0)?))
        });
        let Some((place, number)) = number else { return };
        let rest = tokens.iter().skip(place + 1).filter(|t| t.is_solid()).count();
        if rest > 2 && self.text(at) != "top" {
            return;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number in range"
        )]
        let most = number as u64;
        if self.plan.order.is_empty()
            && self.text(at) == "top"
            && let Some(term) = self.measured_so_far()
        {
            self.plan.order = vec![(term, Direction::Descending)];
        }
        self.plan.limit = Some(most);
        let rows = if most == 1 { "row" } else { "rows" };
        self.done(format!("cut to {most} {rows}"), at..=place);
    }

    /// "also show the email", "add their city".
    fn show(&mut self) {
        let Some(at) = self.find(&["also", "add", "include", "show", "plus"]) else { return };
        if self.linked.cues.has(Cue::Not) {
            return;
        }
        let Some(column) = self.column_after(at) else { return };
        let term = Term::column(column);
        if !self.plan.select.contains(&term) && !self.is_one_figure() {
            self.plan.select.push(term);
            let label = self.linked.index.column(column).label.clone();
            self.done(format!("also shows {label}"), at..self.linked.tokens.len());
        }
    }
}
