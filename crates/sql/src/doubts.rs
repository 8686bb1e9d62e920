//! What a checked query probably gets wrong without an error: it runs, and its figures are not those that were asked
//! for. Each detector says why; it proposes other SQL only where that is provably what was meant.

/// Sums over rows that a join repeats.
mod fan_out;

/// Averages of averages.
mod averages;

/// Groups by month or year of which the last is not over.
mod periods;

/// Conditions that usually apply and are missing.
mod usual;

/// Columns of different units, added or compared.
mod units;

/// A limit without an order.
mod limits;

/// Text and numbers compared.
mod kinds;

/// Comparisons with NULL.
mod nulls;

/// Whole numbers divided.
mod division;

/// Outer joins that a condition makes inner.
mod outer;

use std::ops::ControlFlow;

use jiff::civil;
use querist_vocabulary::{
    knowledge::Knowledge,
    profile::{ColumnProfile, Profile},
    schema::{Column, ColumnName, Schema, TableName},
    statement::{Dialect, Draft, Query},
};
use sqlparser::ast::{Expr, Select, Statement, Visit, VisitMut, Visitor, VisitorMut};

use crate::{
    parse, render, room,
    sources::{self, Level, Place, Sources},
};

/// What is probably wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DoubtKind {
    /// Rows are repeated by a join before they are added up.
    FanOut,
    /// An average of averages gives small groups the weight of large ones.
    AverageOfAverages,
    /// A period that is not over stands beside whole ones.
    PartialPeriod,
    /// A condition that usually applies is missing.
    MissingFilter,
    /// Different units are added or compared.
    MixedUnits,
    /// Which rows a limit leaves is up to the database.
    LimitWithoutOrder,
    /// Text is compared with a number.
    TextAsNumber,
    /// `NOT IN` over a list with NULL in it holds for nothing.
    NotInNull,
    /// `= NULL` holds for nothing.
    EqualsNull,
    /// The division cuts the fraction off.
    IntegerDivision,
    /// A condition undoes an outer join.
    OuterJoinUndone,
}

impl DoubtKind {
    /// Its name in JSON and the audit log.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::FanOut => "fan_out",
            Self::AverageOfAverages => "average_of_averages",
            Self::PartialPeriod => "partial_period",
            Self::MissingFilter => "missing_filter",
            Self::MixedUnits => "mixed_units",
            Self::LimitWithoutOrder => "limit_without_order",
            Self::TextAsNumber => "text_as_number",
            Self::NotInNull => "not_in_null",
            Self::EqualsNull => "equals_null",
            Self::IntegerDivision => "integer_division",
            Self::OuterJoinUndone => "outer_join_undone",
        }
    }
}

/// Something that a query probably gets wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Doubt {
    /// What.
    pub kind: DoubtKind,
    /// Why, as a sentence in lower case.
    pub message: String,
    /// What the person can do.
    pub hint: String,
    /// The query as it was meant, unchecked; none where that cannot be known.
    pub correction: Option<Draft>,
}

/// What queries are judged by.
#[derive(Debug, Clone, Copy)]
pub struct Grounds<'a> {
    /// The structure.
    pub schema: &'a Schema,
    /// What the data looks like, as far as it is known.
    pub profile: Option<&'a Profile>,
    /// What people wrote about their data.
    pub knowledge: &'a Knowledge,
    /// Tables whose usual condition the question lifts by words.
    pub lifted: &'a [TableName],
    /// The last day of which all is known.
    pub whole_until: civil::Date,
}

/// What is doubtful about a query that passed the check, each once, in the order of the kinds. Nothing where the query
/// cannot be followed.
#[must_use]
pub fn doubts(query: &Query, grounds: Grounds<'_>) -> Vec<Doubt> {
    room::wide(|| Ok(found(query, grounds))).unwrap_or_default()
}

