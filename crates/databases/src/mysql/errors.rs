//! MySQL's and MariaDB's errors as ours, by their number
//! (<https://mariadb.com/kb/en/mariadb-error-code-reference/>).

use querist_vocabulary::database::DatabaseError;
use sqlx::{Error, mysql::MySqlDatabaseError};

use crate::server;

/// What went wrong while a connection was opened.
#[expect(clippy::wildcard_enum_match_arm, reason = "the driver's list is open")]
pub(super) fn of_connecting(error: &Error, address: &str) -> DatabaseError {
    let unreachable =
        |reason: String| DatabaseError::Unreachable { address: address.to_owned(), reason };
    let address = address.to_owned();
    match error {
        Error::Io(error) => unreachable(error.to_string()),
        Error::Tls(error) => unreachable(format!("no encryption: {error}")),
        Error::Configuration(error) => {
            DatabaseError::BadAddress { address, reason: error.to_string() }
        }
        Error::Database(inner) => match number(error) {
            Some(1045 | 1698 | 1862) => DatabaseError::WrongCredentials { address },
            Some(1049) => DatabaseError::NoSuchDatabase { address },
            Some(1044) => DatabaseError::Denied(inner.message().to_owned()),
            _ => unreachable(inner.message().to_owned()),
        },
        other => unreachable(other.to_string()),
    }
}

/// What went wrong with a statement.
pub(super) fn of_query(error: &Error, address: &str) -> DatabaseError {
    let address = address.to_owned();
    let Error::Database(inner) = error else {
        return DatabaseError::Lost { address, reason: server::words(error) };
    };
    let message = inner.message().to_owned();
    match number(error) {
        Some(1317 | 1969 | 3024) => DatabaseError::Cancelled,
        Some(1205 | 1213) => DatabaseError::Locked { address },
        Some(1044 | 1142 | 1143 | 1227 | 1290 | 1370 | 1792) => DatabaseError::Denied(message),
        Some(1053 | 1077 | 1927 | 2006 | 2013) => DatabaseError::Lost { address, reason: message },
        _ => DatabaseError::Query(message),
    }
}

fn number(error: &Error) -> Option<u16> {
    let inner = error.as_database_error()?.try_downcast_ref::<MySqlDatabaseError>()?;
    Some(inner.number())
}
