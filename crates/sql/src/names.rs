//! How names compare in each dialect.

use querist_vocabulary::statement::Dialect;
use sqlparser::ast::{Ident, ObjectName, ObjectNamePart};

/// A name in the form in which it is compared: two names are the same where their keys are equal.
pub(crate) type Key = String;

/// The key of a name as written: PostgreSQL folds what is not quoted, the others never mind the case.
/// (BigQuery minds that of a table's name, and says so itself.)
pub(crate) fn written(dialect: Dialect, name: &Ident) -> Key {
    match (dialect, name.quote_style) {
        (Dialect::Postgres, Some(_)) => name.value.clone(),
        (Dialect::Postgres, None) => name.value.to_ascii_lowercase(),
        (Dialect::Sqlite | Dialect::Mysql | Dialect::SqlServer | Dialect::BigQuery, _) => {
            name.value.to_lowercase()
        }
    }
}

/// The key of a name as the database stores it.
pub(crate) fn stored(dialect: Dialect, name: &str) -> Key {
    match dialect {
        Dialect::Postgres => name.to_owned(),
        Dialect::Sqlite | Dialect::Mysql | Dialect::SqlServer | Dialect::BigQuery => {
            name.to_lowercase()
        }
    }
}

/// The parts of a dotted name; none where a part is computed.
pub(crate) fn parts(name: &ObjectName) -> Option<Vec<&Ident>> {
    name.0
        .iter()
        .map(|part| match part {
            ObjectNamePart::Identifier(ident) => Some(ident),
            ObjectNamePart::Function(_) => None,
        })
        .collect()
}

/// The longest name that a better spelling is sought for, in bytes.
const LONGEST_GUESS: usize = 64;

/// The candidate spelled most like `wanted`, if any is near.
pub(crate) fn nearest<'n>(
    wanted: &str,
    candidates: impl IntoIterator<Item = &'n str>,
) -> Option<&'n str> {
    if wanted.len() > LONGEST_GUESS {
        return None;
    }
    let wanted = wanted.to_lowercase();
    let most = (wanted.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|name| (distance(&wanted, &name.to_lowercase()), name))
        .filter(|(far, _)| *far <= most)
        .min_by_key(|(far, _)| *far)
        .map(|(_, name)| name)
}

/// Levenshtein's edit distance, by characters.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (above, l) in (0..).zip(left.chars()) {
        let mut corner: usize = above;
        let mut left_of: usize = above + 1;
        let mut next = vec![left_of];
        for (r, over) in right.iter().zip(row.iter().skip(1)) {
            let cost = corner + usize::from(l != *r);
            left_of = cost.min(over + 1).min(left_of + 1);
            next.push(left_of);
            corner = *over;
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}
