//! Columns and primary keys.

use querist_vocabulary::schema::{Column, Table, TableKind};
use rusqlite::{Connection, Row};

use super::{Tables, positions, text};
use crate::sqlite::values;

/// One row a column. `hidden` is 1 for a virtual table's inner columns, 2 and 3 for generated ones.
const COLUMNS: &str = "SELECT l.name, c.name, c.type, c.\"notnull\", c.dflt_value, c.pk, c.hidden \
     FROM pragma_table_list AS l JOIN pragma_table_xinfo(l.name, 'main') AS c \
     WHERE l.schema = 'main' AND c.hidden <> 1 AND l.type";

/// Adds the columns. Views and virtual tables can fail (a view of a dropped table, a module that is
/// not there): if they do, each is read alone, and those that fail have no columns.
pub(super) fn fill(connection: &Connection, tables: &mut Tables) -> rusqlite::Result<()> {
    read(connection, &format!("{COLUMNS} = 'table' ORDER BY l.name, c.cid"), tables)?;
    let mut others = tables.clone();
    let all = format!("{COLUMNS} IN ('view', 'virtual') ORDER BY l.name, c.cid");
    if read(connection, &all, &mut others).is_ok() {
        *tables = others;
        return Ok(());
    }
    for table in tables.iter_mut().filter(|table| table.kind != TableKind::Table) {
        let name = table.name.name.replace('\'', "''");
        let one = format!("{COLUMNS} IN ('view', 'virtual') AND l.name = '{name}' ORDER BY c.cid");
        let mut alone = vec![table.clone()];
        if read(connection, &one, &mut alone).is_ok()
            && let Some(read) = alone.pop()
        {
            *table = read;
        }
    }
    Ok(())
}

fn read(connection: &Connection, sql: &str, tables: &mut Tables) -> rusqlite::Result<()> {
    let at = positions(tables);
    let mut keys: Vec<(usize, i64, String)> = Vec::new();
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        let Some(position) = at.get(&text(row, 0)?.to_ascii_lowercase()) else { continue };
        let Some(table) = tables.get_mut(*position) else { continue };
        let column = column(row)?;
        let place: i64 = row.get(5)?;
        if place > 0 {
            keys.push((*position, place, column.name.clone()));
        }
        table.columns.push(column);
    }
    keys.sort_unstable();
    for (position, _, column) in keys {
        if let Some(table) = tables.get_mut(position) {
            table.primary_key.push(column);
        }
    }
    tables.iter_mut().for_each(whole_number_key);
    Ok(())
}

fn column(row: &Row<'_>) -> rusqlite::Result<Column> {
    let declared = text(row, 2)?;
    Ok(Column {
        name: text(row, 1)?,
        kind: values::kind(&declared),
        declared_type: declared,
        nullable: row.get::<_, i64>(3)? == 0,
        default: row.get(4).ok(),
        generated: row.get::<_, i64>(6)? > 1,
        comment: None,
        labels: Vec::new(),
    })
}

/// `INTEGER PRIMARY KEY` is the row number, which is never NULL though it is not declared so.
fn whole_number_key(table: &mut Table) {
    let [key] = table.primary_key.as_slice() else { return };
    for column in table.columns.iter_mut().filter(|column| column.name == *key) {
        if column.declared_type.eq_ignore_ascii_case("INTEGER") {
            column.nullable = false;
        }
    }
}
