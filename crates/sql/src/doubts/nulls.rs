//! Comparisons with NULL, which hold for nothing: `x = NULL`, and `x NOT IN (…)` over a list with NULL in it.

use sqlparser::ast::{
    BinaryOperator, Expr, GroupByExpr, Query, Select, SelectItem, SetExpr, Value, VisitMut,
    VisitorMut,
};
use std::ops::ControlFlow;

use super::{Doubt, DoubtKind, Sight, expressions};
use crate::{render, sources::Level};
use querist_vocabulary::statement::Draft;

pub(super) fn look(sight: &Sight<'_>) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    for level in sight.levels() {
        for expression in expressions(level) {
            doubts.extend(equals_null(sight, &expression));
            doubts.extend(not_in(sight, &expression));
        }
    }
    doubts
}

fn equals_null(sight: &Sight<'_>, expression: &Expr) -> Option<Doubt> {
    let meant = meant(expression)?;
    let mut statement = sight.statement.clone();
    let _: ControlFlow<()> = statement.visit(&mut Mended);
    let message =
        format!("`{}` holds for nothing, since NULL equals nothing", sight.shown(expression));
    Some(Doubt {
        kind: DoubtKind::EqualsNull,
        message,
        hint: format!("`{}` asks whether it is missing", sight.shown(&meant)),
        correction: render::faithful(sight.dialect, &statement).ok().map(Draft),
    })
}

/// `IS NULL` for `= NULL`, and the opposite for the opposite.
fn meant(expression: &Expr) -> Option<Expr> {
    let Expr::BinaryOp { left, op, right } = expression else { return None };
    let of = match (is_null(left), is_null(right)) {
        (false, true) => left,
        (true, false) => right,
        (true, true) | (false, false) => return None,
    };
    match op {
        BinaryOperator::Eq => Some(Expr::IsNull(of.clone())),
        BinaryOperator::NotEq => Some(Expr::IsNotNull(of.clone())),
        _ => None,
    }
}

fn is_null(expression: &Expr) -> bool {
    matches!(expression, Expr::Value(value) if value.value == Value::Null)
}

struct Mended;

impl VisitorMut for Mended {
    type Break = ();

    fn pre_visit_expr(&mut self, expression: &mut Expr) -> ControlFlow<()> {
        if let Some(meant) = meant(expression) {
            *expression = meant;
        }
        ControlFlow::Continue(())
    }
}

/// A list that is known to have NULL in it: the data says so.
fn not_in(sight: &Sight<'_>, expression: &Expr) -> Option<Doubt> {
    let Expr::InSubquery { subquery, negated: true, .. } = expression else { return None };
    let (select, returned) = single(subquery)?;
    let level = sight.levels().find(|level| level.select == *select)?;
    let place = level.place(sight.dialect, returned)?;
    let column = sight.stored(level, &place)?;
    let missing = sight.profile(&column)?.nulls;
    if missing == 0 || says_of(sight, level, returned) {
        return None;
    }
    Some(Doubt {
        kind: DoubtKind::NotInNull,
        message: format!(
            "`NOT IN` holds for nothing where the list has NULL in it, and `{column}` is missing in {missing} rows"
        ),
        hint: "leave out the rows without a value".into(),
        correction: is_plain(subquery, select)
            .then(|| sight.with_select(select, present(select, returned)))
            .flatten(),
    })
}

/// Whether a row left out of a list changes nothing but that: a limit would let another in, a group or window would
/// count without it.
fn is_plain(query: &Query, select: &Select) -> bool {
    let limited = query.limit_clause.is_some() || query.fetch.is_some() || select.top.is_some();
    let grouped = match &select.group_by {
        GroupByExpr::Expressions(groups, _) => !groups.is_empty(),
        GroupByExpr::All(_) => true,
    };
    !limited && !grouped && select.having.is_none() && select.qualify.is_none()
}

/// The list without NULL.
fn present(select: &Select, returned: &Expr) -> Select {
    let mut new = select.clone();
    let present = Expr::IsNotNull(Box::new(returned.clone()));
    new.selection = Some(match new.selection.take() {
        Some(all) => Expr::BinaryOp {
            left: Box::new(Expr::Nested(Box::new(all))),
            op: BinaryOperator::And,
            right: Box::new(present),
        },
        None => present,
    });
    new
}

/// The SELECT of a list and the one column that it returns.
fn single(query: &Query) -> Option<(&Select, &Expr)> {
    let SetExpr::Select(select) = query.body.as_ref() else { return None };
    match select.projection.as_slice() {
        [SelectItem::UnnamedExpr(returned) | SelectItem::ExprWithAlias { expr: returned, .. }] => {
            Some((select, returned))
        }
        _ => None,
    }
}

/// Whether a condition of the list compares the column, so that NULL does not pass.
fn says_of(sight: &Sight<'_>, level: &Level, returned: &Expr) -> bool {
    let place = level.place(sight.dialect, returned);
    let is_it = |side: &Expr| level.place(sight.dialect, side) == place;
    level.conditions.iter().any(|condition| match condition {
        Expr::IsNotNull(of) => is_it(of),
        Expr::BinaryOp { left, right, .. } => is_it(left) || is_it(right),
        Expr::InList { expr, .. }
        | Expr::InSubquery { expr, .. }
        | Expr::Between { expr, .. }
        | Expr::Like { expr, .. } => is_it(expr),
        _ => false,
    })
}
