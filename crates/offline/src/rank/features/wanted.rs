//! Whether each thing that the question lists is shown, and nothing else.

use super::{Sight, count};
use crate::{
    cues::Cue,
    index::ColumnId,
    link::Span,
    plan::{Aggregate, Filter, Operand, Operator, Quantity, Term},
    requested::{Figure, Wanted, is_in_name},
};

/// How what is shown serves what is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// Not at all.
    No,
    /// The thing itself, not as the figure that is asked for, or as one that is not.
    Half,
    /// It is what is asked for.
    Whole,
}

impl Sight<'_> {
    /// What is shown against what is listed.
    pub(super) fn wanted(&mut self) {
        let wanted = &self.question.wanted;
        let shown = &self.plan.select;
        let best_for = |item: &Wanted| shown.iter().map(|t| self.fit(t, item)).max();
        let best_of = |term: &Term<ColumnId>| wanted.iter().map(|item| self.fit(term, item)).max();
        let fits = |fit: Fit| wanted.iter().filter(|i| best_for(i) == Some(fit)).count();
        let (unserved, half) = (fits(Fit::No), fits(Fit::Half));
        let unwanted = shown.iter().filter(|t| best_of(t).is_none_or(|f| f == Fit::No)).count();
        let several = wanted.len() > 1;
        let gap = if several { count(shown.len()) - count(wanted.len()) } else { 0.0 };
        let whole = wanted.iter().any(|item| item.whole);
        let rows = shown.iter().any(|t| t.of == Quantity::Rows && t.aggregate.is_none());
        let facts = [
            ("wanted", count(wanted.len())),
            ("wanted_unserved", count(unserved)),
            ("wanted_half", count(half)),
            ("shown_unwanted", count(unwanted)),
            ("wanted_gap", gap),
            ("wanted_too_few", (-gap).max(0.0)),
        ];
        self.row.extend(facts);
        self.mark("wanted_all_served", several && unserved + half + unwanted == 0);
        self.mark("wanted_whole", whole && rows);
        self.mark("wanted_whole_missing", whole && wanted.len() == 1 && !rows);
        let named = self.figures_in_names();
        self.put("figures_in_names", count(named));
        let fixed = self.fixed();
        self.put("shown_fixed", count(fixed));
    }

    fn fit(&self, term: &Term<ColumnId>, item: &Wanted) -> Fit {
        let part = |there: bool| if there { Fit::Half } else { Fit::No };
        match (&term.of, term.aggregate) {
            (Quantity::Rows, None) if item.whole => Fit::Whole,
            (Quantity::Rows, None) => part(self.names_table(item.span)),
            (Quantity::Rows, Some(_)) if item.figure == Some(Figure::Count) => Fit::Whole,
            (Quantity::Rows, Some(_)) => Fit::No,
            (Quantity::Formula(_), _) => {
                let said = self.linked.figures.iter().any(|f| f.span.overlaps(item.span));
                if said { Fit::Whole } else { Fit::No }
            }
            (Quantity::Column(column) | Quantity::Bucket(column, _), aggregate) => {
                self.column_fit(*column, aggregate, item)
            }
        }
    }

    fn column_fit(&self, column: ColumnId, aggregate: Option<Aggregate>, item: &Wanted) -> Fit {
        let table = self.index.table_of(column);
        let known = self.index.table(table);
        let stands = |spans: &[Span]| spans.iter().any(|s| s.overlaps(item.span));
        let entity = known.display.contains(&column) || known.key == Some(column);
        let there = stands(&self.linked.column(column).spans)
            || (entity && stands(&self.linked.table(table).spans));
        let agrees = match (item.figure, aggregate) {
            (None | Some(Figure::Most | Figure::Least), None) => true,
            (Some(figure), Some(aggregate)) => figure.is(aggregate),
            (None, Some(_)) | (Some(_), None) => false,
        };
        match (there, agrees) {
            (true, true) => Fit::Whole,
            (true, false) => Fit::Half,
            (false, _) => Fit::No,
        }
    }

    fn names_table(&self, span: Span) -> bool {
        let spans = self.candidate.tables.iter().flat_map(|t| &self.linked.table(*t).spans);
        spans.into_iter().any(|s| s.overlaps(span))
    }

    /// Figures that nothing but a column's own name announces: the total of "total points".
    fn figures_in_names(&self) -> usize {
        let announced = |aggregate: Aggregate| match aggregate {
            Aggregate::Count => Cue::HowMany,
            Aggregate::Sum => Cue::Total,
            Aggregate::Average => Cue::Average,
            Aggregate::Minimum => Cue::Least,
            Aggregate::Maximum => Cue::Most,
        };
        let named = |aggregate: &Aggregate| {
            let mut places = self.linked.cues.at(announced(*aggregate)).peekable();
            places.peek().is_some() && places.all(|at| is_in_name(self.linked, at))
        };
        self.aggregates().iter().filter(|aggregate| named(aggregate)).count()
    }

    /// Columns shown that a condition fixes to one value: everybody knows it already.
    fn fixed(&self) -> usize {
        let Filter::All(parts) = &self.plan.filter else { return 0 };
        let equal = |column: &&ColumnId| {
            parts.iter().any(|part| {
                matches!(part, Filter::Is(condition)
                    if condition.operator == Operator::Equal
                        && matches!(condition.right, Operand::Value(_))
                        && condition.left.column_of() == Some(column))
            })
        };
        let plain = self.plan.select.iter().filter(|term| term.aggregate.is_none());
        plain.filter_map(Term::column_of).filter(equal).count()
    }
}
