//! Which tables and columns may be read.

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
