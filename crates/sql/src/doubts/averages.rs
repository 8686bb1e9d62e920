//! Averages of averages: groups of one row weigh as much as groups of a thousand.

use super::{Doubt, DoubtKind, Sight, expressions};
use crate::sources::{aggregate, arguments};

pub(super) fn look(sight: &Sight<'_>) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    for level in sight.levels() {
        for expression in expressions(level) {
            let Some((name, function)) = aggregate(&expression).filter(|(name, _)| name == "avg")
            else {
                continue;
            };
            let arguments = arguments(function);
            let [argument] = arguments.as_slice() else { continue };
            let field = level.place(sight.dialect, argument).and_then(|place| level.field(&place));
            if field.is_some_and(|field| field.aggregate.as_deref() == Some(name.as_str())) {
                let shown = sight.shown(&expression);
                doubts.push(Doubt {
                    kind: DoubtKind::AverageOfAverages,
                    message: format!("`{shown}` is an average of averages: a group of few rows weighs as much as one of many"),
                    hint: "ask for the average over all rows, if each row should weigh the same".into(),
                    correction: None,
                });
            }
        }
    }
    doubts
}
