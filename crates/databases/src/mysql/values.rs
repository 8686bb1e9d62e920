//! MySQL's and MariaDB's values as ours, from the text in which the server prints them.
//!
//! What cannot be held by our type (`0000-00-00`, a time beyond 24 hours) stays the server's own
//! text. Whether characters are text or bytes is told by the column's collation, not by the type's
//! name, which is the same for `VARBINARY` and for text with a binary collation.

use std::borrow::Cow;

use jiff::{civil, tz::TimeZone};
use querist_vocabulary::{
    schema::Column,
    value::{Value, ValueKind},
};
use sqlx::{
    Decode, MySql, Row, Type, TypeInfo, ValueRef,
    mysql::{MySqlRow, MySqlTypeInfo},
};

/// How a column's text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// As its kind says.
    Plain(ValueKind),
    /// Bits, sent as bytes, the highest first.
    Bits,
}

impl Form {
    /// The form of a result's column.
    pub(super) fn of(info: &MySqlTypeInfo) -> Self {
        let name = info.name().trim_end_matches(" UNSIGNED").to_ascii_lowercase();
        let binary = !<str as Type<MySql>>::compatible(info);
        let form = Self::named(&name);
        let characters = matches!(form, Self::Plain(ValueKind::Text | ValueKind::Binary));
        match (characters && name != "set", binary) {
            (true, true) => Self::Plain(ValueKind::Binary),
            (true, false) => Self::Plain(ValueKind::Text),
            (false, _) => form,
        }
    }

    /// The form of a type by its name in `information_schema`.
    pub(super) fn named(name: &str) -> Self {
        Self::Plain(match name {
            "bit" => return Self::Bits,
            "boolean" | "tinyint" | "smallint" | "mediumint" | "int" | "bigint" | "year" => {
                ValueKind::Integer
            }
            "decimal" => ValueKind::Decimal,
            "float" | "double" => ValueKind::Float,
            "date" => ValueKind::Date,
            "time" => ValueKind::Time,
            "datetime" => ValueKind::DateTime,
            "timestamp" => ValueKind::Timestamp,
            "json" => ValueKind::Json,
            "uuid" => ValueKind::Uuid,
            "char" | "varchar" | "tinytext" | "text" | "mediumtext" | "longtext" | "enum"
            | "set" => ValueKind::Text,
            "binary" | "varbinary" | "tinyblob" | "blob" | "mediumblob" | "longblob"
            | "geometry" | "point" | "linestring" | "polygon" | "multipoint"
            | "multilinestring" | "multipolygon" | "geometrycollection" | "geomcollection" => {
                ValueKind::Binary
            }
            _ => ValueKind::Other,
        })
    }

    /// The form of a table's column.
    pub(super) fn declared(column: &Column) -> Self {
        let bits = column.declared_type.starts_with("bit");
        if bits { Self::Bits } else { Self::Plain(column.kind) }
    }

    /// The kind of its values.
    pub(super) fn kind(self) -> ValueKind {
        match self {
            Self::Plain(kind) => kind,
            Self::Bits => ValueKind::Integer,
        }
    }
}

/// A row's values; each column's form is known.
pub(super) fn cells(row: &MySqlRow, forms: &[Form]) -> Vec<Value> {
    let cell =
        |(at, form): (usize, &Form)| bytes(row, at).map_or(Value::Null, |raw| value(*form, raw));
    forms.iter().enumerate().map(cell).collect()
}

/// A cell's text; none for NULL.
pub(super) fn text(row: &MySqlRow, at: usize) -> Option<String> {
    bytes(row, at).map(|raw| String::from_utf8_lossy(raw).into_owned())
}

fn bytes(row: &MySqlRow, at: usize) -> Option<&[u8]> {
    let cell = row.try_get_raw(at).ok()?;
    if cell.is_null() { None } else { Decode::<MySql>::decode(cell).ok() }
}

/// A value from what the server sent; its text where it cannot be read as its form.
fn value(form: Form, raw: &[u8]) -> Value {
    if form == Form::Plain(ValueKind::Binary) {
        return Value::Binary(raw.to_vec());
    }
    // A million cells are read this way: what is whole is not looked at for flaws again.
    let text = str::from_utf8(raw).map_or_else(|_| String::from_utf8_lossy(raw), Cow::Borrowed);
    let read = match form {
        Form::Bits => Some(bits(raw)),
        Form::Plain(kind) => plain(kind, &text),
    };
    read.unwrap_or_else(|| Value::Other(text.into_owned()))
}

fn plain(kind: ValueKind, text: &str) -> Option<Value> {
    Some(match kind {
        ValueKind::Boolean | ValueKind::Integer => whole(text)?,
        ValueKind::Decimal => Value::decimal(text)?,
        ValueKind::Float => Value::Float(text.parse().ok()?),
        ValueKind::Text => Value::Text(text.to_owned()),
        ValueKind::Date => Value::Date(text.parse().ok()?),
        ValueKind::Time => Value::Time(text.parse().ok()?),
        ValueKind::DateTime => Value::DateTime(text.parse().ok()?),
        ValueKind::Timestamp => instant(text)?,
        ValueKind::Json => Value::Json(serde_json::from_str(text).ok()?),
        ValueKind::Uuid | ValueKind::Binary | ValueKind::Array | ValueKind::Other => return None,
    })
}

/// Unsigned numbers may be too large for 64 signed bits.
fn whole(text: &str) -> Option<Value> {
    let small = text.parse().map(Value::Integer);
    small.ok().or_else(|| Value::decimal(text))
}

/// The session's time zone is UTC.
fn instant(text: &str) -> Option<Value> {
    let moment: civil::DateTime = text.parse().ok()?;
    Some(Value::Timestamp(moment.to_zoned(TimeZone::UTC).ok()?.timestamp()))
}

fn bits(raw: &[u8]) -> Value {
    let number = raw.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    i64::try_from(number).map_or_else(|_| Value::Decimal(number.into()), Value::Integer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, raw: &[u8], expected: &str) {
        let value = value(Form::named(name), raw);
        let kind = value.kind().map_or("null", ValueKind::word);
        assert_eq!(format!("{kind} {value}"), expected, "{name}");
    }

    #[test]
    fn texts_as_the_server_prints_them() {
        check("bigint", b"18446744073709551615", "decimal 18446744073709551615");
        check("tinyint", b"1", "integer 1");
        check("year", b"2024", "integer 2024");
        check("date", b"2024-02-29", "date 2024-02-29");
        check("date", b"0000-00-00", "other 0000-00-00");
        check("time", b"10:00:00.5", "time 10:00:00.5");
        check("time", b"-838:59:59", "other -838:59:59");
        check("timestamp", b"2024-02-29 10:00:00", "timestamp 2024-02-29T10:00:00Z");
        check("datetime", b"0000-00-00 00:00:00", "other 0000-00-00 00:00:00");
        check("bit", &[1, 0], "integer 256");
        check("bit", &[255; 8], "decimal 18446744073709551615");
        check("json", b"{\"a\": 1}", r#"json {"a":1}"#);
        check("varbinary", &[0, 255], "binary \\x00ff");
        check("inet6", b"::1", "other ::1");
    }
}
