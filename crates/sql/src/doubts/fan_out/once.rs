//! The query as it was meant: each row counts once in its group.
//!
//! The rows to add up are first made different by the key of their table and the group's columns. That is only done
//! where every figure of the query is a sum over that table, so that no other figure changes its meaning.

use std::ops::ControlFlow;

use querist_vocabulary::statement::Draft;
use sqlparser::ast::{
    Distinct, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments, GroupByExpr, Ident,
    Query, Select, SelectItem, SetExpr, Statement, TableFactor, VisitMut, VisitorMut,
};

use super::{Figure, Over, over};
use crate::{
    doubts::Sight,
    parse, render,
    sources::{Level, Source, Standing, Unique, aggregate, groups, has_totals, name},
    write,
};

/// What the rows that are made different are called.
const ONCE: &str = "once";

pub(super) fn corrected(sight: &Sight<'_>, level: &Level, of: usize) -> Option<Draft> {
    // A row that an outer join made up has no key by which it could be told from the next.
    let source = level.sources.get(of).filter(|source| is_plain(level) && !source.optional)?;
    let key = told_apart(sight, source)?;
    let alias = source.alias.as_ref()?;
    let groups = groups(level)?;
    let mut sums = Sums { sight, level, of, arguments: Vec::new() };
    let shown: Option<Vec<SelectItem>> =
        level.select.projection.iter().map(|item| sums.item(item, &groups)).collect();
    let shown = shown?;
    let column =
        |name: &String| Expr::CompoundIdentifier(vec![quoted(sight, alias), quoted(sight, name)]);
    let keys = key.columns.iter().map(column).zip(0..).map(|(key, at)| named(key, 'k', at));
    let apart = groups.iter().cloned().zip(0..).map(|(group, at)| named(group, 'g', at));
    let values = sums.arguments.into_iter().zip(0..).map(|(value, at)| named(value, 'v', at));
    let inner = Select {
        projection: keys.chain(apart).chain(values).collect(),
        distinct: Some(Distinct::Distinct),
        group_by: GroupByExpr::Expressions(Vec::new(), Vec::new()),
        ..level.select.clone()
    };
    let by = (0..groups.len()).map(|at| of_once('g', at)).collect();
    let statement = Statement::Query(Box::new(around(sight, inner, shown, by)?));
    render::faithful(sight.dialect, &statement).ok().map(Draft)
}

/// Whether the query is nothing but figures, perhaps by groups.
fn is_plain(level: &Level) -> bool {
    let Select { having, distinct, top, qualify, .. } = &level.select;
    level.standing == Standing::Outermost
        && having.is_none()
        && distinct.is_none()
        && top.is_none()
        && qualify.is_none()
        && !has_totals(level)
        && level.query.order_by.is_none()
        && level.query.limit_clause.is_none()
        && level.query.fetch.is_none()
        && level.query.with.is_none()
        && level.sources.iter().all(|source| source.alias.as_deref() != Some(ONCE))
}

/// The columns by which each row of a source can be told from all others.
fn told_apart<'s>(sight: &Sight<'_>, source: &'s Source) -> Option<&'s Unique> {
    let mut keys = source.keys.iter().filter(|key| !key.columns.is_empty());
    keys.find(|key| key.of_all || is_kept_key(sight, source, key))
}

/// Whether it is a primary key without NULL in it. SQLite allows NULL there unless it is forbidden, so that the data
/// is asked.
fn is_kept_key(sight: &Sight<'_>, source: &Source, key: &Unique) -> bool {
    let schema = sight.grounds.schema;
    let table = schema.tables.iter().find(|table| source.table.as_ref() == Some(&table.name));
    key.columns.iter().all(|column| {
        let field = source.fields.iter().find(|field| field.key == *column);
        let stored = field.and_then(|field| field.is.as_ref());
        stored.is_some_and(|stored| {
            table.is_some_and(|table| table.primary_key.contains(&stored.column))
                && sight.profile(stored).is_some_and(|profile| profile.nulls == 0)
        })
    })
}

