//! A result as a reader sees it: which column measures, which names, which tells time.

use std::collections::HashSet;

use jiff::civil::Date;
use querist_vocabulary::{
    answer::ResultTable,
    knowledge::Knowledge,
    schema::{Schema, TableName},
    statement::Query,
    value::{Value, ValueKind},
};

use super::{
    label::{Aggregate, Label},
    time::Grain,
};

/// Longer texts, on average, are prose: they name nothing on a chart.
const LONGEST_CATEGORY: usize = 60;

/// A result with what its columns mean.
pub(crate) struct View<'a> {
    /// The rows.
    pub(crate) result: &'a ResultTable,
    /// The columns, in the result's order.
    pub(crate) facets: Vec<Facet>,
    /// How the question was read; none for SQL typed by hand.
    pub(crate) reading: Option<&'a str>,
    /// Whether the rows stand in an order that was asked for.
    pub(crate) ordered: bool,
    /// Whether the question asked for only so many rows, so that the rest is not here.
    pub(crate) limited: bool,
    /// The day that tells whether a period is over.
    pub(crate) today: Date,
}

/// What a column of a result is to a reader.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Facet {
    /// Its position in the result.
    pub(crate) at: usize,
    /// Its name in words, such as `average total`.
    pub(crate) label: String,
    /// What it is.
    pub(crate) role: Role,
    /// The unit of its numbers.
    pub(crate) unit: Option<String>,
}

/// What a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// A number of which more or less means something, and whether its sum does too.
    Measure(Sum),
    /// A name that rows are told apart by.
    Category,
    /// A point in time.
    Time(Grain),
    /// A key or a code: a number or text without a size.
    Identifier,
    /// Prose, documents, bytes.
    Other,
}

/// Whether adding the values up means something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sum {
    /// Counts: the sum is all of them.
    Counts,
    /// Totals of something.
    Adds,
    /// Prices, averages, ratios.
    DoesNotAdd,
}

impl<'a> View<'a> {
    pub(crate) fn new(
        result: &'a ResultTable,
        query: &Query,
        reading: Option<&'a str>,
        surroundings: Surroundings<'_>,
    ) -> Self {
        let facets =
            (0..result.columns.len()).filter_map(|at| surroundings.facet(query, result, at));
        let shown = result.rows.len() as u64;
        Self {
            result,
            facets: facets.collect(),
            reading,
            ordered: query.ordered,
            limited: last_limit(&query.sql).is_some_and(|limit| {
                limit == shown && query.row_limit.is_none_or(|row_limit| limit <= row_limit)
            }),
            today: surroundings.today,
        }
    }

    /// The columns of a role, in the result's order.
    pub(crate) fn measures(&self) -> impl Iterator<Item = &Facet> {
        self.facets.iter().filter(|facet| matches!(facet.role, Role::Measure(_)))
    }

    pub(crate) fn categories(&self) -> impl Iterator<Item = &Facet> {
        self.facets.iter().filter(|facet| facet.role == Role::Category)
    }

    pub(crate) fn times(&self) -> impl Iterator<Item = &Facet> {
        self.facets.iter().filter(|facet| matches!(facet.role, Role::Time(_)))
    }

    /// The values of a column.
    pub(crate) fn values(&self, facet: &Facet) -> impl Iterator<Item = &'a Value> {
        let at = facet.at;
        self.result.rows.iter().filter_map(move |row| row.get(at))
    }

    /// Different values of some columns taken together.
    pub(crate) fn distinct(&self, facets: &[&Facet]) -> usize {
        let key = |row: &Vec<Value>| -> Vec<String> {
            facets.iter().filter_map(|facet| row.get(facet.at)).map(Value::to_string).collect()
        };
        self.result.rows.iter().map(key).collect::<HashSet<_>>().len()
    }

    /// Whether these columns together have a value of their own in each row.
    pub(crate) fn is_unique(&self, facets: &[&Facet]) -> bool {
        self.distinct(facets) == self.result.rows.len()
    }
}

