//! Expressions.

use querist_vocabulary::statement::Dialect;
use sqlparser::ast::{
    AccessExpr, Array, CaseWhen, CeilFloorKind, Expr, Ident, Interval, MemberOf, Query, Subscript,
};

use super::{Step, Walk};
use crate::{grammar::EVERY_FIELD, names, refuse};

impl Walk<'_> {
    /// An expression at any depth. Chains of operators are walked in a loop: they lean to the left,
    /// as deep as they are long.
    pub(super) fn expression(&mut self, expression: &Expr) -> Step {
        let mut rest = Vec::new();
        let mut leftmost = expression;
        while let Expr::BinaryOp { left, op, right } = leftmost {
            self.binary_operator(op, leftmost)?;
            rest.push(right);
            leftmost = left;
        }
        self.operand(leftmost)?;
        rest.into_iter().rev().try_for_each(|right| self.expression(right))
    }

    /// Anything but a chain of operators, by what it is.
    fn operand(&mut self, expression: &Expr) -> Step {
        match expression {
            Expr::Identifier(name) => self.lone_name(name),
            Expr::CompoundIdentifier(parts) => {
                parts.iter().try_for_each(refuse_variable)?;
                self.qualified(parts)
            }
            Expr::Value(value) => self.value(&value.value, refuse::place(expression)),
            Expr::Function(function) => self.call(function),
            Expr::Subquery(query) | Expr::Exists { subquery: query, negated: _ } => {
                self.subquery(query)
            }
            Expr::Case { case_token: _, end_token: _, operand, conditions, else_result } => {
                self.maybe(operand.as_deref())?;
                for CaseWhen { condition, result } in conditions {
                    self.expression(condition)?;
                    self.expression(result)?;
                }
                self.maybe(else_result.as_deref())
            }
            Expr::Nested(inner) => self.expression(inner),
            Expr::Tuple(items) => self.each(items),
            Expr::Array(Array { elem, named: _ }) => self.each(elem),
            Expr::GroupingSets(sets) | Expr::Cube(sets) | Expr::Rollup(sets) => {
                sets.iter().try_for_each(|set| self.each(set))
            }
            _ => self.predicate(expression),
        }
    }

    /// Tests of a value.
    fn predicate(&mut self, expression: &Expr) -> Step {
        match expression {
            Expr::IsFalse(inner)
            | Expr::IsNotFalse(inner)
            | Expr::IsTrue(inner)
            | Expr::IsNotTrue(inner)
            | Expr::IsNull(inner)
            | Expr::IsNotNull(inner)
            | Expr::IsUnknown(inner)
            | Expr::IsNotUnknown(inner)
            | Expr::IsJson { expr: inner, kind: _, unique_keys: _, negated: _ }
            | Expr::IsNormalized { expr: inner, form: _, negated: _ } => self.expression(inner),
            Expr::IsDistinctFrom(left, right) | Expr::IsNotDistinctFrom(left, right) => {
                self.both(left, right)
            }
            Expr::InList { expr, list, negated: _ } => {
                self.expression(expr)?;
                self.each(list)
            }
            Expr::InSubquery { expr, subquery, negated: _ } => {
                self.expression(expr)?;
                self.subquery(subquery)
            }
            Expr::Between { expr, negated: _, low, high } => {
                self.expression(expr)?;
                self.both(low, high)
            }
            Expr::Like { negated: _, any: false, expr, pattern, escape_char }
            | Expr::ILike { negated: _, any: false, expr, pattern, escape_char }
            | Expr::SimilarTo { negated: _, expr, pattern, escape_char } => {
                self.both(expr, pattern)?;
                self.maybe(escape_char.as_deref())
            }
            Expr::RLike { negated: _, expr, pattern, regexp: _ } => self.both(expr, pattern),
            Expr::AnyOp { left, compare_op, right, is_some: _ }
            | Expr::AllOp { left, compare_op, right } => {
                self.binary_operator(compare_op, expression)?;
                self.both(left, right)
            }
            Expr::MemberOf(MemberOf { value, array }) => self.both(value, array),
            Expr::MatchAgainst { columns, match_value, opt_search_modifier: _ } => {
                for column in columns {
                    let parts = names::parts(column).unwrap_or_default();
                    let parts: Vec<Ident> = parts.into_iter().cloned().collect();
                    self.name(&parts)?;
                }
                self.value(&match_value.value, refuse::place(expression))
            }
            _ => self.computation(expression),
        }
    }

    /// Operators and functions that have a syntax of their own.
    fn computation(&mut self, expression: &Expr) -> Step {
        match expression {
            Expr::UnaryOp { op, expr } => {
                self.unary_operator(*op, expression)?;
                self.expression(expr)
            }
            Expr::AtTimeZone { timestamp, time_zone } => self.both(timestamp, time_zone),
            Expr::Extract { field: _, syntax: _, expr } => self.expression(expr),
            Expr::Ceil { expr, field } | Expr::Floor { expr, field } => {
                if let CeilFloorKind::Scale(scale) = field {
                    self.value(&scale.value, refuse::place(expression))?;
                }
                self.expression(expr)
            }
            Expr::Position { expr, r#in } => self.both(expr, r#in),
            Expr::Substring { expr, substring_from, substring_for, special: _, shorthand: _ } => {
                self.expression(expr)?;
                self.maybe(substring_from.as_deref())?;
                self.maybe(substring_for.as_deref())
            }
            Expr::Trim { trim_where: _, trim_what, expr, trim_characters } => {
                self.maybe(trim_what.as_deref())?;
                self.expression(expr)?;
                trim_characters.iter().try_for_each(|characters| self.each(characters))
            }
            Expr::Overlay { expr, overlay_what, overlay_from, overlay_for } => {
                self.both(expr, overlay_what)?;
                self.expression(overlay_from)?;
                self.maybe(overlay_for.as_deref())
            }
            Expr::Collate { expr, collation: _ } => self.expression(expr),
            Expr::Interval(interval) => self.interval(interval),
            _ => self.typed(expression),
        }
    }

    /// What names a type, a character set or a part of a value; and all that is on no list.
    fn typed(&mut self, expression: &Expr) -> Step {
        match expression {
            Expr::Cast { kind, expr, data_type, format: None } => {
                self.cast_kind(kind, expression)?;
                self.data_type(data_type)?;
                self.expression(expr)
            }
            Expr::Convert {
                is_try: false,
                expr,
                data_type,
                charset: _,
                target_before_value: false,
                styles,
            } if styles.is_empty() => {
                data_type.iter().try_for_each(|data_type| self.data_type(data_type))?;
                self.expression(expr)
            }
            Expr::Convert {
                is_try: _,
                expr,
                data_type: Some(data_type),
                charset: None,
                target_before_value: true,
                styles,
            } if self.dialect == Dialect::SqlServer => {
                self.data_type(data_type)?;
                self.expression(expr)?;
                self.each(styles)
            }
            Expr::TypedString(typed) if !typed.uses_odbc_syntax => {
                self.data_type(&typed.data_type)?;
                self.value(&typed.value.value, refuse::place(expression))
            }
            Expr::Prefixed { prefix, value }
                if self.dialect == Dialect::Mysql && prefix.value.starts_with('_') =>
            {
                self.expression(value)
            }
            Expr::CompoundFieldAccess { root, access_chain } => {
                if !self.is_field_of_row(root, access_chain) {
                    self.expression(root)?;
                }
                access_chain.iter().try_for_each(|access| self.access(root, access))
            }
            Expr::QualifiedWildcard(name, _) => {
                let parts = names::parts(name).unwrap_or_default();
                let relation = self.relation(&parts)?;
                self.touch_row(&relation, parts.first().copied())
            }
            _ => {
                let what = format!("`{}`", refuse::shorten(&expression.to_string()));
                Err(refuse::unknown(&what, refuse::place(expression)))
            }
        }
    }

    fn subquery(&mut self, query: &Query) -> Step {
        self.query(query, None).map(drop)
    }

    fn each(&mut self, expressions: &[Expr]) -> Step {
        expressions.iter().try_for_each(|expression| self.expression(expression))
    }

    fn maybe(&mut self, expression: Option<&Expr>) -> Step {
        expression.map_or(Ok(()), |expression| self.expression(expression))
    }

    fn both(&mut self, left: &Expr, right: &Expr) -> Step {
        self.expression(left)?;
        self.expression(right)
    }

    fn name(&mut self, parts: &[Ident]) -> Step {
        match parts {
            [single] => self.lone_name(single),
            _ => self.qualified(parts),
        }
    }

    fn lone_name(&mut self, name: &Ident) -> Step {
        refuse_variable(name)?;
        self.bare(name)
    }

    fn interval(&mut self, interval: &Interval) -> Step {
        let Interval {
            value,
            leading_field: _,
            leading_precision: _,
            last_field: _,
            fractional_seconds_precision: _,
        } = interval;
        self.expression(value)
    }

    /// An element, a slice or a field. A dotted field of PostgreSQL may also be a call of a function
    /// (<https://www.postgresql.org/docs/current/rowtypes.html#ROWTYPES-USAGE>), so it must be known.
    fn access(&mut self, root: &Expr, access: &AccessExpr) -> Step {
        match access {
            AccessExpr::Subscript(Subscript::Index { index }) => self.expression(index),
            AccessExpr::Subscript(Subscript::Slice { lower_bound, upper_bound, stride }) => {
                [lower_bound, upper_bound, stride]
                    .into_iter()
                    .try_for_each(|bound| self.maybe(bound.as_ref()))
            }
            AccessExpr::Dot(Expr::Identifier(field)) => self.field(root, field),
            AccessExpr::Dot(other) => {
                Err(refuse::unknown("this field of a value", refuse::place(other)))
            }
        }
    }

    /// Whether this is `(t).column`, which reads that column alone.
    fn is_field_of_row(&self, root: &Expr, chain: &[AccessExpr]) -> bool {
        match (unwrapped(root), chain) {
            (Expr::Identifier(row), [AccessExpr::Dot(Expr::Identifier(field)), ..]) => {
                !is_every_field(field) && self.relation(&[row]).is_ok()
            }
            _ => false,
        }
    }

    fn field(&mut self, root: &Expr, field: &Ident) -> Step {
        if is_every_field(field) {
            return Ok(());
        }
        match unwrapped(root) {
            Expr::Identifier(name) if self.relation(&[name]).is_ok() => {
                self.qualified(&[name.clone(), field.clone()])
            }
            Expr::Function(function)
                if crate::functions::result(
                    self.dialect,
                    &function.name.to_string().to_lowercase(),
                    "",
                )
                .columns
                .iter()
                .any(|column| column.key == names::written(self.dialect, field)) =>
            {
                Ok(())
            }
            _ => {
                let place = refuse::place_of(field.span, &field.value);
                Err(refuse::unknown("this field of a value", place))
            }
        }
    }
}

/// MySQL's variables are read like names.
fn refuse_variable(name: &Ident) -> Step {
    if name.quote_style.is_some() || !name.value.starts_with('@') {
        return Ok(());
    }
    let place = refuse::place_of(name.span, &name.value);
    Err(refuse::unknown(&format!("the variable `{name}`"), place))
}

fn unwrapped(expression: &Expr) -> &Expr {
    let mut inside = expression;
    while let Expr::Nested(inner) = inside {
        inside = inner;
    }
    inside
}

/// Whether the field stands for all fields; walking the row has read them.
pub(super) fn is_every_field(field: &Ident) -> bool {
    field.quote_style.is_none() && field.value == EVERY_FIELD
}
