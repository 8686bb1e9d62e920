//! Values as literals.

use std::fmt::Write;

use querist_vocabulary::{statement::Dialect, value::Value};

use super::text;

/// A value as a literal that the database reads back as the same value.
///
/// What a database cannot hold becomes the nearest that it can: NaN and infinities are NULL where
/// there are none, and PostgreSQL's text loses its NUL characters. Instants are written in UTC,
/// without a zone where the dialect has none. SQL Server's dates are cast: how it reads a bare date
/// depends on the language of the account.
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
            match dialect {
                Dialect::Postgres => format!("{plain}::jsonb"),
                Dialect::BigQuery => format!("parse_json({plain})"),
                Dialect::Sqlite | Dialect::Mysql | Dialect::SqlServer => plain,
            }
        }
        Value::Binary(bytes) => binary(dialect, bytes),
        Value::Array(items) => array(dialect, items),
    }
}

fn boolean(dialect: Dialect, truth: bool) -> String {
    match dialect {
        Dialect::Sqlite | Dialect::SqlServer => u8::from(truth).to_string(),
        Dialect::Postgres | Dialect::Mysql | Dialect::BigQuery => truth.to_string().to_uppercase(),
    }
}

fn float(dialect: Dialect, number: f64) -> String {
    match dialect {
        _ if number.is_finite() => format!("{number:?}"),
        Dialect::Postgres => format!("'{number}'::float8"),
        Dialect::Sqlite if number.is_infinite() => {
            format!("{}9e999", if number < 0.0 { "-" } else { "" })
        }
        Dialect::BigQuery => format!("CAST('{number}' AS FLOAT64)"),
        Dialect::Sqlite | Dialect::Mysql | Dialect::SqlServer => "NULL".into(),
    }
}

fn characters(dialect: Dialect, characters: &str) -> String {
    let literal = text(dialect, characters).unwrap_or_else(|| match dialect {
        Dialect::Sqlite => format!("CAST(X'{}' AS TEXT)", hex(characters.as_bytes())),
        Dialect::Postgres | Dialect::Mysql | Dialect::SqlServer | Dialect::BigQuery => {
            let lines = characters.replace("\\\r", "\\ \r").replace("\\\n", "\\ \n");
            format!("'{}'", lines.replace(['\0', '\''], ""))
        }
    });
    match dialect {
        Dialect::SqlServer if !characters.is_ascii() => format!("N{literal}"),
        _ => literal,
    }
}

fn typed(dialect: Dialect, name: &str, value: &Value) -> String {
    match dialect {
        Dialect::Sqlite => format!("'{value}'"),
        Dialect::Postgres | Dialect::Mysql => format!("{name} '{value}'"),
        Dialect::SqlServer => {
            let kind = if name == "TIMESTAMP" { "datetime2" } else { &name.to_lowercase() };
            format!("CAST('{}' AS {kind})", value.to_string().replace(' ', "T"))
        }
        Dialect::BigQuery => {
            format!("{} '{value}'", if name == "TIMESTAMP" { "DATETIME" } else { name })
        }
    }
}

/// From `2024-01-31T12:00:00Z`.
fn instant_in_utc(dialect: Dialect, instant: &str) -> String {
    let local = instant.trim_end_matches('Z').replace('T', " ");
    match dialect {
        Dialect::Postgres => format!("TIMESTAMPTZ '{local}+00'"),
        Dialect::Mysql => format!("TIMESTAMP '{local}'"),
        Dialect::Sqlite => format!("'{local}'"),
        Dialect::SqlServer => format!("CAST('{local} +00:00' AS datetimeoffset)"),
        Dialect::BigQuery => format!("TIMESTAMP '{local}+00'"),
    }
}

fn binary(dialect: Dialect, bytes: &[u8]) -> String {
    match dialect {
        Dialect::Postgres => format!("decode('{}', 'hex')", hex(bytes)),
        Dialect::SqlServer => format!("0x{}", hex(bytes)),
        Dialect::BigQuery => format!("from_hex('{}')", hex(bytes)),
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
        Dialect::BigQuery => {
            let items: Vec<String> = items.iter().map(|item| literal(dialect, item)).collect();
            format!("[{}]", items.join(", "))
        }
        Dialect::Postgres => {
            let items: Vec<String> = items.iter().map(|item| literal(dialect, item)).collect();
            format!("ARRAY[{}]", items.join(", "))
        }
        Dialect::Sqlite | Dialect::Mysql | Dialect::SqlServer => {
            characters(dialect, &Value::Array(items.to_vec()).to_json().to_string())
        }
    }
}
