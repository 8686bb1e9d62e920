//! The query as it was meant: each row counts once in its group.
//!
//! The rows to add up are first made different by the key of their table and the group's columns. That is only done
//! where every figure of the query is of that table, so that no other figure changes its meaning.

use querist_vocabulary::statement::Draft;
use sqlparser::ast::{Distinct, Expr, GroupByExpr, Ident, Select, SelectItem, SetExpr, Statement};

use super::aggregated;
use crate::{
    doubts::Sight,
    parse, render,
    sources::{Level, Standing, aggregate, arguments, groups, name},
    write,
};

/// A figure or group of the new query, as text.
struct Item {
    inner: Option<Expr>,
    outer: String,
}

pub(super) fn corrected(sight: &Sight<'_>, level: &Level, of: usize) -> Option<Draft> {
    let Select { having, distinct, .. } = &level.select;
    let plain = level.standing == Standing::Outermost
        && having.is_none()
        && distinct.is_none()
        && level.query.order_by.is_none()
        && level.query.limit_clause.is_none()
        && level.query.with.is_none();
    if !plain {
        return None;
    }
    let source = level.sources.get(of)?;
    let key = source.keys.iter().find(|key| !key.is_empty())?;
    let alias = source.alias.as_ref()?;
    let groups = groups(level)?;
    let items: Option<Vec<Item>> = (0..)
        .zip(&level.select.projection)
        .map(|(at, item)| self::item(sight, level, item, at, (of, &groups)))
        .collect();
    let items = items?;
    let quoted = |name: &str| match write::identifier(sight.dialect, name) == name {
        true => Ident::new(name),
        false => Ident::with_quote(write::quote_of(sight.dialect), name),
    };
    let column = |name: &String| Expr::CompoundIdentifier(vec![quoted(alias), quoted(name)]);
    let keys = key.iter().map(column).zip(0..).map(|(expr, at)| aliased(expr, format!("k{at}")));
    let values = items
        .iter()
        .zip(0..)
        .filter_map(|(item, at)| item.inner.clone().map(|inner| aliased(inner, format!("v{at}"))));
    let groups_apart =
        groups.iter().cloned().zip(0..).map(|(expr, at)| aliased(expr, format!("g{at}")));
    let inner = Select {
        projection: keys.chain(groups_apart).chain(values).collect(),
        distinct: Some(Distinct::Distinct),
        group_by: GroupByExpr::Expressions(Vec::new(), Vec::new()),
        ..level.select.clone()
    };
    let outer: Vec<&str> = items.iter().map(|item| item.outer.as_str()).collect();
    let by: Vec<String> = (0..groups.len()).map(|at| format!("once.g{at}")).collect();
    let by = if by.is_empty() { String::new() } else { format!(" GROUP BY {}", by.join(", ")) };
    let sql = format!("SELECT {} FROM (SELECT 1) AS once{by}", outer.join(", "));
    let mut query = parse::query(sight.dialect, &sql).ok()?;
    put_in(&mut query, inner)?;
    let statement = Statement::Query(Box::new(query));
    render::faithful(sight.dialect, &statement).ok().map(Draft)
}

fn aliased(expr: Expr, name: String) -> SelectItem {
    SelectItem::ExprWithAlias { expr, alias: Ident::new(name) }
}

fn put_in(query: &mut sqlparser::ast::Query, inner: Select) -> Option<()> {
    use sqlparser::ast::TableFactor;
    let SetExpr::Select(outer) = query.body.as_mut() else { return None };
    match &mut outer.from.first_mut()?.relation {
        TableFactor::Derived { subquery, .. } => {
            *subquery.body = SetExpr::Select(Box::new(inner));
            Some(())
        }
        _ => None,
    }
}

/// A figure over the table alone, or what is grouped by; anything else forbids the correction.
fn item(
    sight: &Sight<'_>,
    level: &Level,
    item: &SelectItem,
    at: usize,
    (of, groups): (usize, &[Expr]),
) -> Option<Item> {
    let (expression, named) = match item {
        SelectItem::UnnamedExpr(expression) => {
            let last = name(expression).and_then(|parts| parts.last());
            let own = last.map_or_else(|| sight.shown(expression), |last| last.value.clone());
            (expression, own)
        }
        SelectItem::ExprWithAlias { expr, alias } => (expr, alias.value.clone()),
        _ => return None,
    };
    let named = write::quoted(sight.dialect, &named);
    if let Some(group) = groups.iter().position(|group| group == expression) {
        return Some(Item { inner: None, outer: format!("once.g{group} AS {named}") });
    }
    let (function, call) = aggregate(expression)?;
    let counted = aggregated(sight, level, expression)? == of;
    let arguments = arguments(call);
    let [argument] = arguments.as_slice() else { return None };
    counted.then(|| Item {
        inner: Some((*argument).clone()),
        outer: format!("{function}(once.v{at}) AS {named}"),
    })
}
