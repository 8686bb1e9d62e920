//! The plan of a query: what is asked, without FROM, JOIN and HAVING.
//!
//! Expansion into SQL is deterministic. Names stand as ids while a question is read and as full
//! names when a plan is kept for a follow-up.

/// The same plan over other names.
mod rename;

/// What a plan asks, however it is written.
mod meaning;

pub(crate) use rename::Renaming;

use querist_vocabulary::value::Value;
use serde::{Deserialize, Serialize};

/// A way of making one figure of many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Aggregate {
    /// How many.
    Count,
    /// Added up.
    Sum,
    /// The mean.
    Average,
    /// The least.
    Minimum,
    /// The greatest.
    Maximum,
}

/// How wide a piece of time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Bucket {
    /// Calendar years.
    Year,
    /// Calendar quarters.
    Quarter,
    /// Calendar months.
    Month,
    /// Weeks from Monday.
    Week,
    /// Days.
    Day,
    /// Days of the week.
    Weekday,
    /// Hours of the day.
    Hour,
}

/// An arithmetic expression with its name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Formula<C> {
    /// What people call it.
    pub name: String,
    /// SQL and columns in turn.
    pub pieces: Vec<Piece<C>>,
    /// Whether it already aggregates.
    pub aggregated: bool,
}

/// A piece of an expression.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Piece<C> {
    /// SQL as it stands.
    Sql(String),
    /// A column.
    Column(C),
}

/// What a term is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Quantity<C> {
    /// Whole rows: `*`.
    Rows,
    /// A column.
    Column(C),
    /// A date cut to a piece of time.
    Bucket(C, Bucket),
    /// A named expression.
    Formula(Formula<C>),
}

/// Something shown, compared, ordered or grouped by.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Term<C> {
    /// How many rows become one figure, where they do.
    pub aggregate: Option<Aggregate>,
    /// Whether the aggregate looks at each different value once.
    pub distinct: bool,
    /// What it is about.
    pub of: Quantity<C>,
}

impl<C> Term<C> {
    /// A column as it stands.
    pub(crate) fn column(column: C) -> Self {
        Self { aggregate: None, distinct: false, of: Quantity::Column(column) }
    }

    /// How many rows.
    pub(crate) fn count() -> Self {
        Self { aggregate: Some(Aggregate::Count), distinct: false, of: Quantity::Rows }
    }

    /// Whether many rows become one figure.
    pub(crate) fn is_aggregated(&self) -> bool {
        self.aggregate.is_some() || matches!(&self.of, Quantity::Formula(f) if f.aggregated)
    }

    /// The column of a term that is about one.
    pub(crate) fn column_of(&self) -> Option<&C> {
        match &self.of {
            Quantity::Column(column) | Quantity::Bucket(column, _) => Some(column),
            Quantity::Rows | Quantity::Formula(_) => None,
        }
    }
}

/// How two sides are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Operator {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `>`
    Greater,
    /// `<`
    Less,
    /// `>=`
    AtLeast,
    /// `<=`
    AtMost,
    /// `BETWEEN`, both ends included.
    Between,
    /// From a day (included) until a day (not included).
    Within,
    /// `LIKE`
    Like,
    /// `NOT LIKE`
    NotLike,
    /// `IN`
    In,
    /// `NOT IN`
    NotIn,
    /// `IS NULL`
    Missing,
    /// `IS NOT NULL`
    Present,
    /// The left side is itself a condition.
    Holds,
}

/// The right side of a comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Operand<C, T> {
    /// None, for `IS NULL`.
    Nothing,
    /// A value.
    Value(Value),
    /// Two ends; `Null` leaves an end open.
    Range(Value, Value),
    /// One of these.
    Values(Vec<Value>),
    /// Another column.
    Column(C),
    /// What another plan returns.
    Plan(Box<Plan<C, T>>),
}

/// One comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Condition<C, T> {
    /// The left side; an aggregate makes it a condition on groups.
    pub left: Term<C>,
    /// How.
    pub operator: Operator,
    /// The right side.
    pub right: Operand<C, T>,
}

/// Conditions together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Filter<C, T> {
    /// All hold; none is no filter.
    All(Vec<Filter<C, T>>),
    /// One holds at least.
    Any(Vec<Filter<C, T>>),
    /// A comparison.
    Is(Condition<C, T>),
}

