//! Function calls, aggregates and windows.

/// Words that are arguments.
mod units;

use querist_vocabulary::{
    refusal::{Refusal, Rule},
    statement::Dialect,
};
use sqlparser::ast::{
    Expr, Function, FunctionArg, FunctionArgExpr, FunctionArgumentClause, FunctionArgumentList,
    FunctionArguments, JsonTableColumn, ObjectName, WindowFrame, WindowFrameBound, WindowSpec,
    WindowType,
};

use super::{Step, Walk};
use crate::{
    functions,
    names::{self, Key},
    refuse,
    scope::Shape,
};

impl Walk<'_> {
    /// A call: the function is listed, and so is everything inside.
    pub(super) fn call(&mut self, function: &Function) -> Step {
        let Function {
            name,
            uses_odbc_syntax,
            parameters,
            args,
            within_group,
            filter,
            null_treatment: _,
            over,
        } = function;
        if *uses_odbc_syntax || *parameters != FunctionArguments::None {
            let place = refuse::place(function);
            return Err(refuse::foreign("this way to call a function", self.dialect, place));
        }
        let key = self.listed_function(name)?;
        self.arguments(args, units::of(self.dialect, &key))?;
        within_group.iter().try_for_each(|order| self.order_inside(order))?;
        filter.iter().try_for_each(|condition| self.expression(condition))?;
        match over {
            Some(WindowType::WindowSpec(window)) => self.window(window),
            Some(WindowType::NamedWindow(_)) | None => Ok(()),
        }
    }

    /// The plain name of a function that is known to read only.
    pub(super) fn listed_function(&self, name: &ObjectName) -> Step<Key> {
        let parts = names::parts(name).unwrap_or_default();
        let plain = match parts.as_slice() {
            [single] => Some(single),
            [home, single]
                if self.dialect == Dialect::Postgres
                    && names::written(self.dialect, home) == "pg_catalog" =>
            {
                Some(single)
            }
            _ => None,
        };
        let key = plain.map(|single| names::written(self.dialect, single));
        match key {
            Some(key) if functions::reads_only(self.dialect, &key) => Ok(key),
            _ => Err(self.not_listed(name)),
        }
    }

    fn not_listed(&self, name: &ObjectName) -> Refusal {
        let wanted = name.to_string();
        let near = names::nearest(&wanted, functions::all(self.dialect));
        let hint = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "only functions known to read nothing but their arguments are run".into(),
        };
        let message =
            format!("the function `{}` is not known to read only", refuse::shorten(&wanted));
        let place = refuse::place(name);
        Refusal { place, ..refuse::refusal(Rule::FunctionNotAllowed, message, hint) }
    }

    fn arguments(&mut self, arguments: &FunctionArguments, units: &[&str]) -> Step {
        match arguments {
            FunctionArguments::None => Ok(()),
            FunctionArguments::Subquery(query) => self.query(query, None).map(drop),
            FunctionArguments::List(list) => {
                let FunctionArgumentList { duplicate_treatment: _, args, clauses } = list;
                let last_ones = self.dialect == Dialect::BigQuery;
                let is_unit = |at: usize, argument: &FunctionArg| {
                    (at == 0) != last_ones
                        && units.iter().any(|unit| argument.to_string().eq_ignore_ascii_case(unit))
                };
                args.iter()
                    .enumerate()
                    .filter(|(at, argument)| !is_unit(*at, argument))
                    .try_for_each(|(_, argument)| self.argument(argument))?;
                clauses.iter().try_for_each(|clause| self.clause(clause))
            }
        }
    }

    /// One argument.
    pub(super) fn argument(&mut self, argument: &FunctionArg) -> Step {
        match argument {
            FunctionArg::Unnamed(value) => self.argument_value(value),
            FunctionArg::Named { name: _, arg, operator: _ }
                if self.dialect == Dialect::Postgres =>
            {
                self.argument_value(arg)
            }
            FunctionArg::Named { name, .. } => {
                let place = refuse::place_of(name.span, &name.value);
                Err(refuse::foreign("an argument with a name", self.dialect, place))
            }
            FunctionArg::ExprNamed { name, arg, operator: _ } => {
                self.expression(name)?;
                self.argument_value(arg)
            }
        }
    }

    fn argument_value(&mut self, value: &FunctionArgExpr) -> Step {
        match value {
            FunctionArgExpr::Expr(expression) => self.expression(expression),
            FunctionArgExpr::Wildcard => Ok(()),
            FunctionArgExpr::QualifiedWildcard(name) => {
                let parts = names::parts(name).unwrap_or_default();
                let relation = self.relation(&parts)?;
                self.touch_row(&relation, parts.first().copied())
            }
            FunctionArgExpr::WildcardWithOptions(options) => {
                Err(refuse::foreign("a word after `*`", self.dialect, refuse::place(options)))
            }
        }
    }

    fn clause(&mut self, clause: &FunctionArgumentClause) -> Step {
        match clause {
            FunctionArgumentClause::OrderBy(orders) => {
                orders.iter().try_for_each(|order| self.order_inside(order))
            }
            FunctionArgumentClause::Limit(bound) => self.expression(bound),
            FunctionArgumentClause::Separator(value) => self.value(&value.value, None),
            FunctionArgumentClause::IgnoreOrRespectNulls(_)
            | FunctionArgumentClause::JsonNullClause(_) => Ok(()),
            FunctionArgumentClause::JsonReturningClause(returning) => {
                self.data_type(&returning.data_type)
            }
            FunctionArgumentClause::Where(_)
            | FunctionArgumentClause::OnOverflow(_)
            | FunctionArgumentClause::Having(_) => {
                let what = format!("`{}`", refuse::shorten(&clause.to_string()));
                Err(refuse::foreign(&what, self.dialect, None))
            }
        }
    }

    /// An order within an aggregate or window sees columns, not names of the select list.
    fn order_inside(&mut self, order: &sqlparser::ast::OrderByExpr) -> Step {
        self.without_aliases(|walk| walk.order(order))
    }

    /// A window.
    pub(super) fn window(&mut self, window: &WindowSpec) -> Step {
        let WindowSpec { window_name: _, partition_by, order_by, window_frame } = window;
        partition_by.iter().try_for_each(|key| self.expression(key))?;
        order_by.iter().try_for_each(|order| self.order_inside(order))?;
        let Some(WindowFrame { units: _, start_bound, end_bound }) = window_frame else {
            return Ok(());
        };
        self.frame_bound(start_bound)?;
        end_bound.iter().try_for_each(|bound| self.frame_bound(bound))
    }

    fn frame_bound(&mut self, bound: &WindowFrameBound) -> Step {
        match bound {
            WindowFrameBound::CurrentRow
            | WindowFrameBound::Preceding(None)
            | WindowFrameBound::Following(None) => Ok(()),
            WindowFrameBound::Preceding(Some(distance))
            | WindowFrameBound::Following(Some(distance)) => self.expression(distance),
        }
    }

    /// The columns of JSON_TABLE.
    pub(super) fn json_columns(&self, columns: &[JsonTableColumn]) -> Step<Shape> {
        let mut shape = Shape::default();
        for column in columns {
            let more = match column {
                JsonTableColumn::Named(named) => {
                    self.data_type(&named.r#type)?;
                    Shape::computed([names::written(self.dialect, &named.name)])
                }
                JsonTableColumn::ForOrdinality(name) => {
                    Shape::computed([names::written(self.dialect, name)])
                }
                JsonTableColumn::Nested(nested) => self.json_columns(&nested.columns)?,
            };
            shape.columns.extend(more.columns);
        }
        Ok(shape)
    }

    /// What an unnamed expression of a select list is called
    /// (PostgreSQL's `FigureColname`; the others take the text as it stands).
    pub(super) fn column_name(&self, expression: &Expr) -> Key {
        match expression {
            Expr::Identifier(name) => names::written(self.dialect, name),
            Expr::CompoundIdentifier(parts) => {
                parts.last().map(|name| names::written(self.dialect, name)).unwrap_or_default()
            }
            _ if self.dialect != Dialect::Postgres => expression.to_string().to_lowercase(),
            Expr::Nested(inner)
            | Expr::Cast { expr: inner, .. }
            | Expr::Collate { expr: inner, .. } => self.column_name(inner),
            Expr::Function(function) => {
                let parts = names::parts(&function.name).unwrap_or_default();
                parts.last().map(|name| names::written(self.dialect, name)).unwrap_or_default()
            }
            Expr::Case { else_result: Some(inner), .. } => match self.column_name(inner) {
                unnamed if unnamed == "?column?" => "case".into(),
                named => named,
            },
            Expr::Case { .. } => "case".into(),
            Expr::Exists { .. } => "exists".into(),
            Expr::Array(_) => "array".into(),
            Expr::Extract { .. } => "extract".into(),
            Expr::Substring { .. } => "substring".into(),
            Expr::Position { .. } => "position".into(),
            Expr::Ceil { .. } => "ceil".into(),
            Expr::Floor { .. } => "floor".into(),
            Expr::Overlay { .. } => "overlay".into(),
            Expr::Trim { .. } => "btrim".into(),
            Expr::AtTimeZone { .. } => "timezone".into(),
            Expr::Tuple(_) => "row".into(),
            _ => "?column?".into(),
        }
    }
}
