//! The structure of a database, and how a table or column of it is named.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{statement::Dialect, value::ValueKind};

/// Everything known of a database's structure at one moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Schema {
    /// The SQL that this database speaks.
    pub dialect: Dialect,
    /// The server's own version text, such as `3.50.1` or `10.11.6-MariaDB`.
    pub version: String,
    /// The namespace in which an unqualified name is looked up first; none in SQLite.
    pub default_namespace: Option<String>,
    /// Tables and views, ordered by namespace and name.
    pub tables: Vec<Table>,
}

impl Schema {
    /// The table of that name, if there is exactly one answer: the exact spelling first, then any
    /// case, with an unqualified name looked up in the default namespace before the others.
    #[must_use]
    pub fn table(&self, name: &TableName) -> Option<&Table> {
        let wanted = |table: &&Table| match &name.namespace {
            Some(space) => {
                table.name.namespace.as_deref().is_some_and(|n| n.eq_ignore_ascii_case(space))
                    && table.name.name.eq_ignore_ascii_case(&name.name)
            }
            None => table.name.name.eq_ignore_ascii_case(&name.name),
        };
        let found: Vec<&Table> = self.tables.iter().filter(wanted).collect();
        let exact = |table: &&&Table| table.name.name == name.name;
        let home = |table: &&&Table| table.name.namespace == self.default_namespace;
        found
            .iter()
            .filter(home)
            .find(exact)
            .or_else(|| found.iter().find(home))
            .or_else(|| found.iter().find(exact))
            .or_else(|| found.first())
            .copied()
    }
}

/// The name of a table or view.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TableName {
    /// The namespace (PostgreSQL schema, MySQL database); none where the database has none.
    pub namespace: Option<String>,
    /// The name as the database stores it, unquoted.
    pub name: String,
}

impl TableName {
    /// A name without a namespace.
    #[must_use]
    pub fn bare(name: impl Into<String>) -> Self {
        Self { namespace: None, name: name.into() }
    }
}

impl fmt::Display for TableName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.namespace {
            Some(space) => write!(f, "{space}.{}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

/// The name of a column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ColumnName {
    /// The table it belongs to.
    pub table: TableName,
    /// The column, as the database stores it, unquoted.
    pub column: String,
}

impl fmt::Display for ColumnName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.table, self.column)
    }
}

/// What a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TableKind {
    /// A stored table.
    Table,
    /// A view.
    View,
    /// A view whose rows are stored.
    MaterializedView,
    /// A table that lives elsewhere (foreign, virtual).
    Foreign,
}

/// A table or view.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Its name.
    pub name: TableName,
    /// What it is.
    pub kind: TableKind,
    /// Its columns, in their stored order.
    pub columns: Vec<Column>,
    /// The columns of the primary key, in key order; empty where there is none.
    pub primary_key: Vec<String>,
    /// Foreign keys that start here.
    pub foreign_keys: Vec<ForeignKey>,
    /// Indexes, the primary key's included.
    pub indexes: Vec<Index>,
    /// Check constraints.
    pub checks: Vec<Check>,
    /// Triggers.
    pub triggers: Vec<Trigger>,
    /// The owner's comment.
    pub comment: Option<String>,
    /// Rows by the database's own statistics; none where it keeps none.
    pub estimated_rows: Option<u64>,
}

impl Table {
    /// The column of that name: the exact spelling first, then any case.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns
            .iter()
            .find(|column| column.name == name)
            .or_else(|| self.columns.iter().find(|column| column.name.eq_ignore_ascii_case(name)))
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Its name, unquoted.
    pub name: String,
    /// The type as the database declares it, such as `numeric(10,2)`; may be empty in SQLite.
    pub declared_type: String,
    /// The kind of values it is declared to hold.
    pub kind: ValueKind,
    /// Whether NULL is allowed.
    pub nullable: bool,
    /// The default, as SQL.
    pub default: Option<String>,
    /// Whether the database computes it.
    pub generated: bool,
    /// The owner's comment.
    pub comment: Option<String>,
    /// The labels of an enumerated type, in their order; empty otherwise.
    pub labels: Vec<String>,
}

/// A foreign key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForeignKey {
    /// Its name, where it has one.
    pub name: Option<String>,
    /// Columns of this table.
    pub columns: Vec<String>,
    /// The table pointed at.
    pub target: TableName,
    /// Columns of that table, in the order of `columns`.
    pub target_columns: Vec<String>,
    /// What happens here when the target row is deleted, such as `CASCADE` or `NO ACTION`.
    pub on_delete: String,
    /// What happens here when the target key is updated.
    pub on_update: String,
}

/// An index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    /// Its name.
    pub name: String,
    /// Its columns, in order; an expression stands as its text.
    pub columns: Vec<String>,
    /// Whether it forbids duplicates.
    pub unique: bool,
    /// Whether it covers only some rows.
    pub partial: bool,
}

/// A check constraint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Its name, where it has one.
    pub name: Option<String>,
    /// The condition, as SQL.
    pub condition: String,
}

/// A trigger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trigger {
    /// Its name.
    pub name: String,
    /// When it fires, such as `AFTER UPDATE`.
    pub fires: String,
    /// Its body, as the database shows it.
    pub body: String,
}

/// A short text that changes when the structure changes (SHA-256, hex).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fingerprint(pub String);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
