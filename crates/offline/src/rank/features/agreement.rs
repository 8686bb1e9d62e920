//! How what is shown and aggregated agrees with the words.

use super::{Sight, count, flag, plain_shown};
use crate::{
    compose::scores::{Role, bit},
    cues::Cue,
    index::ColumnId,
    link::{ItemKind, Strength},
    plan::{Aggregate, Direction, Operand, Operator, Quantity, SetOperation, Term},
};

impl Sight<'_, '_> {
    /// How what is shown fits the words.
    #[expect(clippy::too_many_lines, reason = "one feature a line, told apart by their names")]
    pub(super) fn selected(&mut self) {
        let plan = &self.candidate.plan;
        let index = self.scores.linked.index;
        let shown = self.shown();
        let aggregated = plan.select.iter().filter(|t| t.is_aggregated()).count();
        let counts = plan.select.iter().any(|t| t.aggregate == Some(Aggregate::Count));
        let any_count = plan.blocks().iter().any(|b| {
            let terms = b.select.iter().chain(b.order.iter().map(|(t, _)| t));
            let filter = b.filter.conditions();
            let mut all = terms.chain(filter.iter().map(|c| &c.left));
            all.any(|t| t.aggregate == Some(Aggregate::Count))
        });
        let asked = self.cue(Cue::HowMany);
        self.put("shown", count(plan.select.len()));
        self.put("shown_figures", count(aggregated));
        self.mark("counts", counts);
        self.mark("how_many_without_count", asked && !any_count);
        self.mark("count_without_how_many", !asked && counts);
        self.mark(
            "shows_all",
            plan.select.iter().any(|t| t.of == Quantity::Rows && t.aggregate.is_none()),
        );
        let linked = self.scores.linked;
        let strength = |c: &ColumnId| linked.column(*c).strength;
        let weakest = shown.iter().map(strength).min();
        self.put("weakest_shown", weakest.map_or(5.0, |s| f32::from(s as u8)));
        let weakest = self.used_columns().iter().map(strength).min();
        self.put("weakest_used", weakest.map_or(5.0, |s| f32::from(s as u8)));
        self.put(
            "shown_names",
            count(shown.iter().filter(|c| index.column(**c).is_name()).count()),
        );
        self.put(
            "shown_ids",
            count(shown.iter().filter(|c| index.column(**c).is_identifier()).count()),
        );
        let display =
            shown.iter().filter(|c| index.table(index.table_of(**c)).display.contains(c)).count();
        self.put("shown_display", count(display));
        let silent = shown.iter().filter(|c| linked.column(**c).spans.is_empty()).count();
        self.put("shown_unnamed", count(silent));
        let of_named = shown.iter().filter(|c| !linked.table(index.table_of(**c)).spans.is_empty());
        self.put("shown_of_unnamed_table", count(shown.len() - of_named.count()));
        let strangers =
            plan.select.iter().filter(|t| t.aggregate.is_none()).filter_map(Term::column_of);
        let strange = |c: &&ColumnId| {
            let link = linked.column(**c);
            let of_table = |s: &crate::link::Span| {
                linked
                    .tables
                    .iter()
                    .any(|t| t.spans.iter().any(|o| o.from <= s.from && s.to <= o.to))
            };
            !index.table(index.table_of(**c)).display.contains(c)
                && link.strength <= Strength::Weak
                && link.spans.iter().all(of_table)
        };
        self.put("shown_stranger", count(strangers.filter(strange).count()));
        let ordered = plan.order.first().and_then(|(t, _)| t.column_of().copied());
        let by_adjective = ordered.is_some_and(|c| {
            plan.limit == Some(1) && shown == [c] && strength(&c) == Strength::Synonym
        });
        self.mark("shown_by_adjective", by_adjective);
        let mut tables: Vec<_> = shown.iter().map(|c| index.table_of(*c)).collect();
        tables.sort_unstable();
        tables.dedup();
        self.put("shown_tables", count(tables.len()));
        self.mark("and_with_several", self.cue(Cue::And) && plan.select.len() > 1);
        let least = shown.iter().map(|c| self.scores.role(Role::Select, *c)).fold(9.0, f32::min);
        self.put("shown_least_odds", least);
        let unused = self
            .scores
            .options(Role::Select)
            .iter()
            .find(|(c, _)| !self.candidate.plan.columns().contains(c));
        self.put("unshown_best_odds", unused.map_or(-5.0, |(_, s)| *s));
        let fractions: Vec<f32> = shown.iter().map(|c| linked.column(*c).fraction).collect();
        self.put("shown_fraction", fractions.iter().sum::<f32>() / count(fractions.len().max(1)));
        let formulas = plan.select.iter().filter(|t| matches!(t.of, Quantity::Formula(_))).count();
        self.mark("figure_unused", !linked.figures.is_empty() && !self.uses_formula());
        self.put("formulas", count(formulas));
        self.mark("bucket_unused", linked.cues.bucket.is_some() && !self.uses_bucket());
    }

