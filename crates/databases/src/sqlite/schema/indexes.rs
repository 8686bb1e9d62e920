//! Indexes.

use querist_vocabulary::schema::Index;
use rusqlite::{Connection, Row};

use super::{Tables, positions, text};
use crate::sqlite::definition;

/// One row a column of an index, with the text it was made with; a column without a name is an
/// expression, which only that text tells.
const INDEXES: &str = "SELECT l.name, i.name, i.\"unique\", i.partial, c.name, c.seqno, s.sql \
     FROM pragma_table_list AS l JOIN pragma_index_list(l.name, 'main') AS i \
     JOIN pragma_index_info(i.name, 'main') AS c \
     LEFT JOIN sqlite_schema AS s ON s.type = 'index' AND s.name = i.name \
     WHERE l.schema = 'main' AND l.type = 'table' ORDER BY l.name, i.seq DESC, c.seqno";

/// Adds the indexes, in the order in which they were made.
pub(super) fn fill(connection: &Connection, tables: &mut Tables) -> rusqlite::Result<()> {
    let at = positions(tables);
    let mut statement = connection.prepare(INDEXES)?;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        let table = at.get(&text(row, 0)?.to_ascii_lowercase());
        let Some(table) = table.and_then(|at| tables.get_mut(*at)) else { continue };
        let name = text(row, 1)?;
        if table.indexes.last().is_none_or(|last| last.name != name) {
            table.indexes.push(Index {
                name,
                columns: Vec::new(),
                unique: row.get::<_, i64>(2)? != 0,
                partial: row.get::<_, i64>(3)? != 0,
            });
        }
        if let Some(index) = table.indexes.last_mut() {
            index.columns.push(column(row)?);
        }
    }
    Ok(())
}

fn column(row: &Row<'_>) -> rusqlite::Result<String> {
    let name = text(row, 4)?;
    if !name.is_empty() {
        return Ok(name);
    }
    let place: usize = row.get(5)?;
    Ok(definition::index_part(&text(row, 6)?, place).unwrap_or_else(|| "(expression)".into()))
}
