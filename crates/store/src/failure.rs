//! What goes wrong with the file, in the store's words.

use std::{fmt::Display, io, str::FromStr};

use querist_vocabulary::store::StoreError;
use rusqlite::{Error, ErrorCode, Row};

/// What goes wrong while the file is worked with; where it is, is said later.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The driver failed.
    Driver(Error),
    /// The operating system failed.
    System(io::Error),
    /// Something that the store wrote does not read back.
    Damaged(String),
    /// What was asked for is not there.
    NotFound { what: &'static str, name: String },
    /// A newer program wrote the file.
    TooNew { found: i64, known: i64 },
    /// The file was closed.
    Closed,
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Driver(error)
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

/// Turns trouble into the store's errors, naming the file.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    place: String,
}

impl Failure {
    pub(crate) fn at(place: String) -> Self {
        Self { place }
    }

    /// The error that people read.
    pub(crate) fn of(&self, trouble: Trouble) -> StoreError {
        let place = self.place.clone();
        match trouble {
            Trouble::Driver(error) if is_damage(&error) => {
                StoreError::Damaged { place, reason: reason(error) }
            }
            Trouble::Driver(error) => self.unusable(reason(error)),
            Trouble::System(error) => self.unusable(error.to_string()),
            Trouble::Damaged(reason) => StoreError::Damaged { place, reason },
            Trouble::NotFound { what, name } => StoreError::NotFound { what, name },
            Trouble::TooNew { found, known } => StoreError::TooNew { place, found, known },
            Trouble::Closed => self.unusable("it was closed".into()),
        }
    }

    /// The file cannot be worked with.
    pub(crate) fn unusable(&self, reason: String) -> StoreError {
        StoreError::Unusable { place: self.place.clone(), reason }
    }
}

/// A file that is not what it should be (<https://sqlite.org/rescode.html>).
fn is_damage(error: &Error) -> bool {
    let code = error.sqlite_error_code();
    matches!(code, Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}

/// SQLite's own words, without the statement.
#[expect(clippy::wildcard_enum_match_arm, reason = "the driver's list is open")]
fn reason(error: Error) -> String {
    match error {
        Error::SqliteFailure(_, Some(message)) => message,
        Error::SqlInputError { msg, .. } => msg,
        other => other.to_string(),
    }
}

/// A column whose text is something else.
pub(crate) fn parsed<T: FromStr>(row: &Row<'_>, column: &str) -> Result<T, Trouble>
where
    T::Err: Display,
{
    let text: String = row.get(column)?;
    text.parse().map_err(|error| Trouble::Damaged(format!("`{column}` is `{text}`: {error}")))
}

/// A column that counts something.
pub(crate) fn count(row: &Row<'_>, column: &str) -> Result<Option<u64>, Trouble> {
    let number: Option<i64> = row.get(column)?;
    let bad = |number| Trouble::Damaged(format!("`{column}` is {number}"));
    number.map(|number| u64::try_from(number).map_err(|_| bad(number))).transpose()
}

/// A text that is JSON.
pub(crate) fn json(text: &str) -> Result<serde_json::Value, Trouble> {
    serde_json::from_str(text).map_err(|error| Trouble::Damaged(format!("not JSON: {error}")))
}
