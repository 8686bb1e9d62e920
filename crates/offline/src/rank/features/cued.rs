//! What the cues announce, against what the plan does.

use super::{Sight, count, flag};
use crate::{
    cues::Cue,
    link::{Item, ItemKind, Strength},
    plan::{Aggregate, Direction, Operator},
};

impl Sight<'_> {
    /// Whether the cues and the plan agree.
    pub(super) fn cued(&mut self) {
        let found = self.aggregates();
        self.aggregated(&found);
        self.superlative(&found);
        self.once();
        self.negated();
        self.compared();
        self.counted_compared();
        self.put("question_words", count(self.linked.tokens.len()));
    }

    fn aggregated(&mut self, found: &[Aggregate]) {
        let summed = found.contains(&Aggregate::Sum) || self.uses_formula();
        let average = found.contains(&Aggregate::Average);
        let counted = found.contains(&Aggregate::Count);
        let pairs = [
            ("average_agrees", "average_missing", Cue::Average, average),
            ("total_agrees", "total_missing", Cue::Total, summed),
            ("count_agrees", "count_missing", Cue::HowMany, counted),
        ];
        for (agrees, missing, cue, there) in pairs {
            let said = self.cue(cue);
            self.put(agrees, flag(said && there) - flag(!said && there));
            self.mark(missing, said && !there);
        }
    }

    fn superlative(&mut self, found: &[Aggregate]) {
        let way = self.plan.order.first().map(|(_, way)| *way);
        let down = way == Some(Direction::Descending);
        let up = way == Some(Direction::Ascending);
        let (most, least) = (self.cue(Cue::Most), self.cue(Cue::Least));
        self.put("down_agrees", flag(down && most) - flag(down && !most));
        self.put("up_agrees", flag(up && least) - flag(up && !least));
        self.mark("most_missing", most && !down && !found.contains(&Aggregate::Maximum));
        self.mark("least_missing", least && !up && !found.contains(&Aggregate::Minimum));
        self.mark("maximum_without_most", found.contains(&Aggregate::Maximum) && !most);
        self.mark("minimum_without_least", found.contains(&Aggregate::Minimum) && !least);
    }

    fn once(&mut self) {
        let once = self.plan.distinct || self.plan.select.iter().any(|t| t.distinct);
        let different = self.cue(Cue::Different);
        self.mark("once", once);
        self.mark("once_without_cue", once && !different);
        self.mark("different_without_once", !once && different);
    }

    fn negated(&mut self) {
        let negated = self.blocks.iter().any(|block| block.negations() > 0);
        let in_flag = |i: &Item| i.kind == ItemKind::Flag && self.linked.is_negated(i.span);
        let negated = negated || self.used_items().any(in_flag);
        self.mark("not_missing", self.cue(Cue::Not) && !negated);
        let empty = self.used_items().any(|item| item.kind == ItemKind::Gap);
        self.mark("not_without_cue", negated && !empty && !self.cue(Cue::Not));
    }

    fn compared(&mut self) {
        let some = |operators: [Operator; 2]| {
            self.all_conditions.iter().any(|c| operators.contains(&c.operator))
        };
        let agrees = |there: bool, said: bool| flag(there && said) - flag(there && !said);
        let more = agrees(some([Operator::Greater, Operator::AtLeast]), self.cue(Cue::More));
        let less = agrees(some([Operator::Less, Operator::AtMost]), self.cue(Cue::Less));
        let or = self.plan.filter.has_or();
        self.mark("or_unsaid", or && !self.cue(Cue::Or) && !self.cue(Cue::And));
        self.put("more_agrees", more);
        self.put("less_agrees", less);
    }

    /// A number that counts rows of a named table, compared with a column that nobody named.
    fn counted_compared(&mut self) {
        let linked = self.linked;
        let begins = |at: usize| {
            let exact = linked.tables.iter().filter(|t| t.strength == Strength::Exact);
            exact.flat_map(|t| &t.spans).any(|s| s.from == at)
        };
        let counted = self.used_items().any(|i| i.kind == ItemKind::Number && begins(i.span.to));
        let sized = [Operator::Greater, Operator::Less, Operator::AtLeast, Operator::AtMost];
        let stranger = self.conditions.iter().any(|c| {
            let unnamed =
                c.left.column_of().is_some_and(|c| linked.column(*c).strength <= Strength::Weak);
            sized.contains(&c.operator) && unnamed && !c.left.is_aggregated()
        });
        self.mark("counted_compared", counted && stranger);
    }
}
