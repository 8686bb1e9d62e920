//! A result as a reader sees it.

use std::{borrow::Cow, cell::OnceCell, collections::HashSet};

use jiff::civil::Date;
use querist_vocabulary::{answer::ResultTable, statement::Query, value::Value};

use super::meaning::{Facet, Role, Surroundings};

/// Columns of a person's given name, by the end of their label.
const GIVEN: &[&str] = &["first name", "given name", "forename"];

/// Columns of the family's name.
const FAMILY: &[&str] = &["last name", "family name", "surname"];

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
    /// The last day of which all is known: a period that goes on after it is not over.
    pub(crate) whole_until: Date,
    /// The columns of a person's given and family name.
    pub(crate) person: Option<[usize; 2]>,
    distinct: Vec<OnceCell<usize>>,
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
        let facets: Vec<Facet> = facets.collect();
        let shown = result.rows.len() as u64;
        Self {
            result,
            person: person(&facets),
            facets,
            reading,
            ordered: query.ordered,
            limited: last_limit(&query.sql).is_some_and(|limit| {
                limit == shown && query.row_limit.is_none_or(|row_limit| limit <= row_limit)
            }),
            whole_until: surroundings.whole_until,
            distinct: vec![OnceCell::new(); result.columns.len()],
        }
    }

    /// The columns of a role, in the result's order.
    pub(crate) fn measures(&self) -> impl Iterator<Item = &Facet> {
        self.facets.iter().filter(|facet| matches!(facet.role, Role::Measure(_)))
    }

    /// A person counts once, by the family's name.
    pub(crate) fn categories(&self) -> impl Iterator<Item = &Facet> {
        let given = self.person.map(|[given, _]| given);
        let is_name = move |facet: &&Facet| facet.role == Role::Category && Some(facet.at) != given;
        self.facets.iter().filter(is_name)
    }

    pub(crate) fn times(&self) -> impl Iterator<Item = &Facet> {
        self.facets.iter().filter(|facet| matches!(facet.role, Role::Time(_)))
    }

    /// The values of a column.
    pub(crate) fn values(&self, facet: &Facet) -> impl Iterator<Item = &'a Value> {
        let at = facet.at;
        self.result.rows.iter().filter_map(move |row| row.get(at))
    }

    /// Different values of a column. Counted once.
    pub(crate) fn distinct(&self, facet: &Facet) -> usize {
        let count = || self.values(facet).map(key).collect::<HashSet<_>>().len();
        self.distinct.get(facet.at).map_or_else(count, |known| *known.get_or_init(count))
    }

    /// Whether a column has a value of its own in each row.
    pub(crate) fn is_unique(&self, facet: &Facet) -> bool {
        self.distinct(facet) == self.result.rows.len()
    }

    /// Whether two columns together have values of their own in each row.
    pub(crate) fn is_unique_pair(&self, first: &Facet, second: &Facet) -> bool {
        let pairs = self.values(first).map(key).zip(self.values(second).map(key));
        pairs.collect::<HashSet<_>>().len() == self.result.rows.len()
    }
}

/// Where a person's given and family name stand, if both do.
fn person(facets: &[Facet]) -> Option<[usize; 2]> {
    let find = |ends: &[&str]| {
        let is = |facet: &&Facet| ends.iter().any(|end| facet.label.ends_with(end));
        let mut names = facets.iter().filter(|facet| facet.role == Role::Category).filter(is);
        names.next().map(|facet| facet.at)
    };
    Some([find(GIVEN)?, find(FAMILY)?])
}

/// A value as what it is told apart by.
fn key(value: &Value) -> Cow<'_, str> {
    if let Value::Text(text) = value {
        return Cow::Borrowed(text);
    }
    Cow::Owned(value.to_string())
}

/// The number after the last `LIMIT` of a rendered query.
fn last_limit(sql: &str) -> Option<u64> {
    let (_, rest) = sql.rsplit_once("LIMIT ")?;
    rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}
