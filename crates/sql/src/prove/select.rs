//! One SELECT.

use querist_vocabulary::statement::Dialect;
use sqlparser::ast::{
    AccessExpr, Distinct, Expr, GroupByExpr, GroupByWithModifier, Ident, NamedWindowDefinition,
    NamedWindowExpr, OrderBy, Select, SelectFlavor, SelectItem, SelectItemQualifiedWildcardKind,
    Top, TopQuantity, WildcardAdditionalOptions,
};

use super::{Step, Walk, expression::is_every_field};
use crate::{
    names, refuse,
    scope::{Column, Scope, Shape},
};

/// The most columns of a result; MySQL takes 4,096, SQLite 2,000, PostgreSQL 1,664.
const MOST_COLUMNS: usize = 5_000;

impl Walk<'_> {
    /// A SELECT and the order of its rows; gives the columns it returns.
    pub(super) fn select(&mut self, select: &Select, order_by: Option<&OrderBy>) -> Step<Shape> {
        self.refuse_unlisted_clauses(select)?;
        let relations = self.from(&select.from)?;
        self.scopes.push(Scope { relations, aliases: Vec::new() });
        select.from.iter().try_for_each(|tree| self.waiting_conditions(tree))?;
        if self.dialect == Dialect::Sqlite {
            self.show_aliases(select);
        }
        select.selection.iter().try_for_each(|condition| self.expression(condition))?;
        self.show_aliases(select);
        self.group_by(&select.group_by)?;
        self.hide_aliases(Dialect::Postgres);
        self.hide_aliases(Dialect::SqlServer);
        select.having.iter().try_for_each(|condition| self.expression(condition))?;
        self.hide_aliases(Dialect::Mysql);
        self.hide_aliases(Dialect::Sqlite);
        self.hide_aliases(Dialect::BigQuery);
        select.named_window.iter().try_for_each(|window| self.named_window(window))?;
        let shape = self.projection(&select.projection)?;
        self.show_aliases(select);
        select.qualify.iter().try_for_each(|condition| self.expression(condition))?;
        select.top.iter().try_for_each(|top| self.top(top))?;
        self.distinct(select.distinct.as_ref())?;
        order_by.iter().try_for_each(|order_by| self.order_by(order_by))?;
        self.scopes.pop();
        Ok(shape)
    }

    fn refuse_unlisted_clauses(&self, select: &Select) -> Step {
        let Select {
            select_token: _,
            optimizer_hints: _,
            distinct: _,
            select_modifiers: _,
            top,
            top_before_distinct: _,
            projection: _,
            exclude,
            into,
            from: _,
            lateral_views,
            prewhere,
            selection: _,
            connect_by,
            group_by: _,
            cluster_by,
            distribute_by,
            sort_by,
            having: _,
            named_window: _,
            qualify,
            window_before_qualify: _,
            value_table_mode,
            flavor,
        } = select;
        if into.is_some() {
            return Err(refuse::writes("`SELECT … INTO`", into.as_ref().and_then(refuse::place)));
        }
        let unlisted = [
            ("TOP", top.is_some() && self.dialect != Dialect::SqlServer),
            ("EXCLUDE", exclude.is_some()),
            ("LATERAL VIEW", !lateral_views.is_empty()),
            ("PREWHERE", prewhere.is_some()),
            ("CONNECT BY", !connect_by.is_empty()),
            ("CLUSTER BY", !cluster_by.is_empty()),
            ("DISTRIBUTE BY", !distribute_by.is_empty()),
            ("SORT BY", !sort_by.is_empty()),
            ("QUALIFY", qualify.is_some() && self.dialect != Dialect::BigQuery),
            ("SELECT AS", value_table_mode.is_some()),
            ("FROM before SELECT", *flavor != SelectFlavor::Standard),
        ];
        match unlisted.iter().find(|(_, present)| *present) {
            Some((clause, _)) => {
                Err(refuse::foreign(&format!("`{clause}`"), self.dialect, refuse::place(select)))
            }
            None => Ok(()),
        }
    }

    fn show_aliases(&mut self, select: &Select) {
        let dialect = self.dialect;
        let aliases = select.projection.iter().filter_map(|item| match item {
            SelectItem::ExprWithAlias { alias, .. } => Some(names::written(dialect, alias)),
            SelectItem::UnnamedExpr(_)
            | SelectItem::ExprWithAliases { .. }
            | SelectItem::QualifiedWildcard(..)
            | SelectItem::Wildcard(_) => None,
        });
        if let Some(scope) = self.scopes.last_mut() {
            scope.aliases = aliases.collect();
        }
    }

    fn hide_aliases(&mut self, dialect: Dialect) {
        if let Some(scope) = self.scopes.last_mut()
            && self.dialect == dialect
        {
            scope.aliases.clear();
        }
    }

    fn group_by(&mut self, group_by: &GroupByExpr) -> Step {
        let GroupByExpr::Expressions(keys, modifiers) = group_by else {
            return Err(refuse::foreign("`GROUP BY ALL`", self.dialect, refuse::place(group_by)));
        };
        for modifier in modifiers {
            match modifier {
                GroupByWithModifier::Rollup => {}
                GroupByWithModifier::GroupingSets(sets) => self.expression(sets)?,
                GroupByWithModifier::Cube | GroupByWithModifier::Totals => {
                    let place = refuse::place(group_by);
                    return Err(refuse::foreign(&format!("`{modifier}`"), self.dialect, place));
                }
            }
        }
        keys.iter().try_for_each(|key| self.expression(key))
    }

    fn top(&mut self, top: &Top) -> Step {
        let Top { with_ties: _, percent: _, quantity } = top;
        match quantity {
            Some(TopQuantity::Expr(bound)) => self.bound(bound),
            Some(TopQuantity::Constant(_)) | None => Ok(()),
        }
    }

    fn distinct(&mut self, distinct: Option<&Distinct>) -> Step {
        match distinct {
            None | Some(Distinct::All | Distinct::Distinct) => Ok(()),
            Some(Distinct::On(keys)) => keys.iter().try_for_each(|key| self.expression(key)),
        }
    }

    fn named_window(&mut self, window: &NamedWindowDefinition) -> Step {
        let NamedWindowDefinition(_, definition) = window;
        match definition {
            NamedWindowExpr::NamedWindow(_) => Ok(()),
            NamedWindowExpr::WindowSpec(window) => self.window(window),
        }
    }

    fn projection(&mut self, items: &[SelectItem]) -> Step<Shape> {
        let mut shape = Shape::default();
        for item in items {
            self.item(item, &mut shape)?;
            if shape.columns.len() > MOST_COLUMNS {
                return Err(refuse::too_wide());
            }
        }
        Ok(shape)
    }

    fn item(&mut self, item: &SelectItem, shape: &mut Shape) -> Step {
        match item {
            SelectItem::UnnamedExpr(expression) => {
                self.expression(expression)?;
                shape.open |= gives_every_field(expression);
                let key = self.column_name(expression);
                shape.columns.push(Column { key, of: None, merged: false });
            }
            SelectItem::ExprWithAlias { expr, alias } => {
                self.expression(expr)?;
                let key = names::written(self.dialect, alias);
                shape.columns.push(Column { key, of: None, merged: false });
            }
            SelectItem::Wildcard(options) => {
                self.plain_wildcard(options)?;
                self.every_column(shape);
                self.touch_every_column()?;
            }
            SelectItem::QualifiedWildcard(kind, options) => {
                self.plain_wildcard(options)?;
                self.columns_of(kind, shape)?;
            }
            SelectItem::ExprWithAliases { .. } => {
                let place = refuse::place(item);
                return Err(refuse::foreign("several aliases at once", self.dialect, place));
            }
        }
        Ok(())
    }

    fn columns_of(&mut self, kind: &SelectItemQualifiedWildcardKind, shape: &mut Shape) -> Step {
        match kind {
            SelectItemQualifiedWildcardKind::ObjectName(name) => {
                let parts: Vec<&Ident> = names::parts(name).unwrap_or_default();
                let relation = self.relation(&parts)?;
                shape.columns.extend(relation.shape.outside(&[]).columns);
                shape.open |= relation.shape.open;
                self.touch_row(&relation, parts.first().copied())
            }
            SelectItemQualifiedWildcardKind::Expr(expression) => {
                self.expression(expression)?;
                shape.open = true;
                Ok(())
            }
        }
    }

    /// `*` without anything that leaves out, renames or replaces.
    fn plain_wildcard(&self, options: &WildcardAdditionalOptions) -> Step {
        let WildcardAdditionalOptions {
            wildcard_token: _,
            opt_ilike,
            opt_exclude,
            opt_except,
            opt_replace,
            opt_rename,
            opt_alias,
        } = options;
        let plain = opt_ilike.is_none()
            && opt_exclude.is_none()
            && opt_except.is_none()
            && opt_replace.is_none()
            && opt_rename.is_none()
            && opt_alias.is_none();
        if plain {
            return Ok(());
        }
        Err(refuse::foreign("a word after `*`", self.dialect, refuse::place(options)))
    }
}

/// Whether the expression is `(row).*`, whose columns the row decides.
fn gives_every_field(expression: &Expr) -> bool {
    let Expr::CompoundFieldAccess { access_chain, .. } = expression else { return false };
    match access_chain.last() {
        Some(AccessExpr::Dot(Expr::Identifier(field))) => is_every_field(field),
        _ => false,
    }
}
