//! Whether two results say the same.
//!
//! Columns may stand in any order; rows count as a bag, or as a list where the gold's outermost
//! level orders them; numbers are equal when they agree to six decimals, whatever their types.

use std::collections::HashMap;

use querist_vocabulary::value::Value;

/// Orders of columns that are tried before giving up.
const TRIES: usize = 2_000;

/// A cell, reduced to what is compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Cell {
    Null,
    /// The bits of a double rounded to six decimals.
    Number(u64),
    Text(String),
}

pub(super) type Row = Vec<Cell>;

/// Whether the order of rows counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Counts,
    Free,
}

impl Cell {
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Boolean(truth) => Self::number(f64::from(u8::from(*truth))),
            Value::Integer(_) | Value::Decimal(_) | Value::Float(_) => {
                value.as_number().map_or(Self::Null, Self::number)
            }
            Value::Binary(bytes) => Self::Text(String::from_utf8_lossy(bytes).into_owned()),
            Value::Text(text) | Value::Other(text) => Self::Text(text.clone()),
            Value::Date(_)
            | Value::Time(_)
            | Value::DateTime(_)
            | Value::Timestamp(_)
            | Value::Json(_)
            | Value::Array(_) => Self::Text(value.to_string()),
        }
    }

    /// Printing rounds the exact binary value, half to even; multiplying first would not.
    pub(super) fn number(number: f64) -> Self {
        if number.is_nan() {
            return Self::Null;
        }
        let rounded = format!("{number:.6}").parse().unwrap_or(number);
        Self::Number(rounded.to_bits())
    }

    /// As a person reads it.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Null => "-".into(),
            Self::Number(bits) => f64::from_bits(*bits).to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

/// Whether `found` says what `gold` says.
pub(super) fn same(gold: &[Row], found: &[Row], order: Order) -> bool {
    if gold.len() != found.len() {
        return false;
    }
    let (Some(first), Some(other)) = (gold.first(), found.first()) else { return true };
    if first.len() != other.len() {
        return false;
    }
    let width = first.len();
    let columns: Vec<Vec<&Cell>> = (0..width).map(|at| column(found, at)).collect();
    let options = (0..width).map(|at| {
        let wanted = column(gold, at);
        (0..width).filter(|other| columns.get(*other) == Some(&wanted)).collect::<Vec<_>>()
    });
    let options: Vec<Vec<usize>> = options.collect();
    Search { gold, found, order, options, tries: 0 }.from(&mut Vec::with_capacity(width))
        == Some(true)
}

/// The cells of a column, sorted.
fn column(rows: &[Row], at: usize) -> Vec<&Cell> {
    let mut cells: Vec<&Cell> = rows.iter().filter_map(|row| row.get(at)).collect();
    cells.sort_unstable();
    cells
}

/// Tries each order of columns in which every column holds the right cells.
struct Search<'a> {
    gold: &'a [Row],
    found: &'a [Row],
    order: Order,
    /// For each gold column, the found columns with the same cells.
    options: Vec<Vec<usize>>,
    tries: usize,
}

impl Search<'_> {
    /// Whether an order that begins so makes the results the same; none when too many were tried.
    fn from(&mut self, chosen: &mut Vec<usize>) -> Option<bool> {
        let Some(options) = self.options.get(chosen.len()).cloned() else {
            self.tries += 1;
            return (self.tries <= TRIES).then(|| self.fits(chosen));
        };
        for option in options {
            if chosen.contains(&option) {
                continue;
            }
            chosen.push(option);
            let found = self.from(chosen)?;
            chosen.pop();
            if found {
                return Some(true);
            }
        }
        Some(false)
    }

    fn fits(&self, chosen: &[usize]) -> bool {
        let moved = self.found.iter().map(|row| chosen.iter().filter_map(|at| row.get(*at)));
        match self.order {
            Order::Counts => self.gold.iter().zip(moved).all(|(gold, row)| gold.iter().eq(row)),
            Order::Free => {
                let mut bag: HashMap<Vec<&Cell>, usize> = HashMap::new();
                for row in self.gold {
                    *bag.entry(row.iter().collect()).or_default() += 1;
                }
                moved.into_iter().all(|row| take(&mut bag, &row.collect()))
            }
        }
    }
}

fn take<'a>(bag: &mut HashMap<Vec<&'a Cell>, usize>, row: &Vec<&'a Cell>) -> bool {
    match bag.get_mut(row) {
        Some(left) if *left > 0 => {
            *left -= 1;
            true
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(values: &[&[Value]]) -> Vec<Row> {
        values.iter().map(|row| row.iter().map(Cell::of).collect()).collect()
    }

    fn check(gold: &[&[Value]], found: &[&[Value]]) -> (bool, bool) {
        let (gold, found) = (rows(gold), rows(found));
        (same(&gold, &found, Order::Free), same(&gold, &found, Order::Counts))
    }

    fn text(text: &str) -> Value {
        Value::Text(text.into())
    }

    #[test]
    fn order_of_rows_counts_only_where_the_gold_orders() {
        let (one, two) = ([Value::Integer(1)], [Value::Integer(2)]);
        assert_eq!(check(&[&one, &two], &[&two, &one]), (true, false));
        assert_eq!(check(&[&one, &one], &[&one, &two]), (false, false));
    }

    #[test]
    fn order_of_columns_is_free() {
        let gold: [&[Value]; 2] = [&[text("a"), text("b")], &[text("b"), text("a")]];
        let turned: [&[Value]; 2] = [&[text("b"), text("a")], &[text("a"), text("b")]];
        let crossed: [&[Value]; 2] = [&[text("a"), text("a")], &[text("b"), text("b")]];
        assert_eq!(check(&gold, &turned), (true, true));
        assert_eq!(check(&gold, &crossed), (false, false));
    }

    #[test]
    fn numbers_are_compared_by_value_and_text_is_no_number() {
        assert_eq!(check(&[&[Value::Integer(2)]], &[&[Value::Float(2.000_000_4)]]), (true, true));
        assert_eq!(check(&[&[Value::Integer(1)]], &[&[Value::Boolean(true)]]), (true, true));
        assert_eq!(check(&[&[Value::Integer(2)]], &[&[text("2")]]), (false, false));
    }

    #[test]
    fn nothing_is_the_same_as_nothing_whatever_its_columns() {
        assert_eq!(check(&[], &[]), (true, true));
        assert_eq!(check(&[], &[&[Value::Null]]), (false, false));
    }
}
