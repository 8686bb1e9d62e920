//! Conditions.

use querist_vocabulary::value::Value;

use super::{Edit, Filler, Move, Moves, NO_SLOT, OPERATOR, Partial, Stand, VALUE, compare};
use crate::{
    compose::{
        scores::{OPERATORS, Pair, Role, bit},
        shape::{ConditionShape, RightShape, Shape},
    },
    index::{ColumnId, number_of},
    link::{ItemKind, Said, Strength},
    plan::{Operand, Operator, Term},
};

/// How surely an operator is meant that the words say whole.
const SURE: f32 = -0.05;

impl Filler<'_> {
    pub(super) fn condition(
        &self,
        partial: &Partial,
        parent: usize,
        moves: &mut Moves,
        shape: &ConditionShape,
    ) {
        match &shape.right {
            RightShape::Nothing => self.bare(partial, parent, moves, shape),
            RightShape::Value => self.with_value(partial, parent, moves, shape),
            RightShape::Column => self.with_column(partial, parent, moves, shape),
            RightShape::Shape(inner) => self.with_sub_plan(partial, parent, moves, shape, inner),
        }
    }

    fn bare(&self, partial: &Partial, parent: usize, moves: &mut Moves, shape: &ConditionShape) {
        let Some(operator) = shape.operator else { return };
        for (column, s) in self.with_gaps().into_iter().take(4) {
            let slots = [(Role::Where as usize, s), NO_SLOT];
            let way = Move { parent, score: partial.score + s, used: 0, slots };
            let condition = || compare(Term::column(column), operator, Operand::Nothing);
            moves.offer(way, || Edit::Condition(condition(), shape.or));
        }
    }

    /// Columns that lack a value somewhere, those that the words hint at first.
    fn with_gaps(&self) -> Vec<(ColumnId, f32)> {
        let linked = self.scores.linked;
        let gaps = linked.candidates.iter().filter(|c| linked.index.column(**c).nulls > 0);
        let mut found: Vec<(ColumnId, f32)> =
            gaps.map(|c| (*c, self.scores.role(Role::Where, *c))).collect();
        let hinted = |c: ColumnId| linked.column(c).strength >= Strength::Weak;
        found.sort_by(|a, b| {
            hinted(b.0).cmp(&hinted(a.0)).then(b.1.total_cmp(&a.1)).then(a.0.cmp(&b.0))
        });
        found
    }

    fn with_value(
        &self,
        partial: &Partial,
        parent: usize,
        moves: &mut Moves,
        shape: &ConditionShape,
    ) {
        let ranges = shape.operator.is_none_or(|wanted| wanted == Operator::Between);
        for pair in &self.scores.pairs {
            // Pairs come best first, and neither operator nor misfit makes one better.
            if !ranges && !moves.takes(partial.score + pair.score) {
                break;
            }
            if !self.is_free(partial, pair.item) {
                continue;
            }
            if let Some(said) = pair.said {
                self.with_said(partial, parent, moves, pair, said, shape);
                continue;
            }
            let Some((operator, fit)) = operator_for(pair, shape.operator) else { continue };
            let Some(penalty) = self.misfit(partial, pair, operator, shape.or) else { continue };
            let score = pair.score + 0.6 * fit - penalty;
            if operator == Operator::Between {
                self.between(partial, parent, moves, pair, score, shape.or);
                continue;
            }
            let slots = [(VALUE, pair.score), (OPERATOR, fit)];
            let way = Move { parent, score: partial.score + score, used: bit(pair.item), slots };
            let right = || right_of(pair, operator, self);
            let condition = || compare(Term::column(pair.column), operator, right());
            moves.offer(way, || Edit::Condition(condition(), shape.or));
        }
    }

    /// What the words say whole, where the shape leaves the operator to them.
    fn with_said(
        &self,
        partial: &Partial,
        parent: usize,
        moves: &mut Moves,
        pair: &Pair,
        said: Said,
        shape: &ConditionShape,
    ) {
        if shape.operator.is_some_and(|wanted| wanted != said.operator) {
            return;
        }
        let slots = [(VALUE, pair.score), (OPERATOR, SURE)];
        let way = Move { parent, score: partial.score + pair.score, used: bit(pair.item), slots };
        let condition = || compare(Term::column(pair.column), said.operator, said.operand());
        moves.offer(way, || Edit::Condition(condition(), shape.or));
    }

    /// Two columns of one kind in one table, in the order of the words.
    fn with_column(
        &self,
        partial: &Partial,
        parent: usize,
        moves: &mut Moves,
        shape: &ConditionShape,
    ) {
        let Some(operator) = shape.operator else { return };
        let linked = self.scores.linked;
        if linked.items.iter().any(|item| item.kind == ItemKind::Beside) {
            return;
        }
        let named = |c: ColumnId| linked.column(c).spans.iter().map(|s| s.from).min();
        for (left, first) in self.scores.options(Role::Where) {
            for (right, second) in self.scores.options(Role::Where) {
                let (one, other) = (linked.index.column(*left), linked.index.column(*right));
                let comparable = one.table == other.table
                    && ((one.is_number() && other.is_number()) || (one.is_day() && other.is_day()));
                let in_order = matches!((named(*left), named(*right)), (Some(a), Some(b)) if a < b);
                if left == right || !comparable || !in_order {
                    continue;
                }
                let score = partial.score + 0.5 * (first + second);
                let slots = [(Role::Where as usize, *first), (Role::Where as usize, *second)];
                let condition = || compare(Term::column(*left), operator, Operand::Column(*right));
                let edit = || Edit::Condition(condition(), shape.or);
                moves.offer(Move { parent, score, used: 0, slots }, edit);
            }
        }
    }

    /// Whether an item and its words are not yet in use.
    pub(super) fn is_free(&self, partial: &Partial, item: usize) -> bool {
        let items = &self.scores.linked.items;
        let Some(wanted) = items.get(item) else { return false };
        !items
            .iter()
            .enumerate()
            .any(|(at, other)| partial.used & bit(at) != 0 && other.span.overlaps(wanted.span))
    }

    /// What speaks against a value with an operator here; none where it cannot be.
    fn misfit(&self, partial: &Partial, pair: &Pair, operator: Operator, or: bool) -> Option<f32> {
        let index = self.scores.linked.index;
        let item = self.scores.linked.items.get(pair.item)?;
        let column = index.column(pair.column);
        let mut penalty = 0.0;
        match operator {
            // Days are put into plans after ranking.
            Operator::Within => return None,
            Operator::Greater
            | Operator::Less
            | Operator::AtLeast
            | Operator::AtMost
            | Operator::Between => {
                let dated =
                    column.is_day() && matches!(item.kind, ItemKind::Quoted | ItemKind::Stored);
                if item.kind != ItemKind::Number && !dated {
                    return None;
                }
                let named = self.scores.linked.column(pair.column).strength >= Strength::Partial;
                if column.is_identifier() && !named {
                    return None;
                }
            }
            Operator::Like | Operator::NotLike => {
                if item.kind == ItemKind::Number && !column.is_day() {
                    penalty += 1.0;
                }
                if matches!(item.kind, ItemKind::Coded | ItemKind::Flag) {
                    return None;
                }
            }
            _ if item.kind == ItemKind::Quoted => penalty += 1.5,
            _ => {}
        }
        let last = partial.conditions.last();
        let same = |(c, _): &&(crate::plan::Condition<ColumnId, crate::index::TableId>, bool)| {
            c.operator == Operator::Equal && c.left.column_of() == Some(&pair.column)
        };
        if !or && operator == Operator::Equal && partial.conditions.iter().any(|c| same(&c)) {
            penalty += 3.0;
        }
        if or && last.is_some_and(|(c, _)| c.left.column_of() != Some(&pair.column)) {
            penalty += 1.0;
        }
        Some(penalty)
    }

    fn between(
        &self,
        partial: &Partial,
        parent: usize,
        moves: &mut Moves,
        low: &Pair,
        score: f32,
        or: bool,
    ) {
        let items = &self.scores.linked.items;
        let Some(first) = items.get(low.item) else { return };
        for high in &self.scores.pairs {
            let Some(second) = items.get(high.item) else { continue };
            let follows = high.column == low.column
                && second.kind == first.kind
                && second.span.from > first.span.from
                && self.is_free(partial, high.item);
            if follows {
                let score = partial.score + score + high.score;
                let used = bit(low.item) | bit(high.item);
                let slots = [(VALUE, low.score), (VALUE, high.score)];
                let right = || ends(&low.value, &high.value);
                let condition = || compare(Term::column(low.column), Operator::Between, right());
                let edit = || Edit::Condition(condition(), or);
                moves.offer(Move { parent, score, used, slots }, edit);
            }
        }
    }

    fn with_sub_plan(
        &self,
        partial: &Partial,
        parent: usize,
        moves: &mut Moves,
        shape: &ConditionShape,
        inner: &Shape,
    ) {
        if parent > 7 {
            return;
        }
        let Some(operator) = shape.operator else { return };
        let keys = matches!(operator, Operator::In | Operator::NotIn);
        let role = if keys { Role::Outer } else { Role::InnerAggregate };
        for (column, s) in self.outer_columns(keys) {
            let mut seed = partial.inner();
            seed.score += s;
            seed.trace.add(role as usize, s);
            let bare = inner.conditions.is_empty() && inner.having.is_empty();
            let stand = if keys { Stand::Keys(column, bare) } else { Stand::Figure(column) };
            for filled in self.block(inner, seed, stand, 4).into_iter().take(3) {
                let Partial { score, used, trace, plan, .. } = filled;
                let right = || Operand::Plan(Box::new(plan));
                let condition = || compare(Term::column(column), operator, right());
                let edit = || Edit::Sub(condition(), shape.or, Box::new(trace));
                moves.offer(Move { parent, score, used, slots: [NO_SLOT; 2] }, edit);
            }
        }
    }

    fn outer_columns(&self, keys: bool) -> Vec<(ColumnId, f32)> {
        let index = self.scores.linked.index;
        if keys {
            let tied = |c: &ColumnId| index.column(*c).foreign || index.column(*c).target;
            let options = self.scores.options(Role::Outer);
            let mut found: Vec<_> =
                options.iter().copied().filter(|(c, _)| tied(c)).take(5).collect();
            if found.is_empty() {
                found.extend(options.iter().copied().take(2));
            }
            found
        } else {
            self.scores.options(Role::InnerAggregate).iter().copied().take(4).collect()
        }
    }
}

