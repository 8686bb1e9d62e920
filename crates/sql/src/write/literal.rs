//! Values as literals.

use std::fmt::Write;

use querist_vocabulary::{statement::Dialect, value::Value};

use super::text;

/// A value as a literal that the database reads back as the same value.
///
/// What a database cannot hold becomes the nearest that it can: NaN and infinities are NULL where
/// there are none, and PostgreSQL's text loses its NUL characters. Instants are written in UTC,
/// without a zone where the dialect has none.
#[must_use]
pub fn literal(dialect: Dialect, value: &Value) -> String {
    match value {
        Value::Null => "NULL".into(),
        Value::Boolean(truth) => boolean(dialect, *truth),
        Value::Integer(number) => number.to_string(),
        Value::Decimal(number) => number.to_plain_string(),
        Value::Float(number) => float(dialect, *number),
        Value::Text(text) | Value::Other(text) => characters(dialect, text),
        Value::Date(_) => typed(dialect, "DATE", value),
        Value::Time(_) => typed(dialect, "TIME", value),
        Value::DateTime(_) => typed(dialect, "TIMESTAMP", value),
        Value::Timestamp(instant) => instant_in_utc(dialect, &instant.to_string()),
        Value::Json(json) => {
            let plain = characters(dialect, &json.to_string());
            if dialect == Dialect::Postgres { format!("{plain}::jsonb") } else { plain }
        }
        Value::Binary(bytes) => binary(dialect, bytes),
        Value::Array(items) => array(dialect, items),
    }
}

fn boolean(dialect: Dialect, truth: bool) -> String {
    match dialect {
        Dialect::Sqlite => u8::from(truth).to_string(),
        Dialect::Postgres | Dialect::Mysql => truth.to_string().to_uppercase(),
    }
}

fn float(dialect: Dialect, number: f64) -> String {
    match dialect {
        _ if number.is_finite() => format!("{number:?}"),
        Dialect::Postgres => format!("'{number}'::float8"),
        Dialect::Sqlite if number.is_infinite() => {
            format!("{}9e999", if number < 0.0 { "-" } else { "" })
        }
        Dialect::Sqlite | Dialect::Mysql => "NULL".into(),
    }
}

fn characters(dialect: Dialect, characters: &str) -> String {
    text(dialect, characters).unwrap_or_else(|| match dialect {
        Dialect::Sqlite => format!("CAST(X'{}' AS TEXT)", hex(characters.as_bytes())),
        Dialect::Postgres | Dialect::Mysql => format!("'{}'", characters.replace(['\0', '\''], "")),
    })
}

fn typed(dialect: Dialect, name: &str, value: &Value) -> String {
    match dialect {
        Dialect::Sqlite => format!("'{value}'"),
        Dialect::Postgres | Dialect::Mysql => format!("{name} '{value}'"),
    }
}

/// From `2024-01-31T12:00:00Z`.
fn instant_in_utc(dialect: Dialect, instant: &str) -> String {
    let local = instant.trim_end_matches('Z').replace('T', " ");
    match dialect {
        Dialect::Postgres => format!("TIMESTAMPTZ '{local}+00'"),
        Dialect::Mysql => format!("TIMESTAMP '{local}'"),
        Dialect::Sqlite => format!("'{local}'"),
    }
}

fn binary(dialect: Dialect, bytes: &[u8]) -> String {
    match dialect {
        Dialect::Postgres => format!("decode('{}', 'hex')", hex(bytes)),
        Dialect::Sqlite | Dialect::Mysql => format!("X'{}'", hex(bytes)),
    }
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

fn array(dialect: Dialect, items: &[Value]) -> String {
    match dialect {
        Dialect::Postgres if items.is_empty() => "'{}'".into(),
        Dialect::Postgres => {
            let items: Vec<String> = items.iter().map(|item| literal(dialect, item)).collect();
            format!("ARRAY[{}]", items.join(", "))
        }
        Dialect::Sqlite | Dialect::Mysql => {
            characters(dialect, &Value::Array(items.to_vec()).to_json().to_string())
        }
    }
}
