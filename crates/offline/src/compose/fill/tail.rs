//! Groups, orders, limits, tables.

use super::{Edit, Filler, LIMIT, Move, NO_SLOT, Partial, Stand, TABLE, shown};
use crate::{
    compose::{
        scores::{Role, bit, log_odds},
        shape::{LimitShape, Shape, TermShape},
    },
    expand::terminals,
    index::{ColumnId, TableId},
    link::ItemKind,
    plan::{Aggregate, Quantity, Term},
};

impl Filler<'_> {
    pub(super) fn group(&self, partial: &Partial, parent: usize, moves: &mut Vec<Move>, at: usize) {
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
            moves.push(Move {
                parent,
                score: partial.score + s,
                used: 0,
                slots: [(Role::Group as usize, s), NO_SLOT],
                edit: Edit::Per(term),
            });
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
        moves: &mut Vec<Move>,
        shape: TermShape,
    ) {
        let mut go = |term: Term<ColumnId>, s: f32, slot: (usize, f32)| {
            if !partial.plan.order.iter().any(|(known, _)| *known == term) {
                moves.push(Move {
                    parent,
                    score: partial.score + s,
                    used: 0,
                    slots: [slot, NO_SLOT],
                    edit: Edit::Order(term),
                });
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

    /// Limits, tables without columns, the other side of a set operation.
    pub(super) fn finish(
        &self,
        shape: &Shape,
        mut beam: Vec<Partial>,
        stand: Stand<'_>,
        width: usize,
    ) -> Vec<Partial> {
        for partial in &mut beam {
            partial.plan.order.iter_mut().for_each(|(_, way)| *way = shape.direction);
            partial.settle();
        }
        match shape.limit {
            LimitShape::All => {}
            LimitShape::One => beam.iter_mut().for_each(|p| p.plan.limit = Some(1)),
            LimitShape::Number => {
                beam = self.advance(beam, width, |p, parent, moves| self.limit(p, parent, moves));
            }
        }
        beam = self.advance(beam, width, |p, parent, moves| self.tables(p, parent, moves, stand));
        let Some((operation, right)) = &shape.set else { return beam };
        let mut found = Vec::new();
        for left in beam.into_iter().take(8) {
            for other in
                self.block(right, left.inner(), Stand::Right(&left.plan), 5).into_iter().take(4)
            {
                let mut whole = left.clone();
                (whole.score, whole.used, whole.trace) = (other.score, other.used, other.trace);
                whole.plan.set = Some((*operation, Box::new(other.plan)));
                found.push(whole);
            }
        }
        found.sort_by(|a, b| b.score.total_cmp(&a.score));
        found.truncate(width);
        found
    }

    fn limit(&self, partial: &Partial, parent: usize, moves: &mut Vec<Move>) {
        for (at, item) in self.scores.linked.items.iter().enumerate() {
            let count = item.number.filter(|n| item.kind == ItemKind::Number && n.fract() == 0.0);
            let Some(count) = count.filter(|n| (1.0..=100_000.0).contains(n)) else { continue };
            if partial.used & bit(at) != 0 {
                continue;
            }
            let p = self.scores.items.get(at).copied().unwrap_or(0.0);
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            moves.push(Move {
                parent,
                score: partial.score - 2.0 * p,
                used: bit(at),
                slots: [(LIMIT, -2.0 * p), NO_SLOT],
                edit: Edit::Limit(count as u64),
            });
        }
    }

    fn tables(&self, partial: &Partial, parent: usize, moves: &mut Vec<Move>, stand: Stand<'_>) {
        let own = terminals(self.scores.linked.index, &partial.plan);
        for extra in self.extras(partial, &own, stand) {
            let mut asked = own.clone();
            asked.extend(&extra);
            let Some(tree) = self.joins.tree(&asked) else { continue };
            let worth = |t: &TableId| {
                let odds = log_odds(self.scores.table(*t));
                if asked.contains(t) { odds } else { odds.max(-1.5) }
            };
            let all = tree.tables();
            #[allow(clippy::cast_precision_loss)]
            let hops = all.len() as f32 - 1.0;
            let s =
                0.7 * all.iter().map(worth).sum::<f32>() - 0.6 * hops - 0.3 * (tree.cost - hops);
            moves.push(Move {
                parent,
                score: partial.score + s,
                used: 0,
                slots: [(TABLE, s), NO_SLOT],
                edit: Edit::Tables(extra),
            });
        }
    }

    /// Sets of tables that may take part without giving a column.
    fn extras(&self, partial: &Partial, own: &[TableId], stand: Stand<'_>) -> Vec<Vec<TableId>> {
        let ranked = self.scores.ranked_tables();
        let others: Vec<TableId> = ranked.iter().copied().filter(|t| !own.contains(t)).collect();
        let first: Vec<Vec<TableId>> = others.iter().take(4).map(|t| vec![*t]).collect();
        if own.is_empty() {
            let mut found = first;
            found.extend(others.get(..2).map(<[TableId]>::to_vec));
            return found;
        }
        if let Stand::Right(left) = stand
            && partial.plan.filter.is_empty()
            && left
                .select
                .first()
                .and_then(Term::column_of)
                .is_some_and(|c| shown(&partial.plan, *c))
        {
            return first.into_iter().take(3).collect();
        }
        let likely: Vec<TableId> =
            others.into_iter().filter(|t| self.scores.table(*t) > 0.12).take(3).collect();
        let mut found = vec![Vec::new()];
        if matches!(stand, Stand::Keys(..) | Stand::Figure(_)) {
            let outer = match stand {
                Stand::Keys(column, _) => Some(self.scores.linked.index.table_of(column)),
                Stand::Figure(_) | Stand::Outermost | Stand::Right(_) => None,
            };
            if partial.plan.filter.is_empty() {
                found.extend(likely.iter().find(|t| Some(**t) != outer).map(|t| vec![*t]));
            }
            return found;
        }
        found.extend(likely.iter().map(|t| vec![*t]));
        found.extend(likely.get(..2).map(<[TableId]>::to_vec));
        found
    }
}
