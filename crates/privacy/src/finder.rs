//! Which columns of a database are personal, and why.

/// By the names of column and table.
mod named;

/// By what the stored values look like.
mod valued;

#[cfg(test)]
mod tests;

use std::{collections::HashMap, fmt};

use querist_vocabulary::{
    knowledge::Knowledge,
    profile::Profile,
    schema::{Column, ColumnName, Schema, Table},
    value::Value,
};

use crate::Kind;

/// How much of a column's values is personal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Each value is.
    Whole,
    /// Something stands within longer texts.
    Within,
}

/// Why a column is taken for personal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The semantic file calls it sensitive.
    Stated,
    /// These words of its name.
    Named(String),
    /// So many of the frequent values have the form.
    Looks {
        /// Values that have it.
        hits: usize,
        /// Values looked at.
        of: usize,
    },
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stated => f.write_str("the semantic file calls it sensitive"),
            Self::Named(words) => write!(f, "by its name (`{words}`)"),
            Self::Looks { hits, of } => write!(f, "by {hits} of {of} frequent values"),
        }
    }
}

/// A personal column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The column.
    pub column: ColumnName,
    /// What it holds.
    pub kind: Kind,
    /// How much of its values is that.
    pub extent: Extent,
    /// Why it is taken for that.
    pub reason: Reason,
}

/// The personal columns of a database.
#[derive(Debug, Clone, Default)]
pub struct Finder {
    findings: Vec<Finding>,
    places: HashMap<ColumnName, usize>,
}

impl Finder {
    /// Looks at every column: what the semantic file says of it comes first, then its name, then its values.
    #[must_use]
    pub fn new(schema: &Schema, profile: &Profile, knowledge: &Knowledge) -> Self {
        let mut findings = Vec::new();
        for table in &schema.tables {
            let stated = |column: &Column| knowledge.is_sensitive(&named(table, column));
            let seen = |column: &Column| {
                let profile = profile.column(&table.name, &column.name);
                profile.map(|profile| profile.samples.as_slice()).unwrap_or_default()
            };
            let found = |column| look(table, column, stated(column), seen(column));
            findings.extend(table.columns.iter().filter_map(found));
        }
        let place = |(at, found): (usize, &Finding)| (found.column.clone(), at);
        let places = findings.iter().enumerate().map(place).collect();
        Self { findings, places }
    }

    /// All of them, in the schema's order.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What was found of a column, named as the schema names it; none where it is not personal.
    #[must_use]
    pub fn finding(&self, column: &ColumnName) -> Option<&Finding> {
        self.findings.get(*self.places.get(column)?)
    }
}

fn named(table: &Table, column: &Column) -> ColumnName {
    ColumnName { table: table.name.clone(), column: column.name.clone() }
}

fn look(table: &Table, column: &Column, stated: bool, samples: &[Value]) -> Option<Finding> {
    let name = named(table, column);
    let found = |kind, extent, reason| Finding { column: name.clone(), kind, extent, reason };
    let named = named::named(table, column);
    if stated {
        let kind = named.map_or(Kind::Sensitive, |named| named.kind);
        return Some(found(kind, Extent::Whole, Reason::Stated));
    }
    if let Some(named) = named.filter(|named| valued::can_be(named, samples)) {
        return Some(found(named.kind, Extent::Whole, Reason::Named(named.words)));
    }
    let (kind, extent, hits) = valued::looks(samples)?;
    let of = samples.iter().filter(|value| !value.is_null()).count();
    Some(found(kind, extent, Reason::Looks { hits, of }))
}
