//! SQL Server's TOP and FETCH.
//!
//! It has no LIMIT. One SELECT takes TOP; what is skipped, and a set operation, take FETCH, which
//! needs an order: the first column's, where there is none.

use querist_vocabulary::{refusal::Refusal, statement::Dialect};
use sqlparser::ast::{
    Fetch, LimitClause, Offset, OffsetRows, OrderBy, OrderByExpr, OrderByKind, OrderByOptions,
    Query, SetExpr, Top, TopQuantity,
};

use super::{constant, lower_fetch, number};
use crate::refuse;

/// Lowers the limit of the outermost query to `most` rows.
pub(super) fn push(query: &mut Query, most: u64) -> Result<(), Refusal> {
    if let Some(fetch) = &mut query.fetch {
        lower_fetch(fetch, most);
        return Ok(());
    }
    if query.limit_clause.is_some() {
        query.fetch = Some(fetch(most));
        return Ok(());
    }
    match query.body.as_mut() {
        SetExpr::Select(select) => lower(&mut select.top, most),
        _ => {
            query.order_by.get_or_insert_with(by_the_first_column);
            query.limit_clause = Some(from_the_first_row());
            query.fetch = Some(fetch(most));
            Ok(())
        }
    }
}

/// Cuts a query to its first row.
pub(super) fn first_row_only(query: &mut Query) {
    match (query.limit_clause.is_some(), query.body.as_mut()) {
        (false, SetExpr::Select(select)) => select.top = Some(top(1)),
        (true, _) | (false, _) => query.fetch = Some(fetch(1)),
    }
}

fn lower(limit: &mut Option<Top>, most: u64) -> Result<(), Refusal> {
    let rows = match limit {
        None => None,
        Some(Top { percent: true, .. }) => return Err(no_number("`TOP … PERCENT`")),
        Some(Top { quantity: Some(TopQuantity::Constant(rows)), .. }) => Some(*rows),
        Some(Top { quantity: Some(TopQuantity::Expr(rows)), .. }) => {
            Some(constant(rows).ok_or_else(|| no_number("a TOP that is no number"))?)
        }
        Some(Top { quantity: None, .. }) => return Err(no_number("a TOP that is no number")),
    };
    if rows.is_none_or(|rows| rows > most) {
        *limit = Some(top(most));
    }
    Ok(())
}

fn no_number(what: &str) -> Refusal {
    refuse::foreign(what, Dialect::SqlServer, None)
}

fn top(rows: u64) -> Top {
    let quantity = Some(TopQuantity::Expr(number(rows)));
    Top { with_ties: false, percent: false, quantity }
}

fn fetch(rows: u64) -> Fetch {
    Fetch { with_ties: false, percent: false, quantity: Some(number(rows)) }
}

fn from_the_first_row() -> LimitClause {
    let offset = Some(Offset { value: number(0), rows: OffsetRows::Rows });
    LimitClause::LimitOffset { limit: None, offset, limit_by: Vec::new() }
}

fn by_the_first_column() -> OrderBy {
    let options = OrderByOptions { sort: None, nulls_first: None };
    let first = OrderByExpr { expr: number(1), options, with_fill: None };
    OrderBy { kind: OrderByKind::Expressions(vec![first]), interpolate: None }
}
