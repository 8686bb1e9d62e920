//! Which tables take part.

use super::{Sight, count};
use crate::{
    index::TableId,
    link::{Span, Strength},
};

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
        self.alone();
    }

    /// Tables that take part, or do not, by whether words name them that nothing else accounts for.
    fn alone(&mut self) {
        let (index, linked) = (self.index, self.linked);
        let used: Vec<TableId> = self.used.iter().map(|c| index.table_of(*c)).collect();
        let columns = self.used.iter().filter(|c| linked.column(**c).strength > Strength::Weak);
        let mut accounted: Vec<Span> =
            columns.flat_map(|c| linked.column(*c).spans.iter().copied()).collect();
        accounted.extend(self.used_items().map(|item| item.span));
        accounted.extend(used.iter().flat_map(|t| linked.table(*t).spans.iter().copied()));
        let free = |t: &TableId| {
            let spans = &linked.table(*t).spans;
            spans.iter().any(|s| !accounted.iter().any(|o| o.overlaps(*s)))
        };
        let silent = |t: &&TableId| !used.contains(t);
        let tables = &self.candidate.tables;
        let extra = || tables.iter().filter(silent);
        let many = |t: &&TableId| {
            let mut links = index.links.iter();
            links.any(|l| index.table_of(l.from) == **t && used.contains(&index.table_of(l.to)))
        };
        let left = self.question.named.iter().filter(|t| !tables.contains(t));
        let facts = [
            ("silent_named_alone", count(extra().filter(|t| free(t)).count())),
            ("silent_accounted", count(extra().filter(|t| !free(t)).count())),
            ("silent_many", count(extra().filter(many).count())),
            ("named_left_alone", count(left.filter(|t| free(t)).count())),
        ];
        self.row.extend(facts);
    }
}
