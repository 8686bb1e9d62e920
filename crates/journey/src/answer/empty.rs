//! Why there are no rows: which condition emptied the result, and what was probably meant.

use std::time::Duration;

use querist_sql::Relaxed;
use querist_vocabulary::{
    answer::{EmptyReason, ResultTable},
    database::Limits,
    event::Silence,
    schema::ColumnName,
    statement::{Query, ReadOnly},
    value::Value,
};

use super::figures::quote;
use crate::{gather::Known, journey::Journey, trip::Trip};

/// The most conditions that are tried.
const MOST_TRIED: usize = 6;

/// How long one try may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// How many near values are named.
const NEAR: usize = 3;

/// Whether a result says nothing: no rows, or one row of zeros and nulls, as sums over nothing give. Where a limit left
/// out the first row already, there are rows.
pub(crate) fn is_empty(result: &ResultTable) -> bool {
    let blank = |value: &Value| value.is_null() || value.as_number() == Some(0.0);
    match result.rows.as_slice() {
        [] => result.cut.is_none(),
        [row] => row.iter().all(blank),
        [_, _, ..] => false,
    }
}

impl Journey {
    /// Tries the query without each of its conditions: those that let rows through are the reason.
    pub(crate) async fn empty_reason(
        &self,
        query: &ReadOnly<Query>,
        known: Known<'_>,
        trip: &Trip<'_>,
    ) -> Option<EmptyReason> {
        let timeout = PATIENCE.min(self.parts.limits.timeout);
        let limits = Limits { rows: Some(1), bytes: None, timeout };
        let tried: Vec<Relaxed> = querist_sql::relax(query).into_iter().take(MOST_TRIED).collect();
        let mut guilty = Vec::new();
        for relaxed in &tried {
            let found = self.collect(&relaxed.query, limits, &trip.id, &Silence).await;
            if found.is_ok_and(|found| !is_empty(&found)) {
                guilty.push(relaxed);
            }
        }
        let alone = |relaxed: &Relaxed| alone(relaxed, self.tellable(relaxed, known));
        match guilty.as_slice() {
            // No condition alone is the reason; a value that is nowhere stored still is one.
            [] => tried.iter().map(alone).find(|why| !why.near.is_empty()),
            [relaxed] => Some(alone(relaxed)),
            [first, second, ..] => Some(together(first, second)),
        }
    }
}

/// One condition that no row meets.
fn alone(relaxed: &Relaxed, known: Known<'_>) -> EmptyReason {
    let (condition, column) = (relaxed.condition.clone(), relaxed.column.as_ref());
    let asked = column.zip(relaxed.value.as_ref());
    let near = asked.map_or_else(Vec::new, |(column, value)| near(column, value, known));
    let quoted: Vec<String> = near.iter().map(|value| quote(value)).collect();
    let hint = match quoted.as_slice() {
        [] => column.and_then(|column| range(column, known)),
        [one] => Some(format!("the nearest stored value is {one}")),
        several => Some(format!("the nearest stored values are {}", several.join(", "))),
    };
    let hint = hint.map_or_else(String::new, |hint| format!("; {hint}"));
    let sentence = format!("The condition `{condition}` leaves no rows{hint}.");
    EmptyReason { condition, column: column.cloned(), near, sentence }
}

/// Two conditions of which each alone is met.
fn together(first: &Relaxed, second: &Relaxed) -> EmptyReason {
    let sentence = format!(
        "No row meets both `{}` and `{}`; without either there are rows.",
        first.condition, second.condition
    );
    EmptyReason { condition: first.condition.clone(), column: None, near: Vec::new(), sentence }
}

/// Stored texts near the one asked for.
fn near(column: &ColumnName, value: &Value, known: Known<'_>) -> Vec<String> {
    let (Value::Text(text), Some(learned)) = (value, known.learned) else { return Vec::new() };
    let asked = text.trim_matches('%');
    let near = learned.engine.values().near(column, asked, NEAR);
    // A value that is stored was not misspelled.
    if near.iter().any(|stored| stored == asked) { Vec::new() } else { near }
}

/// From where to where a column's stored numbers and dates run.
fn range(column: &ColumnName, known: Known<'_>) -> Option<String> {
    let profile = known.learned?.profile.column(&column.table, &column.column)?;
    let (min, max) = (profile.min.as_ref()?, profile.max.as_ref()?);
    Some(format!("stored values run from {} to {}", bound(min)?, bound(max)?))
}

/// A number or a day; other values have no range that helps.
fn bound(value: &Value) -> Option<String> {
    let day = value.as_date().map(|day| day.to_string());
    day.or_else(|| value.as_number().map(|_| value.to_string()))
}
