//! The sentence of an answer: what the rows say, in words.
//!
//! Each form takes its figures from cells; [`proof`] then looks each of them up in the result again,
//! and a sentence that does not stand the test is replaced by the plain count of rows.

use std::cmp::Ordering;

use querist_vocabulary::{answer::ResultTable, database::Cut, value::Value};

use super::{
    figures::{count, spoken},
    meaning::{Facet, Role},
    series::{Point, Series},
    view::View,
};

/// What a row is called.
mod naming;

/// Looks up every figure of a sentence in what it was made from.
mod proof;

#[cfg(test)]
mod tests;

use naming::Naming;
use proof::Author;

/// Rows that a list names before it counts.
const NAMED: usize = 3;

/// Columns of a single row that are said beside its name.
const DETAILS: usize = 5;

/// What the rows say.
pub(crate) fn sentence(view: &View<'_>) -> String {
    let sentence = composed(view);
    if proof::holds(&sentence, view, Author::Template) { sentence } else { plain(view.result) }
}

/// Whether every figure of somebody else's sentence stands in the rows or was asked for.
pub(crate) fn stands(sentence: &str, view: &View<'_>) -> bool {
    proof::holds(sentence, view, Author::Model)
}

/// The sentence before its proof.
fn composed(view: &View<'_>) -> String {
    match (view.result.rows.as_slice(), view.result.cut) {
        ([], None) => nothing(view),
        ([], Some(cut)) => none_shown(cut).into(),
        ([row], None) => one_row(view, row),
        // What is largest among the first rows need not be the largest of all.
        (rows, Some(_)) => {
            format!(
                "{} These are the first {} rows; there are more.",
                list(view),
                count(rows.len())
            )
        }
        (_, None) => trend(view)
            .or_else(|| extremes(view))
            .or_else(|| range(view))
            .unwrap_or_else(|| list(view)),
    }
}

/// Needs no proof: it counts the rows itself.
fn plain(result: &ResultTable) -> String {
    match (result.rows.len(), result.cut) {
        (0, Some(cut)) => none_shown(cut).into(),
        (1, None) => "There is 1 row.".into(),
        (rows, None) => format!("There are {} rows.", count(rows)),
        (rows, Some(_)) => format!("These are the first {} rows; there are more.", count(rows)),
    }
}

fn nothing(view: &View<'_>) -> String {
    match view.reading {
        Some(reading) => format!("Nothing was found for: {}.", within(bare(reading))),
        None => "The query returns no rows.".into(),
    }
}

/// There are rows, but a limit comes before the first.
fn none_shown(cut: Cut) -> &'static str {
    match cut {
        Cut::Bytes => {
            "There are rows, but the first is too large to be shown: ask for a part of it, or raise `max_bytes`."
        }
        Cut::Rows => "There are rows, but `max_rows` lets none be shown.",
    }
}

fn one_row(view: &View<'_>, row: &[Value]) -> String {
    let reading = view.reading.map(bare);
    match (view.facets.as_slice(), row, reading) {
        ([facet], [value], Some(reading)) => single(&within(reading), facet, value),
        ([facet], [value], None) if value.is_null() => {
            format!("{} has no value.", capital(&facet.label))
        }
        ([facet], [value], None) => {
            format!("{} is {}.", capital(&facet.label), spoken(value, facet))
        }
        _ => details(view, row),
    }
}

/// A row of several columns: what names it, and the rest beside.
fn details(view: &View<'_>, row: &[Value]) -> String {
    let Some(naming) = Naming::of_one(view) else { return plain(view.result) };
    let others = view.facets.iter().filter(|facet| !naming.has(facet));
    let labelled =
        |facet: &Facet| Some(format!("{} {}", facet.label, spoken(row.get(facet.at)?, facet)));
    let mut parts: Vec<String> = others.clone().take(DETAILS).filter_map(labelled).collect();
    let more = others.count().saturating_sub(DETAILS);
    if more > 0 {
        parts.push(format!("and {more} more columns"));
    }
    let lead = capital(view.reading.map_or(naming.label(), bare));
    match parts.as_slice() {
        [] => format!("{lead}: {}.", naming.said(row)),
        parts => format!("{lead}: {} ({}).", naming.said(row), parts.join(", ")),
    }
}

/// One value, said as the answer to how the question was read.
fn single(reading: &str, facet: &Facet, value: &Value) -> String {
    if value.is_null() {
        return format!("There is no value for: {reading}.");
    }
    let spoken = spoken(value, facet);
    let named = reading.strip_prefix("the ").unwrap_or(reading);
    match named.strip_prefix("number of ") {
        Some(things) if *value == Value::Integer(0) => format!("There are no {things}."),
        Some(things) if matches!(value, Value::Integer(n) if *n != 1) => {
            format!("There are {spoken} {things}.")
        }
        Some(things) => format!("The number of {things} is {spoken}."),
        None if is_figure(named) || says(named, facet) => format!("The {named} is {spoken}."),
        None => format!("{}: {spoken}.", capital(reading)),
    }
}

/// Whether a reading begins with the name of the measure that is its answer: `revenue for sales …`.
fn says(reading: &str, facet: &Facet) -> bool {
    let rest = reading.strip_prefix(facet.label.as_str());
    let whole = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    whole && matches!(facet.role, Role::Measure(_))
}

