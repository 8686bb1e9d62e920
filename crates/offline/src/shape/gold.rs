//! The shape of a query that somebody wrote, for training.

use sqlparser::{
    ast::{
        BinaryOperator, Distinct, Expr, FunctionArguments, GroupByExpr, LimitClause, OrderByKind,
        OrderBySort, Query, Select, SelectItem, SetExpr, SetOperator, Statement,
    },
    dialect::SQLiteDialect,
    parser::Parser,
};

use super::{Shape, label::counted};

/// The shape of one SQLite query; none where it does not parse.
pub(crate) fn shape(sql: &str) -> Option<Shape> {
    let statements = Parser::parse_sql(&SQLiteDialect {}, sql).ok()?;
    let [Statement::Query(query)] = statements.as_slice() else { return None };
    let (set, select) = outermost(&query.body);
    let select = select?;
    let mut words = Words::default();
    select.selection.iter().for_each(|condition| words.read(condition));
    words.plain.sort_unstable();
    words.inner.sort_unstable();
    let nest = if words.inner.is_empty() {
        set.to_owned()
    } else {
        format!("{set}/{}", words.inner.join("|"))
    };
    Some(Shape([
        shown(select),
        matches!(select.distinct, Some(Distinct::Distinct)).to_string(),
        words.plain.join("|"),
        group(select, query),
        order(query),
        nest,
    ]))
}

/// The set operation and the first block.
fn outermost(body: &SetExpr) -> (&'static str, Option<&Select>) {
    match body {
        SetExpr::Select(select) => ("none", Some(select)),
        SetExpr::Query(inner) => outermost(&inner.body),
        SetExpr::SetOperation { op, left, .. } => {
            let word = match op {
                SetOperator::Union => "union",
                SetOperator::Intersect => "intersect",
                SetOperator::Except | SetOperator::Minus => "except",
            };
            (word, outermost(left).1)
        }
        _ => ("none", None),
    }
}

fn shown(select: &Select) -> String {
    let kinds: Vec<&str> = select
        .projection
        .iter()
        .map(|item| match item {
            SelectItem::UnnamedExpr(expr) | SelectItem::ExprWithAlias { expr, .. } => kind(expr),
            _ => "*",
        })
        .collect();
    if kinds.contains(&"*") { "*".to_owned() } else { counted(&kinds) }
}

fn kind(expr: &Expr) -> &'static str {
    match expr {
        Expr::Function(function) => {
            let distinct = match &function.args {
                FunctionArguments::List(list) => list.duplicate_treatment.is_some(),
                _ => false,
            };
            match function.name.to_string().to_lowercase().as_str() {
                "count" if distinct => "countd",
                "count" => "count",
                "sum" => "sum",
                "avg" => "avg",
                "min" => "min",
                "max" => "max",
                _ => "expr",
            }
        }
        Expr::Identifier(_) | Expr::CompoundIdentifier(_) => "col",
        Expr::Nested(inner) => kind(inner),
        _ => "expr",
    }
}

/// The comparisons of a condition: plain ones, and those with an inner query.
#[derive(Default)]
struct Words {
    plain: Vec<&'static str>,
    inner: Vec<&'static str>,
}

impl Words {
    fn read(&mut self, condition: &Expr) {
        match condition {
            Expr::Nested(inner) => self.read(inner),
            Expr::BinaryOp { left, op: BinaryOperator::And, right } => {
                self.read(left);
                self.read(right);
            }
            Expr::BinaryOp { left, op: BinaryOperator::Or, right } => {
                self.plain.push("or");
                self.read(left);
                self.read(right);
            }
            Expr::BinaryOp { right, op, .. } => self.compare(op, right),
            Expr::Between { .. } => self.plain.push("between"),
            Expr::Like { negated: true, .. } => self.plain.push("nlike"),
            Expr::Like { .. } => self.plain.push("like"),
            Expr::InSubquery { negated: true, .. } => self.inner.push("nin"),
            Expr::InSubquery { .. } => self.inner.push("in"),
            Expr::InList { list, negated: false, .. } => {
                self.plain.extend(list.iter().map(|_| "eq"));
                self.plain.extend(list.iter().skip(1).map(|_| "or"));
            }
            Expr::InList { .. } => self.plain.push("nin"),
            Expr::IsNull(_) => self.plain.push("is"),
            Expr::IsNotNull(_) => self.plain.push("nis"),
            _ => self.plain.push("other"),
        }
    }

    fn compare(&mut self, op: &BinaryOperator, right: &Expr) {
        let word = comparison(op);
        match right {
            Expr::Subquery(_) => self.inner.push(word),
            Expr::Identifier(name) if name.quote_style.is_none() => self.plain.push("column"),
            Expr::CompoundIdentifier(_) => self.plain.push("column"),
            _ => self.plain.push(word),
        }
    }
}

fn comparison(op: &BinaryOperator) -> &'static str {
    match op {
        BinaryOperator::Eq => "eq",
        BinaryOperator::NotEq => "neq",
        BinaryOperator::Gt => "gt",
        BinaryOperator::Lt => "lt",
        BinaryOperator::GtEq => "gte",
        BinaryOperator::LtEq => "lte",
        _ => "other",
    }
}

fn group(select: &Select, query: &Query) -> String {
    let keys = matches!(&select.group_by, GroupByExpr::Expressions(keys, _) if !keys.is_empty());
    if !keys {
        let by_figure = first_order(query).is_some_and(|(by, _)| is_figure(by));
        return if by_figure { "g" } else { "none" }.to_owned();
    }
    match select.having.as_ref().and_then(figure_in) {
        None => "g".to_owned(),
        Some((figure, word)) => format!("g:{figure} {word}"),
    }
}

fn figure_in(having: &Expr) -> Option<(&'static str, &'static str)> {
    match having {
        Expr::Nested(inner) => figure_in(inner),
        Expr::BinaryOp { left, op: BinaryOperator::And | BinaryOperator::Or, .. } => {
            figure_in(left)
        }
        Expr::BinaryOp { left, op, .. } => Some((kind(left), comparison(op))),
        Expr::Between { expr, .. } => Some((kind(expr), "between")),
        _ => None,
    }
}

fn is_figure(expr: &Expr) -> bool {
    matches!(kind(expr), "count" | "countd" | "sum" | "avg" | "min" | "max")
}

fn first_order(query: &Query) -> Option<(&Expr, bool)> {
    let OrderByKind::Expressions(keys) = &query.order_by.as_ref()?.kind else { return None };
    let first = keys.first()?;
    Some((&first.expr, matches!(first.options.sort, Some(OrderBySort::Desc))))
}

fn order(query: &Query) -> String {
    let by = match first_order(query) {
        None => "none".to_owned(),
        Some((by, true)) => format!("{}-", kind(by)),
        Some((by, false)) => format!("{}+", kind(by)),
    };
    let limit = match &query.limit_clause {
        Some(LimitClause::LimitOffset { limit: Some(limit), .. }) => limit.to_string(),
        _ => return by,
    };
    if limit == "1" { format!("{by} L1") } else { format!("{by} Ln") }
}
