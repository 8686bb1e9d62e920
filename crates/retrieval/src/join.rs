//! Pairs of columns that join tables.

use querist_vocabulary::{
    knowledge::Knowledge,
    schema::{ColumnName, Schema, TableName},
};

/// Two columns that join their tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Join {
    /// The column that points.
    pub from: ColumnName,
    /// The column pointed at.
    pub to: ColumnName,
}

impl Join {
    /// A join as people write it, `a.x = b.y`; none where it is not of that form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (from, to) = text.split_once('=')?;
        Some(Self { from: column(from)?, to: column(to)? })
    }

    /// The foreign keys that a schema declares; keys of several columns give a join a column.
    pub fn declared(schema: &Schema) -> impl Iterator<Item = Self> {
        schema.tables.iter().flat_map(move |table| {
            let keys = table.foreign_keys.iter();
            keys.flat_map(move |key| {
                let target = schema.table(&key.target);
                let primary = target.map(|target| target.primary_key.clone()).unwrap_or_default();
                key.columns.iter().enumerate().filter_map(move |(at, column)| {
                    let end = key.target_columns.get(at).or_else(|| primary.get(at))?;
                    let from = ColumnName { table: table.name.clone(), column: column.clone() };
                    let to = ColumnName { table: target?.name.clone(), column: end.clone() };
                    Some(Self { from, to })
                })
            })
        })
    }

    /// The joins that people wrote.
    pub fn written(knowledge: &Knowledge) -> impl Iterator<Item = Self> {
        knowledge.joins.iter().filter_map(|text| Self::parse(text))
    }
}

fn column(text: &str) -> Option<ColumnName> {
    let (table, column) = text.trim().rsplit_once('.')?;
    let table = match table.rsplit_once('.') {
        Some((space, name)) => TableName { namespace: Some(space.into()), name: name.into() },
        None => TableName::bare(table),
    };
    Some(ColumnName { table, column: column.into() })
}
