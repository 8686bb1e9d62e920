//! The same query with one condition left out, to find which one emptied a result.

use std::ops::ControlFlow;

use querist_vocabulary::{
    refusal::Refusal,
    schema::{ColumnName, TableName},
    statement::{Dialect, Query, ReadOnly},
    value::Value,
};
use sqlparser::ast::{
    self, BinaryOperator, Expr, Ident, Select, SetExpr, Statement, TableFactor, Visit, Visitor,
};

use crate::{limit, names, parse, render, room};

/// A query with one condition of its outermost WHERE or HAVING left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Relaxed {
    /// The condition left out, as SQL.
    pub condition: String,
    /// The column it compares, where it is one column.
    pub column: Option<ColumnName>,
    /// The value it is compared with, where it is one literal.
    pub value: Option<Value>,
    /// The query without it, at most one row.
    pub query: ReadOnly<Query>,
}

/// The most conditions of a clause that are left out in turn.
const MOST_CONDITIONS: usize = 32;

/// One relaxed query a condition, WHERE before HAVING; empty where there is none, and for queries
/// that are not one SELECT.
///
/// A query that only reads still only reads with a condition left out: nothing is added.
#[must_use]
pub fn relax(query: &ReadOnly<Query>) -> Vec<Relaxed> {
    room::wide(|| each_condition(query.get())).unwrap_or_default()
}

/// The clause that a condition stands in.
#[derive(Clone, Copy)]
enum Clause {
    Where,
    Having,
}

impl Clause {
    fn of(self, select: &mut Select) -> &mut Option<Expr> {
        match self {
            Self::Where => &mut select.selection,
            Self::Having => &mut select.having,
        }
    }
}

fn each_condition(query: &Query) -> Result<Vec<Relaxed>, Refusal> {
    let mut statement = parse::one_statement(query.dialect, &query.sql)?;
    render::normalise(query.dialect, &mut statement);
    let mut relaxed = Vec::new();
    for clause in [Clause::Where, Clause::Having] {
        let conditions = conditions(&mut statement, clause);
        for left_out in 0..conditions.len().min(MOST_CONDITIONS) {
            relaxed.extend(without(query, &statement, clause, &conditions, left_out)?);
        }
    }
    Ok(relaxed)
}

/// The one SELECT of a statement.
fn single(statement: &mut Statement) -> Option<&mut Select> {
    let Statement::Query(query) = statement else { return None };
    match query.body.as_mut() {
        SetExpr::Select(select) => Some(select),
        _ => None,
    }
}

fn conditions(statement: &mut Statement, clause: Clause) -> Vec<Expr> {
    let mut found = Vec::new();
    if let Some(condition) = single(statement).and_then(|select| clause.of(select).as_ref()) {
        split(condition, &mut found);
    }
    found
}

/// `a AND (b AND c)` is three conditions.
fn split(condition: &Expr, found: &mut Vec<Expr>) {
    match condition {
        Expr::BinaryOp { left, op: BinaryOperator::And, right } => {
            split(left, found);
            split(right, found);
        }
        Expr::Nested(inner)
            if matches!(**inner, Expr::BinaryOp { op: BinaryOperator::And, .. }) =>
        {
            split(inner, found);
        }
        single => found.push(single.clone()),
    }
}

fn without(
    query: &Query,
    statement: &Statement,
    clause: Clause,
    conditions: &[Expr],
    left_out: usize,
) -> Result<Option<Relaxed>, Refusal> {
    let mut statement = statement.clone();
    let Some(condition) = conditions.get(left_out) else { return Ok(None) };
    let rest = conditions.iter().enumerate().filter(|(at, _)| *at != left_out);
    let rest = rest.map(|(_, condition)| condition.clone()).reduce(|left, right| Expr::BinaryOp {
        left: Box::new(left),
        op: BinaryOperator::And,
        right: Box::new(right),
    });
    let Some(select) = single(&mut statement) else { return Ok(None) };
    *clause.of(select) = rest;
    let (column, value) = compared(query, select, condition);
    first_row_only(query.dialect, &mut statement);
    let sql = render::faithful(query.dialect, &statement)?;
    Ok(Some(Relaxed {
        condition: render::expression(query.dialect, condition),
        column,
        value,
        query: ReadOnly::proven(Query {
            unlimited: sql.clone(),
            sql,
            row_limit: Some(1),
            ..query.clone()
        }),
    }))
}

