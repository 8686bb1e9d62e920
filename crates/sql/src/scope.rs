//! Which names can be seen from where.

use std::rc::Rc;

use querist_vocabulary::{
    schema::{ColumnName, Table, TableKind},
    statement::Dialect,
    value::ValueKind,
};
use sqlparser::ast::With;

use crate::names::{self, Key};

/// A column of something that can be selected from.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// Its name, for comparing.
    pub(crate) key: Key,
    /// The stored column behind it; none where it is computed or comes out of a sub-query, which
    /// has been walked on its own.
    pub(crate) of: Option<ColumnName>,
    /// Joined into a column further left by USING or NATURAL: seen only when qualified.
    pub(crate) merged: bool,
}

/// The columns that a table or query offers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shape {
    /// In order.
    pub(crate) columns: Vec<Column>,
    /// Whether there may be more, whose names are not known (functions that return records).
    pub(crate) open: bool,
}

impl Shape {
    /// Computed columns of these names.
    pub(crate) fn computed<K: Into<Key>>(names: impl IntoIterator<Item = K>) -> Self {
        let column = |key: K| Column { key: key.into(), of: None, merged: false };
        Self { columns: names.into_iter().map(column).collect(), open: false }
    }

    /// Columns of which nothing is known.
    pub(crate) fn unknown() -> Self {
        Self { columns: Vec::new(), open: true }
    }

    /// The same columns seen from outside the query that computed them, the first ones renamed.
    /// A list of names is the whole of what a record offers.
    pub(crate) fn outside(&self, names: &[Key]) -> Self {
        let renamed = names.iter().cloned().map(Some).chain(std::iter::repeat(None));
        let known = self.columns.iter().filter(|column| !column.merged);
        let mut columns: Vec<Column> = known
            .zip(renamed)
            .map(|(column, name)| Column {
                key: name.unwrap_or_else(|| column.key.clone()),
                of: None,
                merged: false,
            })
            .collect();
        if self.open {
            let more = names.iter().skip(columns.len()).cloned();
            columns.extend(more.map(|key| Column { key, of: None, merged: false }));
        }
        Self { columns, open: self.open && names.is_empty() }
    }
}

/// Something that a FROM clause names.
#[derive(Debug, Clone)]
pub(crate) struct Relation {
    /// What it is called here; none where it has no name.
    pub(crate) alias: Option<Key>,
    /// The namespace that may stand before its name: only a stored table without an alias has one.
    pub(crate) namespace: Option<Key>,
    /// Its columns.
    pub(crate) shape: Shape,
    /// Columns that can be named but that `*` leaves out.
    pub(crate) hidden: Vec<Column>,
    /// Whether its own name stands for a whole row.
    pub(crate) row: bool,
}

impl Relation {
    /// A query or function result of this name.
    pub(crate) fn computed(alias: Option<Key>, shape: Shape, dialect: Dialect) -> Self {
        let row = dialect == Dialect::Postgres;
        Self { alias, namespace: None, shape, hidden: Vec::new(), row }
    }

    /// A stored table or view.
    pub(crate) fn stored(dialect: Dialect, table: &Table) -> Self {
        let column = |name: &str| Column {
            key: names::stored(dialect, name),
            of: Some(ColumnName { table: table.name.clone(), column: name.to_owned() }),
            merged: false,
        };
        let columns = table.columns.iter().map(|stored| column(&stored.name)).collect();
        Self {
            alias: Some(names::stored(dialect, &table.name.name)),
            namespace: table.name.namespace.as_deref().map(|name| names::stored(dialect, name)),
            shape: Shape { columns, open: false },
            hidden: hidden(dialect, table),
            row: dialect == Dialect::Postgres
                || (dialect == Dialect::Sqlite && table.kind == TableKind::Foreign),
        }
    }

    /// The columns of that name, hidden ones included.
    pub(crate) fn columns_named(&self, key: &str) -> Option<&Column> {
        self.shape.columns.iter().chain(&self.hidden).find(|column| column.key == key)
    }

    /// The stored columns behind it.
    pub(crate) fn stored_columns(&self) -> impl Iterator<Item = &ColumnName> {
        self.shape.columns.iter().chain(&self.hidden).filter_map(|column| column.of.as_ref())
    }
}

/// Columns that every table of a dialect has without declaring them.
///
/// SQLite's row number is the integer primary key by another name, so reading it reads that column
/// (<https://www.sqlite.org/lang_createtable.html#rowid>); PostgreSQL's system columns are in
/// <https://www.postgresql.org/docs/current/ddl-system-columns.html>, BigQuery's pseudo-columns in
/// <https://cloud.google.com/bigquery/docs/querying-partitioned-tables>.
fn hidden(dialect: Dialect, table: &Table) -> Vec<Column> {
    let column =
        |key: &&str, of: Option<ColumnName>| Column { key: (*key).into(), of, merged: false };
    match dialect {
        Dialect::Sqlite => {
            let key = integer_key(table);
            let names = ["rowid", "_rowid_", "oid", "rank"];
            let most = if table.kind == TableKind::Foreign { 4 } else { 3 };
            names.iter().take(most).map(|name| column(name, key.clone())).collect()
        }
        Dialect::Postgres => ["ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"]
            .iter()
            .map(|name| column(name, None))
            .collect(),
        Dialect::BigQuery => {
            ["_partitiontime", "_partitiondate"].iter().map(|name| column(name, None)).collect()
        }
        Dialect::Mysql | Dialect::SqlServer => Vec::new(),
    }
}

fn integer_key(table: &Table) -> Option<ColumnName> {
    let [key] = table.primary_key.as_slice() else { return None };
    let stored = table.column(key)?;
    (stored.kind == ValueKind::Integer)
        .then(|| ColumnName { table: table.name.clone(), column: stored.name.clone() })
}

/// Whether a query of this WITH, or a later one, is seen within a query of it: always in SQLite and SQL Server, elsewhere
/// where RECURSIVE is written. Where it is not, the name is a stored table's.
pub(crate) fn names_itself(dialect: Dialect, with: &With) -> bool {
    with.recursive || matches!(dialect, Dialect::Sqlite | Dialect::SqlServer)
}

/// What one level of a query can see.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scope {
    /// What its FROM clause names, in order.
    pub(crate) relations: Vec<Rc<Relation>>,
    /// Names of its select list, where they may be used.
    pub(crate) aliases: Vec<Key>,
}
