//! A result as a reader sees it.

use std::collections::HashSet;

use jiff::civil::Date;
use querist_vocabulary::{answer::ResultTable, statement::Query, value::Value};

use super::meaning::{Facet, Role, Surroundings};

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

/// The number after the last `LIMIT` of a rendered query.
fn last_limit(sql: &str) -> Option<u64> {
    let (_, rest) = sql.rsplit_once("LIMIT ")?;
    rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}
