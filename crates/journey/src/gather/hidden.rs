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
    seen.columns.retain(|column| !is_sensitive(knowledge, &named(table, column)));
    (!seen.columns.is_empty()).then_some(seen)
}

fn named(table: &Table, column: &Column) -> ColumnName {
    ColumnName { table: table.name.clone(), column: column.name.clone() }
}

fn is_sensitive(knowledge: &Knowledge, column: &ColumnName) -> bool {
    let names = [column.table.name.clone(), column.table.to_string()];
    let of_table = |name: &str| names.iter().any(|own| own.eq_ignore_ascii_case(name));
    knowledge
        .tables
        .iter()
        .filter(|(name, _)| of_table(name))
        .flat_map(|(_, meaning)| &meaning.columns)
        .any(|(name, meaning)| meaning.sensitive && name.eq_ignore_ascii_case(&column.column))
}
