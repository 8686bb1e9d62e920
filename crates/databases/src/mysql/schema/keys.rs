//! Keys and indexes.

use std::collections::HashMap;

use querist_vocabulary::{
    database::DatabaseError,
    schema::{ForeignKey, Index, TableName},
};
use sqlx::mysql::MySqlRow;

use super::{Catalog, Tables, text};
use crate::mysql::connect::Flavour;

const INDEXES: &str = "SELECT table_name, index_name, non_unique, coalesce(column_name, {expression}) \
     FROM information_schema.statistics WHERE table_schema = {db} \
     ORDER BY table_name, index_name <> 'PRIMARY', index_name, seq_in_index";

const KEYS: &str = "SELECT table_name, constraint_name, column_name, referenced_table_schema, \
     referenced_table_name, referenced_column_name \
     FROM information_schema.key_column_usage \
     WHERE table_schema = {db} AND referenced_table_name IS NOT NULL \
     ORDER BY table_name, constraint_name, ordinal_position";

const ACTIONS: &str = "SELECT table_name, constraint_name, delete_rule, update_rule \
     FROM information_schema.referential_constraints WHERE constraint_schema = {db}";

/// Adds primary keys, indexes and foreign keys.
pub(super) async fn fill(
    catalog: &mut Catalog<'_>,
    tables: &mut Tables,
) -> Result<(), DatabaseError> {
    // Only MySQL has indexes on expressions.
    let expression = match catalog.server.flavour() {
        Flavour::Mysql => "expression",
        Flavour::Mariadb => "NULL",
    };
    for row in catalog.rows(&INDEXES.replace("{expression}", expression)).await? {
        index(tables, &row);
    }
    let actions: HashMap<_, _> = catalog
        .rows(ACTIONS)
        .await?
        .iter()
        .map(|row| ((text(row, 0), text(row, 1)), (text(row, 2), text(row, 3))))
        .collect();
    for row in catalog.rows(KEYS).await? {
        let action = actions.get(&(text(&row, 0), text(&row, 1))).cloned().unwrap_or_default();
        foreign_key(tables, &row, action);
    }
    Ok(())
}

fn index(tables: &mut Tables, row: &MySqlRow) -> Option<()> {
    let table = tables.get_mut(&text(row, 0)?)?;
    let (name, column) = (text(row, 1)?, text(row, 3).unwrap_or_else(|| "(expression)".into()));
    if name == "PRIMARY" {
        table.primary_key.push(column.clone());
    }
    if table.indexes.last().is_none_or(|last| last.name != name) {
        let unique = text(row, 2)? == "0";
        table.indexes.push(Index { name, columns: Vec::new(), unique, partial: false });
    }
    table.indexes.last_mut()?.columns.push(column);
    Some(())
}

fn foreign_key(
    tables: &mut Tables,
    row: &MySqlRow,
    (on_delete, on_update): (Option<String>, Option<String>),
) -> Option<()> {
    let table = tables.get_mut(&text(row, 0)?)?;
    let name = text(row, 1);
    if table.foreign_keys.last().is_none_or(|last| last.name != name) {
        table.foreign_keys.push(ForeignKey {
            name,
            columns: Vec::new(),
            target: TableName { namespace: text(row, 3), name: text(row, 4)? },
            target_columns: Vec::new(),
            on_delete: on_delete.unwrap_or_else(|| "NO ACTION".into()),
            on_update: on_update.unwrap_or_else(|| "NO ACTION".into()),
        });
    }
    let key = table.foreign_keys.last_mut()?;
    key.columns.push(text(row, 2)?);
    key.target_columns.push(text(row, 5)?);
    Some(())
}
