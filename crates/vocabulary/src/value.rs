//! One typed value out of any database.

/// Exact numbers and their digits.
mod decimal;

use std::fmt;

use bigdecimal::{BigDecimal, ToPrimitive};
use jiff::civil;
use serde::{Deserialize, Serialize};

/// The kind of a column or value, whatever the database calls its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueKind {
    /// True or false.
    Boolean,
    /// A whole number.
    Integer,
    /// An exact number with decimals.
    Decimal,
    /// A binary floating-point number.
    Float,
    /// Characters.
    Text,
    /// A calendar day.
    Date,
    /// A time of day.
    Time,
    /// A day and time without a zone.
    DateTime,
    /// An instant.
    Timestamp,
    /// A JSON document.
    Json,
    /// A UUID.
    Uuid,
    /// Bytes.
    Binary,
    /// A list of values.
    Array,
    /// Anything else; shown as the database prints it.
    Other,
}

impl ValueKind {
    /// Whether sums and averages of such values mean something.
    #[must_use]
    pub fn is_number(self) -> bool {
        matches!(self, Self::Integer | Self::Decimal | Self::Float)
    }

    /// Whether such values have a calendar day.
    #[must_use]
    pub fn is_day(self) -> bool {
        matches!(self, Self::Date | Self::DateTime | Self::Timestamp)
    }

    /// The word for it in messages and JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Float => "float",
            Self::Text => "text",
            Self::Date => "date",
            Self::Time => "time",
            Self::DateTime => "date_time",
            Self::Timestamp => "timestamp",
            Self::Json => "json",
            Self::Uuid => "uuid",
            Self::Binary => "binary",
            Self::Array => "array",
            Self::Other => "other",
        }
    }
}

/// One value. `Serialize` keeps the type (for caches); [`Value::to_json`] is for people and programs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// SQL NULL.
    Null,
    /// True or false.
    Boolean(bool),
    /// A whole number of at most 64 bits.
    Integer(i64),
    /// An exact number, of any size.
    Decimal(BigDecimal),
    /// A binary floating-point number; may be NaN or infinite.
    Float(f64),
    /// Characters.
    Text(String),
    /// A calendar day.
    Date(civil::Date),
    /// A time of day.
    Time(civil::Time),
    /// A day and time without a zone.
    DateTime(civil::DateTime),
    /// An instant, shown in UTC.
    Timestamp(jiff::Timestamp),
    /// A JSON document.
    Json(serde_json::Value),
    /// Bytes.
    Binary(Vec<u8>),
    /// A list of values.
    Array(Vec<Value>),
    /// Anything else (UUID, interval, network address, geometry, date out of range), as the database prints it.
    Other(String),
}

impl Value {
    /// Whether this is NULL.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The exact number that a text of digits stands for; none where it is no number.
    #[must_use]
    pub fn decimal(text: &str) -> Option<Self> {
        decimal::read(text).map(Self::Decimal)
    }

    /// Its kind; none for NULL.
    #[must_use]
    pub fn kind(&self) -> Option<ValueKind> {
        Some(match self {
            Self::Null => return None,
            Self::Boolean(_) => ValueKind::Boolean,
            Self::Integer(_) => ValueKind::Integer,
            Self::Decimal(_) => ValueKind::Decimal,
            Self::Float(_) => ValueKind::Float,
            Self::Text(_) => ValueKind::Text,
            Self::Date(_) => ValueKind::Date,
            Self::Time(_) => ValueKind::Time,
            Self::DateTime(_) => ValueKind::DateTime,
            Self::Timestamp(_) => ValueKind::Timestamp,
            Self::Json(_) => ValueKind::Json,
            Self::Binary(_) => ValueKind::Binary,
            Self::Array(_) => ValueKind::Array,
            Self::Other(_) => ValueKind::Other,
        })
    }

