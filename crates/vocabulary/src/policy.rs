//! Which tables and columns may be read, and what is shown of personal data.

use serde::{Deserialize, Serialize};

/// Allow and block lists over tables and columns.
///
/// A pattern is `table`, `namespace.table`, `table.column` or `namespace.table.column`; `*` stands for
/// any run of characters; case does not matter. With an empty `allow` everything is allowed; what is
/// on `block` is refused in any case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AccessList {
    /// Only these may be read, unless empty.
    pub allow: Vec<String>,
    /// These may not be read.
    pub block: Vec<String>,
}

/// What is shown of personal data in results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Masking {
    /// Everything.
    Off,
    /// What kind it is, and no more.
    Personal,
}

impl Masking {
    /// Its name in settings and JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Personal => "personal",
        }
    }
}
