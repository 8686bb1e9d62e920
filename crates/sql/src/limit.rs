//! The row limit, inside the SQL.
//!
//! One row more than the limit is fetched, so that a cut is noticed. A smaller limit that is there
//! already stays; what is ordered, skipped or grouped is not touched.

/// SQL Server's TOP and FETCH.
mod top;

use querist_vocabulary::{refusal::Refusal, statement::Dialect};
use sqlparser::{
    ast::{
        CaseWhen, Expr, Fetch, Function, FunctionArg, FunctionArgExpr, FunctionArgumentList,
        FunctionArguments, Ident, LimitClause, ObjectName, Query, SetExpr, TableFactor, Value,
        ValueWithSpan, helpers::attached_token::AttachedToken,
    },
    tokenizer::Span,
};

use crate::{parse, refuse};

/// A limit that no result reaches, and that the databases could not hold.
const MOST_ROWS: u64 = i64::MAX.unsigned_abs();

/// Pushes the row limit into the outermost query.
pub(crate) fn push(
    dialect: Dialect,
    query: &mut Query,
    row_limit: Option<u64>,
) -> Result<(), Refusal> {
    let Some(rows) = row_limit.filter(|rows| *rows < MOST_ROWS) else { return Ok(()) };
    let most = rows + 1;
    unwrap_brackets(query);
    if dialect == Dialect::Sqlite && ends_in_values(&query.body) {
        wrap(dialect, query)?;
    }
    if dialect == Dialect::SqlServer {
        return top::push(query, most);
    }
    if let Some(fetch) = &mut query.fetch {
        lower_fetch(fetch, most);
        return Ok(());
    }
    match &mut query.limit_clause {
        Some(
            LimitClause::LimitOffset { limit: Some(limit), .. }
            | LimitClause::OffsetCommaLimit { limit, .. },
        ) => lower(dialect, limit, most),
        Some(LimitClause::LimitOffset { limit, .. }) => {
            *limit = Some(number(most));
            Ok(())
        }
        None => {
            let limit = Some(number(most));
            query.limit_clause =
                Some(LimitClause::LimitOffset { limit, offset: None, limit_by: Vec::new() });
            Ok(())
        }
    }
}

/// Cuts a query to its first row, whatever limit it has.
pub(crate) fn first_row_only(dialect: Dialect, query: &mut Query) {
    query.fetch = None;
    match &mut query.limit_clause {
        Some(
            LimitClause::LimitOffset { limit: Some(limit), .. }
            | LimitClause::OffsetCommaLimit { limit, .. },
        ) => *limit = number(1),
        _ if dialect == Dialect::SqlServer => top::first_row_only(query),
        Some(LimitClause::LimitOffset { limit, .. }) => *limit = Some(number(1)),
        None => {
            let limit = Some(number(1));
            query.limit_clause =
                Some(LimitClause::LimitOffset { limit, offset: None, limit_by: Vec::new() });
        }
    }
}

/// Whether the outermost level orders its rows.
pub(crate) fn is_ordered(query: &Query) -> bool {
    match query.body.as_ref() {
        SetExpr::Query(inner) if query.order_by.is_none() => is_ordered(inner),
        _ => query.order_by.is_some(),
    }
}

/// `(query)` alone is `query`.
fn unwrap_brackets(query: &mut Query) {
    while let SetExpr::Query(inner) = query.body.as_mut() {
        let bare = query.with.is_none()
            && query.order_by.is_none()
            && query.limit_clause.is_none()
            && query.fetch.is_none();
        if !bare {
            return;
        }
        let inner = inner.as_ref().clone();
        *query = inner;
    }
}

/// SQLite takes no LIMIT after VALUES.
fn ends_in_values(body: &SetExpr) -> bool {
    match body {
        SetExpr::Values(_) => true,
        SetExpr::SetOperation { right, .. } => ends_in_values(right),
        _ => false,
    }
}

