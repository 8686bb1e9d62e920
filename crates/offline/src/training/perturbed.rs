//! Copies of a database with other rows: a query that is right on them as well is not right by luck.
//!
//! A fifth of the rows of every table is gone, and the values of each column that is no key have changed rows.
//! The same copies are made of a file each time.

use std::path::Path;

use anyhow::Result;
use rusqlite::{Connection, params, types::Value};

use super::database::Database;

/// How many copies.
const COPIES: u64 = 4;
/// Columns of larger tables keep their values.
const MOST_ROWS: usize = 5_000;
/// Smaller tables keep their rows.
const FEWEST_ROWS: usize = 4;

/// The copies of a file, in memory.
pub(crate) fn copies(file: &Path) -> Result<Vec<Database>> {
    (1..=COPIES).map(|seed| copy(file, seed).map(Database::of)).collect()
}

fn copy(file: &Path, seed: u64) -> Result<Connection> {
    let connection = Connection::open_in_memory()?;
    // Rows go without those that point at them.
    connection.execute_batch("PRAGMA foreign_keys = OFF")?;
    connection.execute("ATTACH ?1 AS source", params![file.to_string_lossy()])?;
    let tables = made(&connection, "table")?;
    for (name, sql) in &tables {
        connection.execute_batch(sql)?;
        let name = quoted(name);
        let rows = format!("INSERT INTO main.{name} SELECT * FROM source.{name}");
        connection.execute_batch(&rows)?;
    }
    for kind in ["index", "view"] {
        for (_, sql) in made(&connection, kind)? {
            connection.execute_batch(&sql)?;
        }
    }
    connection.execute_batch("DETACH source; BEGIN")?;
    let keys = keys(&connection, &tables)?;
    for (at, (name, _)) in (1_u64..).zip(&tables) {
        let mut chance = Chance(seed.wrapping_mul(0x9E37_79B9).wrapping_add(at << 32));
        perturb(&connection, name, &keys, &mut chance)?;
    }
    connection.execute_batch("COMMIT")?;
    Ok(connection)
}

/// What the file has of a kind: names and how they are made.
fn made(connection: &Connection, kind: &str) -> Result<Vec<(String, String)>> {
    let mut statement = connection.prepare(
        "SELECT name, sql FROM source.sqlite_master
         WHERE type = ?1 AND sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid",
    )?;
    let rows = statement.query_map([kind], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Columns that foreign keys begin or end at, as table and column, in lower case.
fn keys(connection: &Connection, tables: &[(String, String)]) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for (name, _) in tables {
        let mut statement = connection
            .prepare("SELECT \"from\", \"table\", \"to\" FROM pragma_foreign_key_list(?1)")?;
        let mut rows = statement.query([name])?;
        while let Some(row) = rows.next()? {
            let (from, table, to): (String, String, Option<String>) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            found.push((name.to_lowercase(), from.to_lowercase()));
            found.extend(to.map(|to| (table.to_lowercase(), to.to_lowercase())));
        }
    }
    Ok(found)
}

fn perturb(
    connection: &Connection,
    table: &str,
    keys: &[(String, String)],
    chance: &mut Chance,
) -> Result<()> {
    let name = quoted(table);
    let Ok(rows) = numbers(connection, &name) else { return Ok(()) };
    let mut kept = Vec::with_capacity(rows.len());
    let mut delete = connection.prepare(&format!("DELETE FROM {name} WHERE rowid = ?1"))?;
    for row in &rows {
        if rows.len() >= FEWEST_ROWS && chance.below(5) == 0 {
            delete.execute([row])?;
        } else {
            kept.push(*row);
        }
    }
    if rows.len() > MOST_ROWS {
        return Ok(());
    }
    let mut columns = connection.prepare("SELECT name FROM pragma_table_info(?1) WHERE pk = 0")?;
    let columns: Vec<String> =
        columns.query_map([table], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for column in columns {
        let key = (table.to_lowercase(), column.to_lowercase());
        // Undeclared keys go by their names.
        if !keys.contains(&key) && !key.1.ends_with("id") && !key.1.ends_with("code") {
            shuffle(connection, &name, &quoted(&column), &kept, chance)?;
        }
    }
    Ok(())
}

/// The numbers of a table's rows.
fn numbers(connection: &Connection, table: &str) -> Result<Vec<i64>> {
    let mut statement = connection.prepare(&format!("SELECT rowid FROM {table} ORDER BY rowid"))?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Gives the values of a column to other rows.
fn shuffle(
    connection: &Connection,
    table: &str,
    column: &str,
    rows: &[i64],
    chance: &mut Chance,
) -> Result<()> {
    let mut statement =
        connection.prepare(&format!("SELECT {column} FROM {table} ORDER BY rowid"))?;
    let mut values: Vec<Value> =
        statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for at in (1..values.len()).rev() {
        values.swap(at, chance.below(at + 1));
    }
    let mut update =
        connection.prepare(&format!("UPDATE {table} SET {column} = ?1 WHERE rowid = ?2"))?;
    for (value, row) in values.iter().zip(rows) {
        // What a column's constraints do not take stays as it is.
        let _ = update.execute(params![value, row]);
    }
    Ok(())
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Numbers that look random and are the same each time (Steele, Lea and Flood 2014: `SplitMix`).
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % (most.max(1) as u64)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_keep_keys_and_change_rows() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("shop.sqlite");
        let connection = Connection::open(&file)?;
        connection.execute_batch(
            "PRAGMA foreign_keys = OFF;
             CREATE TABLE shop (id INTEGER PRIMARY KEY, name TEXT);
             CREATE TABLE sale (id INTEGER PRIMARY KEY, shop_id INTEGER REFERENCES shop (id), amount INTEGER);
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50)
             INSERT INTO sale SELECT i, i % 7, i * 10 FROM n;
             INSERT INTO shop VALUES (1, 'North'), (2, 'South');",
        )?;
        let made = copies(&file)?;
        assert_eq!(made.len(), 4);
        let rows = |database: &Database, sql: &str| database.rows(sql, 100);
        let sales = "SELECT id, shop_id FROM sale ORDER BY id";
        let whole = Database::open(&file)?.rows(sales, 100)?;
        for copy in &made {
            assert_eq!(rows(copy, "SELECT * FROM shop")?.len(), 2, "small tables keep their rows");
            let kept = rows(copy, sales)?;
            assert!(kept.len() < whole.len() && kept.iter().all(|row| whole.contains(row)));
            let own = rows(copy, "SELECT * FROM sale WHERE amount = id * 10")?;
            assert!(own.len() * 2 < kept.len(), "amounts have changed rows");
        }
        Ok(())
    }
}
