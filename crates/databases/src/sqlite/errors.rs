//! SQLite's errors as ours.

use std::path::Path;

use querist_vocabulary::database::DatabaseError;
use rusqlite::{Error, ErrorCode};

use super::connect::LARGEST;

/// What went wrong with a query.
pub(super) fn of_query(error: &Error, path: &Path) -> DatabaseError {
    match error.sqlite_error_code() {
        Some(
            ErrorCode::NotADatabase
            | ErrorCode::DatabaseCorrupt
            | ErrorCode::CannotOpen
            | ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::SystemIoFailure
            | ErrorCode::PermissionDenied,
        ) => of_file(error, path),
        Some(ErrorCode::AuthorizationForStatementDenied | ErrorCode::ReadOnly) => {
            DatabaseError::Denied(message(error))
        }
        Some(ErrorCode::TooBig) => DatabaseError::TooLarge { most: LARGEST.unsigned_abs().into() },
        Some(ErrorCode::OperationInterrupted) => DatabaseError::Cancelled,
        _ => DatabaseError::Query(message(error)),
    }
}

/// What went wrong with the file itself.
pub(super) fn of_file(error: &Error, path: &Path) -> DatabaseError {
    let place = path.display().to_string();
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            DatabaseError::Locked { address: place }
        }
        Some(ErrorCode::NotADatabase) => DatabaseError::NotADatabase {
            path: place,
            reason: "it is another kind of file, or it is encrypted".into(),
        },
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied | ErrorCode::ReadOnly) => {
            DatabaseError::Denied(format!(
                "open `{place}` with the log beside it: {}",
                message(error)
            ))
        }
        Some(ErrorCode::SystemIoFailure) => {
            DatabaseError::Lost { address: place, reason: message(error) }
        }
        _ => DatabaseError::NotADatabase { path: place, reason: message(error) },
    }
}

/// SQLite's own words, without the statement around them.
#[expect(clippy::wildcard_enum_match_arm, reason = "the driver's list is open")]
fn message(error: &Error) -> String {
    match error {
        Error::SqliteFailure(_, Some(words)) => words.clone(),
        Error::SqlInputError { msg, .. } => msg.clone(),
        other => other.to_string(),
    }
}