fn first_row_only(dialect: Dialect, statement: &mut Statement) {
    if let Statement::Query(query) = statement {
        limit::first_row_only(dialect, query);
    }
}

/// The one column and the one literal of a condition, where there is one of each kind.
fn compared(
    query: &Query,
    select: &Select,
    condition: &Expr,
) -> (Option<ColumnName>, Option<Value>) {
    let mut mentioned = Mentioned::default();
    let _: ControlFlow<()> = condition.visit(&mut mentioned);
    if mentioned.queries > 0 {
        return (None, None);
    }
    mentioned.columns.dedup();
    let column = match mentioned.columns.as_slice() {
        [single] => column_of(query, select, single),
        _ => None,
    };
    let value = match mentioned.values.as_slice() {
        [single] => value_of(single),
        _ => None,
    };
    (column, value)
}

#[derive(Default)]
struct Mentioned {
    columns: Vec<Vec<Ident>>,
    values: Vec<ast::Value>,
    queries: usize,
}

impl Visitor for Mentioned {
    type Break = ();

    fn pre_visit_query(&mut self, _: &ast::Query) -> ControlFlow<()> {
        self.queries += 1;
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expression: &Expr) -> ControlFlow<()> {
        match expression {
            Expr::Identifier(name) => self.columns.push(vec![name.clone()]),
            Expr::CompoundIdentifier(parts) => self.columns.push(parts.clone()),
            Expr::Value(value) => self.values.push(value.value.clone()),
            _ => {}
        }
        ControlFlow::Continue(())
    }
}

/// The stored column of a name, as the proof of the query knows it.
fn column_of(query: &Query, select: &Select, parts: &[Ident]) -> Option<ColumnName> {
    let (column, qualifier) = parts.split_last()?;
    let key = names::written(query.dialect, column);
    let table = match qualifier.last() {
        Some(alias) => Some(table_called(query, select, alias)?),
        None => None,
    };
    let fits = |candidate: &&ColumnName| {
        names::stored(query.dialect, &candidate.column) == key
            && table.as_ref().is_none_or(|table| candidate.table == *table)
    };
    let mut found = query.columns.iter().filter(fits);
    match (found.next(), found.next()) {
        (Some(single), None) => Some(single.clone()),
        _ => None,
    }
}

fn table_called(query: &Query, select: &Select, alias: &Ident) -> Option<TableName> {
    let wanted = names::written(query.dialect, alias);
    let joined = select.from.iter().flat_map(|from| from.joins.iter().map(|join| &join.relation));
    let factors = select.from.iter().map(|from| &from.relation).chain(joined);
    let named = factors.filter_map(|factor| match factor {
        TableFactor::Table { name, alias, args: None, .. } => {
            let own = names::parts(name)?.last().copied()?;
            let called = alias.as_ref().map_or(own, |alias| &alias.name);
            Some((names::written(query.dialect, called), names::written(query.dialect, own)))
        }
        _ => None,
    });
    let own = named.filter(|(called, _)| *called == wanted).map(|(_, own)| own).next()?;
    query.tables.iter().find(|table| names::stored(query.dialect, &table.name) == own).cloned()
}

fn value_of(literal: &ast::Value) -> Option<Value> {
    match literal {
        ast::Value::Number(digits, _) => match digits.parse() {
            Ok(whole) => Some(Value::Integer(whole)),
            Err(_) => digits.parse().ok().map(Value::Float),
        },
        ast::Value::SingleQuotedString(text) => Some(Value::Text(text.clone())),
        ast::Value::Boolean(truth) => Some(Value::Boolean(*truth)),
        _ => None,
    }
}
