//! What the question asks to see, and whether that is what is shown and counted.

use super::{Sight, count};
use crate::{
    cues::Cue,
    index::{ColumnId, TableId},
    link::{Linked, Span, Strength},
    plan::{Aggregate, Operator, Quantity, Term},
};

/// Words that turn from what is asked to what it is asked of.
const TURNS: [&str; 16] = [
    "whose", "where", "with", "that", "who", "which", "have", "has", "having", "than", "in",
    "from", "sorted", "ordered", "order", "sort",
];

/// Words that turn back to what is asked: "and their ages".
const BACK: [&str; 5] = ["their", "its", "his", "her", "also"];

/// Which tokens stand where a sentence says what it wants to see.
pub(super) fn regions(linked: &Linked<'_>) -> Vec<bool> {
    let mut asked = Vec::with_capacity(linked.tokens.len());
    let (mut open, mut since) = (true, 0);
    for at in 0..linked.tokens.len() {
        let word = linked.text(at);
        if matches!(word, "." | "?" | "!" | ";") {
            (open, since) = (true, 0);
            asked.push(false);
            continue;
        }
        let along = matches!(linked.text(at.wrapping_sub(1)), "along" | "together");
        if BACK.contains(&word) {
            open = true;
        } else if TURNS.contains(&word) && !along && (since >= 3 || word.contains("ort")) {
            open = false;
        }
        asked.push(open);
        since += 1;
    }
    asked
}