/// What a result's meaning is read from, besides its query and its values.
#[derive(Clone, Copy)]
pub(crate) struct Surroundings<'a> {
    /// Tells keys.
    pub(crate) schema: &'a Schema,
    /// Tells units.
    pub(crate) knowledge: &'a Knowledge,
    /// Tells whether a period is over.
    pub(crate) today: Date,
}

impl Surroundings<'_> {
    fn facet(&self, query: &Query, result: &ResultTable, at: usize) -> Option<Facet> {
        let column = result.columns.get(at)?;
        let label = Label::of(&column.name, &query.sql);
        let values: Vec<&Value> = result.rows.iter().filter_map(|row| row.get(at)).collect();
        let role = self.role(query, column.kind, &label, &values);
        let unit = self.unit(query, &column.name, &label);
        Some(Facet { at, label: label.words, role, unit })
    }

    fn role(&self, query: &Query, kind: ValueKind, label: &Label, values: &[&Value]) -> Role {
        if let Some(grain) = Grain::of(kind, label, values) {
            return Role::Time(grain);
        }
        let is_text = matches!(kind, ValueKind::Text | ValueKind::Boolean);
        let is_stored = matches!(label.aggregate, None | Some(Aggregate::Least | Aggregate::Most));
        let is_key = !is_text && self.is_key(query, &label.column);
        if is_stored && (is_key || label.is_identifier(kind)) {
            return Role::Identifier;
        }
        if kind.is_number() {
            return Role::Measure(match label.aggregate {
                Some(Aggregate::Count) => Sum::Counts,
                Some(Aggregate::Total) => Sum::Adds,
                None | Some(Aggregate::Average | Aggregate::Least | Aggregate::Most) => {
                    Sum::DoesNotAdd
                }
            });
        }
        if is_text && !is_prose(values) { Role::Category } else { Role::Other }
    }

    /// Whether a column that was read is part of a key.
    fn is_key(&self, query: &Query, column: &str) -> bool {
        let read = query.columns.iter().filter(|read| read.column.eq_ignore_ascii_case(column));
        read.filter_map(|read| self.schema.table(&read.table)).any(|table| {
            let foreign = table.foreign_keys.iter().flat_map(|key| &key.columns);
            table.primary_key.iter().chain(foreign).any(|key| key.eq_ignore_ascii_case(column))
        })
    }

    /// The unit that people wrote down for a measure or a column of the tables that were read.
    fn unit(&self, query: &Query, name: &str, label: &Label) -> Option<String> {
        let measures = &self.knowledge.measures;
        let is =
            |word: &str| word.eq_ignore_ascii_case(name) || word.eq_ignore_ascii_case(&label.words);
        if let Some(measure) = measures.iter().find(|measure| is(&measure.name)) {
            return measure.unit.clone();
        }
        if label.aggregate == Some(Aggregate::Count) {
            return None;
        }
        let is_read = |table: &str| {
            let names = |read: &TableName| [read.name.clone(), read.to_string()];
            query.tables.iter().flat_map(names).any(|read| read.eq_ignore_ascii_case(table))
        };
        let tables = self.knowledge.tables.iter().filter(|(table, _)| is_read(table));
        let mut columns = tables.flat_map(|(_, meaning)| &meaning.columns);
        let (_, meaning) =
            columns.find(|(column, _)| column.eq_ignore_ascii_case(&label.column))?;
        meaning.unit.clone()
    }
}

fn is_prose(values: &[&Value]) -> bool {
    let characters: usize = values.iter().map(|value| value.weight()).sum();
    characters > LONGEST_CATEGORY * values.len().max(1)
}

/// The number after the last `LIMIT` of a rendered query.
fn last_limit(sql: &str) -> Option<u64> {
    let (_, rest) = sql.rsplit_once("LIMIT ")?;
    rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}
