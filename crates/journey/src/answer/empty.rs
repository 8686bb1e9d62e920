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

/// Whether a result says nothing: no rows, or one row of zeros and nulls, as sums over nothing give.
pub(crate) fn is_empty(result: &ResultTable) -> bool {
    let blank = |value: &Value| value.is_null() || value.as_number() == Some(0.0);
    match result.rows.as_slice() {
        [] => true,
        [row] => row.iter().all(blank),
        [_, _, ..] => false,
    }
}

impl Journey {
    /// Tries the query without each condition; the first that lets rows through is the reason.
    pub(crate) async fn empty_reason(
        &self,
        query: &ReadOnly<Query>,
        known: Known<'_>,
        trip: &Trip<'_>,
    ) -> Option<EmptyReason> {
        let limits =
            Limits { rows: Some(1), bytes: None, timeout: PATIENCE.min(self.parts.limits.timeout) };
        for relaxed in querist_sql::relax(query).into_iter().take(MOST_TRIED) {
            let found = self.collect(&relaxed.query, limits, &trip.id, &Silence).await;
            if found.is_ok_and(|found| !is_empty(&found)) {
                return Some(reason(relaxed, known));
            }
        }
        None
    }
}

fn reason(relaxed: Relaxed, known: Known<'_>) -> EmptyReason {
    let Relaxed { condition, column, value, .. } = relaxed;
    let near =
        column.as_ref().zip(value.as_ref()).map_or_else(Vec::new, |(c, v)| near(c, v, known));
    let hint = match near.as_slice() {
        [] => column.as_ref().and_then(|column| range(column, known)),
        [one] => Some(format!("the nearest stored value is {}", quote(one))),
        near => {
            let near: Vec<_> = near.iter().map(|value| quote(value)).collect();
            Some(format!("the nearest stored values are {}", near.join(", ")))
        }
    };
    let hint = hint.map_or_else(String::new, |hint| format!("; {hint}"));
    let sentence = format!("No row meets `{condition}`, and without it there are rows{hint}.");
    EmptyReason { condition, near, sentence }
}

/// Stored texts near the one asked for.
fn near(column: &ColumnName, value: &Value, known: Known<'_>) -> Vec<String> {
    let (Value::Text(text), Some(learned)) = (value, known.learned) else { return Vec::new() };
    let asked = text.trim_matches('%');
    let mut near = learned.engine.values().near(column, asked, NEAR);
    near.retain(|stored| stored != text);
    near
}

/// From where to where a column's stored numbers and dates run.
fn range(column: &ColumnName, known: Known<'_>) -> Option<String> {
    let profile = known.learned?.profile.column(&column.table, &column.column)?;
    let (min, max) = (profile.min.as_ref()?, profile.max.as_ref()?);
    let is_ranged = |value: &Value| value.as_number().is_some() || value.as_date().is_some();
    (is_ranged(min) && is_ranged(max)).then(|| format!("stored values run from {min} to {max}"))
}
