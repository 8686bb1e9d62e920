//! What is shown, against the words that name it.

use super::{Sight, count};
use crate::{
    compose::scores::Role,
    cues::Cue,
    index::ColumnId,
    link::{Span, Strength},
    plan::{Aggregate, Quantity, Term},
};

impl Sight<'_> {
    /// How what is shown fits the words.
    pub(super) fn shown(&mut self) {
        self.counted();
        self.strengths();
        self.kinds();
        self.strangers();
        self.odds();
        self.figures();
    }

    fn counted(&mut self) {
        let select = &self.plan.select;
        let counts = select.iter().any(|t| t.aggregate == Some(Aggregate::Count));
        let any_count = self.aggregates().contains(&Aggregate::Count);
        let asked = self.cue(Cue::HowMany);
        self.put("shown", count(select.len()));
        self.put("shown_figures", count(select.iter().filter(|t| t.is_aggregated()).count()));
        self.mark("counts", counts);
        self.mark("how_many_without_count", asked && !any_count);
        self.mark("count_without_how_many", !asked && counts);
        let rows = |t: &Term<ColumnId>| t.of == Quantity::Rows && t.aggregate.is_none();
        self.mark("shows_all", select.iter().any(rows));
        self.mark("and_with_several", self.cue(Cue::And) && select.len() > 1);
    }

    fn strengths(&mut self) {
        let weakest = |columns: &[ColumnId]| {
            let least = columns.iter().map(|c| self.linked.column(*c).strength).min();
            least.map_or(5.0, |s| f32::from(s as u8))
        };
        let (shown, used) = (weakest(&self.shown), weakest(&self.used));
        let sum: f32 = self.shown.iter().map(|c| self.linked.column(*c).fraction).sum();
        self.put("weakest_shown", shown);
        self.put("weakest_used", used);
        self.put("shown_fraction", sum / count(self.shown.len().max(1)));
    }

    fn kinds(&mut self) {
        let (index, linked) = (self.index, self.linked);
        let number = |fits: &dyn Fn(ColumnId) -> bool| {
            count(self.shown.iter().filter(|c| fits(**c)).count())
        };
        let counts = [
            ("shown_names", number(&|c| index.column(c).is_name())),
            ("shown_ids", number(&|c| index.column(c).is_identifier())),
            ("shown_display", number(&|c| index.table(index.table_of(c)).display.contains(&c))),
            ("shown_unnamed", number(&|c| linked.column(c).spans.is_empty())),
            (
                "shown_of_unnamed_table",
                number(&|c| linked.table(index.table_of(c)).spans.is_empty()),
            ),
        ];
        self.row.extend(counts);
        let mut tables: Vec<_> = self.shown.iter().map(|c| index.table_of(*c)).collect();
        tables.sort_unstable();
        tables.dedup();
        self.put("shown_tables", count(tables.len()));
    }

    /// Columns that are shown though nothing but their table's name speaks for them.
    fn strangers(&mut self) {
        let (index, linked) = (self.index, self.linked);
        let of_table = |s: &Span| {
            let mut spans = linked.tables.iter().flat_map(|t| &t.spans);
            spans.any(|o| o.from <= s.from && s.to <= o.to)
        };
        let strange = |c: &&ColumnId| {
            let link = linked.column(**c);
            !index.table(index.table_of(**c)).display.contains(c)
                && link.strength <= Strength::Weak
                && link.spans.iter().all(of_table)
        };
        let plain = self.plan.select.iter().filter(|t| t.aggregate.is_none());
        let strangers = plain.filter_map(Term::column_of).filter(strange).count();
        self.put("shown_stranger", count(strangers));
        let by_adjective = self.ordered_by().is_some_and(|c| {
            self.plan.limit == Some(1)
                && self.shown == [c]
                && linked.column(c).strength == Strength::Synonym
        });
        self.mark("shown_by_adjective", by_adjective);
    }

    /// The learned odds of what is shown, and of the best column that is not.
    fn odds(&mut self) {
        let odds = |c: &ColumnId| self.scores.role(Role::Select, *c);
        let least = self.shown.iter().map(odds).fold(9.0, f32::min);
        let own = self.plan.columns();
        let mut options = self.scores.options(Role::Select).iter();
        let best = options.find(|(c, _)| !own.contains(c)).map_or(-5.0, |(_, s)| *s);
        let rival = self.rival();
        self.put("shown_least_odds", least);
        self.put("unshown_best_odds", best);
        self.put("shown_rival", rival);
    }

    /// How far a column shown lies behind another that the same words name.
    fn rival(&self) -> f32 {
        let behind = |c: &ColumnId| {
            let own = self.scores.role(Role::Select, *c);
            let Some(span) = self.linked.column(*c).spans.first() else { return 0.0 };
            let named = |o: &ColumnId| {
                !self.shown.contains(o) && self.linked.column(*o).spans.first() == Some(span)
            };
            let others = self.scores.options(Role::Select).iter().filter(|(o, _)| named(o));
            others.map(|(_, s)| own - s).fold(6.0, f32::min)
        };
        self.shown.iter().map(behind).fold(6.0, f32::min)
    }

    /// Named figures and pieces of time.
    fn figures(&mut self) {
        let formulas = self.plan.select.iter().filter(|t| matches!(t.of, Quantity::Formula(_)));
        let formulas = formulas.count();
        self.mark("figure_unused", !self.linked.figures.is_empty() && !self.uses_formula());
        self.put("formulas", count(formulas));
        self.mark("bucket_unused", self.linked.cues.bucket.is_some() && !self.uses_bucket());
    }
}
