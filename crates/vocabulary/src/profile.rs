//! What the data looks like: counts, ranges, samples.

use serde::{Deserialize, Serialize};

use crate::{
    schema::TableName,
    value::{Value, ValueKind},
};

/// What is known of the data of some tables.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// A profile a table, in no particular order.
    pub tables: Vec<TableProfile>,
}

impl Profile {
    /// The profile of one table.
    #[must_use]
    pub fn table(&self, name: &TableName) -> Option<&TableProfile> {
        self.tables.iter().find(|profile| profile.table == *name)
    }

    /// The profile of one column.
    #[must_use]
    pub fn column(&self, table: &TableName, column: &str) -> Option<&ColumnProfile> {
        self.table(table)?.columns.iter().find(|profile| profile.column == column)
    }
}

/// What is known of a table's data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TableProfile {
    /// The table.
    pub table: TableName,
    /// Rows looked at.
    pub rows: u64,
    /// Whether `rows` is only a part of the table, because of its size.
    pub sampled: bool,
    /// A profile a column, in the table's order.
    pub columns: Vec<ColumnProfile>,
}

/// What is known of a column's data, over the rows looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ColumnProfile {
    /// The column.
    pub column: String,
    /// Different values, NULL not counted.
    pub distinct: u64,
    /// Rows that are NULL.
    pub nulls: u64,
    /// The smallest value; none where all are NULL or the type has no order.
    pub min: Option<Value>,
    /// The largest value.
    pub max: Option<Value>,
    /// The most frequent values, at most ten, most frequent first.
    pub samples: Vec<Value>,
    /// What the values look like where the declared kind says less: ISO dates kept as text, numbers
    /// kept as text, 0/1 kept as integers (`Boolean`).
    pub looks_like: Option<ValueKind>,
}
