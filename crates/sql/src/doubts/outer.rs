//! Outer joins that a condition makes inner: rows without a partner were asked for and are left out again.

use sqlparser::ast::{BinaryOperator, Expr};

use super::{Doubt, DoubtKind, Sight};
use crate::sources::{Level, conjuncts};

pub(super) fn look(sight: &Sight<'_>) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    for level in sight.levels() {
        let mut conditions = Vec::new();
        level.select.selection.iter().for_each(|all| conjuncts(all, &mut conditions));
        doubts.extend(conditions.iter().filter_map(|condition| doubt(sight, level, condition)));
    }
    doubts
}

fn doubt(sight: &Sight<'_>, level: &Level, condition: &Expr) -> Option<Doubt> {
    let compared = compared(condition)?;
    let place = level.place(sight.dialect, compared)?;
    let source = level.sources.get(place.source).filter(|source| source.optional)?;
    let alias = source.alias.clone().unwrap_or_default();
    let shown = sight.shown(condition);
    Some(Doubt {
        kind: DoubtKind::OuterJoinUndone,
        message: format!(
            "`{shown}` leaves out the rows without `{alias}` that the outer join keeps"
        ),
        hint: "put the condition into the join, if rows without a partner should stay".into(),
        correction: None,
    })
}

/// The column that a condition compares, if NULL does not pass it.
fn compared(condition: &Expr) -> Option<&Expr> {
    match condition {
        Expr::BinaryOp { left, op, right } => {
            let compares = matches!(
                op,
                BinaryOperator::Eq
                    | BinaryOperator::NotEq
                    | BinaryOperator::Lt
                    | BinaryOperator::LtEq
                    | BinaryOperator::Gt
                    | BinaryOperator::GtEq
            );
            (compares && matches!(**right, Expr::Value(_))).then_some(left)
        }
        Expr::InList { expr, .. } | Expr::Between { expr, .. } | Expr::Like { expr, .. } => {
            Some(expr)
        }
        _ => None,
    }
}
