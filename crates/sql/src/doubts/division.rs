//! Whole numbers divided where the dialect cuts the fraction off: a share of 3 in 4 is 0.

use std::ops::ControlFlow;

use querist_vocabulary::{
    statement::{Dialect, Draft},
    value::ValueKind,
};
use sqlparser::ast::{BinaryOperator, Expr, Value, VisitMut, VisitorMut};

use super::{Doubt, DoubtKind, Sight, expressions};
use crate::{
    render,
    sources::{Level, aggregate, aggregates, arguments},
};

pub(super) fn look(sight: &Sight<'_>) -> Vec<Doubt> {
    // MySQL and BigQuery divide whole numbers into fractions.
    if matches!(sight.dialect, Dialect::Mysql | Dialect::BigQuery) {
        return Vec::new();
    }
    let mut doubts = Vec::new();
    for level in sight.levels() {
        for expression in expressions(level) {
            let Expr::BinaryOp { left, op: BinaryOperator::Divide, right } = &expression else {
                continue;
            };
            let ratio = has_column(right) && !matches!(**right, Expr::Value(_));
            if ratio && is_whole(sight, level, left) && is_whole(sight, level, right) {
                doubts.push(doubt(sight, &expression));
            }
        }
    }
    doubts
}

fn doubt(sight: &Sight<'_>, division: &Expr) -> Doubt {
    let of_totals = match division {
        Expr::BinaryOp { left, right, .. } => aggregates(left) && aggregates(right),
        _ => false,
    };
    let shown = sight.shown(division);
    Doubt {
        kind: DoubtKind::IntegerDivision,
        message: format!("`{shown}` divides whole numbers, and the fraction is cut off"),
        hint: "multiply one side by 1.0".into(),
        correction: of_totals.then(|| fractional(sight, division)).flatten(),
    }
}

/// The same with a fraction: a share of one total in another is never meant to be whole.
fn fractional(sight: &Sight<'_>, division: &Expr) -> Option<Draft> {
    let mut statement = sight.statement.clone();
    let _: ControlFlow<()> = statement.visit(&mut Fraction { division });
    render::faithful(sight.dialect, &statement).ok().map(Draft)
}

struct Fraction<'d> {
    division: &'d Expr,
}

impl VisitorMut for Fraction<'_> {
    type Break = ();

    fn post_visit_expr(&mut self, expression: &mut Expr) -> ControlFlow<()> {
        if expression == self.division
            && let Expr::BinaryOp { left, .. } = expression
        {
            let one = Expr::Value(Value::Number("1.0".into(), false).into());
            let times = BinaryOperator::Multiply;
            **left = Expr::BinaryOp { left: left.clone(), op: times, right: Box::new(one) };
        }
        ControlFlow::Continue(())
    }
}

/// Whether an expression is a whole number in any case.
fn is_whole(sight: &Sight<'_>, level: &Level, expression: &Expr) -> bool {
    match expression {
        Expr::Nested(inner) => is_whole(sight, level, inner),
        Expr::Value(value) => {
            matches!(&value.value, Value::Number(number, _) if number.parse::<i64>().is_ok())
        }
        Expr::BinaryOp {
            left,
            op: BinaryOperator::Plus | BinaryOperator::Minus | BinaryOperator::Multiply,
            right,
        } => is_whole(sight, level, left) && is_whole(sight, level, right),
        Expr::Identifier(_) | Expr::CompoundIdentifier(_) => {
            let column = sight.column(level, expression);
            column.is_some_and(|column| is_integer(sight, &column))
        }
        _ => match aggregate(expression) {
            Some((name, _)) if name == "count" => true,
            Some((name, function)) if matches!(name.as_str(), "sum" | "min" | "max") => {
                let arguments = arguments(function);
                arguments.len() == 1 && arguments.iter().all(|of| is_whole(sight, level, of))
            }
            _ => false,
        },
    }
}

/// Declared so, and in SQLite, which keeps what it is given, so in the data as far as it is known.
fn is_integer(sight: &Sight<'_>, column: &querist_vocabulary::schema::ColumnName) -> bool {
    let declared = sight.declared(column).is_some_and(|column| column.kind == ValueKind::Integer);
    let samples = sight.profile(column).map(|profile| profile.samples.as_slice());
    let kept =
        samples.unwrap_or_default().iter().filter_map(querist_vocabulary::value::Value::kind);
    declared && kept.into_iter().all(|kind| kind == ValueKind::Integer)
}

fn has_column(expression: &Expr) -> bool {
    match expression {
        Expr::Value(_) => false,
        Expr::Nested(inner) => has_column(inner),
        _ => true,
    }
}
