//! What is shown.

use super::{Edit, Filler, Move, Moves, NO_SLOT, Partial, Stand};
use crate::{
    compose::{scores::Role, shape::TermShape},
    expand::BoundPlan,
    index::{ColumnId, TableId},
    plan::{Aggregate, Quantity, Term},
};

/// What may be shown next.
struct Shown<'m> {
    moves: &'m mut Moves,
    partial: &'m Partial,
    parent: usize,
}

impl Shown<'_> {
    fn offer(
        &mut self,
        score: f32,
        slot: (usize, f32),
        terms: impl FnOnce() -> Vec<Term<ColumnId>>,
    ) {
        let (parent, score) = (self.parent, self.partial.score + score);
        let way = Move { parent, score, used: 0, slots: [slot, NO_SLOT] };
        self.moves.offer(way, || Edit::Select(terms()));
    }
}

impl Filler<'_> {
    pub(super) fn select(
        &self,
        partial: &Partial,
        parent: usize,
        moves: &mut Moves,
        at: usize,
        shape: TermShape,
        stand: Stand<'_>,
    ) {
        let mut shown = Shown { moves, partial, parent };
        let term = |of: Quantity<ColumnId>| Term {
            aggregate: shape.aggregate,
            distinct: shape.distinct,
            of,
        };
        if shape.rows {
            return shown.offer(0.0, NO_SLOT, || vec![term(Quantity::Rows)]);
        }
        let scores = self.scores;
        match stand {
            Stand::Keys(outer, bare) => {
                for key in self.partners(outer) {
                    let s = scores.role(Role::InnerSelect, key);
                    let slot = (Role::InnerSelect as usize, s);
                    shown.offer(s, slot, || vec![term(Quantity::Column(key))]);
                }
                if !bare {
                    let s = scores.role(Role::InnerSelect, outer);
                    let slot = (Role::InnerSelect as usize, s);
                    shown.offer(s - 1.0, slot, || vec![term(Quantity::Column(outer))]);
                }
            }
            Stand::Figure(outer) => {
                shown.offer(0.0, NO_SLOT, || vec![term(Quantity::Column(outer))]);
            }
            Stand::Right(left) if shape.aggregate.is_none() && left.select.len() > 1 && at == 0 => {
                // What shows a row of a table may take several columns; both sides show the same.
                shown.offer(0.0, NO_SLOT, || left.select.clone());
            }
            Stand::Right(left) if shape.aggregate.is_none() => {
                let Some(column) = left.select.get(at).and_then(Term::column_of) else { return };
                shown.offer(0.0, NO_SLOT, || vec![term(Quantity::Column(*column))]);
                if left.select.len() == 1 {
                    for key in self.partners(*column) {
                        let s = scores.role(Role::InnerSelect, key);
                        let of = || vec![term(Quantity::Column(key))];
                        shown.offer(0.3 * s - 1.0, NO_SLOT, of);
                    }
                }
            }
            Stand::Outermost | Stand::Right(_) => self.free_select(shape, &mut shown),
        }
    }

    fn free_select(&self, shape: TermShape, more: &mut Shown<'_>) {
        let partial = more.partial;
        let index = self.scores.linked.index;
        let role = match shape.aggregate {
            None => Role::Select,
            Some(Aggregate::Count) => Role::CountDistinct,
            Some(_) => Role::Aggregate,
        };
        let term = |of: Quantity<ColumnId>| Term {
            aggregate: shape.aggregate,
            distinct: shape.distinct,
            of,
        };
        let plain = shape.aggregate.is_none();
        let before = partial.plan.select.iter().rev().find(|t| t.aggregate.is_none() == plain);
        let before = before.and_then(Term::column_of).copied();
        let bound =
            before.filter(|_| plain).map_or(f32::MAX, |c| self.scores.role(Role::Select, c));
        for (column, score) in self.scores.options(role) {
            let mut s = *score;
            let again = before == Some(*column);
            if plain && (s > bound || again || shown(&partial.plan, *column)) {
                continue;
            }
            if again {
                s = 0.0;
            } else if role == Role::Aggregate && before.is_some() {
                s -= 0.5;
            }
            let sums = matches!(shape.aggregate, Some(Aggregate::Average | Aggregate::Sum));
            if sums && index.column(*column).is_day() {
                continue;
            }
            if sums && !index.column(*column).is_number() {
                s -= 2.0;
            }
            more.offer(s, (role as usize, s), || vec![term(Quantity::Column(*column))]);
        }
        if plain && before.is_none() {
            for (table, s) in self.scores.entities() {
                more.offer(s, (role as usize, s), || self.entity(table));
            }
        }
        if let Some((column, bucket, s)) =
            self.scores.bucket().filter(|_| plain && !has_bucket(partial))
        {
            let of = Quantity::Bucket(column, bucket);
            let term = || vec![Term { aggregate: None, distinct: false, of }];
            more.offer(s, (role as usize, s), term);
        }
        if shape.aggregate == Some(Aggregate::Sum) {
            for (term, s) in self.scores.figures() {
                more.offer(s, (role as usize, s), || vec![term]);
            }
        }
    }

    /// What shows a row of a table to a person.
    fn entity(&self, table: TableId) -> Vec<Term<ColumnId>> {
        let known = self.scores.linked.index.table(table);
        if known.display.is_empty() {
            return vec![Term { aggregate: None, distinct: false, of: Quantity::Rows }];
        }
        known.display.iter().map(|c| Term::column(*c)).collect()
    }

    /// Columns at the other end of a key.
    fn partners(&self, column: ColumnId) -> Vec<ColumnId> {
        let links = &self.scores.linked.index.links;
        let mut found: Vec<ColumnId> = links
            .iter()
            .filter_map(|link| match column {
                c if link.from == c => Some(link.to),
                c if link.to == c => Some(link.from),
                _ => None,
            })
            .collect();
        found.sort_by(|a, b| {
            let score = |c: &ColumnId| self.scores.role(Role::InnerSelect, *c);
            score(b).total_cmp(&score(a))
        });
        found.truncate(4);
        found
    }
}

pub(super) fn shown(plan: &BoundPlan, column: ColumnId) -> bool {
    plan.select.iter().any(|t| t.aggregate.is_none() && t.column_of() == Some(&column))
}

fn has_bucket(partial: &Partial) -> bool {
    partial.plan.select.iter().any(|t| matches!(t.of, Quantity::Bucket(..)))
}