    /// The number, where this is one. Booleans are not numbers.
    #[must_use]
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Self::Integer(n) => n.to_f64(),
            Self::Decimal(n) => n.to_f64(),
            Self::Float(n) => Some(*n),
            Self::Null
            | Self::Boolean(_)
            | Self::Text(_)
            | Self::Date(_)
            | Self::Time(_)
            | Self::DateTime(_)
            | Self::Timestamp(_)
            | Self::Json(_)
            | Self::Binary(_)
            | Self::Array(_)
            | Self::Other(_) => None,
        }
    }

    /// The calendar day, where this has one; text of the form `YYYY-MM-DD…` counts.
    #[must_use]
    pub fn as_date(&self) -> Option<civil::Date> {
        match self {
            Self::Date(day) => Some(*day),
            Self::DateTime(moment) => Some(moment.date()),
            Self::Timestamp(instant) => {
                Some(instant.to_zoned(jiff::tz::TimeZone::UTC).datetime().date())
            }
            Self::Text(text) => text.get(..10).and_then(|day| day.parse().ok()),
            Self::Null
            | Self::Boolean(_)
            | Self::Integer(_)
            | Self::Decimal(_)
            | Self::Float(_)
            | Self::Time(_)
            | Self::Json(_)
            | Self::Binary(_)
            | Self::Array(_)
            | Self::Other(_) => None,
        }
    }

    /// Appends what `Display` prints; numbers without a formatter's detours, for exports.
    pub fn push_to(&self, out: &mut String) {
        use fmt::Write;
        // Writing into a string cannot fail.
        let _ = match self {
            Self::Integer(n) => return decimal::push_short(out, *n, 0),
            Self::Decimal(n) => return decimal::push(out, n),
            Self::Null
            | Self::Boolean(_)
            | Self::Float(_)
            | Self::Text(_)
            | Self::Date(_)
            | Self::Time(_)
            | Self::DateTime(_)
            | Self::Timestamp(_)
            | Self::Json(_)
            | Self::Binary(_)
            | Self::Array(_)
            | Self::Other(_) => write!(out, "{self}"),
        };
    }

    /// Bytes this value holds in memory, roughly; what byte limits count.
    #[must_use]
    pub fn weight(&self) -> usize {
        match self {
            Self::Text(text) | Self::Other(text) => text.len(),
            Self::Binary(bytes) => bytes.len(),
            Self::Json(json) => json.to_string().len(),
            Self::Array(values) => values.iter().map(Self::weight).sum(),
            Self::Null
            | Self::Boolean(_)
            | Self::Integer(_)
            | Self::Decimal(_)
            | Self::Float(_)
            | Self::Date(_)
            | Self::Time(_)
            | Self::DateTime(_)
            | Self::Timestamp(_) => 8,
        }
    }

    /// JSON for people and programs: numbers stay numbers where no digit is lost (a decimal of more
    /// than 15 significant digits becomes a string), dates are ISO 8601 text, bytes are `\x…` hex text.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match self {
            Self::Null => Json::Null,
            Self::Boolean(truth) => Json::Bool(*truth),
            Self::Integer(n) => Json::from(*n),
            Self::Decimal(n) => decimal_json(n),
            Self::Float(n) => serde_json::Number::from_f64(*n)
                .map_or_else(|| Json::String(n.to_string()), Json::Number),
            Self::Json(json) => json.clone(),
            Self::Array(values) => Json::Array(values.iter().map(Self::to_json).collect()),
            Self::Text(text) | Self::Other(text) => Json::String(text.clone()),
            Self::Date(_) | Self::Time(_) | Self::DateTime(_) | Self::Timestamp(_) => {
                Json::String(self.to_string())
            }
            Self::Binary(_) => Json::String(self.to_string()),
        }
    }
}

fn decimal_json(number: &BigDecimal) -> serde_json::Value {
    let exact = number.normalized();
    let fits = exact.digits() <= 15;
    let (_, exponent) = exact.as_bigint_and_exponent();
    if fits
        && exponent <= 0
        && let Some(whole) = exact.to_i64()
    {
        return serde_json::Value::from(whole);
    }
    match exact.to_f64().filter(|_| fits).and_then(serde_json::Number::from_f64) {
        Some(double) => serde_json::Value::Number(double),
        None => serde_json::Value::String(number.to_plain_string()),
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => Ok(()),
            Self::Boolean(truth) => write!(f, "{truth}"),
            Self::Integer(n) => write!(f, "{n}"),
            Self::Decimal(n) => {
                let mut digits = String::new();
                decimal::push(&mut digits, n);
                f.write_str(&digits)
            }
            // Hundreds of zeros help nobody.
            Self::Float(n) if n.is_finite() && *n != 0.0 && !(1e-6..1e16).contains(&n.abs()) => {
                write!(f, "{n:e}")
            }
            Self::Float(n) => write!(f, "{n}"),
            Self::Text(text) | Self::Other(text) => f.write_str(text),
            Self::Date(day) => write!(f, "{day}"),
            Self::Time(time) => write!(f, "{time}"),
            Self::DateTime(moment) => write!(f, "{} {}", moment.date(), moment.time()),
            Self::Timestamp(instant) => write!(f, "{instant}"),
            Self::Json(json) => write!(f, "{json}"),
            Self::Binary(bytes) => {
                f.write_str("\\x")?;
                bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
            Self::Array(values) => {
                f.write_str("[")?;
                for (at, value) in values.iter().enumerate() {
                    f.write_str(if at == 0 { "" } else { ", " })?;
                    // Between commas an empty place would not be seen.
                    if value.is_null() { f.write_str("NULL")? } else { write!(f, "{value}")? }
                }
                f.write_str("]")
            }
        }
    }
}
