//! Conditions on groups.

use querist_vocabulary::value::Value;

use super::{Edit, Filler, HAVING, Move, Moves, OPERATOR, Partial, compare};
use crate::{
    compose::{
        scores::{OPERATORS, bit},
        shape::{ConditionShape, RightShape},
    },
    link::ItemKind,
    plan::{Aggregate, Operand, Operator, Term},
};

impl Filler<'_> {
    /// A figure of each group against a number of the question.
    pub(super) fn having(
        &self,
        partial: &Partial,
        parent: usize,
        moves: &mut Moves,
        shape: &ConditionShape,
    ) {
        if shape.right != RightShape::Value {
            return;
        }
        let counted = shape.left.aggregate == Some(Aggregate::Count);
        let one = vec![(Term::count(), 0.0)];
        let terms = if counted { one } else { self.ordered_figures(shape.left) };
        let mut numbers: Vec<(Value, u64, f32, Option<usize>)> = Vec::new();
        for (at, item) in self.scores.linked.items.iter().enumerate() {
            let counted = shape.left.aggregate == Some(Aggregate::Count) && item.measured;
            if item.kind == ItemKind::Number && !counted && self.is_free(partial, at) {
                let p = self.scores.items.get(at).copied().unwrap_or(0.0);
                numbers.push((crate::link::number_value(&item.text), bit(at), -2.0 * p, Some(at)));
            }
        }
        if numbers.is_empty() {
            numbers.push((Value::Integer(1), 0, -1.5, None));
        }
        for (term, s) in terms.into_iter().take(5) {
            for (value, used, cost, item) in &numbers {
                let (operator, fit) = self.group_operator(shape.operator, *item);
                let score = partial.score + s + cost + 0.6 * fit;
                let slots = [(HAVING, s + cost), (OPERATOR, fit)];
                let right = || Operand::Value(value.clone());
                let edit = || Edit::Having(compare(term.clone(), operator, right()));
                moves.offer(Move { parent, score, used: *used, slots }, edit);
            }
        }
    }

    /// The operator of a condition on groups, from the words before its number where the shape is free.
    fn group_operator(&self, wanted: Option<Operator>, item: Option<usize>) -> (Operator, f32) {
        let words = item.map(|at| self.scores.count_operators(at));
        let fit = |operator: Operator| {
            let place = OPERATORS.iter().position(|o| *o == operator);
            words.and_then(|w| w.get(place?).copied()).unwrap_or(-1.0)
        };
        match wanted {
            Some(operator) => (operator, fit(operator)),
            None => {
                let usual = [
                    Operator::Greater,
                    Operator::AtLeast,
                    Operator::Equal,
                    Operator::Less,
                    Operator::AtMost,
                ];
                let best = usual.into_iter().max_by(|a, b| fit(*a).total_cmp(&fit(*b)));
                let best = best.unwrap_or(Operator::Greater);
                (best, fit(best))
            }
        }
    }
}
