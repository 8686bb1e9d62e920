//! PostgreSQL's errors as ours, by their SQLSTATE
//! (<https://www.postgresql.org/docs/current/errcodes-appendix.html>).

use querist_vocabulary::database::DatabaseError;
use sqlx::{Error, postgres::PgDatabaseError};

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
        Error::Database(error) => match error.code().as_deref() {
            Some("28000") if error.message().contains("pg_hba.conf") => {
                unreachable(error.message().to_owned())
            }
            Some("28P01" | "28000") => DatabaseError::WrongCredentials { address },
            Some("3D000") => DatabaseError::NoSuchDatabase { address },
            Some("42501") => DatabaseError::Denied(error.message().to_owned()),
            _ => unreachable(error.message().to_owned()),
        },
        other => unreachable(other.to_string()),
    }
}

/// What went wrong with a statement.
pub(super) fn of_query(error: &Error, address: &str) -> DatabaseError {
    let lost = |reason: String| DatabaseError::Lost { address: address.to_owned(), reason };
    let Error::Database(inner) = error else {
        return lost(server::words(error));
    };
    let Some(error) = inner.try_downcast_ref::<PgDatabaseError>() else {
        return lost(inner.to_string());
    };
    match error.code() {
        "57014" => DatabaseError::Cancelled,
        "55P03" => DatabaseError::Locked { address: address.to_owned() },
        "42501" | "25006" => DatabaseError::Denied(error.message().to_owned()),
        code if code.starts_with("08") || code.starts_with("57P") || code == "25P03" => {
            lost(error.message().to_owned())
        }
        _ => DatabaseError::Query(words(error)),
    }
}

/// The message, with what PostgreSQL adds to it.
fn words(error: &PgDatabaseError) -> String {
    let more = [error.detail(), error.hint()];
    let more: String = more.iter().flatten().map(|text| format!(" ({text})")).collect();
    format!("{}{more}", error.message())
}
