//! Names and values as SQL text.

use querist_vocabulary::{statement::Dialect, value::Value};

/// An identifier, quoted where it must be.
#[must_use]
pub fn identifier(dialect: Dialect, name: &str) -> String {
    match dialect {
        Dialect::Mysql => format!("`{}`", name.replace('`', "``")),
        Dialect::Sqlite | Dialect::Postgres => format!("\"{}\"", name.replace('"', "\"\"")),
    }
}

/// A value as a literal that the database reads back as the same value.
#[must_use]
pub fn literal(dialect: Dialect, value: &Value) -> String {
    let _ = dialect;
    format!("'{}'", value.to_string().replace('\'', "''"))
}
