//! The database's errors in the store's words.

use std::{fmt::Display, str::FromStr};

use querist_vocabulary::store::StoreError;
use sqlx::{Row, sqlite::SqliteRow};

/// SQLite's primary result codes for a file that is not what it should be:
/// `SQLITE_CORRUPT` and `SQLITE_NOTADB` (<https://sqlite.org/rescode.html>).
const DAMAGE: [i32; 2] = [11, 26];

/// Turns the driver's errors into the store's, naming the file.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    place: String,
}

impl Failure {
    pub(crate) fn at(place: String) -> Self {
        Self { place }
    }

    /// The driver failed.
    pub(crate) fn driver(&self, error: sqlx::Error) -> StoreError {
        let reason = match error.as_database_error() {
            Some(inner) => inner.message().to_owned(),
            None => error.to_string(),
        };
        if primary_code(&error).is_some_and(|code| DAMAGE.contains(&code)) {
            return self.damaged(reason);
        }
        self.unusable(reason)
    }

    /// The operating system failed.
    pub(crate) fn system(&self, error: &std::io::Error) -> StoreError {
        self.unusable(error.to_string())
    }

    /// Something that the store wrote does not read back.
    pub(crate) fn damaged(&self, reason: impl Into<String>) -> StoreError {
        StoreError::Damaged { place: self.place.clone(), reason: reason.into() }
    }

    /// A newer program wrote the file.
    pub(crate) fn too_new(&self, found: i64, known: i64) -> StoreError {
        StoreError::TooNew { place: self.place.clone(), found, known }
    }

    fn unusable(&self, reason: String) -> StoreError {
        StoreError::Unusable { place: self.place.clone(), reason }
    }
}

/// The low byte of an extended result code is the primary one.
fn primary_code(error: &sqlx::Error) -> Option<i32> {
    let code: i32 = error.as_database_error()?.code()?.parse().ok()?;
    Some(code & 0xff)
}

/// Columns read back; what does not read back is damage.
impl Failure {
    pub(crate) fn text(&self, row: &SqliteRow, column: &str) -> Result<String, StoreError> {
        row.try_get(column).map_err(|error| self.driver(error))
    }

    pub(crate) fn parsed<T: FromStr>(&self, row: &SqliteRow, column: &str) -> Result<T, StoreError>
    where
        T::Err: Display,
    {
        let text = self.text(row, column)?;
        text.parse().map_err(|error| self.damaged(format!("`{column}` is `{text}`: {error}")))
    }

    pub(crate) fn count(&self, row: &SqliteRow, column: &str) -> Result<Option<u64>, StoreError> {
        let number: Option<i64> = row.try_get(column).map_err(|error| self.driver(error))?;
        number
            .map(|number| {
                u64::try_from(number).map_err(|_| self.damaged(format!("`{column}` is {number}")))
            })
            .transpose()
    }

    pub(crate) fn json(&self, text: &str) -> Result<serde_json::Value, StoreError> {
        serde_json::from_str(text).map_err(|error| self.damaged(format!("not JSON: {error}")))
    }
}
