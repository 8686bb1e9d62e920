//! What values look like, whatever their column declares.

use bigdecimal::BigDecimal;
use jiff::civil;
use querist_vocabulary::{
    schema::Column,
    value::{Value, ValueKind},
};

/// The kind that all values share, where the column's declared kind says something else or nothing.
pub(crate) fn like<'a>(
    column: &Column,
    values: impl Iterator<Item = &'a Value>,
) -> Option<ValueKind> {
    let values: Vec<&Value> = values.collect();
    let seen = values.iter().map(|value| of_value(value)).reduce(shared)??;
    let seen = if truth(column, &values) { ValueKind::Boolean } else { seen };
    let numbers = seen.is_number() && column.kind.is_number();
    let says_more = seen != column.kind && (!numbers || column.kind == ValueKind::Integer);
    says_more.then_some(seen)
}

/// Zeros and ones: both occur, or the type is the one that stands for truth values.
fn truth(column: &Column, values: &[&Value]) -> bool {
    let declared = column.declared_type.to_ascii_lowercase();
    let named = declared.starts_with("bool") || declared.starts_with("tinyint(1)");
    values.iter().all(|value| matches!(value, Value::Integer(0 | 1)))
        && (values.len() == 2 || named && !values.is_empty())
}

fn shared(one: Option<ValueKind>, other: Option<ValueKind>) -> Option<ValueKind> {
    use ValueKind::{Date, DateTime, Decimal, Float, Integer, Text};
    match (one?, other?) {
        (one, other) if one == other => Some(one),
        (Integer, Float) | (Float, Integer) => Some(Float),
        (Integer, Decimal) | (Decimal, Integer) => Some(Decimal),
        (Date, DateTime) | (DateTime, Date) => Some(DateTime),
        (Text, Date | DateTime | Integer | Decimal) => Some(Text),
        (Date | DateTime | Integer | Decimal, Text) => Some(Text),
        _ => None,
    }
}

fn of_value(value: &Value) -> Option<ValueKind> {
    if let Value::Text(text) = value { Some(of_text(text)) } else { value.kind() }
}

fn of_text(text: &str) -> ValueKind {
    if is_iso_date(text) {
        ValueKind::Date
    } else if is_iso_moment(text) {
        ValueKind::DateTime
    } else {
        number(text).unwrap_or(ValueKind::Text)
    }
}

fn is_iso_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<civil::Date>().is_ok()
}

fn is_iso_moment(text: &str) -> bool {
    let separated = matches!(text.as_bytes().get(10), Some(b' ' | b'T'));
    separated && text.len() >= 16 && text.parse::<civil::DateTime>().is_ok()
}

/// Numbers as people write them. Leading zeros mark a code (a postcode, a UPC), not a number.
fn number(text: &str) -> Option<ValueKind> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    let code = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    if !plain || code {
        return None;
    }
    if text.parse::<i64>().is_ok() {
        return Some(ValueKind::Integer);
    }
    text.parse::<BigDecimal>().is_ok().then_some(ValueKind::Decimal)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(declared: &str, kind: ValueKind, values: &[Value]) -> Option<ValueKind> {
        let column = Column {
            name: "c".into(),
            declared_type: declared.into(),
            kind,
            nullable: true,
            default: None,
            generated: false,
            comment: None,
            labels: Vec::new(),
        };
        like(&column, values.iter())
    }

    fn texts(values: &[&str]) -> Vec<Value> {
        values.iter().map(|text| Value::Text((*text).into())).collect()
    }

    #[test]
    fn texts_that_are_something_else() {
        let of = |values: &[&str]| check("text", ValueKind::Text, &texts(values));
        assert_eq!(of(&["2024-01-31", "1999-12-01"]), Some(ValueKind::Date));
        assert_eq!(of(&["2024-01-31 10:00:00", "2024-01-31"]), Some(ValueKind::DateTime));
        assert_eq!(of(&["12", "-7"]), Some(ValueKind::Integer));
        assert_eq!(of(&["12.50", "7"]), Some(ValueKind::Decimal));
        assert_eq!(of(&["01234", "90210"]), None, "a postcode is no number");
        assert_eq!(of(&["2024-02-31"]), None, "there is no such day");
        assert_eq!(of(&["2024-01-31", "unknown"]), None);
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn values_that_their_column_does_not_declare() {
        let bits = [Value::Integer(0), Value::Integer(1)];
        assert_eq!(check("int", ValueKind::Integer, &bits), Some(ValueKind::Boolean));
        assert_eq!(check("int", ValueKind::Integer, &bits[..1]), None);
        assert_eq!(check("tinyint(1)", ValueKind::Integer, &bits[..1]), Some(ValueKind::Boolean));
        assert_eq!(check("", ValueKind::Other, &[Value::Integer(7)]), Some(ValueKind::Integer));
        assert_eq!(check("date", ValueKind::Date, &[Value::Integer(7)]), Some(ValueKind::Integer));
        assert_eq!(check("int", ValueKind::Integer, &texts(&["x"])), Some(ValueKind::Text));
        assert_eq!(check("decimal", ValueKind::Decimal, &[Value::Integer(7)]), None);
    }
}