/// Both ends, the lower first: nothing is between 10 and 5 but what is between 5 and 10.
fn ends(one: &Value, other: &Value) -> Operand<ColumnId, crate::index::TableId> {
    let turned = number_of(one).zip(number_of(other)).is_some_and(|(one, other)| one > other);
    let (low, high) = if turned { (other, one) } else { (one, other) };
    Operand::Range(low.clone(), high.clone())
}

/// The operator that a shape asks for or, where it leaves it free, the most plausible.
fn operator_for(pair: &Pair, wanted: Option<Operator>) -> Option<(Operator, f32)> {
    let scored = OPERATORS.iter().copied().zip(pair.operators);
    match wanted {
        Some(Operator::NotLike) => Some((Operator::NotLike, -1.0)),
        Some(operator) => scored.into_iter().find(|(o, _)| *o == operator),
        None => scored
            .into_iter()
            .filter(|(o, _)| *o != Operator::Within)
            .max_by(|a, b| a.1.total_cmp(&b.1)),
    }
}

fn right_of(
    pair: &Pair,
    operator: Operator,
    filler: &Filler<'_>,
) -> Operand<ColumnId, crate::index::TableId> {
    let value = if matches!(operator, Operator::Like | Operator::NotLike) {
        Value::Text(filler.pattern(&pair.value.to_string()))
    } else {
        pair.value.clone()
    };
    Operand::Value(value)
}

impl Filler<'_> {
    /// A pattern for `LIKE`, open where the question leaves it open.
    fn pattern(&self, text: &str) -> String {
        let says = |stems: &[&str]| {
            self.scores.linked.tokens.iter().any(|t| stems.contains(&t.stem.as_str()))
        };
        if says(&["start", "begin", "prefix"]) {
            format!("{text}%")
        } else if says(&["end"]) {
            format!("%{text}")
        } else {
            format!("%{text}%")
        }
    }
}
