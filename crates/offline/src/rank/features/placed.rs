//! Where in the question the words stand.

use super::{Sight, count};
use crate::{cues::Cue, index::ColumnId, link::Span, plan::Aggregate};

impl Sight<'_> {
    /// Where the words stand.
    pub(super) fn placed(&mut self) {
        let places: Vec<usize> = self.shown.iter().filter_map(|c| self.place(*c)).collect();
        let length = count(self.linked.tokens.len().max(1));
        let part = |at: Option<&usize>| at.map_or(-0.1, |at| count(*at) / length);
        let turn = self.question.turn;
        self.mark("shown_in_order", places.windows(2).all(|w| matches!(w, [a, b] if a <= b)));
        self.put("shown_first", part(places.iter().min()));
        self.put("shown_last", part(places.iter().max()));
        let behind = places.iter().filter(|at| **at > turn).count();
        self.put("shown_behind_clause", count(behind));
        let missed = self.unshown();
        self.put("unshown_before_clause", count(missed));
        self.put("shown_beyond_listed", count(self.plan.select.len()) - self.question.listed);
        self.behind_cues();
    }

    /// The first place where a column is named.
    pub(super) fn place(&self, column: ColumnId) -> Option<usize> {
        self.linked.column(column).spans.first().map(|s| s.from)
    }

    /// Columns named before the first clause that nothing shown stands for.
    fn unshown(&self) -> usize {
        let linked = self.linked;
        let stands = |s: &Span| {
            let mut spans = self.shown.iter().flat_map(|c| &linked.column(*c).spans);
            spans.any(|o| o.overlaps(*s))
        };
        let spans = linked.column_spans.iter().filter(|s| s.from < self.question.turn);
        spans.filter(|s| !stands(s)).count()
    }

    /// How far key, order and average stand behind the words that announce them.
    fn behind_cues(&mut self) {
        let most = if self.plan.limit.is_some() { Cue::Most } else { Cue::Order };
        let averaged = self.plan.select.iter().find(|t| t.aggregate == Some(Aggregate::Average));
        let averaged = averaged.and_then(|t| t.column_of().copied());
        let facts = [
            ("key_behind_each", self.behind(Cue::Each, self.key())),
            ("order_behind_cue", self.behind(most, self.ordered_by())),
            ("average_behind_cue", self.behind(Cue::Average, averaged)),
        ];
        self.row.extend(facts);
    }

    /// Words between a cue and a column behind it; 20 where none is, -1 without a column.
    fn behind(&self, cue: Cue, column: Option<ColumnId>) -> f32 {
        let Some(column) = column else { return -1.0 };
        let at = self.place(column);
        let before =
            |at: usize| self.linked.cues.at(cue).filter(|p| *p <= at).map(|p| at - p).min();
        at.and_then(before).map_or(20.0, count)
    }
}
