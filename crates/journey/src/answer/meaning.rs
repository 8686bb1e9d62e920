//! What each column of a result means to a reader.

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

/// What a result's meaning is read from, besides its query and its values.
#[derive(Clone, Copy)]
pub(crate) struct Surroundings<'a> {
    /// Tells keys.
    pub(crate) schema: &'a Schema,
    /// Tells units.
    pub(crate) knowledge: &'a Knowledge,
    /// The last day of which all is known.
    pub(crate) whole_until: Date,
}

impl Surroundings<'_> {
    /// The column at a position.
    pub(crate) fn facet(&self, query: &Query, result: &ResultTable, at: usize) -> Option<Facet> {
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
