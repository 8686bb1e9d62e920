//! Points in time as columns hold them: days, months as text, years as numbers.

use jiff::civil::{Date, date};
use querist_vocabulary::value::{Value, ValueKind};

use super::label::Label;

/// How fine a time column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grain {
    /// `2024`
    Year,
    /// `2024-Q1`
    Quarter,
    /// `2024-03`
    Month,
    /// `2024-03-05`
    Day,
    /// A day with a time.
    Moment,
    /// A part that comes round again: month 1 to 12, hour 0 to 23.
    Cycle,
}

/// Words of columns whose whole numbers come round again, with their range.
const CYCLES: &[(&str, std::ops::RangeInclusive<i64>)] = &[
    ("month", 1..=12),
    ("quarter", 1..=4),
    ("week", 0..=53),
    ("weekday", 0..=7),
    ("hour", 0..=23),
];

impl Grain {
    /// The grain of a column, where all its values are points in time.
    pub(crate) fn of(kind: ValueKind, label: &Label, values: &[&Value]) -> Option<Self> {
        let known: Vec<&&Value> = values.iter().filter(|value| !value.is_null()).collect();
        if known.is_empty() {
            return None;
        }
        match kind {
            ValueKind::Date => Some(Self::Day),
            ValueKind::DateTime | ValueKind::Timestamp => {
                let at_midnight = known.iter().all(|value| is_midnight(value));
                Some(if at_midnight { Self::Day } else { Self::Moment })
            }
            ValueKind::Text => {
                let mut grains = known.iter().map(|value| Self::of_text(&value.to_string(), label));
                let first = grains.next()??;
                grains.all(|grain| grain == Some(first)).then_some(first)
            }
            ValueKind::Integer | ValueKind::Decimal | ValueKind::Float => {
                Self::of_numbers(label, &known)
            }
            ValueKind::Boolean
            | ValueKind::Time
            | ValueKind::Json
            | ValueKind::Uuid
            | ValueKind::Binary
            | ValueKind::Array
            | ValueKind::Other => None,
        }
    }

    fn of_text(text: &str, label: &Label) -> Option<Self> {
        let shape: String =
            text.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect();
        match shape.as_str() {
            "9999" => (label.has("year") || label.column.is_empty()).then_some(Self::Year),
            "9999-Q9" => Some(Self::Quarter),
            "9999-99" => Some(Self::Month),
            "9999-99-99" => Some(Self::Day),
            "9" | "99" => CYCLES.iter().any(|(word, _)| label.has(word)).then_some(Self::Cycle),
            _ if shape.starts_with("9999-99-99 99:99") || shape.starts_with("9999-99-99T99:99") => {
                let time = text.get(11..).unwrap_or_default();
                Some(if time.trim_end_matches(['0', ':', '.']).is_empty() {
                    Self::Day
                } else {
                    Self::Moment
                })
            }
            _ => None,
        }
    }

    fn of_numbers(label: &Label, values: &[&&Value]) -> Option<Self> {
        if label.aggregate.is_some() {
            return None;
        }
        let whole =
            |value: &&&Value| value.as_number().filter(|n| n.fract() == 0.0).map(|n| n as i64);
        let within = |range: &std::ops::RangeInclusive<i64>| {
            values.iter().all(|value| whole(value).is_some_and(|n| range.contains(&n)))
        };
        if label.has("year") && within(&(1000..=2999)) {
            return Some(Self::Year);
        }
        let mut cycles = CYCLES.iter();
        cycles.any(|(word, range)| label.has(word) && within(range)).then_some(Self::Cycle)
    }

    /// The first day of the period that a value stands for.
    pub(crate) fn day(self, value: &Value) -> Option<Date> {
        let text = value.to_string();
        let year = || text.get(..4)?.parse::<i16>().ok();
        match self {
            Self::Year => Date::new(year()?, 1, 1).ok(),
            Self::Quarter => {
                let quarter: i8 = text.get(6..)?.parse().ok()?;
                Date::new(year()?, quarter.checked_mul(3)?.checked_sub(2)?, 1).ok()
            }
            Self::Month => Date::new(year()?, text.get(5..7)?.parse().ok()?, 1).ok(),
            Self::Day | Self::Moment => value.as_date(),
            // Any order within the cycle will do.
            Self::Cycle => {
                date(1, 1, 1).checked_add(jiff::Span::new().days(value_number(value)?)).ok()
            }
        }
    }

    /// Whether the period that a value stands for goes on after the last whole day.
    pub(crate) fn is_open(self, value: &Value, whole_until: Date) -> bool {
        self.last_day(value).is_some_and(|last| last > whole_until)
    }

    /// The last day of the period that a value stands for.
    fn last_day(self, value: &Value) -> Option<Date> {
        let first = self.day(value)?;
        match self {
            Self::Year => Some(first.last_of_year()),
            Self::Quarter => {
                let last_month = first.checked_add(jiff::Span::new().months(2)).ok()?;
                Some(last_month.last_of_month())
            }
            Self::Month => Some(first.last_of_month()),
            Self::Day | Self::Moment => Some(first),
            Self::Cycle => None,
        }
    }
}

fn value_number(value: &Value) -> Option<i64> {
    value.as_number().map(|n| n as i64).or_else(|| value.to_string().parse().ok())
}

fn is_midnight(value: &Value) -> bool {
    let text = value.to_string();
    let time = text.get(11..).unwrap_or_default();
    time.trim_end_matches(['0', ':', '.', 'Z']).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_over_with_its_last_day() {
        let check = |grain: Grain, value: &str, last_open: Date| {
            let value = Value::Text(value.into());
            assert!(grain.is_open(&value, last_open), "{value}");
            assert!(!grain.is_open(&value, last_open.tomorrow().unwrap()), "{value}");
        };
        check(Grain::Year, "2025", date(2025, 12, 30));
        check(Grain::Quarter, "2025-Q1", date(2025, 3, 30));
        check(Grain::Month, "2024-02", date(2024, 2, 28));
        check(Grain::Day, "2024-03-05", date(2024, 3, 4));
    }
}
