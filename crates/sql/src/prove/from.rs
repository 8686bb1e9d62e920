//! What a FROM clause names.

/// Joins and their conditions.
mod join;

/// Stored tables and `with` queries, by name.
mod named;

/// What queries and functions in FROM are called, and their columns.
mod computed;

use std::rc::Rc;

use sqlparser::ast::{Join, TableAlias, TableFactor, TableWithJoins};

use super::{Step, Walk};
use crate::{
    names, refuse,
    scope::{Relation, Shape},
};

/// The most tables of one FROM clause; MySQL takes 61, SQLite 64.
const MOST_RELATIONS: usize = 200;

/// What stands left of something in a FROM clause.
type Left = [Rc<Relation>];

impl Walk<'_> {
    /// Everything a FROM clause names, in order.
    pub(super) fn from(&mut self, from: &[TableWithJoins]) -> Step<Vec<Rc<Relation>>> {
        let mut relations = Vec::new();
        for tree in from {
            let more = self.joined(tree, &relations)?;
            relations.extend(more);
            if relations.len() > MOST_RELATIONS {
                return Err(refuse::too_wide());
            }
        }
        Ok(relations)
    }

    /// One table and what is joined to it.
    fn joined(&mut self, tree: &TableWithJoins, left: &Left) -> Step<Vec<Rc<Relation>>> {
        let TableWithJoins { relation, joins } = tree;
        let mut here = self.factor(relation, left)?;
        for join in joins {
            let Join { relation, global, join_operator } = join;
            if *global {
                return Err(refuse::foreign("`GLOBAL`", self.dialect, refuse::place(join)));
            }
            let in_sight: Vec<_> = left.iter().chain(&here).cloned().collect();
            let right = self.factor(relation, &in_sight)?;
            here = self.constrained(here, right, join_operator)?;
            if here.len() > MOST_RELATIONS {
                return Err(refuse::too_wide());
            }
        }
        Ok(here)
    }

    fn factor(&mut self, factor: &TableFactor, left: &Left) -> Step<Vec<Rc<Relation>>> {
        let relation = match factor {
            TableFactor::Table { .. } => self.named(factor, left)?,
            TableFactor::Derived { lateral, subquery, alias, sample: None } => {
                let seen = if *lateral { left.to_vec() } else { Vec::new() };
                let shape = self.seeing(seen, |walk| walk.query(subquery, None))?;
                self.called(alias.as_ref(), None, &shape)?
            }
            TableFactor::Function { lateral: _, name, args, with_ordinality, alias } => {
                self.table_function(name, args, *with_ordinality, alias.as_ref(), left)?
            }
            TableFactor::UNNEST {
                alias,
                array_exprs,
                with_offset: false,
                with_offset_alias: None,
                with_ordinality,
            } => {
                self.seeing(left.to_vec(), |walk| {
                    array_exprs.iter().try_for_each(|array| walk.expression(array))
                })?;
                self.function_result("unnest", alias.as_ref(), *with_ordinality)?
            }
            TableFactor::JsonTable { json_expr, json_path: _, columns, alias } => {
                self.seeing(left.to_vec(), |walk| walk.expression(json_expr))?;
                let shape = self.json_columns(columns)?;
                self.called(alias.as_ref(), None, &shape)?
            }
            TableFactor::NestedJoin { table_with_joins, alias } => {
                return self.nested(table_with_joins, alias.as_ref(), left);
            }
            TableFactor::Derived { .. }
            | TableFactor::UNNEST { .. }
            | TableFactor::TableFunction { .. }
            | TableFactor::OpenJsonTable { .. }
            | TableFactor::Pivot { .. }
            | TableFactor::Unpivot { .. }
            | TableFactor::UnpivotExpr { .. }
            | TableFactor::MatchRecognize { .. }
            | TableFactor::XmlTable { .. }
            | TableFactor::SemanticView { .. } => {
                return Err(refuse::unknown("this part of FROM", refuse::place(factor)));
            }
        };
        Ok(vec![Rc::new(relation)])
    }

    /// A bracketed join; an alias hides the names inside.
    fn nested(
        &mut self,
        tree: &TableWithJoins,
        alias: Option<&TableAlias>,
        left: &Left,
    ) -> Step<Vec<Rc<Relation>>> {
        let inside = self.joined(tree, left)?;
        if alias.is_none() {
            return Ok(inside);
        }
        self.seeing(inside.clone(), |walk| walk.waiting_conditions(tree))?;
        let mut shape = Shape::default();
        for relation in &inside {
            let seen = relation.shape.columns.iter().filter(|column| !column.merged);
            shape.columns.extend(seen.cloned());
            shape.open |= relation.shape.open;
        }
        let columns = alias.map(|alias| self.bare_columns(alias)).transpose()?.unwrap_or_default();
        for (column, key) in shape.columns.iter_mut().zip(columns) {
            column.key = key;
        }
        let key = alias.map(|alias| names::written(self.dialect, &alias.name));
        Ok(vec![Rc::new(Relation::computed(key, shape, self.dialect))])
    }
}
