//! Whether a reply is what a case expects, and what differs.

use querist_vocabulary::answer::{Outcome, Reply};
use serde_json::Value as Json;

use super::cases::{Case, Expected};
use crate::{
    QueristError,
    eval::{
        gold::{Golds, ROWS},
        hardness::orders,
        same::{Cell, Order, Row, same},
    },
    wire,
};

/// What differs from what is expected; none where nothing does.
pub(super) async fn difference(
    case: &Case,
    reply: Result<&Reply, &QueristError>,
    golds: &mut Golds,
) -> Option<String> {
    let outcome = match reply {
        Ok(reply) => &reply.outcome,
        Err(error) => return Some(format!("it failed: {error}")),
    };
    let (wanted, order) = match case.expected() {
        Expected::Declines => return unless(is_declined(outcome), outcome),
        Expected::AsksBack => return unless(matches!(outcome, Outcome::Clarify(_)), outcome),
        Expected::Rows(rows) => {
            (rows.iter().map(|row| row.iter().map(cell).collect()).collect(), Order::Free)
        }
        Expected::Sql(sql) => match golds.rows(sql).await {
            Ok(rows) => {
                let order = if orders(sql) { Order::Counts } else { Order::Free };
                (rows.to_vec(), order)
            }
            Err(reason) => return Some(format!("the expected SQL does not run: {reason}")),
        },
    };
    match outcome {
        Outcome::Answer(answer) if answer.result.cut.is_none() => {
            let rows = answer.result.rows.iter().take(ROWS);
            let found: Vec<Row> = rows.map(|row| row.iter().map(Cell::of).collect()).collect();
            (!same(&wanted, &found, order)).then(|| told(&wanted, &found, order))
        }
        Outcome::Answer(_) => Some("the answer was cut short".into()),
        Outcome::Clarify(_) | Outcome::Decline(_) | Outcome::Refuse(_) => unless(false, outcome),
    }
}

/// The SQL that ran and how sure the reading was.
pub(super) fn sql(reply: &Reply) -> (Option<String>, Option<f64>) {
    match &reply.outcome {
        Outcome::Answer(answer) => (Some(answer.query.get().unlimited.clone()), answer.confidence),
        Outcome::Clarify(_) | Outcome::Decline(_) | Outcome::Refuse(_) => (None, None),
    }
}

fn is_declined(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Decline(_) | Outcome::Refuse(_))
}

/// What came instead.
fn unless(fits: bool, outcome: &Outcome) -> Option<String> {
    let said = match outcome {
        Outcome::Answer(answer) => answer.sentence.clone(),
        Outcome::Clarify(asked) => asked.question.clone(),
        Outcome::Decline(decline) => decline.reason.clone(),
        Outcome::Refuse(refusal) => refusal.message.clone(),
    };
    (!fits).then(|| format!("it came to `{}`: {said}", wire::word(outcome)))
}

fn cell(value: &Json) -> Cell {
    match value {
        Json::Null => Cell::Null,
        Json::Bool(truth) => Cell::number(f64::from(u8::from(*truth))),
        Json::Number(number) => number.as_f64().map_or(Cell::Null, Cell::number),
        Json::String(text) => Cell::Text(text.clone()),
        Json::Array(_) | Json::Object(_) => Cell::Text(value.to_string()),
    }
}

/// The first thing that differs between rows.
fn told(wanted: &[Row], found: &[Row], order: Order) -> String {
    let width = |rows: &[Row]| rows.first().map(Vec::len);
    if wanted.len() != found.len() {
        return format!("{} rows instead of {}", found.len(), wanted.len());
    }
    if let (Some(right), Some(wrong)) = (width(wanted), width(found))
        && right != wrong
    {
        return format!("{wrong} columns instead of {right}");
    }
    let missing = wanted.iter().find(|row| !found.contains(row));
    match (missing, order) {
        (Some(row), _) => format!("this row is missing: {}", printed(row)),
        (None, Order::Counts) => "the rows stand in another order".into(),
        (None, Order::Free) => "some rows are there more often than they should be".into(),
    }
}

fn printed(row: &Row) -> String {
    let cells: Vec<String> = row.iter().map(Cell::shown).collect();
    format!("| {} |", cells.join(" | "))
}
