//! Which tables take part.

use super::{Sight, count};
use crate::{index::TableId, link::Strength};

impl Sight<'_> {
    /// How the tables in use fit the words.
    pub(super) fn joined(&mut self) {
        let tables = &self.candidate.tables;
        let (index, linked) = (self.index, self.linked);
        let used: Vec<TableId> = self.used.iter().map(|c| index.table_of(*c)).collect();
        let number = |fits: &dyn Fn(TableId) -> bool| {
            count(tables.iter().filter(|table| fits(**table)).count())
        };
        let extra = &self.plan.tables;
        let chance =
            |list: &[TableId]| list.iter().map(|t| self.scores.table(*t)).fold(1.0, f32::min);
        let facts = [
            ("tables", count(tables.len())),
            ("tables_there", count(index.tables.len()).min(30.0)),
            ("tables_extra", count(extra.len())),
            ("tables_without_column", number(&|t| !used.contains(&t))),
            ("table_least_chance", chance(tables)),
            ("views", number(&|t| index.table(t).view)),
            ("tables_unnamed", number(&|t| linked.table(t).strength < Strength::Synonym)),
            ("extra_least_chance", chance(extra)),
            (
                "extra_named",
                count(extra.iter().filter(|t| !linked.table(**t).spans.is_empty()).count()),
            ),
        ];
        self.row.extend(facts);
        let left = self.question.named.iter().filter(|t| !tables.contains(t)).count();
        self.put("named_tables_left", count(left));
    }
}
