//! PostgreSQL's values as ours, from the text in which the server prints them.
//!
//! What cannot be held by our type (a date of infinity, a year beyond 9999, a time of 24:00) stays
//! the server's own text.

use jiff::civil;
use querist_vocabulary::{
    schema::Column,
    value::{Value, ValueKind},
};
use sqlx::{
    Row, TypeInfo,
    postgres::{PgRow, PgTypeInfo, PgTypeKind},
};

/// Arrays as PostgreSQL prints them.
mod array;

/// What the driver calls a type of which it knows only the number.
const UNKNOWN_TYPE: &str = "?";

/// How a column's text is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Form {
    /// One value.
    Plain(ValueKind),
    /// `$1,234.50`.
    Money,
    /// `{1,2,{3}}` of such elements.
    Array(Box<Form>),
}

impl Form {
    /// The form of a type. A domain has its base type's; of a type that the driver does not know
    /// not even the kind may be asked.
    pub(super) fn of(info: &PgTypeInfo) -> Self {
        if info.name() == UNKNOWN_TYPE {
            return Self::Plain(ValueKind::Other);
        }
        match info.kind() {
            PgTypeKind::Array(element) => Self::Array(Box::new(Self::of(element))),
            PgTypeKind::Domain(base) => Self::of(base),
            PgTypeKind::Enum(_) => Self::Plain(ValueKind::Text),
            PgTypeKind::Simple => Self::named(&info.name().to_ascii_lowercase()),
            PgTypeKind::Pseudo | PgTypeKind::Composite(_) | PgTypeKind::Range(_) => {
                Self::Plain(ValueKind::Other)
            }
        }
    }

    /// The form of a type by its name in the catalog or the standard.
    pub(super) fn named(name: &str) -> Self {
        if name == "money" {
            return Self::Money;
        }
        Self::Plain(match name {
            "bool" | "boolean" => ValueKind::Boolean,
            "int2" | "int4" | "int8" | "smallint" | "integer" | "bigint" | "oid" => {
                ValueKind::Integer
            }
            "numeric" => ValueKind::Decimal,
            "float4" | "float8" | "real" | "double precision" => ValueKind::Float,
            "text" | "varchar" | "bpchar" | "char" | "\"char\"" | "name" | "citext" | "xml"
            | "unknown" => ValueKind::Text,
            "date" => ValueKind::Date,
            "time" => ValueKind::Time,
            "timestamp" => ValueKind::DateTime,
            "timestamptz" => ValueKind::Timestamp,
            "json" | "jsonb" => ValueKind::Json,
            "uuid" => ValueKind::Uuid,
            "bytea" => ValueKind::Binary,
            _ => ValueKind::Other,
        })
    }

    /// The form of a table's column. Lists and documents are not read this way.
    pub(super) fn declared(column: &Column) -> Self {
        if column.declared_type == "money" { Self::Money } else { Self::Plain(column.kind) }
    }

    /// The kind of its values.
    pub(super) fn kind(&self) -> ValueKind {
        match self {
            Self::Plain(kind) => *kind,
            Self::Money => ValueKind::Decimal,
            Self::Array(_) => ValueKind::Array,
        }
    }
}

/// A row's values; each column's form is known.
pub(super) fn cells(row: &PgRow, forms: &[Form]) -> Vec<Value> {
    let cell = |(at, form): (usize, &Form)| {
        let raw = row.try_get_raw(at).ok();
        let text = raw.as_ref().and_then(|raw| raw.as_bytes().ok());
        text.map_or(Value::Null, |text| value(form, &String::from_utf8_lossy(text)))
    };
    forms.iter().enumerate().map(cell).collect()
}

/// A value from its text; the text itself where it cannot be read as its form.
pub(super) fn value(form: &Form, text: &str) -> Value {
    let read = match form {
        Form::Plain(kind) => plain(*kind, text),
        Form::Money => Value::decimal(&text.replace(['$', ','], "")),
        Form::Array(element) => array::read(element, text).map(Value::Array),
    };
    read.unwrap_or_else(|| Value::Other(text.to_owned()))
}

fn plain(kind: ValueKind, text: &str) -> Option<Value> {
    Some(match kind {
        ValueKind::Boolean => Value::Boolean(text == "t"),
        ValueKind::Integer => Value::Integer(text.parse().ok()?),
        ValueKind::Decimal => decimal(text)?,
        ValueKind::Float => Value::Float(text.parse().ok()?),
        ValueKind::Text => Value::Text(text.to_owned()),
        ValueKind::Date => Value::Date(text.parse().ok()?),
        ValueKind::Time => Value::Time(text.parse().ok()?),
        ValueKind::DateTime => Value::DateTime(text.parse::<civil::DateTime>().ok()?),
        ValueKind::Timestamp => Value::Timestamp(text.parse().ok()?),
        ValueKind::Json => Value::Json(serde_json::from_str(text).ok()?),
        ValueKind::Binary => Value::Binary(bytes(text)?),
        ValueKind::Uuid | ValueKind::Array | ValueKind::Other => Value::Other(text.to_owned()),
    })
}

/// `NaN` and infinity are numbers too, though not exact ones.
fn decimal(text: &str) -> Option<Value> {
    Value::decimal(text).or_else(|| text.parse().ok().map(Value::Float))
}

/// `\x` and two digits a byte.
fn bytes(text: &str) -> Option<Vec<u8>> {
    let digits = text.strip_prefix("\\x")?.as_bytes();
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    digits.chunks(2).map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, text: &str, expected: &str) {
        let form = match name.strip_suffix("[]") {
            Some(element) => Form::Array(Box::new(Form::named(element))),
            None => Form::named(name),
        };
        let value = value(&form, text);
        let kind = value.kind().map_or("null", ValueKind::word);
        assert_eq!(format!("{kind} {value}"), expected, "{name} {text}");
    }

    #[test]
    fn texts_as_the_server_prints_them() {
        check("bool", "t", "boolean true");
        check("int8", "-9223372036854775808", "integer -9223372036854775808");
        check("numeric", "NaN", "float NaN");
        check("money", "-$1,234.50", "decimal -1234.50");
        check("float8", "Infinity", "float inf");
        check("bytea", "\\x00ff", "binary \\x00ff");
        check("date", "2024-02-29", "date 2024-02-29");
        check("date", "infinity", "other infinity");
        check("date", "0044-03-15 BC", "other 0044-03-15 BC");
        check("timestamp", "2024-02-29 10:00:00.5", "date_time 2024-02-29 10:00:00.5");
        check("timestamptz", "2024-02-29 10:00:00.5+00", "timestamp 2024-02-29T10:00:00.5Z");
        check("timestamptz", "20240-02-29 10:00:00+00", "other 20240-02-29 10:00:00+00");
        check("time", "24:00:00", "other 24:00:00");
        check("interval", "1 mon", "other 1 mon");
    }

    #[test]
    fn arrays() {
        check("int4[]", "{}", "array []");
        check("int4[]", "{1,NULL,{2,3}}", "array [1, NULL, [2, 3]]");
        check("int4[]", "[0:1]={1,2}", "array [1, 2]");
        check("text[]", r#"{a,"b,\"c\\","NULL",""}"#, r#"array [a, b,"c\, NULL, ]"#);
        check("text[]", "{broken", "other {broken");
    }
}
