//! Values, against the columns that they are compared with.

use super::{Sight, count};
use crate::{
    compose::scores::bit,
    index::ColumnId,
    link::{Item, ItemKind, Span, Strength},
};

impl Sight<'_> {
    /// What speaks for each value in use.
    pub(super) fn valued(&mut self) {
        let pairs = self.pairs();
        let (linked, index) = (self.linked, self.index);
        let number = |fits: &dyn Fn(&Item, ColumnId) -> bool| {
            count(pairs.iter().filter(|(_, item, c, _)| fits(item, *c)).count())
        };
        let exact = |item: &Item, c: ColumnId| {
            item.kind != ItemKind::Stored || item.holders.iter().any(|h| h.0 == c && h.2)
        };
        let named = |c: ColumnId| linked.column(c).strength >= Strength::Partial;
        let capital = |item: &Item| linked.tokens.get(item.span.from).is_some_and(|t| t.capital);
        let facts = [
            (
                "values_of_schema_words",
                number(&|i, _| i.kind == ItemKind::Stored && self.is_schema(i.span)),
            ),
            ("values_inexact", number(&|i, c| !exact(i, c))),
            ("values_lower", number(&|i, _| i.kind == ItemKind::Stored && !capital(i))),
            ("values_of_named", number(&|_, c| named(c))),
            ("values_near_column", number(&|i, c| self.is_near(i.span, c))),
            ("values_of_keys", number(&|_, c| index.column(c).is_identifier() && !named(c))),
        ];
        let margins = pairs.iter().map(|(at, _, _, score)| score - self.best_pair(*at));
        let least = margins.fold(0.0, f32::min);
        let weakest = pairs.iter().map(|(_, _, _, score)| *score).fold(6.0, f32::min);
        self.row.extend(facts);
        self.put("value_margin", least);
        self.put("value_weakest", weakest);
    }

    /// Items in use with the columns that they are compared with and their scores.
    fn pairs(&self) -> Vec<(usize, &Item, ColumnId, f32)> {
        let left: Vec<ColumnId> =
            self.all_conditions.iter().filter_map(|c| c.left.column_of().copied()).collect();
        let found = self.scores.pairs.iter().filter(|pair| {
            self.candidate.used & bit(pair.item) != 0 && left.contains(&pair.column)
        });
        found
            .filter_map(|pair| {
                Some((pair.item, self.linked.items.get(pair.item)?, pair.column, pair.score))
            })
            .collect()
    }

    /// The score of an item's likeliest column.
    fn best_pair(&self, item: usize) -> f32 {
        let pairs = self.scores.pairs.iter().filter(|pair| pair.item == item);
        pairs.map(|pair| pair.score).fold(-6.0, f32::max)
    }

    /// Whether words also name a table or a column.
    fn is_schema(&self, span: Span) -> bool {
        let tables = self.linked.tables.iter().flat_map(|t| &t.spans);
        self.linked.column_spans.iter().chain(tables).any(|s| s.overlaps(span))
    }

    /// Whether a column is named at most four words before.
    fn is_near(&self, span: Span, column: ColumnId) -> bool {
        let spans = &self.linked.column(column).spans;
        spans.iter().any(|s| s.to <= span.from && span.from - s.to <= 4)
    }
}
