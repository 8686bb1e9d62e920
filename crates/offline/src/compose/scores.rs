//! How plausible each filling of a slot is.

/// Operators of a count.
mod counted;

use querist_vocabulary::value::Value;

use super::{
    fill::Partial,
    models::Models,
    slots::{self, ItemSight, Sight, Slots},
};
use crate::{
    expand::join::Joins,
    index::{ColumnId, TableId},
    link::{Holder, Item, ItemKind, Linked, Said, Strength},
    plan::{Aggregate, Bucket, Operator, Quantity, Term},
    shape::model::log_softmax,
};

use counted::operators_of_count;

/// The part a column plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    /// Shown as it is.
    Select,
    /// Shown as an aggregate.
    Aggregate,
    /// Counted once a value.
    CountDistinct,
    /// Ordered by.
    Order,
    /// Aggregated for order or a condition on groups.
    OrderAggregate,
    /// Grouped by.
    Group,
    /// What a sub-plan shows.
    InnerSelect,
    /// What is looked up in a sub-plan.
    Outer,
    /// Compared with a sub-plan's figure.
    InnerAggregate,
    /// Compared without a value.
    Where,
}

/// Every role, in order.
pub(crate) const ROLES: [Role; 10] = [
    Role::Select,
    Role::Aggregate,
    Role::CountDistinct,
    Role::Order,
    Role::OrderAggregate,
    Role::Group,
    Role::InnerSelect,
    Role::Outer,
    Role::InnerAggregate,
    Role::Where,
];

/// A column that may hold an item.
#[derive(Debug, Clone)]
pub(crate) struct Pair {
    /// The item's place.
    pub item: usize,
    /// The column.
    pub column: ColumnId,
    /// In the form that the column keeps.
    pub value: Value,
    /// The whole condition, where the words say one.
    pub said: Option<Said>,
    /// Log-odds that the question compares this column with this item.
    pub score: f32,
    /// How plausible each operator is, by [`OPERATORS`].
    pub operators: [f32; 9],
}

/// Operators that a pair may take.
pub(crate) const OPERATORS: [Operator; 9] = [
    Operator::Equal,
    Operator::Greater,
    Operator::Less,
    Operator::AtLeast,
    Operator::AtMost,
    Operator::Between,
    Operator::Like,
    Operator::NotEqual,
    Operator::Within,
];

/// Pairs that fillings choose from.
const MOST_PAIRS: usize = 40;
/// The least log-odds of a flag whose name is said, and of a condition that is said whole.
const FLAG: f32 = 1.0;
/// Columns of a role that fillings choose from.
const MOST_OPTIONS: usize = 12;

/// All scores of one question.
#[derive(Debug)]
pub(crate) struct Scores<'a> {
    /// The question.
    pub linked: &'a Linked<'a>,
    /// What was learned.
    pub models: &'a Models,
    joins: &'a Joins<'a>,
    ranked: Vec<TableId>,
    counts: Vec<[f32; 9]>,
    roles: Vec<Vec<f32>>,
    options: Vec<Vec<(ColumnId, f32)>>,
    /// The most plausible pairs, best first.
    pub pairs: Vec<Pair>,
    /// The best probability of each item.
    pub items: Vec<f32>,
    /// Probability that a table takes part.
    pub tables: Vec<f32>,
}

/// Log-odds of a probability, within ±5.
pub(crate) fn log_odds(p: f32) -> f32 {
    ((p + 1e-4) / (1.0 - p + 1e-4)).ln().clamp(-5.0, 5.0)
}

/// The probability of log-odds.
pub(crate) fn chance(odds: f32) -> f32 {
    1.0 / (1.0 + (-odds).exp())
}

impl<'a> Scores<'a> {
    /// Scores everything.
    pub(crate) fn new(linked: &'a Linked<'a>, joins: &'a Joins<'a>, models: &'a Models) -> Self {
        let (roles, options) = score_roles(linked, &models.slots);
        let (pairs, items) = pairs(linked, &models.slots);
        let tables = score_tables(linked, joins, &models.slots);
        let mut ranked: Vec<TableId> = linked.index.table_ids().collect();
        let worth = |t: &TableId| tables.get(t.0 as usize).copied().unwrap_or(0.0);
        ranked.sort_by(|a, b| worth(b).total_cmp(&worth(a)).then(a.cmp(b)));
        ranked.truncate(8);
        let counts = linked.items.iter().map(|item| operators_of_count(linked, item)).collect();
        Self { linked, models, joins, ranked, counts, roles, options, pairs, items, tables }
    }

    /// Log-plausibility of a column in a role.
    pub(crate) fn role(&self, role: Role, column: ColumnId) -> f32 {
        let row = self.roles.get(role as usize);
        row.and_then(|row| row.get(column.0 as usize)).copied().unwrap_or(-6.0)
    }

    /// The most plausible columns of a role, best first.
    pub(crate) fn options(&self, role: Role) -> &[(ColumnId, f32)] {
        self.options.get(role as usize).map_or(&[], Vec::as_slice)
    }