/// The figures over the rows that were made different.
fn around(
    sight: &Sight<'_>,
    inner: Select,
    shown: Vec<SelectItem>,
    by: Vec<Expr>,
) -> Option<Query> {
    let mut query =
        parse::query(sight.dialect, &format!("SELECT 1 FROM (SELECT 1) AS {ONCE}")).ok()?;
    let SetExpr::Select(outer) = query.body.as_mut() else { return None };
    outer.projection = shown;
    outer.group_by = GroupByExpr::Expressions(by, Vec::new());
    match &mut outer.from.first_mut()?.relation {
        TableFactor::Derived { subquery, .. } => {
            *subquery.body = SetExpr::Select(Box::new(inner));
            Some(query)
        }
        _ => None,
    }
}

fn named(expr: Expr, letter: char, at: usize) -> SelectItem {
    SelectItem::ExprWithAlias { expr, alias: Ident::new(format!("{letter}{at}")) }
}

fn of_once(letter: char, at: usize) -> Expr {
    Expr::CompoundIdentifier(vec![Ident::new(ONCE), Ident::new(format!("{letter}{at}"))])
}

fn quoted(sight: &Sight<'_>, name: &str) -> Ident {
    match write::identifier(sight.dialect, name) == name {
        true => Ident::new(name),
        false => Ident::with_quote(write::quote_of(sight.dialect), name),
    }
}

/// Puts sums over one source over what was made different, and keeps what they add up.
struct Sums<'a> {
    sight: &'a Sight<'a>,
    level: &'a Level,
    of: usize,
    arguments: Vec<Expr>,
}

impl Sums<'_> {
    /// A sum over the source, something computed from such sums, or what is grouped by; anything else forbids the
    /// correction.
    fn item(&mut self, item: &SelectItem, groups: &[Expr]) -> Option<SelectItem> {
        let (expression, called) = match item {
            SelectItem::UnnamedExpr(expression) => {
                let last = name(expression).and_then(|parts| parts.last());
                let own =
                    last.map_or_else(|| self.sight.shown(expression), |last| last.value.clone());
                (expression, own)
            }
            SelectItem::ExprWithAlias { expr, alias } => (expr, alias.value.clone()),
            _ => return None,
        };
        let expr = match groups.iter().position(|group| group == expression) {
            Some(group) => of_once('g', group),
            None => self.figure(expression)?,
        };
        let alias = Ident::with_quote(write::quote_of(self.sight.dialect), called);
        Some(SelectItem::ExprWithAlias { expr, alias })
    }

    fn figure(&mut self, expression: &Expr) -> Option<Expr> {
        let mut new = expression.clone();
        if VisitMut::visit(&mut new, self).is_break() {
            return None;
        }
        // Another column, or a condition of a sum, is not among what was made different.
        self.level.names(self.sight.dialect, &new).is_empty().then_some(new)
    }

    fn put_over(&mut self, sum: &mut Function) -> ControlFlow<()> {
        let FunctionArguments::List(list) = &mut sum.args else { return ControlFlow::Break(()) };
        let [FunctionArg::Unnamed(FunctionArgExpr::Expr(argument))] = list.args.as_mut_slice()
        else {
            return ControlFlow::Break(());
        };
        let value = of_once('v', self.arguments.len());
        self.arguments.push(std::mem::replace(argument, value));
        ControlFlow::Continue(())
    }
}

impl VisitorMut for Sums<'_> {
    type Break = ();

    fn pre_visit_query(&mut self, _: &mut Query) -> ControlFlow<()> {
        ControlFlow::Break(())
    }

    fn pre_visit_expr(&mut self, expression: &mut Expr) -> ControlFlow<()> {
        let sum = Over { figure: Figure::Sum, source: self.of };
        let fits = over(self.sight, self.level, expression) == Some(sum);
        let figure = aggregate(expression).is_some();
        match expression {
            Expr::Function(function) if figure && fits => self.put_over(function),
            Expr::Function(_) if figure => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    }
}
