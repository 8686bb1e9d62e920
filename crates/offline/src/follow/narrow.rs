//! Conditions that are added or exchanged.

use querist_vocabulary::value::Value;

use super::{Edit, OPENINGS};
use crate::{
    cues::Cue,
    expand::terminals,
    index::{ColumnId, TableId},
    link::{Item, ItemKind, Strength},
    period::mend,
    plan::{Condition, Filter, Operand, Operator, Quantity, Term},
    restate::condition_said,
    words::{Token, when::When},
};

type Bound = Condition<ColumnId, TableId>;

impl Edit<'_> {
    /// Adds what the values of the question say, in place of what was said of the same column.
    pub(super) fn narrow(&mut self) {
        for item in self.chosen_items() {
            let Some(condition) = self.condition(&item) else { continue };
            let kept = condition_said(self.linked.index, &self.plan, &condition);
            self.exchange(condition);
            self.done(format!("kept only those {kept}"), item.span.from..item.span.to);
        }
    }

    /// Exchanges the days that the answer is about: "and in 2023?".
    pub(super) fn over(&mut self, periods: &[When]) {
        let mut open = self.plan.clone();
        let timely = |condition: &&Bound| self.is_timely(condition);
        let old: Vec<Bound> =
            open.filter.conditions().into_iter().filter(timely).cloned().collect();
        if let Filter::All(parts) = &mut open.filter {
            parts.retain(|part| !part.conditions().iter().all(|known| old.contains(*known)));
        } else if old.len() == open.filter.conditions().len() {
            open.filter = Filter::All(Vec::new());
        }
        let Some((plan, _)) = mend(self.linked, self.joins, &open, periods) else { return };
        self.plan = plan;
        for period in periods {
            let inside =
                |token: &Token| period.span.start <= token.start && token.end <= period.span.end;
            let tokens = self.linked.tokens.iter().enumerate();
            let used: Vec<usize> =
                tokens.filter(|(_, token)| inside(token)).map(|(at, _)| at).collect();
            self.done(period.label.clone(), used);
        }
    }

    fn is_timely(&self, condition: &Bound) -> bool {
        let column = condition.left.column_of().map(|id| self.linked.index.column(*id));
        condition.left.aggregate.is_none() && column.is_some_and(|c| c.is_day() || c.is_year())
    }

    /// Items that are not used yet and do not lie inside a longer one, the surer kinds first.
    fn chosen_items(&self) -> Vec<Item> {
        let free = |item: &&Item| {
            !(item.span.from..item.span.to).any(|at| self.used.contains(&at))
                && !item.holders.is_empty()
                && !self.is_talk(item)
        };
        let free: Vec<&Item> = self.linked.items.iter().filter(free).collect();
        let mut chosen: Vec<&Item> = Vec::new();
        let rank = |item: &&&Item| (kind_rank(item.kind), std::cmp::Reverse(item.span.len()));
        let mut ranked: Vec<&&Item> = free.iter().collect();
        ranked.sort_by_key(rank);
        for item in ranked {
            if !chosen.iter().any(|other| other.span.overlaps(item.span)) {
                chosen.push(item);
            }
        }
        chosen.into_iter().cloned().collect()
    }

    /// Whether an item is merely the word that begins the question: "only" is no value, beside whatever column.
    fn is_talk(&self, item: &Item) -> bool {
        let mut words = (item.span.from..item.span.to).map(|at| self.text(at));
        item.kind != ItemKind::Stored && words.all(|word| OPENINGS.contains(&word))
    }

    fn condition(&self, item: &Item) -> Option<Bound> {
        if item.kind == ItemKind::Number {
            return self.on_number(item);
        }
        let (column, value) = self.best_holder(item)?;
        if let Some(said) = item.said {
            let (left, right) = (Term::column(column), said.operand());
            return Some(Condition { left, operator: said.operator, right });
        }
        let negated = self.linked.cues.has(Cue::Not);
        let operator = if negated { Operator::NotEqual } else { Operator::Equal };
        Some(Condition { left: Term::column(column), operator, right: Operand::Value(value) })
    }

    /// The column that holds it: one already compared, then one that is named, then one of a table in use, then the nearest.
    fn best_holder(&self, item: &Item) -> Option<(ColumnId, Value)> {
        let index = self.linked.index;
        let tables = terminals(index, &self.plan);
        let compared: Vec<ColumnId> = self
            .plan
            .filter
            .conditions()
            .iter()
            .filter_map(|c| c.left.column_of().copied())
            .collect();
        let rank = |column: ColumnId, exact: bool| {
            let far: f32 = tables
                .iter()
                .map(|table| self.joins.distance(*table, index.table_of(column)))
                .fold(f32::MAX, f32::min);
            let main_time = tables.iter().any(|table| index.table(*table).time == Some(column));
            let named = self.linked.column(column).strength > Strength::Weak;
            let closeness = if far < 1000.0 { -far } else { -1000.0 };
            (compared.contains(&column), named, main_time, closeness, exact)
        };
        let best = item.holders.iter().max_by(|a, b| {
            rank(a.0, a.2).partial_cmp(&rank(b.0, b.2)).unwrap_or(std::cmp::Ordering::Equal)
        })?;
        Some((best.0, best.1.clone()))
    }

    /// "over 100", "at least 5": a number with the column that is named, else with the figure that is shown.
    fn on_number(&self, item: &Item) -> Option<Bound> {
        let operator = self.comparison()?;
        let number = item.number?;
        let left = self.compared_term(item)?;
        #[expect(clippy::cast_possible_truncation, reason = "a whole number")]
        let value = if number.fract() == 0.0 {
            Value::Integer(number as i64)
        } else {
            Value::Float(number)
        };
        Some(Condition { left, operator, right: Operand::Value(value) })
    }

    fn compared_term(&self, item: &Item) -> Option<Term<ColumnId>> {
        let index = self.linked.index;
        let numbers = |id: &ColumnId| index.column(*id).is_number();
        let named = item.columns().find(|id| self.linked.column(*id).strength > Strength::Weak);
        if let Some(column) = named {
            return Some(Term::column(column));
        }
        let figure = self.plan.select.iter().chain(self.plan.order.iter().map(|(term, _)| term));
        if let Some(figure) = figure.clone().find(|term| term.is_aggregated()) {
            return self.plan.is_grouped().then(|| figure.clone());
        }
        let shown = figure.filter_map(|term| match &term.of {
            Quantity::Column(column) => Some(*column),
            Quantity::Rows | Quantity::Bucket(..) | Quantity::Formula(_) => None,
        });
        let plain = |id: &ColumnId| numbers(id) && !index.column(*id).is_identifier();
        shown.into_iter().find(plain).map(Term::column)
    }

    fn comparison(&self) -> Option<Operator> {
        let cues = &self.linked.cues;
        let exact = self.find(&["at", "least", "most"]).is_some();
        match (cues.has(Cue::More), cues.has(Cue::Less)) {
            (true, _) if exact => Some(Operator::AtLeast),
            (true, _) => Some(Operator::Greater),
            (_, true) if exact => Some(Operator::AtMost),
            (_, true) => Some(Operator::Less),
            (false, false) => {
                self.find(&["is", "equals", "equal", "exactly"]).map(|_| Operator::Equal)
            }
        }
    }

    /// Puts a condition in the place of the one on the same term, else beside the others.
    fn exchange(&mut self, condition: Bound) {
        if condition.operator != Operator::NotEqual
            && let Filter::All(parts) = &mut self.plan.filter
        {
            parts.retain(|part| match part {
                Filter::Is(known) => known.left != condition.left || is_nested(known),
                Filter::All(_) | Filter::Any(_) => {
                    !part.conditions().iter().all(|known| known.left == condition.left)
                }
            });
        } else if let Filter::Is(known) = &self.plan.filter
            && known.left == condition.left
        {
            self.plan.filter = Filter::All(Vec::new());
        }
        self.plan.filter.and(Filter::Is(condition));
    }
}

fn is_nested(condition: &Bound) -> bool {
    matches!(condition.right, Operand::Plan(_))
}

fn kind_rank(kind: ItemKind) -> u8 {
    match kind {
        ItemKind::Quoted => 0,
        ItemKind::Stored => 1,
        ItemKind::Coded => 2,
        ItemKind::Flag | ItemKind::Beside | ItemKind::Gap => 3,
        ItemKind::Number => 4,
        ItemKind::Piece => 5,
    }
}
