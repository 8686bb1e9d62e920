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

/// What SQLite's R-tree keeps beside each of its tables. Reading one prepares statements that would
/// write these; that they cannot is left to the file, which is open read-only.
const RTREE_TABLES: &[&str] = &["_node", "_parent", "_rowid"];

/// Puts the wall up.
pub(super) fn install(connection: &Connection) -> rusqlite::Result<()> {
    let inner = rtree_tables(connection)?;
    connection.authorizer(Some(move |context: AuthContext<'_>| {
        if reads(&context.action) || prepares(&context.action, &inner) {
            Authorization::Allow
        } else {
            Authorization::Deny
        }
    }))
}

fn rtree_tables(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage = 0 \
         AND sql LIKE '%rtree%'",
    )?;
    let names = statement.query_map((), |row| row.get::<_, String>(0))?;
    let mut inner = Vec::new();
    for name in names {
        let name = name?;
        inner.extend(RTREE_TABLES.iter().map(|end| format!("{name}{end}")));
    }
    Ok(inner)
}

#[expect(clippy::wildcard_enum_match_arm, reason = "what is not known is denied")]
fn reads(action: &AuthAction<'_>) -> bool {
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

#[expect(clippy::wildcard_enum_match_arm, reason = "what is not known is denied")]
fn prepares(action: &AuthAction<'_>, inner: &[String]) -> bool {
    match action {
        AuthAction::Insert { table_name }
        | AuthAction::Update { table_name, .. }
        | AuthAction::Delete { table_name } => inner.iter().any(|name| name == table_name),
        _ => false,
    }
}
