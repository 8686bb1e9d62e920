//! Values as people write them.

use bigdecimal::{BigDecimal, RoundingMode};
use querist_vocabulary::value::Value;

use super::{
    meaning::{Facet, Role},
    time::Grain,
};

/// The longest text that a sentence quotes, in characters.
const LONGEST_QUOTE: usize = 60;

/// Symbols of currencies that stand before the number.
const CURRENCIES: &[(&str, &str)] = &[
    ("USD", "$"),
    ("EUR", "€"),
    ("GBP", "£"),
    ("JPY", "¥"),
    ("INR", "₹"),
    ("$", "$"),
    ("€", "€"),
    ("£", "£"),
];

/// A value of a column for a sentence.
pub(crate) fn spoken(value: &Value, facet: &Facet) -> String {
    if value.is_null() {
        return "no value".into();
    }
    match facet.role {
        Role::Time(grain) => time(value, grain),
        Role::Identifier if !matches!(value, Value::Float(_)) => quote(&value.to_string()),
        Role::Measure(_) | Role::Category | Role::Identifier | Role::Other => match decimals(value)
        {
            Some(number) => with_unit(&number, facet.unit.as_deref()),
            None => quote(&value.to_string()),
        },
    }
}

/// A share as a percentage.
pub(crate) fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent.abs() < 10.0 { format!("{percent:.1} %") } else { format!("{percent:.0} %") }
}

/// A computed number in a column's unit.
pub(crate) fn computed(number: f64, facet: &Facet) -> String {
    spoken(&Value::Float(number), facet)
}

/// A whole number with its thousands set apart.
pub(crate) fn count(number: usize) -> String {
    grouped(&number.to_string())
}

fn time(value: &Value, grain: Grain) -> String {
    let day = if grain == Grain::Cycle { None } else { grain.day(value) };
    let Some(day) = day else { return quote(&value.to_string()) };
    match grain {
        Grain::Year => day.strftime("%Y").to_string(),
        Grain::Month => day.strftime("%B %Y").to_string(),
        Grain::Day => day.strftime("%-d %B %Y").to_string(),
        Grain::Quarter | Grain::Moment | Grain::Cycle => quote(&value.to_string()),
    }
}

/// A number as text, at a precision that a person can hold: cents stay, long tails go.
fn decimals(value: &Value) -> Option<String> {
    let exact = match value {
        Value::Integer(whole) => return Some(grouped(&whole.to_string())),
        Value::Decimal(number) => number.clone(),
        Value::Float(number) if number.abs() >= 1e15 => return Some(format!("{number:e}")),
        Value::Float(number) => BigDecimal::try_from(*number).ok()?,
        Value::Null
        | Value::Boolean(_)
        | Value::Text(_)
        | Value::Date(_)
        | Value::Time(_)
        | Value::DateTime(_)
        | Value::Timestamp(_)
        | Value::Json(_)
        | Value::Binary(_)
        | Value::Array(_)
        | Value::Other(_) => return None,
    };
    let scale = exact.fractional_digit_count();
    // A small number keeps three digits that count, any other two decimals.
    let places = match exact.abs() < 1 {
        true => (scale - i64::try_from(exact.digits()).unwrap_or(0) + 3).max(2),
        false => 2,
    };
    let rounded = exact.with_scale_round(scale.min(places).max(0), RoundingMode::HalfEven);
    let is_cents = scale == 2 && matches!(value, Value::Decimal(_));
    let shown = if is_cents { rounded } else { rounded.normalized() };
    Some(grouped(&shown.to_plain_string()))
}

/// Sets thousands apart by commas.
fn grouped(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("-", digits));
    let (whole, fraction) =
        digits.split_once('.').map_or((digits, ""), |(whole, part)| (whole, part));
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{out}{point}{fraction}")
}

fn with_unit(number: &str, unit: Option<&str>) -> String {
    let Some(unit) = unit else { return number.into() };
    let Some((_, symbol)) = CURRENCIES.iter().find(|(code, _)| code.eq_ignore_ascii_case(unit))
    else {
        return format!("{number} {unit}");
    };
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("-", digits));
    let cents = match digits.split_once('.') {
        Some((_, cents)) if cents.len() == 1 => "0",
        _ => "",
    };
    format!("{sign}{symbol}{digits}{cents}")
}

/// A text on one line, cut where it is long.
pub(crate) fn quote(text: &str) -> String {
    let line =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    let line = line.collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return "an empty text".into();
    }
    if line.chars().count() <= LONGEST_QUOTE {
        return line;
    }
    let cut: String = line.chars().take(LONGEST_QUOTE - 1).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{cut}…")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::meaning::Sum;

    fn check(value: Value, unit: Option<&str>, expected: &str) {
        let role = Role::Measure(Sum::Adds);
        let facet = Facet { at: 0, label: "x".into(), role, unit: unit.map(str::to_owned) };
        assert_eq!(spoken(&value, &facet), expected);
    }

    #[test]
    fn numbers_are_grouped_and_rounded() {
        check(Value::Integer(1_234_567), None, "1,234,567");
        check(Value::Integer(-1_234), None, "-1,234");
        check(Value::Float(5.651_941_747_572_816), None, "5.65");
        check(Value::Float(2328.6), None, "2,328.6");
        check(Value::Float(0.001_234_5), None, "0.00123");
        check(Value::Float(3.0), None, "3");
        check(Value::Float(1e300), None, "1e300");
        check(Value::Decimal("2328.60".parse().unwrap()), None, "2,328.60");
        check(Value::Decimal("0".parse().unwrap()), None, "0");
        check(Value::Float(f64::NAN), None, "NaN");
    }

    #[test]
    fn units_stand_where_people_put_them() {
        check(Value::Float(2328.6), Some("USD"), "$2,328.60");
        check(Value::Integer(-5), Some("EUR"), "-€5");
        check(Value::Float(12.5), Some("%"), "12.5 %");
        check(Value::Null, Some("%"), "no value");
    }
}