fn found(query: &Query, grounds: Grounds<'_>) -> Vec<Doubt> {
    let Some(sources) = sources::of(query, grounds.schema) else { return Vec::new() };
    let Ok(mut statement) = parse::one_statement(query.dialect, &query.unlimited) else {
        return Vec::new();
    };
    render::normalise(query.dialect, &mut statement);
    let sight = Sight { dialect: query.dialect, statement, sources, grounds };
    let detectors = [
        fan_out::look,
        averages::look,
        periods::look,
        usual::look,
        units::look,
        limits::look,
        kinds::look,
        nulls::look,
        division::look,
        outer::look,
    ];
    let mut doubts: Vec<Doubt> = Vec::new();
    for doubt in detectors.iter().flat_map(|look| look(&sight)) {
        if !doubts.iter().any(|known| known.message == doubt.message) {
            doubts.push(doubt);
        }
    }
    doubts
}

/// A query taken apart, with what it is judged by.
struct Sight<'a> {
    dialect: Dialect,
    statement: Statement,
    sources: Sources,
    grounds: Grounds<'a>,
}

impl Sight<'_> {
    /// The SELECTs whose every name is known.
    fn levels(&self) -> impl Iterator<Item = &Level> {
        self.sources.levels.iter().filter(|_| !self.sources.unknown)
    }

    /// An expression, for people.
    fn shown(&self, expression: &Expr) -> String {
        render::expression(self.dialect, expression)
    }

    /// The statement with one SELECT in another's place.
    fn with_select(&self, old: &Select, new: Select) -> Option<Draft> {
        let mut statement = self.statement.clone();
        let mut put = Put { old, new: Some(new) };
        let _: ControlFlow<()> = VisitMut::visit(&mut statement, &mut put);
        let sql = render::faithful(self.dialect, &statement).ok()?;
        put.new.is_none().then_some(Draft(sql))
    }

    /// The stored column whose values a column of a level has.
    fn stored(&self, level: &Level, place: &Place) -> Option<ColumnName> {
        level.field(place)?.is.clone()
    }

    /// The stored column that an expression names.
    fn column(&self, level: &Level, expression: &Expr) -> Option<ColumnName> {
        self.stored(level, &level.place(self.dialect, expression)?)
    }

    /// What the structure says of a column.
    fn declared(&self, name: &ColumnName) -> Option<&Column> {
        let schema = self.grounds.schema;
        schema.tables.iter().find(|table| table.name == name.table)?.column(&name.column)
    }

    /// What is known of its data.
    fn profile(&self, name: &ColumnName) -> Option<&ColumnProfile> {
        self.grounds.profile?.column(&name.table, &name.column)
    }
}

/// Every expression of a SELECT that is not within a nested query.
fn expressions(level: &Level) -> Vec<Expr> {
    let mut all = Expressions::default();
    let Select { distinct, projection, group_by, having, selection, .. } = &level.select;
    let _: ControlFlow<()> = distinct.visit(&mut all);
    let _: ControlFlow<()> = projection.visit(&mut all);
    let _: ControlFlow<()> = group_by.visit(&mut all);
    let _: ControlFlow<()> = selection.visit(&mut all);
    let _: ControlFlow<()> = having.visit(&mut all);
    let _: ControlFlow<()> = level.query.order_by.visit(&mut all);
    let _: ControlFlow<()> = level.conditions.visit(&mut all);
    all.found
}

#[derive(Default)]
struct Expressions {
    found: Vec<Expr>,
    within: usize,
}

impl Visitor for Expressions {
    type Break = ();

    fn pre_visit_expr(&mut self, expression: &Expr) -> ControlFlow<()> {
        if self.within == 0 && !self.found.contains(expression) {
            self.found.push(expression.clone());
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_query(&mut self, _: &sqlparser::ast::Query) -> ControlFlow<()> {
        self.within += 1;
        ControlFlow::Continue(())
    }

    fn post_visit_query(&mut self, _: &sqlparser::ast::Query) -> ControlFlow<()> {
        self.within -= 1;
        ControlFlow::Continue(())
    }
}

/// Puts a SELECT in another's place, once.
struct Put<'o> {
    old: &'o Select,
    new: Option<Select>,
}

impl VisitorMut for Put<'_> {
    type Break = ();

    fn pre_visit_select(&mut self, select: &mut Select) -> ControlFlow<()> {
        if select != self.old {
            return ControlFlow::Continue(());
        }
        match self.new.take() {
            Some(new) => {
                *select = new;
                ControlFlow::Break(())
            }
            None => ControlFlow::Break(()),
        }
    }
}