    /// Whether the cues and the plan agree.
    #[expect(clippy::too_many_lines, reason = "one feature a line, told apart by their names")]
    pub(super) fn cued(&mut self) {
        let plan = &self.candidate.plan;
        let mut found: Vec<Aggregate> = Vec::new();
        for block in plan.blocks() {
            let filter = block.filter.conditions();
            let terms = block.select.iter().chain(block.order.iter().map(|(t, _)| t));
            found.extend(terms.chain(filter.iter().map(|c| &c.left)).filter_map(|t| t.aggregate));
        }
        let linked = self.scores.linked;
        let summed = found.contains(&Aggregate::Sum) || self.uses_formula();
        let pairs = [
            (
                "average_agrees",
                "average_missing",
                Cue::Average,
                found.contains(&Aggregate::Average),
            ),
            ("total_agrees", "total_missing", Cue::Total, summed),
            ("count_agrees", "count_missing", Cue::HowMany, found.contains(&Aggregate::Count)),
        ];
        for (agrees, missing, cue, there) in pairs {
            let said = self.cue(cue);
            self.put(agrees, flag(said && there) - flag(!said && there));
            self.mark(missing, said && !there);
        }
        let down = plan.order.first().is_some_and(|(_, way)| *way == Direction::Descending);
        let up = plan.order.first().is_some_and(|(_, way)| *way == Direction::Ascending);
        let (most, least) = (self.cue(Cue::Most), self.cue(Cue::Least));
        self.put("down_agrees", flag(down && most) - flag(down && !most));
        self.put("up_agrees", flag(up && least) - flag(up && !least));
        self.mark("most_missing", most && !down && !found.contains(&Aggregate::Maximum));
        self.mark("least_missing", least && !up && !found.contains(&Aggregate::Minimum));
        self.mark("maximum_without_most", found.contains(&Aggregate::Maximum) && !most);
        self.mark("minimum_without_least", found.contains(&Aggregate::Minimum) && !least);
        let distinct = plan.distinct || plan.select.iter().any(|t| t.distinct);
        let different = self.cue(Cue::Different);
        self.mark("once", distinct);
        self.mark("once_without_cue", distinct && !different);
        self.mark("different_without_once", !distinct && different);
        let negated = plan.blocks().iter().any(|b| {
            b.filter.conditions().iter().any(|c| {
                matches!(
                    c.operator,
                    Operator::NotIn | Operator::NotEqual | Operator::NotLike | Operator::Missing
                )
            }) || matches!(b.set, Some((SetOperation::Except, _)))
        });
        self.mark("not_missing", self.cue(Cue::Not) && !negated);
        self.mark("not_without_cue", negated && !self.cue(Cue::Not));
        let compared = plan.blocks().iter().any(|b| {
            b.filter
                .conditions()
                .iter()
                .any(|c| matches!(c.operator, Operator::Greater | Operator::AtLeast))
        });
        self.put(
            "more_agrees",
            flag(compared && self.cue(Cue::More)) - flag(compared && !self.cue(Cue::More)),
        );
        let lesser = plan.blocks().iter().any(|b| {
            b.filter
                .conditions()
                .iter()
                .any(|c| matches!(c.operator, Operator::Less | Operator::AtMost))
        });
        self.put(
            "less_agrees",
            flag(lesser && self.cue(Cue::Less)) - flag(lesser && !self.cue(Cue::Less)),
        );
        let index = linked.index;
        let counted = linked.items.iter().enumerate().any(|(at, item)| {
            item.kind == ItemKind::Number
                && self.candidate.used & bit(at) != 0
                && index.table_ids().any(|t| {
                    linked.table(t).strength == Strength::Exact
                        && linked.table(t).spans.iter().any(|s| s.from == item.span.to)
                })
        });
        let stranger = plan.filter.conditions().iter().any(|c| {
            let compared = matches!(
                c.operator,
                Operator::Greater | Operator::Less | Operator::AtLeast | Operator::AtMost
            );
            let unnamed =
                c.left.column_of().is_some_and(|c| linked.column(*c).strength <= Strength::Weak);
            compared && unnamed && !c.left.is_aggregated()
        });
        self.mark("counted_compared", counted && stranger);
        self.put("question_words", count(linked.tokens.len()));
    }
}
