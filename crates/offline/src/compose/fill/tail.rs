//! Groups, orders, limits, tables.

use super::{Edit, Filler, LIMIT, Move, Moves, NO_SLOT, Partial, Stand};
use crate::{
    compose::{
        scores::{Role, bit},
        shape::{Shape, TermShape},
    },
    index::ColumnId,
    link::{Item, ItemKind},
    plan::{Aggregate, Quantity, SetOperation, Term},
};

impl Filler<'_> {
    pub(super) fn group(&self, partial: &Partial, parent: usize, moves: &mut Moves, at: usize) {
        let index = self.scores.linked.index;
        let plain: Vec<&Term<ColumnId>> = partial
            .plan
            .select
            .iter()
            .filter(|t| !t.is_aggregated() && t.of != Quantity::Rows)
            .collect();
        let mut options: Vec<(Term<ColumnId>, f32)> = Vec::new();
        let mut offer = |term: Term<ColumnId>, s: f32| {
            if !options.iter().any(|(known, _)| *known == term) && !partial.plan.per.contains(&term)
            {
                options.push((term, s));
            }
        };
        for term in &plain {
            let s = term.column_of().map_or(-3.0, |c| self.scores.role(Role::Group, *c));
            offer((*term).clone(), if matches!(term.of, Quantity::Bucket(..)) { 1.0 } else { s });
        }
        for column in plain.iter().take(2).filter_map(|t| t.column_of()) {
            if let Some(key) = index.table(index.table_of(*column)).key {
                offer(Term::column(key), self.scores.role(Role::Group, key));
            }
        }
        for (column, s) in self.scores.options(Role::Group).iter().take(5) {
            offer(Term::column(*column), *s);
        }
        if let Some((column, bucket, s)) = self.scores.bucket().filter(|_| at == 0) {
            offer(
                Term { aggregate: None, distinct: false, of: Quantity::Bucket(column, bucket) },
                s,
            );
        }
        for (term, s) in options {
            let slots = [(Role::Group as usize, s), NO_SLOT];
            let way = Move { parent, score: partial.score + s, used: 0, slots };
            moves.offer(way, || Edit::Per(term));
        }
    }

    /// Aggregates for orders and conditions on groups.
    pub(super) fn ordered_figures(&self, shape: TermShape) -> Vec<(Term<ColumnId>, f32)> {
        let term = |of| Term { aggregate: shape.aggregate, distinct: shape.distinct, of };
        let options = self.scores.options(Role::OrderAggregate).iter().take(8);
        let mut found: Vec<_> = options.map(|(c, s)| (term(Quantity::Column(*c)), *s)).collect();
        if shape.aggregate == Some(Aggregate::Sum) {
            found.extend(self.scores.figures());
        }
        found.sort_by(|a, b| b.1.total_cmp(&a.1));
        found
    }

    pub(super) fn order(
        &self,
        partial: &Partial,
        parent: usize,
        moves: &mut Moves,
        shape: TermShape,
    ) {
        let mut go = |term: Term<ColumnId>, s: f32, slot: (usize, f32)| {
            if !partial.plan.order.iter().any(|(known, _)| *known == term) {
                let slots = [slot, NO_SLOT];
                let way = Move { parent, score: partial.score + s, used: 0, slots };
                moves.offer(way, || Edit::Order(term));
            }
        };
        if shape.rows {
            return go(Term { aggregate: shape.aggregate, ..Term::count() }, 0.0, NO_SLOT);
        }
        if shape.aggregate.is_none() {
            for (column, s) in self.scores.options(Role::Order).iter().take(8) {
                go(Term::column(*column), *s, (Role::Order as usize, *s));
            }
            for term in partial.plan.select.iter().filter(|t| matches!(t.of, Quantity::Bucket(..)))
            {
                go(term.clone(), 0.5, (Role::Order as usize, 0.5));
            }
            return;
        }
        let selected = partial.plan.select.iter().find(|t| {
            t.aggregate == shape.aggregate
                || (t.is_aggregated() && shape.aggregate == Some(Aggregate::Sum))
        });
        if let Some(term) = selected {
            go(term.clone(), 0.0, (Role::OrderAggregate as usize, 0.0));
        }
        for (term, s) in self.ordered_figures(shape) {
            go(term, s, (Role::OrderAggregate as usize, s));
        }
    }

    /// What has no slot, and the other side of a set operation.
    pub(super) fn finish(
        &self,
        shape: &Shape,
        mut beam: Vec<Partial>,
        width: usize,
    ) -> Vec<Partial> {
        for partial in &mut beam {
            partial.settle(shape);
        }
        match &shape.set {
            Some((operation, right)) => self.with_other_side(*operation, right, &beam, width),
            None => beam,
        }
    }

    fn with_other_side(
        &self,
        operation: SetOperation,
        right: &Shape,
        beam: &[Partial],
        width: usize,
    ) -> Vec<Partial> {
        let mut found = Vec::new();
        for left in beam {
            let others = self.block(right, left.inner(), Stand::Right(&left.plan), 5);
            for other in others.into_iter().take(4) {
                let mut whole = left.clone();
                (whole.score, whole.used, whole.trace) = (other.score, other.used, other.trace);
                whole.plan.set = Some((operation, Box::new(other.plan)));
                found.push(whole);
            }
        }
        found.sort_by(|a, b| b.score.total_cmp(&a.score));
        found.truncate(width);
        found
    }

    pub(super) fn limit(&self, partial: &Partial, parent: usize, moves: &mut Moves) {
        for (at, item) in self.scores.linked.items.iter().enumerate() {
            let count = item.number.filter(|n| item.kind == ItemKind::Number && n.fract() == 0.0);
            let Some(count) = count.filter(|n| (1.0..=100_000.0).contains(n)) else { continue };
            if partial.used & bit(at) != 0 || item.measured || self.is_bound(item) {
                continue;
            }
            let p = self.scores.items.get(at).copied().unwrap_or(0.0);
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let limit = count as u64;
            let slots = [(LIMIT, -2.0 * p), NO_SLOT];
            let way = Move { parent, score: partial.score - 2.0 * p, used: bit(at), slots };
            moves.offer(way, || Edit::Limit(limit));
        }
    }

    /// Whether a number bounds something: "under 10", "more than 5".
    fn is_bound(&self, item: &Item) -> bool {
        let before = item.span.from.checked_sub(1).map_or("", |at| self.scores.linked.text(at));
        let bounds =
            ["over", "under", "above", "below", "than", "least", "between", "exceeding", "$"];
        bounds.contains(&before)
    }
}
