//! Whether two results say the same.

use querist_vocabulary::{answer::ResultTable, value::Value};

/// A value without its type: a whole amount is the same in every database's number type.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    Null,
    Number(f64),
    Text(String),
}

impl Cell {
    fn of(value: &Value) -> Self {
        if value.is_null() {
            return Self::Null;
        }
        let text = match value {
            Value::Boolean(truth) => u8::from(*truth).to_string(),
            Value::DateTime(_) | Value::Timestamp(_) => {
                value.as_date().map_or_else(String::new, |day| day.to_string())
            }
            Value::Null
            | Value::Integer(_)
            | Value::Decimal(_)
            | Value::Float(_)
            | Value::Text(_)
            | Value::Date(_)
            | Value::Time(_)
            | Value::Json(_)
            | Value::Binary(_)
            | Value::Array(_)
            | Value::Other(_) => value.to_string(),
        };
        let text = text.trim_end().trim_end_matches(".000").trim_end_matches(" 00:00:00");
        value
            .as_number()
            .or_else(|| text.parse().ok())
            .map_or_else(|| Self::Text(period(text)), Self::Number)
    }

    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(one), Self::Number(two)) => {
                (one - two).abs() <= 1e-6 * one.abs().max(two.abs()).max(1.0)
            }
            (one, two) => one == two,
        }
    }
}

/// Months and quarters by their first day, however they are written: `2024-03`, `2024-Q2`.
fn period(text: &str) -> String {
    let quarter = |at: usize| {
        text.get(at..).and_then(|rest| rest.trim_start_matches(['-', ' ']).strip_prefix('Q'))
    };
    match (text.len(), quarter(4).and_then(|quarter| quarter.parse::<u8>().ok())) {
        (6 | 7, Some(quarter)) => format!("{}-{:02}-01", &text[..4], quarter * 3 - 2),
        (7, None) if text.as_bytes()[4] == b'-' => format!("{text}-01"),
        _ => text.to_owned(),
    }
}

/// A result as cells.
pub(crate) fn cells(table: &ResultTable) -> Vec<Vec<Cell>> {
    table.rows.iter().map(|row| row.iter().map(Cell::of).collect()).collect()
}

/// Whether an answer shows what the gold has: its first `required` columns and perhaps others of it,
/// in any order of columns, and the rows in the order of column `ordered` (from 1).
pub(crate) fn agree(
    answer: &[Vec<Cell>],
    gold: &[Vec<Cell>],
    required: Option<usize>,
    ordered: Option<usize>,
) -> Result<(), String> {
    let (Some(first), Some(wanted)) = (answer.first(), gold.first()) else {
        return if answer.len() == gold.len() { Ok(()) } else { Err("no rows".into()) };
    };
    if answer.len() != gold.len() {
        return Err(format!("{} rows instead of {}", answer.len(), gold.len()));
    }
    let required = required.unwrap_or(wanted.len());
    let fits = |columns: &[usize]| {
        let shown: Vec<Vec<Cell>> = gold.iter().map(|row| pick(row, columns)).collect();
        (0..required).all(|column| columns.contains(&column))
            && same_rows(answer, &shown)
            && in_order(answer, &shown, ordered, columns)
    };
    let right =
        assignments(answer, gold, first.len(), wanted.len()).iter().any(|columns| fits(columns));
    if right { Ok(()) } else { Err("other values, columns or order".into()) }
}

fn pick(row: &[Cell], columns: &[usize]) -> Vec<Cell> {
    columns.iter().map(|column| row[*column].clone()).collect()
}

/// Every way to find the answer's columns among the gold's, by the values that each holds.
fn assignments(
    answer: &[Vec<Cell>],
    gold: &[Vec<Cell>],
    shown: usize,
    known: usize,
) -> Vec<Vec<usize>> {
    let column = |rows: &[Vec<Cell>], at: usize| -> Vec<Vec<Cell>> {
        rows.iter().map(|row| vec![row[at].clone()]).collect()
    };
    (0..shown).fold(vec![Vec::new()], |found, at| {
        let held = column(answer, at);
        let fitting: Vec<usize> =
            (0..known).filter(|other| same_rows(&held, &column(gold, *other))).collect();
        let extend = |columns: &Vec<usize>| -> Vec<Vec<usize>> {
            let free = fitting.iter().filter(|column| !columns.contains(column));
            free.map(|column| [columns.as_slice(), &[*column]].concat()).collect()
        };
        found.iter().flat_map(extend).collect()
    })
}

/// Whether both hold the same rows, each as often.
pub(crate) fn same_rows(one: &[Vec<Cell>], two: &[Vec<Cell>]) -> bool {
    let mut left: Vec<&Vec<Cell>> = two.iter().collect();
    let all_found = one.iter().all(|row| {
        let at = left.iter().position(|other| same_row(row, other));
        at.map(|at| left.swap_remove(at)).is_some()
    });
    all_found && left.is_empty()
}

fn same_row(one: &[Cell], two: &[Cell]) -> bool {
    one.len() == two.len() && one.iter().zip(two).all(|(one, two)| one.is(two))
}

/// Whether the ordering column runs alike; where it is not shown, whole rows must.
fn in_order(
    answer: &[Vec<Cell>],
    shown: &[Vec<Cell>],
    ordered: Option<usize>,
    columns: &[usize],
) -> bool {
    let Some(ordered) = ordered else { return true };
    let at = columns.iter().position(|column| column + 1 == ordered);
    answer.iter().zip(shown).all(|(one, two)| match at {
        Some(at) => one[at].is(&two[at]),
        None => same_row(one, two),
    })
}

#[test]
fn columns_may_change_places_and_rows_may_not_lie() {
    let text = |text: &str| Cell::Text(text.into());
    let gold = vec![vec![text("a"), Cell::Number(1.0)], vec![text("b"), Cell::Number(2.0)]];
    let swapped = vec![vec![Cell::Number(2.0), text("b")], vec![Cell::Number(1.0), text("a")]];
    let crossed = vec![vec![text("a"), Cell::Number(2.0)], vec![text("b"), Cell::Number(1.0)]];
    let names = vec![vec![text("a")], vec![text("b")]];
    assert_eq!(agree(&swapped, &gold, None, None), Ok(()));
    assert!(agree(&swapped, &gold, None, Some(2)).is_err());
    assert!(agree(&crossed, &gold, None, None).is_err());
    assert_eq!(agree(&names, &gold, Some(1), Some(2)), Ok(()));
    assert!(agree(&names, &gold, None, None).is_err());
    assert!(agree(&gold, &names, None, None).is_err());
}
