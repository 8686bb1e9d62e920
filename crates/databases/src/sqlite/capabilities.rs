//! What SQLite can do.

use querist_vocabulary::{database::Capabilities, statement::Dialect};

/// What SQLite can do.
pub(super) const SQLITE: Capabilities = Capabilities {
    name: "SQLite",
    dialect: Dialect::Sqlite,
    namespaces: false,
    comments: false,
    checks: true,
    estimates: true,
    accounts: false,
    server_timeout: false,
    limits: &[
        "column types are advice: a column may hold values of any type, and each row is read as it is stored",
        "dates and times are text or numbers, compared as such",
        "row estimates exist only after `ANALYZE`",
        "check constraints are read from the text of the table's definition",
        "text that is not UTF-8 is shown with replacement characters",
        "attached databases are not read",
    ],
};