/// `query` becomes `SELECT * FROM (query)`.
fn wrap(dialect: Dialect, query: &mut Query) -> Result<(), Refusal> {
    let mut outer = parse::query(dialect, "SELECT * FROM (SELECT 1)")?;
    if let SetExpr::Select(select) = outer.body.as_mut()
        && let Some(TableFactor::Derived { subquery, .. }) =
            select.from.first_mut().map(|from| &mut from.relation)
    {
        std::mem::swap(subquery.as_mut(), query);
        *query = outer;
    }
    Ok(())
}

fn lower_fetch(fetch: &mut Fetch, most: u64) {
    let rows = match &fetch.quantity {
        None => Some(1),
        Some(quantity) => constant(quantity),
    };
    if rows.is_none_or(|rows| rows > most) {
        fetch.quantity = Some(number(most));
        fetch.with_ties = false;
    }
}

fn lower(dialect: Dialect, limit: &mut Expr, most: u64) -> Result<(), Refusal> {
    match (constant(limit), dialect) {
        (Some(rows), _) if rows <= most => Ok(()),
        (Some(_), _) => {
            *limit = number(most);
            Ok(())
        }
        (None, Dialect::Postgres) if is_bounded(limit, most) => Ok(()),
        (None, Dialect::Mysql | Dialect::SqlServer | Dialect::BigQuery) => {
            Err(refuse::foreign("a limit that is no number", dialect, refuse::place(limit)))
        }
        (None, Dialect::Sqlite | Dialect::Postgres) => {
            *limit = smaller_of(dialect, limit.clone(), most);
            Ok(())
        }
    }
}

/// Whether it is `least(…, number)` with a number that is not above `most`, as [`smaller_of`] writes.
fn is_bounded(limit: &Expr, most: u64) -> bool {
    let Expr::Function(Function { name, args: FunctionArguments::List(list), .. }) = limit else {
        return false;
    };
    let last = list.args.last().and_then(|last| match last {
        FunctionArg::Unnamed(FunctionArgExpr::Expr(Expr::Value(value))) => Some(value),
        _ => None,
    });
    let bound = last.and_then(|last| match &last.value {
        Value::Number(digits, _) => digits.parse::<u64>().ok(),
        _ => None,
    });
    name.to_string() == "least" && bound.is_some_and(|bound| bound <= most)
}

/// A whole number.
pub(crate) fn number(rows: u64) -> Expr {
    Expr::Value(ValueWithSpan {
        value: Value::Number(rows.to_string(), false),
        span: Span::empty(),
    })
}

fn constant(limit: &Expr) -> Option<u64> {
    match limit {
        Expr::Value(ValueWithSpan {
            value: Value::Number(digits, _) | Value::SingleQuotedString(digits),
            ..
        }) => digits.parse().ok(),
        Expr::Nested(inner) => constant(inner),
        _ => None,
    }
}

/// The smaller of a computed limit and `most`, where NULL and negative mean no limit.
fn smaller_of(dialect: Dialect, limit: Expr, most: u64) -> Expr {
    let nested = || Box::new(Expr::Nested(Box::new(limit.clone())));
    match dialect {
        Dialect::Postgres => call("least", vec![limit, number(most)]),
        Dialect::Sqlite | Dialect::Mysql | Dialect::SqlServer | Dialect::BigQuery => Expr::Case {
            case_token: AttachedToken::empty(),
            end_token: AttachedToken::empty(),
            operand: None,
            conditions: vec![CaseWhen {
                condition: Expr::Between {
                    expr: nested(),
                    negated: false,
                    low: Box::new(number(0)),
                    high: Box::new(number(most)),
                },
                result: *nested(),
            }],
            else_result: Some(Box::new(number(most))),
        },
    }
}

fn call(name: &str, arguments: Vec<Expr>) -> Expr {
    let args =
        arguments.into_iter().map(|value| FunctionArg::Unnamed(FunctionArgExpr::Expr(value)));
    Expr::Function(Function {
        name: ObjectName::from(vec![Ident::new(name)]),
        uses_odbc_syntax: false,
        parameters: FunctionArguments::None,
        args: FunctionArguments::List(FunctionArgumentList {
            duplicate_treatment: None,
            args: args.collect(),
            clauses: Vec::new(),
        }),
        within_group: Vec::new(),
        filter: None,
        null_treatment: None,
        over: None,
    })
}
