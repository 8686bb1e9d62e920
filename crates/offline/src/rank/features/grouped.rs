//! Groups, and what orders and limits rows.

use super::{Sight, count, plain_shown};
use crate::{
    compose::scores::Role,
    cues::Cue,
    index::ColumnId,
    plan::{Aggregate, Direction, Term},
};

impl Sight<'_> {
    /// What makes a group, against the words.
    pub(super) fn grouped(&mut self) {
        self.keyed();
        let plan = self.plan;
        let (each, silent) = (self.cue(Cue::Each), plan.per.is_empty());
        let figures = plan.select.iter().any(Term::is_aggregated);
        let plain = plain_shown(plan);
        let shown = self.key().is_some_and(|k| self.shown.contains(&k));
        let by = self.cue(Cue::By);
        self.mark("each_without_group", each && silent);
        self.mark("group_without_each", !each && !silent);
        self.mark("by_without_group", by && silent && plan.order.is_empty());
        self.mark("group_shows_key", figures && shown);
        let loose = self.undetermined();
        self.put("undetermined", count(loose));
        let per = self.question.says_per;
        self.mark("per_without_group", silent && figures && (per || (each && !plain)));
        let hidden = figures && !plain && self.key().is_some();
        self.mark("hides_key", hidden && plan.limit.is_none());
        self.mark("group_hides_key", hidden);
    }

    /// What the first key is.
    fn keyed(&mut self) {
        let index = self.index;
        let key = self.key();
        let is = |fits: &dyn Fn(ColumnId) -> bool| key.is_some_and(fits);
        let first = self.shown.first().map(|c| index.table_of(*c));
        let marks = [
            ("key_shown", is(&|k| self.shown.contains(&k))),
            ("key_is_key", is(&|k| index.table(index.table_of(k)).key == Some(k))),
            ("key_points", is(&|k| index.column(k).foreign)),
            ("key_of_shown_table", is(&|k| Some(index.table_of(k)) == first)),
        ];
        self.put("keys", count(self.plan.per.len()));
        marks.into_iter().for_each(|(name, truth)| self.mark(name, truth));
        let margin = self.margin(Role::Group, key);
        self.put("key_margin", margin);
    }

    /// How far a column lies behind the likeliest of its role.
    fn margin(&self, role: Role, column: Option<ColumnId>) -> f32 {
        let best = self.scores.options(role).first().map_or(0.0, |(_, s)| *s);
        column.map_or(0.0, |c| (self.scores.role(role, c) - best).max(-6.0))
    }

    /// Plain columns shown that the group keys do not settle.
    fn undetermined(&self) -> usize {
        let index = self.index;
        let keys: Vec<ColumnId> =
            self.plan.per.iter().filter_map(|t| t.column_of().copied()).collect();
        let settles = |k: &ColumnId, c: ColumnId| {
            let table = index.table_of(c);
            *k == c
                || index.table(table).key == Some(*k)
                || index.links.iter().any(|l| l.from == *k && index.table_of(l.to) == table)
        };
        let plain = self.plan.select.iter().filter(|t| !t.is_aggregated());
        let loose = |c: &&ColumnId| !keys.is_empty() && !keys.iter().any(|k| settles(k, **c));
        plain.filter_map(Term::column_of).filter(loose).count()
    }

    /// What orders rows and how many stay, against the words.
    pub(super) fn ordered(&mut self) {
        let plan = self.plan;
        let column = self.ordered_by();
        let first = plan.order.first();
        let by_count = first.is_some_and(|(t, _)| t.aggregate == Some(Aggregate::Count));
        let down = first.is_some_and(|(_, way)| *way == Direction::Descending);
        let (said, none) = (self.cue(Cue::Order), plan.order.is_empty());
        self.put("orders", count(plan.order.len()));
        self.mark("limited", plan.limit.is_some());
        self.mark("limited_many", plan.limit.is_some_and(|n| n > 1));
        self.mark("order_by_count", by_count);
        self.mark("order_shown", column.is_some_and(|c| self.shown.contains(&c)));
        self.mark("order_missing", said && none);
        self.mark("order_without_cue", !said && !none && plan.limit.is_none());
        self.mark("descending_missed", self.cue(Cue::Descending) && !down);
        self.mark("ascending_missed", self.cue(Cue::Ascending) && down);
        let plain = column.filter(|_| first.is_some_and(|(t, _)| t.aggregate.is_none()));
        let margin = self.margin(Role::Order, plain);
        self.put("order_margin", margin);
    }
}
