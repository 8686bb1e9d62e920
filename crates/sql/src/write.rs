//! Names and values as SQL text.

/// Words that are no names unless quoted.
mod reserved;

/// Values as literals.
mod literal;

use querist_vocabulary::statement::Dialect;

pub use literal::literal;

/// An identifier, quoted only where it must be: where it is a reserved word, has signs or blanks in
/// it, or begins with a digit, and in PostgreSQL where it has capitals.
#[must_use]
pub fn identifier(dialect: Dialect, name: &str) -> String {
    if is_plain(dialect, name) && !reserved::is_reserved(dialect, name) {
        return name.to_owned();
    }
    quoted(dialect, name)
}

fn is_plain(dialect: Dialect, name: &str) -> bool {
    let starts = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
    let folded = dialect == Dialect::Postgres && name.contains(|c: char| c.is_ascii_uppercase());
    starts && !folded && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The sign that quotes a name.
pub(crate) fn quote_of(dialect: Dialect) -> char {
    match dialect {
        Dialect::Mysql | Dialect::BigQuery => '`',
        Dialect::SqlServer => '[',
        Dialect::Sqlite | Dialect::Postgres => '"',
    }
}

/// A name in quotes.
pub(crate) fn quoted(dialect: Dialect, name: &str) -> String {
    let quote = quote_of(dialect);
    let end = if quote == '[' { ']' } else { quote };
    let doubled = name.replace(end, &format!("{end}{end}"));
    format!("{quote}{doubled}{end}")
}

/// Text as a literal that ends where it should under every quoting mode of the server
/// (`standard_conforming_strings`, `NO_BACKSLASH_ESCAPES`); none where the database has no way to
/// hold it. SQL Server takes a backslash at the end of a line for "goes on below".
pub(crate) fn text(dialect: Dialect, text: &str) -> Option<String> {
    let doubled = text.replace('\'', "''");
    match dialect {
        Dialect::Sqlite | Dialect::Postgres if text.contains('\0') => None,
        Dialect::Sqlite => Some(format!("'{doubled}'")),
        Dialect::Postgres if text.contains('\\') => {
            Some(format!("E'{}'", doubled.replace('\\', "\\\\")))
        }
        Dialect::Postgres => Some(format!("'{doubled}'")),
        Dialect::Mysql => {
            let escaped = doubled.replace('\\', "\\\\").replace('\0', "\\0");
            Some(format!("'{}'", escaped.replace('\u{1a}', "\\Z")))
        }
        Dialect::SqlServer if ["\0", "\\\n", "\\\r"].iter().any(|odd| text.contains(odd)) => None,
        Dialect::SqlServer => Some(format!("'{doubled}'")),
        Dialect::BigQuery if text.contains('\0') => None,
        Dialect::BigQuery => {
            let escaped = text.replace('\\', "\\\\").replace('\'', "\\'");
            Some(format!("'{}'", escaped.replace('\n', "\\n").replace('\r', "\\r")))
        }
    }
}
