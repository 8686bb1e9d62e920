//! Columns whose values stay out of everything that is learned: what people called sensitive, and
//! what may not be read.

use querist_sql::{column_is_open, table_is_open};
use querist_vocabulary::{
    knowledge::Knowledge,
    policy::AccessList,
    schema::{Column, ColumnName, Table},
};

/// The table without what may not be read; none where nothing of it may.
pub(crate) fn open(table: &Table, access: &AccessList) -> Option<Table> {
    if !table_is_open(access, &table.name) {
        return None;
    }
    let mut seen = table.clone();
    seen.columns.retain(|column| column_is_open(access, &named(table, column)));
    (!seen.columns.is_empty()).then_some(seen)
}

/// The table without its hidden columns; none where nothing of it may be looked at.
pub(crate) fn visible(table: &Table, knowledge: &Knowledge, access: &AccessList) -> Option<Table> {
    let mut seen = open(table, access)?;
    seen.columns.retain(|column| !knowledge.is_sensitive(&named(table, column)));
    (!seen.columns.is_empty()).then_some(seen)
}

fn named(table: &Table, column: &Column) -> ColumnName {
    ColumnName { table: table.name.clone(), column: column.name.clone() }
}