impl Sight<'_> {
    /// Whether what is asked to be seen is shown, and nothing else.
    pub(super) fn asked(&mut self) {
        let linked = self.linked;
        let is_asked = |s: &Span| self.question.asked.get(s.from) == Some(&true);
        let stands = |s: &Span| {
            let mut spans = self.shown.iter().flat_map(|c| &linked.column(*c).spans);
            spans.any(|o| o.overlaps(*s))
        };
        let wanted: Vec<&Span> = linked.column_spans.iter().filter(|s| is_asked(s)).collect();
        let missed = wanted.iter().filter(|s| !stands(s)).count();
        let unasked = |c: &&ColumnId| !linked.column(**c).spans.iter().any(is_asked);
        let unasked = self.shown.iter().filter(unasked).count();
        let of_table = self.shown.iter().filter(|c| self.is_table_word(**c)).count();
        let facts = [
            ("asked_missed", count(missed)),
            ("shown_unasked", count(unasked)),
            ("shown_of_table_word", count(of_table)),
        ];
        self.row.extend(facts);
        self.measured();
        self.counted_rows();
        self.beside();
    }

    /// Whether a column is named only by words that name a table.
    fn is_table_word(&self, column: ColumnId) -> bool {
        let spans = &self.linked.column(column).spans;
        let inside = |s: &Span| {
            let mut names = self.linked.tables.iter().flat_map(|t| &t.spans);
            names.any(|o| o.from <= s.from && s.to <= o.to)
        };
        !spans.is_empty() && spans.iter().all(inside)
    }

    /// How surely columns that are summed, averaged or counted are named.
    fn measured(&mut self) {
        let strength = |fits: &dyn Fn(Aggregate) -> bool| {
            let terms = self.plan.select.iter().chain(self.plan.order.iter().map(|(t, _)| t));
            let measured = terms.filter(|t| t.aggregate.is_some_and(fits));
            let strengths =
                measured.filter_map(|t| Some(self.linked.column(*t.column_of()?).strength));
            strengths.min().map_or(5.0, |s| f32::from(s as u8))
        };
        let figure = strength(&|a| a != Aggregate::Count);
        let counted = strength(&|a| a == Aggregate::Count);
        let sums = self.plan.select.iter().any(|t| t.aggregate == Some(Aggregate::Sum));
        let numbered = self.question.says_number;
        self.put("figure_strength", figure);
        self.put("counted_strength", counted);
        self.mark("sum_of_unnamed", sums && figure < f32::from(Strength::Partial as u8));
        self.mark("number_without_count", numbered && counted > 4.5 && !self.counts_rows());
    }

    fn counts_rows(&self) -> bool {
        let terms = self.plan.select.iter().chain(self.plan.order.iter().map(|(t, _)| t));
        let rows =
            |t: &Term<ColumnId>| t.aggregate == Some(Aggregate::Count) && t.of == Quantity::Rows;
        terms.chain(self.conditions.iter().map(|c| &c.left)).any(rows)
    }

    /// Counts that can only come to one, and counts that leave out the table that is counted.
    fn counted_rows(&mut self) {
        let alone = self.candidate.tables.len() == 1;
        let counts = self.counts_rows();
        let by_unique = alone && counts && self.plan.per.iter().any(|t| self.is_unique(t));
        let of_unique = alone
            && counts
            && self.plan.per.is_empty()
            && self
                .conditions
                .iter()
                .any(|c| c.operator == Operator::Equal && self.is_unique(&c.left));
        let missing =
            counts && self.question.counted.is_some_and(|t| !self.candidate.tables.contains(&t));
        self.mark("groups_are_rows", by_unique);
        self.mark("counts_one", of_unique);
        self.mark("counted_table_missing", missing);
    }

    /// Whether no two rows share a value of this column.
    fn is_unique(&self, term: &Term<ColumnId>) -> bool {
        let Some(column) = term.column_of().filter(|_| term.aggregate.is_none()) else {
            return false;
        };
        let rows = self.index.table(self.index.table_of(*column)).rows;
        rows > 1 && self.index.column(*column).distinct * 20 >= rows * 19
    }

    /// Columns whose words follow the name of their own table, or that of another: "savings balance".
    fn beside(&mut self) {
        let (mut own, mut other) = (0, 0);
        for column in &self.used {
            let table = self.index.table_of(*column);
            let Some(span) = self.linked.column(*column).spans.first() else { continue };
            let before: Vec<TableId> = self.tables_before(span.from);
            if before.contains(&table) {
                own += 1;
            } else if !before.is_empty() {
                other += 1;
            }
        }
        self.put("beside_own_table", count(own));
        self.put("beside_other_table", count(other));
        self.shown_beside();
        self.ordered_beside();
        let alphabet = self.question.says_alphabet;
        let by = self.ordered_by();
        self.mark("alphabet_of_other", alphabet && by.is_some_and(|c| !self.shown.contains(&c)));
        self.mark("descending_alphabet", alphabet && self.cue(Cue::Descending));
    }

    /// Columns shown whose words, where they are listed, follow the name of another table.
    fn shown_beside(&mut self) {
        let listed = |span: &Span| self.question.wanted.iter().any(|w| w.span.overlaps(*span));
        let other = |column: &&ColumnId| {
            let spans = self.linked.column(**column).spans.iter();
            let mut spans = spans.filter(|s| listed(s)).peekable();
            spans.peek().is_some() && spans.all(|s| self.is_of_other(**column, *s))
        };
        let others = self.shown.iter().filter(other).count();
        self.put("shown_beside_other", count(others));
    }

    /// Whether the words of the ordered column, behind the superlative, follow the name of another table.
    fn ordered_beside(&mut self) {
        let order = self.plan.order.first().and_then(|(term, _)| term.column_of().copied());
        let cues = [Cue::Most, Cue::Least, Cue::Order];
        let behind = |s: &&Span| {
            let places = cues.iter().flat_map(|cue| self.linked.cues.at(*cue));
            places.filter(|at| *at < s.from).map(|at| s.from - at).min()
        };
        let nearest = order.and_then(|c| {
            let spans = self.linked.column(c).spans.iter().filter(|s| behind(s).is_some());
            spans.min_by_key(behind).map(|s| (c, *s))
        });
        let other = nearest.is_some_and(|(column, span)| self.is_of_other(column, span));
        self.mark("order_beside_other", other);
    }

    /// Whether the table named right before a column's words is another one than its own.
    fn is_of_other(&self, column: ColumnId, span: Span) -> bool {
        let before = self.tables_before(span.from);
        !before.is_empty() && !before.contains(&self.index.table_of(column))
    }

    /// Tables whose names, or parts of them, end right before a token.
    fn tables_before(&self, at: usize) -> Vec<TableId> {
        let ends = |t: &TableId| {
            let link = self.linked.table(*t);
            link.spans.iter().any(|s| s.to == at) || link.part.is_some_and(|part| part + 1 == at)
        };
        self.index.table_ids().filter(ends).collect()
    }
}
