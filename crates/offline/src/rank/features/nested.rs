//! Conditions, plans inside and sets.

use super::{Sight, count};
use crate::{
    cues::Cue,
    index::ColumnId,
    plan::{Operand, SetOperation},
};

impl Sight<'_> {
    /// How conditions and plans inside fit the words.
    pub(super) fn nested(&mut self) {
        let plan = self.plan;
        let set = plan.set.as_ref().map(|(operation, _)| *operation);
        self.put("blocks", count(self.blocks.len()));
        self.mark("union", set == Some(SetOperation::Union));
        self.mark("intersect", set == Some(SetOperation::Intersect));
        self.mark("except", set == Some(SetOperation::Except));
        self.mark("both_without_set", self.cue(Cue::Both) && set.is_none());
        self.compares();
        let inner = self.conditions.iter().filter(|c| matches!(c.right, Operand::Plan(_)));
        let inner = inner.count();
        self.put("inner_plans", count(inner));
        self.mark("inner_filtered", self.blocks.iter().skip(1).any(|b| !b.filter.is_empty()));
        self.mark("or_missing", self.cue(Cue::Or) && !plan.filter.has_or() && set.is_none());
    }

    fn compares(&mut self) {
        let mut columns: Vec<ColumnId> =
            self.conditions.iter().filter_map(|c| c.left.column_of().copied()).collect();
        columns.sort_unstable();
        columns.dedup();
        let again = self.shown.iter().any(|c| columns.contains(c));
        self.put("conditions", count(self.conditions.len()));
        self.put("condition_columns", count(columns.len()));
        self.mark("shows_condition", again);
    }
}
