//! A query that somebody wrote, as a plan.

use querist_vocabulary::{schema::TableName, value::Value};
use sqlparser::{
    ast::{
        BinaryOperator, Distinct, DuplicateTreatment, Expr, Function, FunctionArg, FunctionArgExpr,
        FunctionArguments, GroupByExpr, LimitClause, OrderByKind, OrderBySort, Query, Select,
        SelectItem, SetExpr, SetOperator, Statement, TableFactor, UnaryOperator, Value as Literal,
    },
    dialect::SQLiteDialect,
    parser::Parser,
};

use crate::{
    expand::BoundPlan,
    index::{ColumnId, Index, TableId},
    link::number_value,
    plan::{
        Aggregate, Condition, Direction, Filter, Operand, Operator, Quantity, SetOperation, Term,
    },
};

/// The plan of a SQLite query; none where the plan language cannot say it.
pub(crate) fn plan(index: &Index, sql: &str) -> Option<BoundPlan> {
    let statements = Parser::parse_sql(&SQLiteDialect {}, sql).ok()?;
    let [Statement::Query(query)] = statements.as_slice() else { return None };
    whole(index, query)
}

fn whole(index: &Index, query: &Query) -> Option<BoundPlan> {
    let mut found = body(index, &query.body, Some(query))?;
    if let Some(LimitClause::LimitOffset { limit: Some(limit), .. }) = &query.limit_clause {
        found.limit = Some(limit.to_string().parse().ok()?);
    }
    Some(found)
}

fn body(index: &Index, body_: &SetExpr, query: Option<&Query>) -> Option<BoundPlan> {
    match body_ {
        SetExpr::Select(select) => block(index, select, query),
        SetExpr::Query(inner) => whole(index, inner),
        SetExpr::SetOperation { op, left, right, .. } => {
            let mut first = body(index, left, None)?;
            let operation = match op {
                SetOperator::Union => SetOperation::Union,
                SetOperator::Intersect => SetOperation::Intersect,
                SetOperator::Except | SetOperator::Minus => SetOperation::Except,
            };
            first.set = Some((operation, Box::new(body(index, right, None)?)));
            Some(first)
        }
        _ => None,
    }
}

/// Tables of a block by the names they go by.
struct Scope<'a> {
    index: &'a Index,
    tables: Vec<(String, TableId)>,
}

fn block(index: &Index, select: &Select, query: Option<&Query>) -> Option<BoundPlan> {
    let scope = Scope { index, tables: tables(index, select)? };
    let shown = select.projection.iter().map(|item| match item {
        SelectItem::UnnamedExpr(expr) | SelectItem::ExprWithAlias { expr, .. } => scope.term(expr),
        SelectItem::Wildcard(_) | SelectItem::QualifiedWildcard(..) => {
            Some(Term { aggregate: None, distinct: false, of: Quantity::Rows })
        }
        _ => None,
    });
    let mut plan = BoundPlan {
        distinct: matches!(select.distinct, Some(Distinct::Distinct)),
        select: shown.collect::<Option<_>>()?,
        tables: scope.tables.iter().map(|(_, table)| *table).collect(),
        ..BoundPlan::default()
    };
    let conditions = select.selection.iter().chain(&select.having);
    let parts: Option<Vec<_>> = conditions.map(|c| scope.filter(c)).collect();
    for part in parts? {
        match part {
            Filter::All(parts) => parts.into_iter().for_each(|p| plan.filter.and(p)),
            other => plan.filter.and(other),
        }
    }
    if let GroupByExpr::Expressions(keys, _) = &select.group_by {
        plan.per = keys.iter().map(|key| scope.term(key)).collect::<Option<_>>()?;
    }
    if let Some(order) = query.and_then(|q| q.order_by.as_ref()) {
        let OrderByKind::Expressions(keys) = &order.kind else { return None };
        for key in keys {
            let down = matches!(key.options.sort, Some(OrderBySort::Desc));
            let way = if down { Direction::Descending } else { Direction::Ascending };
            plan.order.push((scope.term(&key.expr)?, way));
        }
        // The plan language turns all orders one way; the last word of the query decides.
        if let Some(way) = plan.order.last().map(|(_, way)| *way) {
            plan.order.iter_mut().for_each(|(_, w)| *w = way);
        }
    }
    Some(plan)
}

fn tables(index: &Index, select: &Select) -> Option<Vec<(String, TableId)>> {
    let mut found = Vec::new();
    for item in &select.from {
        let factors = std::iter::once(&item.relation).chain(item.joins.iter().map(|j| &j.relation));
        for factor in factors {
            let TableFactor::Table { name, alias, .. } = factor else { return None };
            let name = name.to_string().replace(['"', '`', '[', ']'], "");
            let id = index.find_table(&TableName::bare(name.clone()))?;
            let called = alias.as_ref().map_or(name, |a| a.name.value.clone());
            found.push((called.to_lowercase(), id));
        }
    }
    Some(found)
}

