//! Common table expressions, bodies, order, limits.

use querist_vocabulary::{refusal::Rule, statement::Dialect};
use sqlparser::ast::{
    Cte, Expr, Fetch, LimitClause, Offset, OrderBy, OrderByExpr, OrderByKind, OrderByOptions,
    OrderBySort, Query, SetExpr, SetQuantifier, Values, With,
};

use super::{Common, Step, Walk};
use crate::{
    names::{self, Key},
    refuse,
    scope::{Relation, Scope, Shape, names_itself},
};

/// A recursive query whose name becomes known once its first branch has been walked.
pub(super) struct Recursive {
    /// Its index among the common table expressions in sight.
    at: usize,
    /// The names that it gives its columns.
    columns: Vec<Key>,
}

impl Walk<'_> {
    /// A query at any depth; gives the columns it returns.
    pub(super) fn query(&mut self, query: &Query, recursive: Option<&Recursive>) -> Step<Shape> {
        let Query {
            with,
            body,
            order_by,
            limit_clause,
            fetch,
            locks,
            for_clause,
            settings,
            format_clause,
            pipe_operators,
        } = query;
        let place = || refuse::place(query);
        if !locks.is_empty() {
            return Err(refuse::writes("`FOR UPDATE` or `FOR SHARE`", place()));
        }
        if for_clause.is_some() || settings.is_some() || format_clause.is_some() {
            return Err(refuse::foreign("a FOR, SETTINGS or FORMAT clause", self.dialect, place()));
        }
        if !pipe_operators.is_empty() {
            return Err(refuse::foreign("the operator `|>`", self.dialect, place()));
        }
        let outside = self.with.len();
        with.iter().try_for_each(|with| self.with(with))?;
        let shape = self.body(body, order_by.as_ref(), recursive)?;
        limit_clause.iter().try_for_each(|limit| self.limit(limit))?;
        fetch.iter().try_for_each(|fetch| self.fetch(fetch))?;
        self.with.truncate(outside);
        Ok(shape)
    }

    /// A later one of the same WITH, or itself, is seen where the database sees it.
    fn with(&mut self, with: &With) -> Step {
        let With { with_token: _, recursive: _, cte_tables } = with;
        let first = self.with.len();
        let early = names_itself(self.dialect, with);
        for cte in cte_tables.iter().filter(|_| early) {
            let key = names::written(self.dialect, &cte.alias.name);
            self.with.push(Common { key, shape: None });
        }
        for (at, cte) in (first..).zip(cte_tables) {
            let shape = self.common(cte, at, early)?;
            let key = names::written(self.dialect, &cte.alias.name);
            match self.with.get_mut(at) {
                Some(common) => common.shape = Some(shape),
                None => self.with.push(Common { key, shape: Some(shape) }),
            }
        }
        Ok(())
    }

    fn common(&mut self, cte: &Cte, at: usize, early: bool) -> Step<Shape> {
        let Cte { alias, query, from, materialized: _, closing_paren_token: _ } = cte;
        let columns = self.alias_columns(alias)?;
        if from.is_some() {
            return Err(refuse::foreign("FROM after a WITH query", self.dialect, None));
        }
        let recursive = early.then(|| Recursive { at, columns: columns.clone() });
        let shape = self.query(query, recursive.as_ref())?;
        Ok(shape.outside(&columns))
    }

    fn body(
        &mut self,
        body: &SetExpr,
        order_by: Option<&OrderBy>,
        recursive: Option<&Recursive>,
    ) -> Step<Shape> {
        let shape = match body {
            SetExpr::Select(select) => return self.select(select, order_by),
            SetExpr::Query(query) => self.query(query, recursive)?,
            SetExpr::SetOperation { left, op: _, set_quantifier, right } => {
                self.set_operation(left, *set_quantifier, right, recursive)?
            }
            SetExpr::Values(values) => self.values(values)?,
            SetExpr::Table(_) => {
                let place = refuse::place(body);
                return Err(refuse::unknown("the short form `TABLE`", place));
            }
            SetExpr::Insert(_) | SetExpr::Update(_) | SetExpr::Delete(_) | SetExpr::Merge(_) => {
                let text = body.to_string();
                let verb = text.split_whitespace().next().unwrap_or_default();
                return Err(refuse::not_a_query(verb, refuse::place(body)));
            }
        };
        if let Some(order_by) = order_by {
            self.order_of_result(&shape, order_by)?;
        }
        Ok(shape)
    }

    fn set_operation(
        &mut self,
        left: &SetExpr,
        quantifier: SetQuantifier,
        right: &SetExpr,
        recursive: Option<&Recursive>,
    ) -> Step<Shape> {
        match quantifier {
            SetQuantifier::All | SetQuantifier::Distinct | SetQuantifier::None => {}
            SetQuantifier::ByName | SetQuantifier::AllByName | SetQuantifier::DistinctByName => {
                return Err(refuse::foreign("`BY NAME`", self.dialect, refuse::place(right)));
            }
        }
        let shape = self.body(left, None, recursive)?;
        if let Some(Recursive { at, columns }) = recursive
            && let Some(common) = self.with.get_mut(*at)
        {
            common.shape.get_or_insert_with(|| shape.outside(columns));
        }
        self.body(right, None, None)?;
        Ok(shape)
    }

    fn values(&mut self, values: &Values) -> Step<Shape> {
        let Values { explicit_row: _, value_keyword: _, rows } = values;
        for row in rows {
            row.content.iter().try_for_each(|value| self.expression(value))?;
        }
        let width = rows.first().map_or(0, |row| row.content.len());
        let names = (0..width).map(|at| match self.dialect {
            Dialect::Mysql => format!("column_{at}"),
            Dialect::Sqlite | Dialect::Postgres | Dialect::SqlServer | Dialect::BigQuery => {
                format!("column{}", at + 1)
            }
        });
        Ok(Shape::computed(names))
    }

    /// The order of a set operation sees nothing but the result.
    fn order_of_result(&mut self, shape: &Shape, order_by: &OrderBy) -> Step {
        let result = Relation::computed(None, shape.outside(&[]), self.dialect);
        self.seeing(vec![result.into()], |walk| walk.order_by(order_by))
    }

    pub(super) fn order_by(&mut self, order_by: &OrderBy) -> Step {
        let OrderBy { kind, interpolate } = order_by;
        match kind {
            OrderByKind::Expressions(orders) if interpolate.is_none() => {
                orders.iter().try_for_each(|order| self.order(order))
            }
            OrderByKind::Expressions(_) | OrderByKind::All(_) => {
                let place = refuse::place(order_by);
                Err(refuse::foreign("this ORDER BY", self.dialect, place))
            }
        }
    }

    /// One key of an order. A bare name of the select list is that, and nothing else.
    pub(super) fn order(&mut self, order: &OrderByExpr) -> Step {
        let OrderByExpr { expr, options, with_fill } = order;
        let OrderByOptions { sort, nulls_first: _ } = options;
        match sort {
            None | Some(OrderBySort::Asc | OrderBySort::Desc) => {}
            Some(OrderBySort::Using(_)) => {
                let place = refuse::place(order);
                return Err(refuse::unknown("`ORDER BY … USING`", place));
            }
        }
        if with_fill.is_some() {
            return Err(refuse::foreign("`WITH FILL`", self.dialect, refuse::place(order)));
        }
        if let Expr::Identifier(name) = expr {
            let key = names::written(self.dialect, name);
            if self.scopes.last().is_some_and(|scope: &Scope| scope.aliases.contains(&key)) {
                return Ok(());
            }
        }
        if self.dialect == Dialect::Postgres {
            return self.without_aliases(|walk| walk.expression(expr));
        }
        self.expression(expr)
    }

    fn limit(&mut self, limit: &LimitClause) -> Step {
        match limit {
            LimitClause::LimitOffset { limit: Some(_), .. }
            | LimitClause::OffsetCommaLimit { .. }
                if self.dialect == Dialect::SqlServer =>
            {
                Err(refuse::foreign("`LIMIT`", self.dialect, None))
            }
            LimitClause::LimitOffset { limit, offset, limit_by } => {
                if !limit_by.is_empty() {
                    return Err(refuse::foreign("`LIMIT BY`", self.dialect, None));
                }
                let offset = offset.iter().map(|Offset { value, rows: _ }| value);
                limit.iter().chain(offset).try_for_each(|bound| self.bound(bound))
            }
            LimitClause::OffsetCommaLimit { offset, limit } => {
                [offset, limit].into_iter().try_for_each(|bound| self.bound(bound))
            }
        }
    }

    fn fetch(&mut self, fetch: &Fetch) -> Step {
        let Fetch { with_ties: _, percent, quantity } = fetch;
        if *percent {
            return Err(refuse::foreign("`FETCH … PERCENT`", self.dialect, None));
        }
        quantity.iter().try_for_each(|bound| self.bound(bound))
    }

    /// A bound sees no table.
    pub(super) fn bound(&mut self, bound: &Expr) -> Step {
        let scopes = std::mem::take(&mut self.scopes);
        let done = self.expression(bound).map_err(|refusal| match refusal.rule {
            Rule::UnknownColumn => refuse::refusal(
                Rule::UnknownColumn,
                format!("a limit may not depend on `{}`", refuse::shorten(&bound.to_string())),
                "write the number",
            ),
            _ => refusal,
        });
        self.scopes = scopes;
        done
    }
}