    /// Probability that a table takes part.
    pub(crate) fn table(&self, table: TableId) -> f32 {
        self.tables.get(table.0 as usize).copied().unwrap_or(0.0)
    }

    /// Log-probability that what a filling leaves out was not meant: items, tables, columns.
    pub(crate) fn unexplained(&self, partial: &Partial, tables: &[TableId]) -> [f32; 3] {
        let miss = |p: f32| (1.0 - p.min(0.98)).ln();
        let used = |at: usize| partial.used & bit(at) != 0;
        let spans: Vec<_> =
            self.linked.items.iter().enumerate().filter(|(at, _)| used(*at)).collect();
        let beside = |item: &Item| !spans.iter().any(|(_, other)| other.span.overlaps(item.span));
        let items = self.linked.items.iter().enumerate();
        let items = items.filter(|(at, item)| !used(*at) && beside(item));
        let mut by_span: Vec<(crate::link::Span, f32)> = Vec::new();
        for (at, item) in items {
            let p = self.items.get(at).copied().unwrap_or(0.0);
            match by_span.iter_mut().find(|(span, _)| span.overlaps(item.span)) {
                Some((_, best)) => *best = best.max(p),
                None => by_span.push((item.span, p)),
            }
        }
        let tables_left = self
            .tables
            .iter()
            .enumerate()
            .filter(|(at, p)| **p > 0.02 && !tables.iter().any(|t| t.0 as usize == *at));
        let columns: Vec<ColumnId> =
            partial.plan.blocks().iter().flat_map(|b| b.columns()).collect();
        let left = self.options(Role::Select).iter().filter(|(c, _)| !columns.contains(c));
        [
            by_span.iter().map(|(_, p)| miss(*p)).sum(),
            tables_left.map(|(_, p)| miss(*p)).sum(),
            left.map(|(_, s)| miss(chance(*s))).sum(),
        ]
    }
}

/// The bit of an item.
pub(crate) fn bit(item: usize) -> u64 {
    1_u64.checked_shl(u32::try_from(item).unwrap_or(64)).unwrap_or(0)
}

type Options = Vec<Vec<(ColumnId, f32)>>;

/// Scores of every column and the best columns, role by role.
fn score_roles(linked: &Linked<'_>, slots: &Slots) -> (Vec<Vec<f32>>, Options) {
    let sight = Sight::new(linked);
    let of_column = |c: &ColumnId| slots.score_roles(&slots::column_facts(&sight, *c));
    let learned: Vec<_> = linked.candidates.iter().map(of_column).collect();
    let mut rows = Vec::new();
    let mut options = Vec::new();
    for role in ROLES {
        let mut scores: Vec<f32> =
            learned.iter().filter_map(|scores| scores.get(role as usize)).copied().collect();
        calibrate(role, &mut scores);
        let mut row = vec![-6.0; linked.index.columns.len()];
        let mut list = Vec::with_capacity(scores.len());
        for (column, score) in linked.candidates.iter().zip(&scores) {
            if let Some(place) = row.get_mut(column.0 as usize) {
                *place = *score;
            }
            list.push((*column, *score));
        }
        keep_best(&mut list);
        rows.push(row);
        options.push(list);
    }
    (rows, options)
}

