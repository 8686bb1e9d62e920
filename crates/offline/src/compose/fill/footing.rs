//! Tables that take part, whether or not they give a column, and what they are worth.

use std::{cell::RefCell, rc::Rc};

use super::{Edit, Filler, Move, Moves, NO_SLOT, Partial, Stand, TABLE, select::shown};
use crate::{
    compose::{counting::Counting, scores::log_odds},
    expand::BoundPlan,
    index::{ByIds, TableId},
    plan::Term,
};

/// Sets of tables that may take part without giving a column, each with its worth.
type Footing = Rc<Vec<(Vec<TableId>, f32)>>;

/// What is known of the tables of columns in use: many fillings use the same.
#[derive(Default)]
pub(super) struct Footings(RefCell<ByIds<(Vec<TableId>, Room), Footing>>);

/// Which further tables may take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Room {
    /// Likely ones, and none.
    Free,
    /// One there must be.
    Other,
    /// Likely ones but for the outer column's, and none.
    Within(Option<TableId>),
    /// None.
    Alone,
}

impl Filler<'_> {
    pub(super) fn tables(
        &self,
        partial: &Partial,
        parent: usize,
        moves: &mut Moves,
        stand: Stand<'_>,
    ) {
        let own = self.own_tables(partial);
        let room = self.room(partial, stand);
        let counting = Counting::of(&partial.plan, partial.conditions.iter().map(|(c, _)| c));
        for (extra, s) in self.footing(own.clone(), room).iter() {
            let score = partial.score + s;
            let idle = || counting.as_ref().is_some_and(|c| self.is_idle(c, &own, extra));
            if moves.takes(score) && !idle() {
                let slots = [(TABLE, *s), NO_SLOT];
                let edit = || Edit::Tables(extra.clone());
                moves.offer(Move { parent, score, used: 0, slots }, edit);
            }
        }
    }

    /// Whether groups over these tables are of one row each.
    fn is_idle(&self, counting: &Counting, own: &[TableId], extra: &[TableId]) -> bool {
        let asked: Vec<TableId> = own.iter().chain(extra).copied().collect();
        let tree = self.joins.tree(&asked);
        tree.is_some_and(|tree| counting.is_idle(self.scores.linked.index, &tree))
    }

    /// The tables of the columns in use, each once, in the order of use.
    fn own_tables(&self, partial: &Partial) -> Vec<TableId> {
        let mut columns = partial.plan.columns();
        for (condition, _) in &partial.conditions {
            condition.push_columns(&mut columns);
        }
        let mut found = Vec::new();
        for table in columns.into_iter().map(|c| self.scores.linked.index.table_of(c)) {
            if !found.contains(&table) {
                found.push(table);
            }
        }
        found
    }

    fn footing(&self, own: Vec<TableId>, room: Room) -> Footing {
        let key = (own, room);
        if let Some(known) = self.footings.0.borrow().get(&key) {
            return Rc::clone(known);
        }
        let worth = |extra: Vec<TableId>| {
            let mut asked = key.0.clone();
            asked.extend(&extra);
            Some((extra, self.worth(&asked)?))
        };
        let found: Footing =
            Rc::new(self.extras(&key.0, room).into_iter().filter_map(worth).collect());
        self.footings.0.borrow_mut().insert(key, Rc::clone(&found));
        found
    }

    /// What the tree over these tables is worth.
    fn worth(&self, asked: &[TableId]) -> Option<f32> {
        let tree = self.joins.tree(asked)?;
        let worth = |t: &TableId| {
            let odds = log_odds(self.scores.table(*t));
            if asked.contains(t) { odds } else { odds.max(-1.5) }
        };
        let all = tree.tables();
        #[allow(clippy::cast_precision_loss)]
        let hops = all.len() as f32 - 1.0;
        Some(0.7 * all.iter().map(worth).sum::<f32>() - 0.6 * hops - 0.3 * (tree.cost - hops))
    }

    fn room(&self, partial: &Partial, stand: Stand<'_>) -> Room {
        let bare = partial.conditions.is_empty();
        match stand {
            Stand::Right(left) if bare && same_column(left, partial) => Room::Other,
            Stand::Outermost | Stand::Right(_) => Room::Free,
            Stand::Keys(..) | Stand::Figure(_) if !bare => Room::Alone,
            Stand::Keys(column, _) => Room::Within(Some(self.scores.linked.index.table_of(column))),
            Stand::Figure(_) => Room::Within(None),
        }
    }

    /// Sets of tables that may take part without giving a column.
    fn extras(&self, own: &[TableId], room: Room) -> Vec<Vec<TableId>> {
        let ranked = self.scores.ranked_tables();
        let others: Vec<TableId> = ranked.iter().copied().filter(|t| !own.contains(t)).collect();
        let first: Vec<Vec<TableId>> = others.iter().take(4).map(|t| vec![*t]).collect();
        if own.is_empty() {
            let mut found = first;
            found.extend(others.get(..2).map(<[TableId]>::to_vec));
            return found;
        }
        let likely: Vec<TableId> =
            others.into_iter().filter(|t| self.scores.table(*t) > 0.12).take(3).collect();
        let mut found = vec![Vec::new()];
        match room {
            Room::Other => return first.into_iter().take(3).collect(),
            Room::Alone => {}
            Room::Within(outer) => {
                found.extend(likely.iter().find(|t| Some(**t) != outer).map(|t| vec![*t]));
            }
            Room::Free => {
                found.extend(likely.iter().map(|t| vec![*t]));
                found.extend(likely.get(..2).map(<[TableId]>::to_vec));
            }
        }
        found
    }
}

/// Whether both sides of a set operation show the same column first.
fn same_column(left: &BoundPlan, right: &Partial) -> bool {
    left.select.first().and_then(Term::column_of).is_some_and(|c| shown(&right.plan, *c))
}
