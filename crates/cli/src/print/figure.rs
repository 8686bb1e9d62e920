//! Numbers and other values as people write them.

use querist_vocabulary::{answer::ResultTable, database::ResultColumn, value::Value};

use super::text::visible;

/// How the values of a column are written, decided from all of them, so that they line up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Notation {
    /// As it is.
    Plain,
    /// With thousands separators and so many decimals.
    Figure(usize),
}

impl Notation {
    /// The notation of a column.
    pub(crate) fn of(table: &ResultTable, column: usize) -> Self {
        let Some(head) = table.columns.get(column) else { return Self::Plain };
        let values: Vec<&Value> = table.rows.iter().filter_map(|row| row.get(column)).collect();
        let numbers = values.iter().all(|value| value.is_null() || value.as_number().is_some());
        if !numbers || values.iter().all(|value| value.is_null()) || is_label(head, &values) {
            return Self::Plain;
        }
        let sizes = values.iter().filter_map(|value| value.as_number()).map(f64::abs);
        let smallest = sizes.filter(|size| *size > 0.0).fold(f64::INFINITY, f64::min);
        let most = if smallest < 0.001 {
            8
        } else if smallest < 0.1 {
            4
        } else {
            2
        };
        Self::Figure(values.iter().map(|value| decimals(value, most)).max().unwrap_or(0))
    }

    /// A value in this notation; an empty cell for NULL.
    pub(crate) fn write(self, value: &Value) -> String {
        match (self, value) {
            (_, Value::Null) => String::new(),
            (Self::Figure(decimals), Value::Integer(_) | Value::Decimal(_) | Value::Float(_)) => {
                figure(value, decimals)
            }
            _ => visible(&value.to_string()),
        }
    }

    /// A computed number in this notation, as for the axis of a chart.
    pub(crate) fn number(self, number: f64) -> String {
        match self {
            Self::Plain if number.fract() == 0.0 => format!("{number}"),
            Self::Plain => format!("{number:.2}"),
            // A computed number may need a decimal that the column's own do not.
            Self::Figure(0) if number.fract() != 0.0 && number.abs() < 1000.0 => {
                figure(&Value::Float(number), 1)
            }
            Self::Figure(decimals) => figure(&Value::Float(number), decimals),
        }
    }
}

/// Keys, years and codes are numbers that nobody adds up: they keep their digits together.
fn is_label(column: &ResultColumn, values: &[&Value]) -> bool {
    let name = column.name.to_ascii_lowercase();
    let named = name == "id" || name.ends_with("_id") || column.name.ends_with("Id");
    let year = name.contains("year")
        && values
            .iter()
            .filter_map(|value| value.as_number())
            .all(|n| (1000.0..3000.0).contains(&n));
    let code = ["code", "zip", "phone", "number", "upc"].iter().any(|word| name.ends_with(word));
    named || year || (code && values.iter().all(|value| !matches!(value, Value::Float(_))))
}

/// Decimals that a value needs, at most `most`.
fn decimals(value: &Value, most: usize) -> usize {
    let Some(number) = value.as_number().filter(|number| number.is_finite()) else { return 0 };
    let text = format!("{number:.most$}");
    let fraction = text.split_once('.').map_or("", |(_, fraction)| fraction);
    let needed = fraction.trim_end_matches('0').len();
    // Amounts look odd with one decimal only.
    if needed == 1 && matches!(value, Value::Decimal(_)) { 2.min(most) } else { needed }
}

fn figure(value: &Value, decimals: usize) -> String {
    let plain = if let (Value::Integer(n), 0) = (value, decimals) {
        n.to_string()
    } else if let Value::Decimal(n) = value {
        n.round(i64::try_from(decimals).unwrap_or(2)).to_plain_string()
    } else {
        format!("{:.decimals$}", value.as_number().unwrap_or(f64::NAN))
    };
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let missing = "0".repeat(decimals.saturating_sub(fraction.len()));
    match decimals {
        0 => grouped(whole),
        _ => format!("{}.{fraction}{missing}", grouped(whole)),
    }
}

/// Digits in groups of three.
pub(crate) fn grouped(digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return format!("{sign}{digits}");
    }
    let reversed: Vec<char> = digits.chars().rev().collect();
    let groups: Vec<String> = reversed.chunks(3).map(|three| three.iter().collect()).collect();
    let joined: String = groups.join(",").chars().rev().collect();
    format!("{sign}{joined}")
}

/// A count with its noun, such as `1 row` or `2,000 rows`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{} {noun}{s}", grouped(&number.to_string()))
}

#[cfg(test)]
mod tests {
    use querist_vocabulary::value::ValueKind;

    use super::*;

    fn check(name: &str, values: Vec<Value>, written: &[&str]) {
        let columns = vec![ResultColumn { name: name.into(), kind: ValueKind::Float }];
        let rows = values.iter().map(|value| vec![value.clone()]).collect();
        let table = ResultTable { columns, rows, cut: None };
        let notation = Notation::of(&table, 0);
        let shown: Vec<String> = values.iter().map(|value| notation.write(value)).collect();
        assert_eq!(shown, written);
    }

    #[test]
    fn numbers_of_a_column_line_up() {
        check(
            "revenue",
            vec![Value::Float(7_389_581.110_006), Value::Integer(5)],
            &["7,389,581.11", "5.00"],
        );
        check("share", vec![Value::Float(0.0312), Value::Float(0.5)], &["0.0312", "0.5000"]);
        check("price", vec![Value::Decimal("4.5".parse().unwrap())], &["4.50"]);
        check("n", vec![Value::Integer(-1_234_567), Value::Null], &["-1,234,567", ""]);
    }

    #[test]
    fn keys_and_years_keep_their_digits() {
        check("AlbumId", vec![Value::Integer(12345)], &["12345"]);
        check("year", vec![Value::Integer(2024)], &["2024"]);
        check("yearly_total", vec![Value::Integer(20240)], &["20,240"]);
        check(
            "mixed",
            vec![Value::Text("a\x1b".into()), Value::Integer(1000)],
            &["a\\u{1b}", "1000"],
        );
    }
}
