//! A SQLite file as the engine wants it: structure, profile, values; and its answers to queries.

use std::path::Path;

use anyhow::{Result, bail};
use querist_vocabulary::{
    knowledge::Knowledge,
    profile::{ColumnProfile, Profile, TableProfile},
    schema::{Column, ColumnName, ForeignKey, Schema, Table, TableKind, TableName},
    statement::Dialect,
    value::{Value, ValueKind},
};
use rusqlite::{Connection, OpenFlags, types::ValueRef};

use crate::{Engine, ValueIndex};

/// Most different values of a column that are indexed.
const MOST_VALUES: usize = 20_000;
/// Most rows of a result that are compared.
const MOST_ROWS: usize = 5_000;

/// Thousands of steps that an everyday question's answer may need.
const QUICK: u32 = 300;

/// One cell, numbers of every type alike.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cell {
    /// NULL.
    Null,
    /// A number, rounded to six digits.
    Number(String),
    /// Text.
    Text(String),
}

/// A SQLite file.
#[derive(Debug)]
pub struct Database {
    connection: Connection,
}

impl Database {
    /// Opens it for reading.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn open(file: &Path) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Ok(Self { connection: Connection::open_with_flags(file, flags)? })
    }

    /// Of an open connection.
    pub(crate) fn of(connection: Connection) -> Self {
        Self { connection }
    }

    /// Runs a query with at most so many thousand steps of SQLite's machine: a bound that falls alike everywhere.
    ///
    /// # Errors
    /// When it cannot be run or needs more.
    pub fn rows(&self, sql: &str, steps: u32) -> Result<Vec<Vec<Cell>>> {
        let mut left = steps;
        let used_up = move || {
            left = left.saturating_sub(1);
            left == 0
        };
        self.connection.progress_handler(1_000, Some(used_up))?;
        let mut statement = self.connection.prepare(sql)?;
        let width = statement.column_count();
        let mut found = Vec::new();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if found.len() >= MOST_ROWS {
                bail!("more than {MOST_ROWS} rows");
            }
            found.push((0..width).map(|at| row.get_ref(at).map(cell)).collect::<Result<_, _>>()?);
        }
        Ok(found)
    }

    /// Whether a query returns something: a row that is more than a nothing or a zero.
    #[must_use]
    pub fn tells(&self, sql: &str) -> bool {
        self.rows(sql, QUICK).is_ok_and(|rows| tells(&rows))
    }

    /// The engine over it.
    ///
    /// # Errors
    /// When the structure cannot be read.
    pub fn engine(&self) -> Result<Engine> {
        self.engine_with(&Knowledge::default())
    }

    /// The engine over it, with what people wrote.
    ///
    /// # Errors
    /// When the structure cannot be read.
    pub fn engine_with(&self, knowledge: &Knowledge) -> Result<Engine> {
        let schema = self.schema()?;
        let mut profile = Profile::default();
        let mut values = ValueIndex::default();
        for table in &schema.tables {
            profile.tables.push(self.profile(table, &mut values)?);
        }
        Ok(Engine::new(&schema, &profile, knowledge, values))
    }

    fn schema(&self) -> Result<Schema> {
        let mut statement = self.connection.prepare(
            "select name, type from sqlite_master where type in ('table', 'view') and name not like 'sqlite_%' order by name",
        )?;
        let names: Vec<(String, String)> = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        let tables = names.iter().map(|(name, kind)| self.table(name, kind == "view"));
        Ok(Schema {
            dialect: Dialect::Sqlite,
            version: String::new(),
            default_namespace: None,
            tables: tables.collect::<Result<_>>()?,
        })
    }

    fn table(&self, name: &str, view: bool) -> Result<Table> {
        let quoted = name.replace('"', "\"\"");
        let mut statement = self.connection.prepare(&format!("pragma table_info(\"{quoted}\")"))?;
        let mut keys: Vec<(i64, String)> = Vec::new();
        let mut columns = Vec::new();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let column: String = row.get(1)?;
            let declared: String = row.get::<_, Option<String>>(2)?.unwrap_or_default();
            let place: i64 = row.get(5)?;
            if place > 0 {
                keys.push((place, column.clone()));
            }
            columns.push(Column {
                name: column,
                kind: kind_of(&declared),
                declared_type: declared,
                nullable: row.get::<_, i64>(3)? == 0,
                default: None,
                generated: false,
                comment: None,
                labels: Vec::new(),
            });
        }
        keys.sort();
        Ok(Table {
            name: TableName::bare(name),
            kind: if view { TableKind::View } else { TableKind::Table },
            columns,
            primary_key: keys.into_iter().map(|(_, name)| name).collect(),
            foreign_keys: self.foreign_keys(&quoted)?,
            indexes: Vec::new(),
            checks: Vec::new(),
            triggers: Vec::new(),
            comment: None,
            estimated_rows: None,
        })
    }

    fn foreign_keys(&self, quoted: &str) -> Result<Vec<ForeignKey>> {
        let mut statement =
            self.connection.prepare(&format!("pragma foreign_key_list(\"{quoted}\")"))?;
        let mut rows = statement.query([])?;
        let mut found: Vec<(i64, ForeignKey)> = Vec::new();
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            let target: Option<String> = row.get(4)?;
            let from: String = row.get(3)?;
            if let Some((_, key)) = found.iter_mut().find(|(known, _)| *known == id) {
                key.columns.push(from);
                key.target_columns.extend(target);
                continue;
            }
            let key = ForeignKey {
                name: None,
                columns: vec![from],
                target: TableName::bare(row.get::<_, String>(2)?),
                target_columns: target.into_iter().collect(),
                on_delete: String::new(),
                on_update: String::new(),
            };
            found.push((id, key));
        }
        found.reverse();
        Ok(found.into_iter().map(|(_, key)| key).collect())
    }

    fn profile(&self, table: &Table, values: &mut ValueIndex) -> Result<TableProfile> {
        let quoted = table.name.name.replace('"', "\"\"");
        let count = format!("select count(*) from \"{quoted}\"");
        let rows = self.connection.query_row(&count, [], |row| row.get::<_, i64>(0)).unwrap_or(0);
        let mut columns = Vec::new();
        for column in &table.columns {
            let found = self.distinct(&quoted, &column.name);
            let complete = found.len() < MOST_VALUES;
            let name = ColumnName { table: table.name.clone(), column: column.name.clone() };
            if table.kind == TableKind::Table {
                values.add(&name, &found, complete);
            }
            let nulls = format!(
                "select count(*) from \"{quoted}\" where \"{}\" is null",
                column.name.replace('"', "\"\"")
            );
            let nulls =
                self.connection.query_row(&nulls, [], |row| row.get::<_, i64>(0)).unwrap_or(0);
            columns.push(column_profile(column, &found, u64::try_from(nulls).unwrap_or(0)));
        }
        let rows = u64::try_from(rows).unwrap_or(0);
        Ok(TableProfile { table: table.name.clone(), rows, sampled: false, columns })
    }

    fn distinct(&self, table: &str, column: &str) -> Vec<Value> {
        let column = column.replace('"', "\"\"");
        let sql = format!(
            "select distinct \"{column}\" from \"{table}\" where \"{column}\" is not null limit {MOST_VALUES}"
        );
        let Ok(mut statement) = self.connection.prepare(&sql) else { return Vec::new() };
        let Ok(mut rows) = statement.query([]) else { return Vec::new() };
        let mut found = Vec::new();
        while let Ok(Some(row)) = rows.next() {
            found.extend(row.get_ref(0).ok().map(value));
        }
        found
    }
}

