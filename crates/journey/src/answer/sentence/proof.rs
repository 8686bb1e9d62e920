//! Looks up every figure of a sentence in what it was made from.
//!
//! The sentence is read again as a stranger would read it: each run of digits is a figure, and must be
//! a cell of the result (rounded as it is written), a figure of a text or date cell, of the
//! question's restatement, of a column's name, or a count of rows.

use querist_vocabulary::value::Value;

use super::{DETAILS, NAMED};
use crate::answer::view::View;

/// A figure as written.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Figure {
    number: f64,
    /// Half of the last place written: how far the cell may be off.
    slack: f64,
}

/// Whose sentence it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Author {
    /// Ours, which counts the rows and columns that it does not name.
    Template,
    /// A language model's.
    Model,
}

/// Whether every figure has its source.
pub(crate) fn holds(sentence: &str, view: &View<'_>, author: Author) -> bool {
    let figures = figures(sentence);
    // What was said beside the cells is looked at first: it is short.
    let known = beside(view, author);
    let is_cell = |figure: &Figure| {
        let mut cells = view.result.rows.iter().flatten();
        cells.any(|cell| has(cell, *figure))
    };
    figures.iter().all(|figure| known.contains(&figure.number) || is_cell(figure))
}

/// Figures of the restatement, of names and units, and counts of rows and columns.
fn beside(view: &View<'_>, author: Author) -> Vec<f64> {
    let mut texts: Vec<&str> = view.facets.iter().map(|facet| facet.label.as_str()).collect();
    texts.extend(view.reading);
    texts.extend(view.facets.iter().filter_map(|facet| facet.unit.as_deref()));
    let written = texts.iter().flat_map(|text| figures(text)).map(|figure| figure.number);
    let rows = view.result.rows.len();
    let mut known: Vec<f64> = written.chain([rows as f64]).collect();
    if author == Author::Template {
        known.extend((1..=rows.min(NAMED + 1)).map(|named| (rows - named) as f64));
        // A row is named by one column, a person by two.
        known.extend([1, 2].map(|named| view.facets.len().saturating_sub(DETAILS + named) as f64));
    }
    known
}

/// Whether a cell is the figure as it is written, or a text or date that has it.
fn has(cell: &Value, figure: Figure) -> bool {
    match cell.as_number() {
        Some(number) => {
            let room = figure.slack + number.abs() * 1e-9;
            (number.abs() - figure.number).abs() <= room
        }
        None => figures(&cell_text(cell)).iter().any(|own| own.number == figure.number),
    }
}

/// Texts in the sentence stand on one line.
fn cell_text(cell: &Value) -> String {
    cell.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The figures of a text: digits with thousands commas, a decimal point and an exponent.
fn figures(text: &str) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        rest = rest.get(start..).unwrap_or_default();
        let (figure, length) = figure(rest);
        found.push(figure);
        rest = rest.get(length..).unwrap_or_default();
    }
    found
}

/// The figure that a text begins with, and its length in bytes.
fn figure(text: &str) -> (Figure, usize) {
    let mut end = digits(text);
    while let Some(group) = text.get(end..).and_then(|rest| rest.strip_prefix(','))
        && digits(group) == 3
    {
        end += 4;
    }
    let mut places = 0;
    if let Some(fraction) = text.get(end..).and_then(|rest| rest.strip_prefix('.')) {
        places = digits(fraction);
        end += if places > 0 { places + 1 } else { 0 };
    }
    let exponent = text.get(end..).map_or(0, exponent);
    end += exponent;
    let written = text.get(..end).unwrap_or_default().replace(',', "");
    // What is written without decimals was rounded to two of them at most.
    let slack = if exponent > 0 { 0.0 } else { 0.5 * 0.1_f64.powi(places.max(2) as i32) };
    (Figure { number: written.parse().unwrap_or(f64::NAN), slack }, end)
}

/// The length of an exponent such as `e+300`; 0 where there is none.
fn exponent(text: &str) -> usize {
    let Some(rest) = text.strip_prefix(['e', 'E']) else { return 0 };
    let unsigned = rest.strip_prefix(['+', '-']).unwrap_or(rest);
    match digits(unsigned) {
        0 => 0,
        digits => text.len() - unsigned.len() + digits,
    }
}

fn digits(text: &str) -> usize {
    text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, numbers: &[f64]) {
        let found: Vec<f64> = figures(text).iter().map(|figure| figure.number).collect();
        assert_eq!(found, numbers);
    }

    #[test]
    fn figures_are_read_as_they_are_written() {
        check("no figure", &[]);
        check("$1,234,567.80 and 12.", &[1_234_567.8, 12.0]);
        check("1, 2,3 and 4,5678", &[1.0, 2.0, 3.0, 4.0, 5678.0]);
        check("5 March 2024; 1e+300 or 3em", &[5.0, 2024.0, 1e300, 3.0]);
        check("No. 5.", &[5.0]);
    }
}
