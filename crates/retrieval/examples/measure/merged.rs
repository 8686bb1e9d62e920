//! Many databases as one schema.

use std::{collections::HashMap, fs, path::Path};

use anyhow::Result;
use querist_vocabulary::{
    profile::{ColumnProfile, Profile, TableProfile},
    schema::{Column, ColumnName, ForeignKey, Schema, Table, TableKind, TableName},
    statement::Dialect,
    value::{Value, ValueKind},
};
use rusqlite::{Connection, OpenFlags, types::ValueRef};

/// Databases with their tables in one schema.
pub(crate) struct Merged {
    pub databases: Vec<Source>,
    pub schema: Schema,
    pub profile: Profile,
}

/// One database.
pub(crate) struct Source {
    pub name: String,
    /// By its own names.
    pub schema: Schema,
    profile: Profile,
    values: Vec<(ColumnName, Vec<Value>)>,
    renamed: HashMap<TableName, TableName>,
}

impl Merged {
    /// Reads all databases of a folder but those that a file names. Tables of one name get a namespace each that
    /// says nothing: the name of a database would tell what it is about.
    pub(crate) fn open(data: &Path, left_out: &Path) -> Result<Self> {
        let left_out = fs::read_to_string(left_out)?;
        let mut names: Vec<String> = Vec::new();
        for file in fs::read_dir(data.join("databases"))? {
            let name = file?.path().file_stem().map(|name| name.to_string_lossy().into_owned());
            names.extend(name.filter(|name| !left_out.lines().any(|line| line == name)));
        }
        names.sort();
        names.dedup();
        let mut databases: Vec<Source> = names
            .into_iter()
            .map(|name| Source::open(&data.join("databases").join(format!("{name}.sqlite")), name))
            .collect::<Result<_>>()?;
        let counts = counts(&databases);
        for (at, source) in databases.iter_mut().enumerate() {
            source.rename(at, &counts);
        }
        let mut tables: Vec<Table> = databases.iter().flat_map(Source::tables).collect();
        tables.sort_by(|a, b| a.name.cmp(&b.name));
        let profile = Profile { tables: databases.iter().flat_map(Source::profiles).collect() };
        Ok(Self { schema: schema(tables), databases, profile })
    }

    /// The stored texts of each column.
    pub(crate) fn values(&self) -> impl Iterator<Item = (ColumnName, Vec<Value>)> {
        self.databases.iter().flat_map(|source| {
            source.values.iter().map(|(name, values)| (source.renamed(name), values.clone()))
        })
    }

    pub(crate) fn columns(&self) -> usize {
        self.schema.tables.iter().map(|table| table.columns.len()).sum()
    }
}

fn schema(tables: Vec<Table>) -> Schema {
    Schema { dialect: Dialect::Sqlite, version: String::new(), default_namespace: None, tables }
}

/// How many tables have a name, in any case.
fn counts(databases: &[Source]) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for table in databases.iter().flat_map(|source| &source.schema.tables) {
        *counts.entry(table.name.name.to_lowercase()).or_default() += 1;
    }
    counts
}

impl Source {
    fn open(file: &Path, name: String) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(file, flags)?;
        let mut statement = connection.prepare(
            "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name",
        )?;
        let names: Vec<String> =
            statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let tables: Vec<Table> =
            names.iter().map(|name| table(&connection, name)).collect::<Result<_>>()?;
        let profiles = tables.iter().map(|table| profile(&connection, table));
        let profile = Profile { tables: profiles.collect() };
        let values = values(&connection, &tables);
        Ok(Self { name, schema: schema(tables), profile, values, renamed: HashMap::new() })
    }

    fn rename(&mut self, at: usize, counts: &HashMap<String, usize>) {
        for table in &self.schema.tables {
            let name = &table.name.name;
            let alone = counts.get(&name.to_lowercase()).is_none_or(|count| *count == 1);
            let namespace = (!alone).then(|| format!("s{at}"));
            self.renamed.insert(table.name.clone(), TableName { namespace, name: name.clone() });
        }
    }

    pub(crate) fn renamed_table(&self, name: &TableName) -> TableName {
        let stored = self.schema.table(name).map_or(name, |table| &table.name);
        self.renamed.get(stored).cloned().unwrap_or_else(|| stored.clone())
    }

    pub(crate) fn renamed(&self, name: &ColumnName) -> ColumnName {
        ColumnName { table: self.renamed_table(&name.table), column: name.column.clone() }
    }

    fn tables(&self) -> impl Iterator<Item = Table> {
        self.schema.tables.iter().map(|table| {
            let mut table = table.clone();
            table.name = self.renamed_table(&table.name);
            for key in &mut table.foreign_keys {
                key.target = self.renamed_table(&key.target);
            }
            table
        })
    }

    fn profiles(&self) -> impl Iterator<Item = TableProfile> {
        self.profile.tables.iter().map(|profile| TableProfile {
            table: self.renamed_table(&profile.table),
            ..profile.clone()
        })
    }
}