fn column_profile(column: &Column, found: &[Value], nulls: u64) -> ColumnProfile {
    let number = |v: &Value| crate::index::number_of(v);
    let least = found.iter().filter_map(number).min_by(f64::total_cmp);
    let most = found.iter().filter_map(number).max_by(f64::total_cmp);
    ColumnProfile {
        column: column.name.clone(),
        distinct: found.len() as u64,
        nulls,
        min: least.map(Value::Float),
        max: most.map(Value::Float),
        samples: found.iter().take(10).cloned().collect(),
        looks_like: looks_like(column.kind, found),
    }
}

/// What nearly all values are, where the declared type says less.
fn looks_like(declared: ValueKind, found: &[Value]) -> Option<ValueKind> {
    if found.is_empty() || declared.is_day() {
        return None;
    }
    let share = |fits: &dyn Fn(&Value) -> bool| {
        found.iter().take(200).filter(|v| fits(v)).count() * 10 >= found.len().min(200) * 9
    };
    let text = |v: &Value| matches!(v, Value::Text(_));
    if declared == ValueKind::Text || declared == ValueKind::Other {
        if share(&|v| text(v) && v.as_date().is_some()) {
            return Some(ValueKind::Date);
        }
        if share(&|v| {
            matches!(v, Value::Text(t) if t.trim().parse::<i64>().is_ok())
                || matches!(v, Value::Integer(_))
        }) {
            return Some(ValueKind::Integer);
        }
        if share(&|v| crate::index::number_of(v).is_some()) {
            return Some(ValueKind::Float);
        }
    }
    let stored_text = declared.is_number() && share(&text);
    stored_text.then_some(ValueKind::Text)
}

fn kind_of(declared: &str) -> ValueKind {
    let declared = declared.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| declared.contains(word));
    if has(&["bool"]) {
        ValueKind::Boolean
    } else if has(&["int", "year"]) {
        ValueKind::Integer
    } else if has(&["char", "text", "clob"]) {
        ValueKind::Text
    } else if has(&["datetime", "timestamp"]) {
        ValueKind::DateTime
    } else if has(&["date"]) {
        ValueKind::Date
    } else if has(&["time"]) {
        ValueKind::Time
    } else if has(&["real", "doub", "floa"]) {
        ValueKind::Float
    } else if has(&["num", "dec", "money"]) {
        ValueKind::Decimal
    } else if has(&["blob"]) {
        ValueKind::Binary
    } else {
        ValueKind::Other
    }
}

fn value(raw: ValueRef<'_>) -> Value {
    match raw {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(n) => Value::Integer(n),
        ValueRef::Real(n) => Value::Float(n),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Binary(bytes.to_vec()),
    }
}

fn cell(raw: ValueRef<'_>) -> Cell {
    match raw {
        ValueRef::Null => Cell::Null,
        #[allow(clippy::cast_precision_loss)]
        ValueRef::Integer(n) => Cell::Number((n as f64).to_string()),
        ValueRef::Real(n) if n.is_nan() => Cell::Null,
        ValueRef::Real(n) => Cell::Number(((n * 1e6).round() / 1e6).to_string()),
        ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Cell::Text(String::from_utf8_lossy(bytes).into_owned()),
    }
}

/// Whether rows say something: a row that is more than a nothing or a zero.
pub(crate) fn tells(rows: &[Vec<Cell>]) -> bool {
    let empty = |cell: &Cell| *cell == Cell::Null || *cell == Cell::Number("0".into());
    rows.iter().any(|row| !row.iter().all(empty))
}
