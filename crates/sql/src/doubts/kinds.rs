//! Text and numbers compared: SQLite compares `'10' < '9'` as text, and a number never equals a word.

use querist_vocabulary::{schema::ColumnName, statement::Dialect, value::ValueKind};
use sqlparser::ast::{BinaryOperator, Expr, Value};

use super::{Doubt, DoubtKind, Sight, expressions};
use crate::sources::Level;

pub(super) fn look(sight: &Sight<'_>) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    for level in sight.levels() {
        for expression in expressions(level) {
            let Expr::BinaryOp { left, op, right } = &expression else { continue };
            let sides = [(left, right), (right, left)];
            let found = sides
                .iter()
                .find_map(|(column, literal)| doubtful(sight, level, column, op, literal));
            doubts.extend(found.map(|(column, why)| doubt(sight, &expression, &column, why)));
        }
    }
    doubts
}

fn doubtful(
    sight: &Sight<'_>,
    level: &Level,
    column: &Expr,
    op: &BinaryOperator,
    literal: &Expr,
) -> Option<(ColumnName, &'static str)> {
    let name = sight.column(level, column)?;
    let kind = sight.declared(&name)?.kind;
    let Expr::Value(literal) = literal else { return None };
    let orders = matches!(
        op,
        BinaryOperator::Lt | BinaryOperator::LtEq | BinaryOperator::Gt | BinaryOperator::GtEq
    );
    let equals = matches!(op, BinaryOperator::Eq);
    match (&literal.value, kind) {
        (Value::Number(number, _), ValueKind::Text)
            if orders && sight.dialect == Dialect::Sqlite && misleads(sight, &name, number) =>
        {
            Some((name, "is text, and `'10'` comes before `'9'` there"))
        }
        (Value::Number(number, _), ValueKind::Text)
            if equals && number == "0" && sight.dialect == Dialect::Mysql =>
        {
            Some((name, "is text, and any word equals 0 there"))
        }
        (Value::SingleQuotedString(text), kind)
            if (orders || equals)
                && kind.is_number()
                && text.parse::<f64>().is_err()
                && sight.dialect != Dialect::Postgres
                && holds_numbers(sight, &name) =>
        {
            Some((name, "holds numbers, and no number equals a word"))
        }
        _ => None,
    }
}

/// Whether some stored number stands on the other side of the literal when both are read as text.
fn misleads(sight: &Sight<'_>, name: &ColumnName, literal: &str) -> bool {
    let Ok(number) = literal.parse::<f64>() else { return false };
    let profile = sight.profile(name);
    let samples = profile.into_iter().flat_map(|profile| {
        profile.samples.iter().chain(&profile.min).chain(&profile.max).map(ToString::to_string)
    });
    samples.into_iter().any(|text| {
        let stored = text.trim().parse::<f64>();
        stored.is_ok_and(|stored| (stored < number) != (text.as_str() < literal))
    })
}

/// Whether the data agrees with the declared type, as far as it is known: SQLite lets any column hold text.
fn holds_numbers(sight: &Sight<'_>, name: &ColumnName) -> bool {
    let samples = sight.profile(name).map(|profile| profile.samples.as_slice());
    samples.is_some_and(|samples| {
        !samples.is_empty() && samples.iter().all(|value| value.as_number().is_some())
    })
}

fn doubt(sight: &Sight<'_>, expression: &Expr, column: &ColumnName, why: &str) -> Doubt {
    Doubt {
        kind: DoubtKind::TextAsNumber,
        message: format!("`{}`: the column `{column}` {why}", sight.shown(expression)),
        hint: "compare it with a value of its own kind, or cast it".into(),
        correction: None,
    }
}