fn table(connection: &Connection, name: &str) -> Result<Table> {
    let mut statement = connection.prepare("select name, type, pk from pragma_table_info(?1)")?;
    let rows = statement.query_map([name], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?, row.get::<_, i64>(2)?))
    })?;
    let rows: Vec<(String, Option<String>, i64)> = rows.collect::<Result<_, _>>()?;
    let mut keys: Vec<(i64, String)> =
        rows.iter().filter(|row| row.2 > 0).map(|row| (row.2, row.0.clone())).collect();
    keys.sort();
    Ok(Table {
        name: TableName::bare(name),
        kind: TableKind::Table,
        columns: rows.into_iter().map(|(name, declared, _)| column(name, declared)).collect(),
        primary_key: keys.into_iter().map(|(_, name)| name).collect(),
        foreign_keys: foreign_keys(connection, name)?,
        indexes: Vec::new(),
        checks: Vec::new(),
        triggers: Vec::new(),
        comment: None,
        estimated_rows: None,
    })
}

fn column(name: String, declared: Option<String>) -> Column {
    let declared_type = declared.unwrap_or_default();
    let kind = kind_of(&declared_type.to_lowercase());
    Column {
        name,
        declared_type,
        kind,
        nullable: true,
        default: None,
        generated: false,
        comment: None,
        labels: Vec::new(),
    }
}

fn kind_of(declared: &str) -> ValueKind {
    let has = |words: &[&str]| words.iter().any(|word| declared.contains(word));
    match () {
        () if has(&["bool"]) => ValueKind::Boolean,
        () if has(&["int", "year"]) => ValueKind::Integer,
        () if has(&["datetime", "timestamp"]) => ValueKind::DateTime,
        () if has(&["date"]) => ValueKind::Date,
        () if has(&["time"]) => ValueKind::Time,
        () if has(&["real", "doub", "floa", "num", "dec"]) => ValueKind::Float,
        () => ValueKind::Text,
    }
}

fn foreign_keys(connection: &Connection, name: &str) -> Result<Vec<ForeignKey>> {
    let mut statement = connection.prepare(
        "select id, \"table\", \"from\", \"to\" from pragma_foreign_key_list(?1) order by id, seq",
    )?;
    let mut found: Vec<(i64, ForeignKey)> = Vec::new();
    let mut rows = statement.query([name])?;
    while let Some(row) = rows.next()? {
        let (id, from, to): (i64, String, Option<String>) = (row.get(0)?, row.get(2)?, row.get(3)?);
        if let Some((_, key)) = found.iter_mut().find(|(known, _)| *known == id) {
            key.columns.push(from);
            key.target_columns.extend(to);
            continue;
        }
        let key = ForeignKey {
            name: None,
            columns: vec![from],
            target: TableName::bare(row.get::<_, String>(1)?),
            target_columns: to.into_iter().collect(),
            on_delete: String::new(),
            on_update: String::new(),
        };
        found.push((id, key));
    }
    Ok(found.into_iter().map(|(_, key)| key).collect())
}

fn profile(connection: &Connection, table: &Table) -> TableProfile {
    let columns = table.columns.iter().map(|column| ColumnProfile {
        column: column.name.clone(),
        distinct: 100,
        nulls: 0,
        min: None,
        max: None,
        samples: frequent(connection, &table.name.name, &column.name, 10).unwrap_or_default(),
        looks_like: None,
    });
    TableProfile { table: table.name.clone(), rows: 0, sampled: false, columns: columns.collect() }
}

fn values(connection: &Connection, tables: &[Table]) -> Vec<(ColumnName, Vec<Value>)> {
    let mut found = Vec::new();
    for table in tables {
        for column in table.columns.iter().filter(|column| column.kind == ValueKind::Text) {
            let name = ColumnName { table: table.name.clone(), column: column.name.clone() };
            let values = frequent(connection, &table.name.name, &column.name, 5_000);
            found.push((name, values.unwrap_or_default()));
        }
    }
    found
}

/// The most frequent values.
fn frequent(connection: &Connection, table: &str, column: &str, most: usize) -> Result<Vec<Value>> {
    let (table, column) = (table.replace('"', "\"\""), column.replace('"', "\"\""));
    let mut statement = connection.prepare(&format!(
        "select \"{column}\" from \"{table}\" where \"{column}\" is not null
          group by 1 order by count(*) desc, 1 limit {most}"
    ))?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(match row.get_ref(0)? {
            ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
            ValueRef::Integer(number) => Value::Integer(number),
            ValueRef::Real(number) => Value::Float(number),
            ValueRef::Null | ValueRef::Blob(_) => Value::Null,
        });
    }
    Ok(found)
}
