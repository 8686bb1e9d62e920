//! Columns of different units, added or compared. A unit is what the semantic file says, else what the name ends with.

use sqlparser::ast::{BinaryOperator, Expr};

use super::{Doubt, DoubtKind, Sight, expressions};
use crate::sources::{Level, aggregate, arguments};

/// Units that names end with, those of one measure in a line. `m`, `g` and the like end too many names.
const UNITS: &[&[&str]] = &[
    &["kg", "kilograms", "lb", "lbs", "pounds", "oz", "grams", "tons", "tonnes"],
    &[
        "km",
        "kilometers",
        "kilometres",
        "miles",
        "mi",
        "meters",
        "metres",
        "ft",
        "feet",
        "cm",
        "mm",
        "inches",
    ],
    &[
        "ms",
        "milliseconds",
        "seconds",
        "secs",
        "minutes",
        "mins",
        "hours",
        "hrs",
        "days",
        "weeks",
        "months",
    ],
    &["usd", "eur", "gbp", "jpy", "chf", "cad", "aud", "cents", "dollars", "euros"],
    &["celsius", "fahrenheit", "kelvin"],
    &["liters", "litres", "gallons", "ml"],
];

pub(super) fn look(sight: &Sight<'_>) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    for level in sight.levels() {
        for expression in expressions(level) {
            let Expr::BinaryOp { left, op, right } = &expression else { continue };
            let (Some(one), Some(other)) = (unit(sight, level, left), unit(sight, level, right))
            else {
                continue;
            };
            if brings_together(op) && one != other {
                let shown = sight.shown(&expression);
                doubts.push(Doubt {
                    kind: DoubtKind::MixedUnits,
                    message: format!("`{shown}` brings {one} and {other} together"),
                    hint: "convert one into the other's unit".into(),
                    correction: None,
                });
            }
        }
    }
    doubts
}

fn brings_together(op: &BinaryOperator) -> bool {
    matches!(
        op,
        BinaryOperator::Plus
            | BinaryOperator::Minus
            | BinaryOperator::Eq
            | BinaryOperator::NotEq
            | BinaryOperator::Lt
            | BinaryOperator::LtEq
            | BinaryOperator::Gt
            | BinaryOperator::GtEq
    )
}

/// The unit of a column, or of a sum or average of it.
fn unit(sight: &Sight<'_>, level: &Level, expression: &Expr) -> Option<String> {
    if let Some((name, function)) = aggregate(expression) {
        let keeps = matches!(name.as_str(), "sum" | "avg" | "min" | "max" | "total");
        let arguments = arguments(function);
        let [of] = arguments.as_slice() else { return None };
        return keeps.then(|| unit(sight, level, of)).flatten();
    }
    let column = sight.column(level, expression)?;
    let mut said = sight.grounds.knowledge.of_column(&column);
    said.find_map(|meaning| meaning.unit.clone()).or_else(|| named(&column.column))
}

fn named(column: &str) -> Option<String> {
    let lower = column.to_lowercase();
    let (_, last) = lower.rsplit_once('_')?;
    let known = UNITS.iter().any(|measure| measure.contains(&last));
    known.then(|| last.to_owned())
}
