//! What a query's connection lets through: a wall beneath the check.
//!
//! SQLite asks while it compiles a statement. Only reading is allowed; everything else, known or
//! not, is denied, so that a statement which slipped past the check still changes nothing.

use rusqlite::{
    Connection,
    hooks::{AuthAction, AuthContext, Authorization},
};

/// Functions that reach outside the query.
const DENIED_FUNCTIONS: &[&str] =
    &["load_extension", "fts3_tokenizer", "readfile", "writefile", "edit", "fts5_insttoken"];

/// Pragmas that SQLite's own full-text search reads with.
const READING_PRAGMAS: &[&str] = &["data_version"];

/// Puts the wall up.
pub(super) fn install(connection: &Connection) -> rusqlite::Result<()> {
    connection.authorizer(Some(|context: AuthContext<'_>| {
        if allowed(&context.action) { Authorization::Allow } else { Authorization::Deny }
    }))
}

fn allowed(action: &AuthAction<'_>) -> bool {
    match action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => true,
        AuthAction::Function { function_name } => {
            !DENIED_FUNCTIONS.iter().any(|denied| denied.eq_ignore_ascii_case(function_name))
        }
        AuthAction::Pragma { pragma_name, pragma_value: None } => {
            READING_PRAGMAS.iter().any(|reading| reading.eq_ignore_ascii_case(pragma_name))
        }
        _ => false,
    }
}