impl<C, T> Filter<C, T> {
    /// Whether nothing is filtered.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(self, Self::All(parts) if parts.is_empty())
    }

    /// Every comparison, left to right.
    pub(crate) fn conditions(&self) -> Vec<&Condition<C, T>> {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().flat_map(Self::conditions).collect()
            }
            Self::Is(condition) => vec![condition],
        }
    }

    /// Whether several conditions must hold together.
    pub(crate) fn has_several(&self) -> bool {
        matches!(self, Self::All(parts) if parts.len() > 1)
    }

    /// Whether conditions are tied by "or", plans inside included.
    pub(crate) fn has_or(&self) -> bool {
        match self {
            Self::Any(_) => true,
            Self::All(parts) => parts.iter().any(Self::has_or),
            Self::Is(condition) => {
                matches!(&condition.right, Operand::Plan(inner) if inner.filter.has_or())
            }
        }
    }

    /// Adds a condition that must hold too.
    pub(crate) fn and(&mut self, more: Self) {
        match self {
            Self::All(parts) => parts.push(more),
            Self::Any(_) | Self::Is(_) => {
                let first = std::mem::replace(self, Self::All(Vec::new()));
                *self = Self::All(vec![first, more]);
            }
        }
    }
}

/// Which way rows are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Direction {
    /// Least first.
    Ascending,
    /// Greatest first.
    Descending,
}

/// How two plans' rows are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SetOperation {
    /// In either.
    Union,
    /// In both.
    Intersect,
    /// In the first and not in the second.
    Except,
}

/// What is asked. `C` names columns and `T` names tables.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Plan<C, T> {
    /// Whether equal rows are shown once.
    pub distinct: bool,
    /// What is shown.
    pub select: Vec<Term<C>>,
    /// Tables that take part without giving a column.
    pub tables: Vec<T>,
    /// Conditions on rows and on groups.
    pub filter: Filter<C, T>,
    /// What makes a group; where it is empty the plain terms shown do.
    pub per: Vec<Term<C>>,
    /// Orders, the first first.
    pub order: Vec<(Term<C>, Direction)>,
    /// The most rows.
    pub limit: Option<u64>,
    /// Another plan put together with this one.
    pub set: Option<(SetOperation, Box<Plan<C, T>>)>,
    /// Whether each group's part of the whole is shown beside its figure, in per cent.
    #[serde(default)]
    pub share: bool,
}

impl<C, T> Default for Plan<C, T> {
    fn default() -> Self {
        Self {
            distinct: false,
            select: Vec::new(),
            tables: Vec::new(),
            filter: Filter::All(Vec::new()),
            per: Vec::new(),
            order: Vec::new(),
            limit: None,
            set: None,
            share: false,
        }
    }
}

impl<C: Clone, T> Plan<C, T> {
    /// Columns of this block, sub-plans left out, in the order select, filter, per, order.
    pub(crate) fn columns(&self) -> Vec<C> {
        let mut found = Vec::new();
        let terms = self.select.iter().chain(&self.per).chain(self.order.iter().map(|(t, _)| t));
        terms.for_each(|term| term.push_columns(&mut found));
        for condition in self.filter.conditions() {
            condition.push_columns(&mut found);
        }
        found
    }

    /// This plan and those inside it.
    pub(crate) fn blocks(&self) -> Vec<&Self> {
        let mut found = vec![self];
        for condition in self.filter.conditions() {
            if let Operand::Plan(inner) = &condition.right {
                found.extend(inner.blocks());
            }
        }
        if let Some((_, other)) = &self.set {
            found.extend(other.blocks());
        }
        found
    }

    /// How often this block says "not": in its conditions, in what it takes away.
    pub(crate) fn negations(&self) -> usize {
        let negative = [Operator::NotIn, Operator::NotEqual, Operator::NotLike, Operator::Missing];
        let conditions = self.filter.conditions();
        let taken = matches!(self.set, Some((SetOperation::Except, _)));
        conditions.iter().filter(|c| negative.contains(&c.operator)).count() + usize::from(taken)
    }

    /// Whether rows are put into groups.
    pub(crate) fn is_grouped(&self) -> bool {
        !self.per.is_empty()
            || self.filter.conditions().iter().any(|c| c.left.is_aggregated())
            || (self.select.iter().any(|t| !t.is_aggregated())
                && (self.select.iter().any(Term::is_aggregated)
                    || self.order.iter().any(|(t, _)| t.is_aggregated())))
    }
}

impl<C: Clone, T> Condition<C, T> {
    /// Adds the columns of both sides, sub-plans left out.
    pub(crate) fn push_columns(&self, found: &mut Vec<C>) {
        self.left.push_columns(found);
        if let Operand::Column(column) = &self.right {
            found.push(column.clone());
        }
    }
}

impl<C: Clone> Term<C> {
    fn push_columns(&self, found: &mut Vec<C>) {
        match &self.of {
            Quantity::Rows => {}
            Quantity::Column(column) | Quantity::Bucket(column, _) => found.push(column.clone()),
            Quantity::Formula(formula) => {
                found.extend(formula.pieces.iter().filter_map(|piece| match piece {
                    Piece::Column(column) => Some(column.clone()),
                    Piece::Sql(_) => None,
                }));
            }
        }
    }
}
