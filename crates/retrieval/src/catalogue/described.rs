//! Tables and columns as they are written.

use querist_sql::identifier;
use querist_vocabulary::{
    knowledge::{ColumnMeaning, TableMeaning},
    profile::{ColumnProfile, TableProfile},
    schema::{Column, Schema, Table, TableKind, TableName},
    value::{Value, ValueKind},
};

use super::{
    Graph, Sources,
    words::{Meanings, column_meaning},
};
use crate::pack::{Brief, data};

/// A column with at most so many different values is one whose values are worth showing.
const FEW: u64 = 12;

/// A table as it is written.
#[derive(Debug)]
pub(crate) struct DescribedTable {
    /// Its name.
    pub name: TableName,
    /// Its name as SQL; none where it cannot be written without risk.
    pub written: Option<String>,
    /// What it is, where it is no stored table.
    pub kind: Option<&'static str>,
    /// What people or the owner say of it, folded into one line.
    pub about: Option<String>,
    /// Its columns that can be written.
    pub columns: Vec<DescribedColumn>,
    /// Its line of columns alone.
    pub brief: Brief,
}

/// A column as it is written.
#[derive(Debug)]
pub(crate) struct DescribedColumn {
    /// Its name.
    pub name: String,
    /// Its name as SQL.
    pub written: String,
    /// Its type in a word; empty for text.
    pub kind: String,
    /// Whether it is the table's key, or a part of it.
    pub key: bool,
    /// The table and column that it points at, as they are written.
    pub target: Option<(usize, String)>,
    /// Its unit.
    pub unit: Option<String>,
    /// What people or the owner say of it.
    pub about: Option<String>,
    /// Stored values that show what it holds; none of a sensitive column.
    pub samples: Vec<String>,
    /// Whether no value of it is ever shown.
    pub hidden: bool,
}

/// Names of tables as SQL; none where one cannot be written without risk.
pub(super) fn written(schema: &Schema) -> Vec<Option<String>> {
    schema.tables.iter().map(|table| written_name(schema, &table.name)).collect()
}

/// All tables of a schema, in its order.
pub(super) fn all(
    sources: Sources<'_>,
    graph: &Graph,
    written: &[Option<String>],
) -> Vec<DescribedTable> {
    let meanings = Meanings::of(sources.knowledge);
    let profiles: std::collections::HashMap<_, _> =
        sources.profile.tables.iter().map(|p| (&p.table, p)).collect();
    let tables = sources.schema.tables.iter().enumerate();
    tables
        .map(|(at, table)| {
            let known = Known {
                schema: sources.schema,
                graph,
                written,
                at,
                profile: profiles.get(&table.name).copied(),
                said: meanings.table(table),
            };
            known.table(table)
        })
        .collect()
}

/// What is known of one table.
struct Known<'a> {
    schema: &'a Schema,
    graph: &'a Graph,
    written: &'a [Option<String>],
    at: usize,
    profile: Option<&'a TableProfile>,
    said: Option<&'a TableMeaning>,
}

impl Known<'_> {
    fn table(&self, table: &Table) -> DescribedTable {
        let said = self.said.and_then(|said| said.description.as_ref());
        let columns: Vec<DescribedColumn> =
            table.columns.iter().filter_map(|column| self.column(table, column)).collect();
        let written = self.written.get(self.at).cloned().flatten();
        let brief = written.as_ref().map(|name| Brief::new(self.written, name, &columns));
        DescribedTable {
            written,
            brief: brief.unwrap_or_default(),
            columns,
            kind: kind(table.kind),
            about: said
                .or(table.comment.as_ref())
                .map(|text| data::line(text, data::LONGEST_COMMENT)),
            name: table.name.clone(),
        }
    }

    fn column(&self, table: &Table, column: &Column) -> Option<DescribedColumn> {
        let said = column_meaning(self.said, &column.name);
        let profile = self.profile.and_then(|profile| {
            profile.columns.iter().find(|profile| profile.column == column.name)
        });
        let about = said.and_then(|said| said.description.as_ref()).or(column.comment.as_ref());
        Some(DescribedColumn {
            written: plain(self.schema, &column.name)?,
            kind: type_word(column, profile),
            key: table.primary_key.contains(&column.name),
            target: self.target(&column.name),
            unit: said.and_then(|said| said.unit.as_ref()).map(|unit| data::line(unit, 20)),
            about: about.map(|text| data::line(text, data::LONGEST_COMMENT)),
            samples: samples(column, profile, said),
            hidden: said.is_some_and(|said| said.sensitive),
            name: column.name.clone(),
        })
    }

    fn target(&self, column: &str) -> Option<(usize, String)> {
        let mut joins = self.graph.joins(self.at).iter();
        let join = joins.find(|join| join.points && join.column.eq_ignore_ascii_case(column))?;
        Some((join.table, plain(self.schema, &join.other)?))
    }
}

/// A table's name as SQL, without the namespace that names are looked up in first.
fn written_name(schema: &Schema, name: &TableName) -> Option<String> {
    let space = name.namespace.as_ref();
    let space = space.filter(|space| Some(*space) != schema.default_namespace.as_ref());
    let own = plain(schema, &name.name)?;
    match space {
        Some(space) => Some(format!("{}.{own}", plain(schema, space)?)),
        None => Some(own),
    }
}

fn plain(schema: &Schema, name: &str) -> Option<String> {
    data::is_plain(name).then(|| identifier(schema.dialect, name))
}

fn kind(kind: TableKind) -> Option<&'static str> {
    match kind {
        TableKind::Table | TableKind::Foreign => None,
        TableKind::View => Some("view"),
        TableKind::MaterializedView => Some("materialized view"),
    }
}

/// The type in a word: what values look like where the declared type says less.
fn type_word(column: &Column, profile: Option<&ColumnProfile>) -> String {
    let looks = profile.and_then(|profile| profile.looks_like);
    let own = match column.kind {
        ValueKind::Text => "",
        ValueKind::Boolean => "bool",
        ValueKind::Integer => "int",
        ValueKind::Decimal | ValueKind::Float => "num",
        ValueKind::Date => "date",
        ValueKind::Time => "time",
        ValueKind::DateTime | ValueKind::Timestamp => "datetime",
        ValueKind::Json => "json",
        ValueKind::Uuid => "uuid",
        ValueKind::Binary => "blob",
        ValueKind::Array => "array",
        ValueKind::Other => return data::line(&column.declared_type.to_lowercase(), 16),
    };
    match (column.kind, looks) {
        (ValueKind::Text, Some(ValueKind::Date)) => "text date".into(),
        (ValueKind::Text, Some(kind)) if kind.is_number() => "text number".into(),
        _ => own.into(),
    }
}

/// Labels of an enumerated type, or frequent values of a column that has few.
fn samples(
    column: &Column,
    profile: Option<&ColumnProfile>,
    said: Option<&ColumnMeaning>,
) -> Vec<String> {
    if said.is_some_and(|said| said.sensitive) {
        return Vec::new();
    }
    if !column.labels.is_empty() {
        return column.labels.clone();
    }
    let text = |value: &Value| {
        let Value::Text(text) = value else { return None };
        (!text.trim().is_empty()).then(|| text.clone())
    };
    let few = profile.filter(|profile| profile.distinct <= FEW || column.kind == ValueKind::Text);
    few.into_iter().flat_map(|profile| profile.samples.iter().filter_map(text)).take(3).collect()
}
