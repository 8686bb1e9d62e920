//! What the names of a checked query stand for: from which stored columns each value comes, level by level.
//!
//! The proof of [`crate::check`] decides what may be read; this only explains a query that passed it. What it cannot
//! follow it says, and who asks must then think the worst.

/// Queries and their parts, from the inside out.
mod walk;

/// What a FROM clause names.
mod from;

/// The columns in an expression.
mod expression;

/// What no two rows of a source share.
mod keys;

use std::collections::BTreeSet;

use querist_vocabulary::{
    schema::{ColumnName, Schema, TableName},
    statement::Query,
};
use sqlparser::ast::{self, Expr, Statement};

pub(crate) use expression::{aggregate, aggregates, arguments, conjuncts, name};
pub(crate) use keys::{determined, equalities, groups, has_totals};

use crate::{names::Key, parse, render, room};

/// A column that a source offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    /// Its name, for comparing.
    pub(crate) key: Key,
    /// The stored columns that its values come from; what is only counted is not among them.
    pub(crate) of: BTreeSet<ColumnName>,
    /// The stored column whose values it has unchanged.
    pub(crate) is: Option<ColumnName>,
    /// The aggregate that it is, in lower case, such as `avg`.
    pub(crate) aggregate: Option<String>,
}

/// Something that a FROM clause names.
#[derive(Debug, Clone, Default)]
pub(crate) struct Source {
    /// What it is called there.
    pub(crate) alias: Option<Key>,
    /// The stored table, where it is one.
    pub(crate) table: Option<TableName>,
    /// Its columns, in order.
    pub(crate) fields: Vec<Field>,
    /// Columns that can be named and that `*` leaves out.
    pub(crate) hidden: Vec<Field>,
    /// What no two of its rows share, the primary key first.
    pub(crate) keys: Vec<Unique>,
    /// Whether it stands on the side of an outer join that may be missing.
    pub(crate) optional: bool,
}

/// Columns that no two rows of a source share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unique {
    /// Their names; no name says that there is one row at most.
    pub(crate) columns: Vec<Key>,
    /// Whether NULL in them tells rows apart too. In a unique index it does not: as many rows as like may have it.
    pub(crate) of_all: bool,
}

impl Unique {
    /// There is one row at most.
    pub(crate) const ONE_ROW: Self = Self { columns: Vec::new(), of_all: true };
}

/// A column of a level: which source, and its name there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// The position of the source.
    pub(crate) source: usize,
    /// The column's name.
    pub(crate) key: Key,
}

/// Where a SELECT stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It is the statement itself.
    Outermost,
    /// One of several that UNION or the like put together.
    Branch,
    /// In FROM or WITH.
    Derived,
    /// In an expression.
    Nested,
}

/// One SELECT with what its names stand for.
#[derive(Debug, Clone)]
pub(crate) struct Level {
    /// It.
    pub(crate) select: ast::Select,
    /// The query around it, which orders and limits.
    pub(crate) query: ast::Query,
    /// Where it stands.
    pub(crate) standing: Standing,
    /// What its FROM names, in order.
    pub(crate) sources: Vec<Source>,
    /// Conditions of its joins, and of its WHERE, that all hold.
    pub(crate) conditions: Vec<Expr>,
    /// Columns that USING or NATURAL say are equal.
    pub(crate) equal: Vec<(Place, Place)>,
    /// What it returns.
    pub(crate) fields: Vec<Field>,
}

/// A query taken apart.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sources {
    /// Every SELECT, inner ones first.
    pub(crate) levels: Vec<Level>,
    /// What the statement returns.
    pub(crate) fields: Vec<Field>,
    /// Whether something could not be followed.
    pub(crate) unknown: bool,
}

/// Takes a checked query apart; none where it is no SELECT, such as a plan.
pub(crate) fn of(query: &Query, schema: &Schema) -> Option<Sources> {
    let statement = parse::one_statement(query.dialect, &query.unlimited);
    let mut statement = statement.ok()?;
    render::normalise(query.dialect, &mut statement);
    match &statement {
        Statement::Query(query) => Some(walk::sources(query, schema)),
        _ => None,
    }
}

/// For each column of a result, the stored columns that its values come from. What is only counted, or only asked
/// whether it is there, does not count: a number of customers is no customer's. Where a column's origin cannot be
/// followed, it is everything that the query reads.
#[must_use]
pub fn origins(query: &Query, schema: &Schema, width: usize) -> Vec<BTreeSet<ColumnName>> {
    let everything = || vec![query.columns.iter().cloned().collect(); width];
    let traced = room::wide(|| Ok(of(query, schema)));
    match traced {
        Ok(Some(sources)) if !sources.unknown && sources.fields.len() == width => {
            sources.fields.into_iter().map(|field| field.of).collect()
        }
        // A plan shows no rows.
        Ok(None) if query.sql.to_ascii_uppercase().starts_with("EXPLAIN") => {
            vec![BTreeSet::new(); width]
        }
        Ok(Some(_) | None) | Err(_) => everything(),
    }
}

/// How many rows a query is to bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// One: counts and other figures over all rows.
    OneRow,
    /// So many and no more, or those of one page.
    Limited,
    /// All there are.
    Whole,
}

/// How many rows a query is to bring, by itself: the row limit that the check puts in does not count.
#[must_use]
pub fn extent(query: &Query, schema: &Schema) -> Extent {
    let sources = room::wide(|| Ok(of(query, schema))).ok().flatten().unwrap_or_default();
    let outermost = sources.levels.iter().find(|level| level.standing == Standing::Outermost);
    let Some(level) = outermost else { return Extent::Whole };
    let limited = level.query.limit_clause.is_some() || level.query.fetch.is_some();
    match groups(level) {
        Some(groups) if groups.is_empty() => Extent::OneRow,
        Some(_) | None if limited => Extent::Limited,
        Some(_) | None => Extent::Whole,
    }
}
