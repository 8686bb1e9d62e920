//! What is shown.

use super::{Edit, Filler, Move, Moves, NO_SLOT, Partial, Stand};
use crate::{
    compose::{scores::Role, shape::TermShape},
    expand::BoundPlan,
    index::{ColumnId, TableId},
    plan::{Aggregate, Quantity, Term},
};

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
        let mut go = |score: f32, slot: (usize, f32), terms: Vec<Term<ColumnId>>| {
            moves.push(Move {
                parent,
                score: partial.score + score,
                used: 0,
                slots: [slot, NO_SLOT],
                edit: Edit::Select(terms),
            });
        };
        let term = |of: Quantity<ColumnId>| Term {
            aggregate: shape.aggregate,
            distinct: shape.distinct,
            of,
        };
        if shape.rows {
            return go(0.0, NO_SLOT, vec![term(Quantity::Rows)]);
        }
        let scores = self.scores;
        match stand {
            Stand::Keys(outer, bare) => {
                for key in self.partners(outer) {
                    let s = scores.role(Role::InnerSelect, key);
                    go(s, (Role::InnerSelect as usize, s), vec![term(Quantity::Column(key))]);
                }
                if !bare {
                    let s = scores.role(Role::InnerSelect, outer);
                    go(
                        s - 1.0,
                        (Role::InnerSelect as usize, s),
                        vec![term(Quantity::Column(outer))],
                    );
                }
            }
            Stand::Figure(outer) => go(0.0, NO_SLOT, vec![term(Quantity::Column(outer))]),
            Stand::Right(left) if shape.aggregate.is_none() && left.select.len() > 1 && at == 0 => {
                // What shows a row of a table may take several columns; both sides show the same.
                go(0.0, NO_SLOT, left.select.clone());
            }
            Stand::Right(left) if shape.aggregate.is_none() => {
                let Some(column) = left.select.get(at).and_then(Term::column_of) else { return };
                go(0.0, NO_SLOT, vec![term(Quantity::Column(*column))]);
                if left.select.len() == 1 {
                    for key in self.partners(*column) {
                        let s = scores.role(Role::InnerSelect, key);
                        go(0.3 * s - 1.0, NO_SLOT, vec![term(Quantity::Column(key))]);
                    }
                }
            }
            Stand::Outermost | Stand::Right(_) => self.free_select(partial, shape, &mut go),
        }
    }

    fn free_select(
        &self,
        partial: &Partial,
        shape: TermShape,
        go: &mut impl FnMut(f32, (usize, f32), Vec<Term<ColumnId>>),
    ) {
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
            go(s, (role as usize, s), vec![term(Quantity::Column(*column))]);
        }
        if plain && before.is_none() {
            for (table, s) in self.scores.entities() {
                go(s, (role as usize, s), self.entity(table));
            }
        }
        if let Some((column, bucket, s)) =
            self.scores.bucket().filter(|_| plain && !has_bucket(partial))
        {
            go(
                s,
                (role as usize, s),
                vec![Term {
                    aggregate: None,
                    distinct: false,
                    of: Quantity::Bucket(column, bucket),
                }],
            );
        }
        if shape.aggregate == Some(Aggregate::Sum) {
            for (term, s) in self.scores.figures() {
                go(s, (role as usize, s), vec![term]);
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