impl Scope<'_> {
    fn column(&self, table: Option<&str>, name: &str) -> Option<ColumnId> {
        let fits = |known: &str| table.is_none_or(|t| t.eq_ignore_ascii_case(known));
        self.tables
            .iter()
            .filter(|(known, _)| fits(known))
            .find_map(|(_, id)| self.index.column_in(*id, name))
    }

    fn term(&self, expr: &Expr) -> Option<Term<ColumnId>> {
        match expr {
            Expr::Nested(inner) => self.term(inner),
            Expr::Identifier(name) => self.column(None, &name.value).map(Term::column),
            Expr::CompoundIdentifier(parts) => match parts.as_slice() {
                [table, name] => self.column(Some(&table.value), &name.value).map(Term::column),
                _ => None,
            },
            Expr::Function(function) => self.function(function),
            _ => None,
        }
    }

    fn function(&self, function: &Function) -> Option<Term<ColumnId>> {
        let aggregate = match function.name.to_string().to_lowercase().as_str() {
            "count" => Aggregate::Count,
            "sum" => Aggregate::Sum,
            "avg" => Aggregate::Average,
            "min" => Aggregate::Minimum,
            "max" => Aggregate::Maximum,
            _ => return None,
        };
        let FunctionArguments::List(list) = &function.args else { return None };
        let distinct = matches!(list.duplicate_treatment, Some(DuplicateTreatment::Distinct));
        let [FunctionArg::Unnamed(argument)] = list.args.as_slice() else { return None };
        let of = match argument {
            FunctionArgExpr::Wildcard | FunctionArgExpr::QualifiedWildcard(_) => Quantity::Rows,
            FunctionArgExpr::Expr(expr) => self.term(expr)?.of,
            _ => return None,
        };
        let rows = aggregate == Aggregate::Count && !distinct;
        let of = if rows { Quantity::Rows } else { of };
        Some(Term { aggregate: Some(aggregate), distinct, of })
    }

    fn filter(&self, expr: &Expr) -> Option<Filter<ColumnId, TableId>> {
        match expr {
            Expr::Nested(inner) => self.filter(inner),
            Expr::BinaryOp { left, op: BinaryOperator::And, right } => {
                let mut all = Filter::All(Vec::new());
                for side in [left, right] {
                    match self.filter(side)? {
                        Filter::All(parts) => parts.into_iter().for_each(|p| all.and(p)),
                        other => all.and(other),
                    }
                }
                Some(all)
            }
            Expr::BinaryOp { left, op: BinaryOperator::Or, right } => {
                let mut any = Vec::new();
                for side in [left, right] {
                    match self.filter(side)? {
                        Filter::Any(parts) => any.extend(parts),
                        other => any.push(other),
                    }
                }
                Some(Filter::Any(any))
            }
            other => self.condition(other).map(Filter::Is),
        }
    }

    fn condition(&self, expr: &Expr) -> Option<Condition<ColumnId, TableId>> {
        let made = |left: &Expr, operator, right| {
            Some(Condition { left: self.term(left)?, operator, right })
        };
        match expr {
            Expr::BinaryOp { left, op, right } => made(left, operator(op)?, self.operand(right)?),
            Expr::Between { expr, negated: false, low, high } => {
                made(expr, Operator::Between, Operand::Range(literal(low)?, literal(high)?))
            }
            Expr::Like { negated, expr, pattern, .. } => {
                let operator = if *negated { Operator::NotLike } else { Operator::Like };
                made(expr, operator, Operand::Value(text(pattern)?))
            }
            Expr::InSubquery { expr, subquery, negated } => {
                let operator = if *negated { Operator::NotIn } else { Operator::In };
                made(expr, operator, Operand::Plan(Box::new(whole(self.index, subquery)?)))
            }
            Expr::IsNull(inner) => made(inner, Operator::Missing, Operand::Nothing),
            Expr::IsNotNull(inner) => made(inner, Operator::Present, Operand::Nothing),
            _ => None,
        }
    }

    fn operand(&self, expr: &Expr) -> Option<Operand<ColumnId, TableId>> {
        match expr {
            Expr::Nested(inner) => self.operand(inner),
            Expr::Subquery(query) => Some(Operand::Plan(Box::new(whole(self.index, query)?))),
            Expr::CompoundIdentifier(_) => {
                self.term(expr)?.column_of().map(|c| Operand::Column(*c))
            }
            _ => text(expr).map(Operand::Value),
        }
    }
}

fn operator(op: &BinaryOperator) -> Option<Operator> {
    Some(match op {
        BinaryOperator::Eq => Operator::Equal,
        BinaryOperator::NotEq => Operator::NotEqual,
        BinaryOperator::Gt => Operator::Greater,
        BinaryOperator::Lt => Operator::Less,
        BinaryOperator::GtEq => Operator::AtLeast,
        BinaryOperator::LtEq => Operator::AtMost,
        _ => return None,
    })
}

fn literal(expr: &Expr) -> Option<Value> {
    match expr {
        Expr::Value(value) => match &value.value {
            Literal::Number(number, _) => Some(number_value(number)),
            Literal::SingleQuotedString(text) | Literal::DoubleQuotedString(text) => {
                Some(Value::Text(text.clone()))
            }
            _ => None,
        },
        Expr::UnaryOp { op: UnaryOperator::Minus, expr } => {
            literal(expr).map(|v| number_value(&format!("-{v}")))
        }
        _ => None,
    }
}

/// A literal, or a name in double quotes that SQLite reads as text.
fn text(expr: &Expr) -> Option<Value> {
    match expr {
        Expr::Identifier(name) => Some(Value::Text(name.value.clone())),
        other => literal(other),
    }
}
