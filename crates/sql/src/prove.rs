//! Walks the tree: what is not listed there does not pass.
//!
//! Every struct of the tree is taken apart with all its fields named, so that a parser that learns a
//! new clause does not compile until somebody has decided what it means; and a variant that is not
//! named is refused. Names are resolved on the same walk.

/// Common table expressions, bodies, order, limits.
mod query;

/// One SELECT.
mod select;

/// What a FROM clause names, and joins.
mod from;

/// Expressions.
mod expression;

/// Function calls, aggregates and windows.
mod call;

/// Operators, types and literals.
mod atoms;

/// Names to stored tables and columns, and the access lists.
mod resolve;

use std::{collections::BTreeSet, rc::Rc};

use querist_vocabulary::{
    refusal::Refusal,
    schema::{ColumnName, TableName},
    statement::Dialect,
};
use sqlparser::ast::{Expr, Statement};

use crate::{
    check::Rules,
    names::Key,
    refuse,
    scope::{Relation, Scope, Shape},
};

/// What was touched by a statement that passed.
pub(crate) struct Proof {
    /// Tables and views, in the order of their names.
    pub(crate) tables: Vec<TableName>,
    /// Columns, in the order of their names.
    pub(crate) columns: Vec<ColumnName>,
}

impl Proof {
    /// Walks a statement.
    pub(crate) fn of(statement: &Statement, rules: Rules<'_>) -> Result<Self, Refusal> {
        let mut walk = Walk {
            dialect: rules.schema.dialect,
            rules,
            scopes: Vec::new(),
            with: Vec::new(),
            tables: BTreeSet::new(),
            columns: BTreeSet::new(),
        };
        walk.statement(statement)?;
        Ok(Self {
            tables: walk.tables.into_iter().collect(),
            columns: walk.columns.into_iter().collect(),
        })
    }
}

/// The outcome of a step: something, or the rule that is broken.
type Step<T = ()> = Result<T, Refusal>;

/// A common table expression that can be seen.
struct Common {
    /// Its name.
    key: Key,
    /// Its columns; none while they are not known yet.
    shape: Option<Shape>,
}

/// The walk's memory.
struct Walk<'r> {
    dialect: Dialect,
    rules: Rules<'r>,
    /// Levels of queries, the innermost last.
    scopes: Vec<Scope>,
    /// Common table expressions in sight, the innermost last.
    with: Vec<Common>,
    tables: BTreeSet<TableName>,
    columns: BTreeSet<ColumnName>,
}

impl Walk<'_> {
    fn statement(&mut self, statement: &Statement) -> Step {
        if let Statement::Query(query) = statement {
            return self.query(query, None).map(drop);
        }
        if let Statement::Explain { .. } = statement {
            return self.explain(statement);
        }
        let text = statement.to_string();
        let verb = text.split_whitespace().next().unwrap_or_default();
        Err(refuse::not_a_query(verb, refuse::place(statement)))
    }

    /// A plan is read without running the query. ANALYZE would run it.
    fn explain(&mut self, statement: &Statement) -> Step {
        let Statement::Explain {
            describe_alias: _,
            analyze: false,
            verbose: _,
            query_plan: _,
            estimate: false,
            statement: inner,
            format: _,
            options,
        } = statement
        else {
            return Err(refuse::not_a_query("EXPLAIN ANALYZE", None));
        };
        let Statement::Query(query) = inner.as_ref() else {
            return Err(refuse::not_a_query("EXPLAIN", None));
        };
        let listed = ["format", "costs", "verbose", "summary"];
        let options = options.iter().flatten();
        let plain = |argument: &Expr| matches!(argument, Expr::Identifier(_) | Expr::Value(_));
        let names = options.map(|option| match &option.arg {
            Some(argument) if !plain(argument) => argument.to_string(),
            _ => option.name.value.clone(),
        });
        if let Some(odd) = names
            .into_iter()
            .find(|name| !listed.iter().any(|listed| name.eq_ignore_ascii_case(listed)))
        {
            return Err(refuse::unknown(&format!("the option `{odd}`"), None));
        }
        self.query(query, None).map(drop)
    }

    /// Does `work` where the names of the select list cannot be seen.
    fn without_aliases<T>(&mut self, work: impl FnOnce(&mut Self) -> Step<T>) -> Step<T> {
        let hidden = self.scopes.last_mut().map(|scope| std::mem::take(&mut scope.aliases));
        let done = work(self);
        if let (Some(scope), Some(aliases)) = (self.scopes.last_mut(), hidden) {
            scope.aliases = aliases;
        }
        done
    }

    /// Does `work` where these relations can be seen.
    fn seeing<T>(
        &mut self,
        relations: Vec<Rc<Relation>>,
        work: impl FnOnce(&mut Self) -> Step<T>,
    ) -> Step<T> {
        self.scopes.push(Scope { relations, aliases: Vec::new() });
        let done = work(self);
        self.scopes.pop();
        done
    }
}