/// Sorts the best few to the front and drops the others.
fn keep_best(list: &mut Vec<(ColumnId, f32)>) {
    let better = |a: &(ColumnId, f32), b: &(ColumnId, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    if list.len() > MOST_OPTIONS {
        list.select_nth_unstable_by(MOST_OPTIONS, better);
        list.truncate(MOST_OPTIONS);
    }
    list.sort_by(better);
}

/// Log-odds where a role may have many columns, log-probabilities where it has one.
fn calibrate(role: Role, scores: &mut Vec<f32>) {
    if matches!(role, Role::Select | Role::Where) {
        scores.iter_mut().for_each(|s| *s = s.clamp(-5.0, 5.0));
    } else {
        *scores = log_softmax(std::mem::take(scores));
        scores.iter_mut().for_each(|s| *s = s.max(-6.0));
    }
}

fn score_tables(linked: &Linked<'_>, joins: &Joins<'_>, slots: &Slots) -> Vec<f32> {
    let score = |t: TableId| {
        let link = linked.table(t);
        let silent = link.strength == Strength::None && linked.index.tables.len() > 60;
        if silent {
            0.01
        } else {
            chance(slots.score(slots::TABLES, &slots::table_facts(linked, joins, t)))
        }
    };
    linked.index.table_ids().map(score).collect()
}

/// The most plausible pairs, best first, and the best probability of each item.
fn pairs(linked: &Linked<'_>, slots: &Slots) -> (Vec<Pair>, Vec<f32>) {
    let mut found: Vec<(f32, usize, &Holder)> = Vec::new();
    let mut items = vec![0.0_f32; linked.items.len()];
    for ((at, item), best) in linked.items.iter().enumerate().zip(&mut items) {
        let sight = ItemSight::new(linked, item);
        for holder @ (column, _, exact) in &item.holders {
            let facts = slots::pair_facts(&sight, *column, *exact);
            let learned = slots.score(slots::PAIRS, &facts).clamp(-5.0, 5.0);
            // Hardly a training question says a flag by its name, or a whole condition.
            let rare = item.kind == ItemKind::Flag || item.said.is_some();
            let score = if rare { learned.max(FLAG) } else { learned };
            *best = best.max(chance(score));
            found.push((score, at, holder));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.0.cmp(&b.2.0)));
    found.truncate(MOST_PAIRS);
    let pair = |(score, item, (column, value, _)): (f32, usize, &Holder)| {
        let (column, value) = (*column, value.clone());
        let said = linked.items.get(item).and_then(|item| item.said);
        let mut pair = Pair { item, column, value, said, score, operators: [0.0; 9] };
        pair.operators = score_operators(linked, slots, &pair);
        pair
    };
    (found.into_iter().map(pair).collect(), items)
}

fn score_operators(linked: &Linked<'_>, slots: &Slots, pair: &Pair) -> [f32; 9] {
    let Some(item) = linked.items.get(pair.item) else { return [-1.0; 9] };
    let inside = item.kind == ItemKind::Quoted && linked.text(item.span.to) == "in";
    let only = match item.kind {
        _ if inside => Some(Operator::Like),
        ItemKind::Piece => Some(Operator::Like),
        // "not" is in the value already.
        ItemKind::Flag => Some(Operator::Equal),
        _ => None,
    };
    if let Some(only) = only {
        return OPERATORS.map(|operator| if operator == only { -0.05 } else { -6.0 });
    }
    let facts = slots::operator_facts(linked, item, pair.column);
    let logs = log_softmax((0..9).map(|at| slots.score(slots::OPERATORS + at, &facts)).collect());
    let mut scores = [-6.0_f32; 9];
    scores.iter_mut().zip(logs).for_each(|(score, log)| *score = log.max(-6.0));
    scores
}

impl Scores<'_> {
    /// Tables whose rows may be shown by more than one column, with their plausibility.
    pub(crate) fn entities(&self) -> Vec<(TableId, f32)> {
        let linked = self.linked;
        let ids = linked.index.table_ids().filter(|t| linked.index.table(*t).display.len() != 1);
        let named = ids.filter(|t| !linked.table(*t).spans.is_empty());
        named
            .map(|t| {
                let display = &linked.index.table(t).display;
                let best =
                    display.iter().map(|c| self.role(Role::Select, *c)).fold(f32::MIN, f32::max);
                let spelled =
                    display.iter().any(|c| linked.column(*c).strength >= Strength::Partial);
                (t, if spelled { best - 1.5 } else { best + 0.2 })
            })
            .collect()
    }

    /// The date that a piece of time in the question cuts.
    pub(crate) fn bucket(&self) -> Option<(ColumnId, Bucket, f32)> {
        let linked = self.linked;
        let (bucket, _) = linked.cues.bucket?;
        let figures = linked.figures.iter().filter_map(|f| linked.index.figures.get(f.figure));
        let tables: Vec<TableId> = figures.map(|f| f.table).collect();
        let days = linked.index.column_ids().filter(|c| linked.index.column(*c).is_day());
        let worth = |c: ColumnId| {
            let table = linked.index.table_of(c);
            let known = linked.index.table(table);
            let mut s = if known.time == Some(c) { 1.0 } else { 0.0 };
            s += match linked.column(c).strength {
                Strength::Exact | Strength::Partial => 2.0,
                Strength::Synonym => 0.2,
                Strength::Weak | Strength::None => 0.0,
            };
            s += 2.0 * self.table(table);
            let near =
                tables.iter().map(|t| self.joins.distance(*t, table)).fold(f32::INFINITY, f32::min);
            if !tables.is_empty() {
                s += (1.5 - 0.8 * near).max(-2.0);
            }
            if tables.contains(&table) && known.time == Some(c) {
                s += 4.0;
            }
            if known.view { s - 2.0 } else { s }
        };
        let best =
            days.map(|c| (c, worth(c))).max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
        (best.1 > 0.0).then_some((best.0, bucket, 1.5))
    }

    /// Named figures of the question.
    pub(crate) fn figures(&self) -> Vec<(Term<ColumnId>, f32)> {
        let named = self.linked.figures.iter();
        named
            .filter_map(|link| self.linked.index.figures.get(link.figure))
            .map(|figure| {
                let aggregate = (!figure.formula.aggregated).then_some(Aggregate::Sum);
                let of = Quantity::Formula(figure.formula.clone());
                (Term { aggregate, distinct: false, of }, if figure.found { 1.8 } else { 2.6 })
            })
            .collect()
    }

    /// Tables, the likeliest first.
    pub(crate) fn ranked_tables(&self) -> &[TableId] {
        &self.ranked
    }

    /// How plausible each operator is for a count compared with a number.
    pub(crate) fn count_operators(&self, item: usize) -> [f32; 9] {
        self.counts.get(item).copied().unwrap_or([-1.0; 9])
    }
}