fn is_figure(reading: &str) -> bool {
    const FIGURES: &[&str] = &[
        "average", "total", "sum", "highest", "lowest", "largest", "smallest", "maximum",
        "minimum", "latest", "earliest", "mean", "share", "overall",
    ];
    reading.split(' ').next().is_some_and(|first| FIGURES.contains(&first))
}

/// A number over time: where it began and where it ended. A period that is not over is said apart.
fn trend(view: &View<'_>) -> Option<String> {
    let series = Series::over_time(view)?;
    let [first, .., last] = series.closed() else { return None };
    let (facet, time) = (series.measure, series.axis);
    let label = capital_after(&facet.label, view);
    let (from, to) = (spoken(first.value, facet), spoken(last.value, facet));
    let (start, end) = (spoken(first.name, time), spoken(last.name, time));
    let course = match first.number.total_cmp(&last.number) {
        Ordering::Less => format!("rose from {from} ({start}) to {to} ({end})"),
        Ordering::Equal => format!("stood at {from} at both ends ({start} and {end})"),
        Ordering::Greater => format!("fell from {from} ({start}) to {to} ({end})"),
    };
    let open = series.begun().map_or_else(String::new, |point| {
        let (name, so_far) = (spoken(point.name, time), spoken(point.value, facet));
        format!(" {name} is not over: {so_far} so far.")
    });
    Some(format!("{}{label} {course}.{open}", lead(view)))
}

/// A number for many names: the largest and, where it is one alone, the smallest.
fn extremes(view: &View<'_>) -> Option<String> {
    let series = Series::by_category(view)?;
    if series.points.len() <= NAMED || view.limited {
        return None;
    }
    let (largest, smallest) = (series.largest()?, series.smallest());
    if smallest.is_none() && series.points.len() == NAMED + 1 {
        return None;
    }
    let (facet, axis) = (series.measure, series.axis);
    let said = |point: &Point<'_>| (spoken(point.name, axis), spoken(point.value, facet));
    let (first, most) = said(largest);
    let lowest = series
        .smallest()
        .map(said)
        .map_or_else(String::new, |(last, least)| format!(" and {last} the lowest ({least})"));
    let (label, of) = (&facet.label, count(series.points.len()));
    let lead = lead(view);
    Some(format!("{lead}{first} has the highest {label} ({most}){lowest}, among {of}."))
}

/// Numbers without names: from where to where they run.
fn range(view: &View<'_>) -> Option<String> {
    let [facet] = view.facets.as_slice() else { return None };
    let mut numbers: Vec<(f64, &Value)> =
        view.values(facet).filter_map(|value| Some((value.as_number()?, value))).collect();
    numbers.sort_by(|a, b| a.0.total_cmp(&b.0));
    let ((_, least), (_, most)) = (numbers.first()?, numbers.last()?);
    let (rows, least, most) =
        (count(view.result.rows.len()), spoken(least, facet), spoken(most, facet));
    let is_measure = matches!(facet.role, Role::Measure(_));
    let is_long = view.result.rows.len() > NAMED + 1 && !view.ordered;
    (is_measure && is_long).then(|| format!("{}{rows} values, from {least} to {most}.", lead(view)))
}

/// The first rows by name, and how many more there are.
fn list(view: &View<'_>) -> String {
    let Some(naming) = Naming::of_many(view) else { return plain(view.result) };
    let figure = view.measures().next().filter(|figure| !naming.has(figure));
    let item = |row: &Vec<Value>| {
        let title = naming.said(row);
        match figure.and_then(|figure| Some(spoken(row.get(figure.at)?, figure))) {
            Some(figure) => format!("{title} ({figure})"),
            None => title,
        }
    };
    let rows = view.result.rows.len();
    let shown = if rows == NAMED + 1 { rows } else { NAMED };
    let mut items: Vec<String> = view.result.rows.iter().take(shown).map(item).collect();
    if rows > shown && view.result.cut.is_none() {
        items.push(format!("{} more", count(rows - shown)));
    }
    let reading = match (view.reading, view.result.cut) {
        (Some(reading), _) => capital(bare(reading)),
        (None, None) => format!("{} rows", count(rows)),
        (None, Some(_)) => "First rows".into(),
    };
    format!("{reading}: {}.", joined(&items))
}

fn joined(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// How the question was read, where it was a question.
fn lead(view: &View<'_>) -> String {
    view.reading.map_or_else(String::new, |reading| format!("{}: ", capital(bare(reading))))
}

/// A label at the start of a sentence, or after a lead.
fn capital_after(label: &str, view: &View<'_>) -> String {
    if view.reading.is_some() { label.to_owned() } else { capital(label) }
}

/// A restatement without its full stop.
fn bare(reading: &str) -> &str {
    reading.trim().trim_end_matches(['.', '?', ':'])
}

/// A restatement in the middle of a sentence: its first word loses the capital, unless it is spelled with more.
fn within(reading: &str) -> String {
    let mut letters = reading.chars();
    match letters.next() {
        Some(first) if !letters.clone().next().is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => reading.to_owned(),
    }
}

/// With its first letter in upper case.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
