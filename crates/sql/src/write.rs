//! Names and values as SQL text.

use querist_vocabulary::{statement::Dialect, value::Value};

/// The sign that quotes a name.
pub(crate) fn quote_of(dialect: Dialect) -> char {
    match dialect {
        Dialect::Mysql => '`',
        Dialect::Sqlite | Dialect::Postgres => '"',
    }
}

/// A name in quotes.
pub(crate) fn quoted(dialect: Dialect, name: &str) -> String {
    let quote = quote_of(dialect);
    let doubled = name.replace(quote, &format!("{quote}{quote}"));
    format!("{quote}{doubled}{quote}")
}

/// Text as a literal that ends where it should under every quoting mode of the server; none where
/// the database has no way to hold it.
pub(crate) fn text(dialect: Dialect, text: &str) -> Option<String> {
    let doubled = text.replace('\'', "''");
    match dialect {
        _ if dialect != Dialect::Mysql && text.contains('\0') => None,
        Dialect::Sqlite => Some(format!("'{doubled}'")),
        Dialect::Postgres if text.contains('\\') => {
            Some(format!("E'{}'", doubled.replace('\\', "\\\\")))
        }
        Dialect::Postgres => Some(format!("'{doubled}'")),
        Dialect::Mysql => {
            let escaped =
                doubled.replace('\\', "\\\\").replace('\0', "\\0").replace('\u{1a}', "\\Z");
            Some(format!("'{escaped}'"))
        }
    }
}

/// An identifier, quoted where it must be.
#[must_use]
pub fn identifier(dialect: Dialect, name: &str) -> String {
    quoted(dialect, name)
}

/// A value as a literal that the database reads back as the same value.
#[must_use]
pub fn literal(dialect: Dialect, value: &Value) -> String {
    let _ = dialect;
    format!("'{}'", value.to_string().replace('\'', "''"))
}
