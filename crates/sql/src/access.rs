//! Allow and block lists over what is touched.

use querist_vocabulary::{
    policy::AccessList,
    schema::{ColumnName, TableName},
};

/// Whether the table may be named at all: it is on no block list, and it or one of its columns is allowed.
#[must_use]
pub fn table_is_open(access: &AccessList, table: &TableName) -> bool {
    let blocked = access.block.iter().any(|pattern| fits_table(pattern, table));
    let allowed = access.allow.is_empty()
        || access
            .allow
            .iter()
            .any(|pattern| fits_table(pattern, table) || names_a_column_of(pattern, table));
    allowed && !blocked
}

/// Whether the column of an open table may be read.
#[must_use]
pub fn column_is_open(access: &AccessList, column: &ColumnName) -> bool {
    let blocked = access.block.iter().any(|pattern| fits_column(pattern, column));
    let allowed = access.allow.is_empty()
        || access
            .allow
            .iter()
            .any(|pattern| fits_table(pattern, &column.table) || fits_column(pattern, column));
    allowed && !blocked
}

/// What SQLite calls the namespace of tables that have none.
const HOME: &str = "main";

fn fits_table(pattern: &str, table: &TableName) -> bool {
    let home = table.namespace.as_deref().unwrap_or(HOME);
    fits(pattern, &[&table.name]) || fits(pattern, &[home, &table.name])
}

fn fits_column(pattern: &str, column: &ColumnName) -> bool {
    let (table, name) = (column.table.name.as_str(), column.column.as_str());
    let home = column.table.namespace.as_deref().unwrap_or(HOME);
    fits(pattern, &[table, name]) || fits(pattern, &[home, table, name])
}

/// Whether the pattern is `table.column` or `namespace.table.column` of this table, whatever the column.
fn names_a_column_of(pattern: &str, table: &TableName) -> bool {
    pattern.rsplit_once('.').is_some_and(|(of, _)| fits_table(of, table))
}

/// A pattern fits part by part; where it is no pattern, also as a whole, for names with a dot in them.
fn fits(pattern: &str, parts: &[&str]) -> bool {
    let pattern = pattern.to_lowercase();
    let parts: Vec<String> = parts.iter().map(|part| part.to_lowercase()).collect();
    let pieces: Vec<&str> = pattern.split('.').collect();
    let piecewise = pieces.len() == parts.len()
        && pieces.iter().zip(&parts).all(|(piece, part)| glob(piece, part));
    piecewise || pattern == parts.join(".")
}

/// `*` stands for any run of characters.
fn glob(pattern: &str, text: &str) -> bool {
    let mut pieces = pattern.split('*');
    let Some(mut rest) = pieces.next().and_then(|first| text.strip_prefix(first)) else {
        return false;
    };
    let Some(last) = pieces.next_back() else { return rest.is_empty() };
    for piece in pieces {
        match rest.find(piece) {
            Some(at) => rest = rest.get(at + piece.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_any_run() {
        let fitting = [("*", ""), ("a*", "abc"), ("*c", "abc"), ("a*c", "ac"), ("a*b*c", "aXbYc")];
        let others = [("a", "ab"), ("a*c", "abcd"), ("ab*bc", "abc"), ("*x*", "abc"), ("", "a")];
        assert!(fitting.iter().all(|(pattern, text)| glob(pattern, text)));
        assert!(!others.iter().any(|(pattern, text)| glob(pattern, text)));
    }
}
