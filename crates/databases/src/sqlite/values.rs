//! SQLite's values as ours.
//!
//! A value's type is the one it is stored with, whatever its column declares: a text in a DATE
//! column stays text. What a column declares becomes its kind by [`kind`].

use querist_vocabulary::value::{Value, ValueKind};
use rusqlite::types::ValueRef;

/// A stored value. Text that is not UTF-8 is shown with replacement characters.
pub(super) fn value(stored: ValueRef<'_>) -> Value {
    match stored {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(n) => Value::Integer(n),
        ValueRef::Real(n) => Value::Float(n),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Binary(bytes.to_vec()),
    }
}

/// Parts of declared types, and what they mean; the first that occurs decides. SQLite's own rules of
/// affinity (<https://sqlite.org/datatype3.html#determination_of_column_affinity>) come last, after
/// the names that people use for dates, truth, money and documents.
const KINDS: &[(&str, ValueKind)] = &[
    ("BOOL", ValueKind::Boolean),
    ("DATETIME", ValueKind::DateTime),
    ("TIMESTAMP", ValueKind::DateTime),
    ("DATE", ValueKind::Date),
    ("TIME", ValueKind::Time),
    ("JSON", ValueKind::Json),
    ("UUID", ValueKind::Uuid),
    ("GUID", ValueKind::Uuid),
    ("INT", ValueKind::Integer),
    ("SERIAL", ValueKind::Integer),
    ("CHAR", ValueKind::Text),
    ("CLOB", ValueKind::Text),
    ("TEXT", ValueKind::Text),
    ("STRING", ValueKind::Text),
    ("BLOB", ValueKind::Binary),
    ("BINARY", ValueKind::Binary),
    ("REAL", ValueKind::Float),
    ("FLOA", ValueKind::Float),
    ("DOUB", ValueKind::Float),
    ("DEC", ValueKind::Decimal),
    ("NUM", ValueKind::Decimal),
    ("MONEY", ValueKind::Decimal),
    ("CURRENCY", ValueKind::Decimal),
    ("YEAR", ValueKind::Integer),
];

/// The kind a declared type stands for; `Other` where it says nothing.
pub(super) fn kind(declared: &str) -> ValueKind {
    let declared = declared.to_ascii_uppercase();
    KINDS
        .iter()
        .find(|(part, _)| declared.contains(part))
        .map_or(ValueKind::Other, |(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(declared: &str, expected: ValueKind) {
        assert_eq!(kind(declared), expected, "{declared}");
    }

    #[test]
    fn declared_types() {
        check("INTEGER", ValueKind::Integer);
        check("bigint unsigned", ValueKind::Integer);
        check("NUMERIC(10,2)", ValueKind::Decimal);
        check("NVARCHAR(160)", ValueKind::Text);
        check("DATETIME", ValueKind::DateTime);
        check("date", ValueKind::Date);
        check("double precision", ValueKind::Float);
        check("VARBINARY(16)", ValueKind::Binary);
        check("tinyint(1)", ValueKind::Integer);
        check("", ValueKind::Other);
    }
}
