//! Queries and their parts, from the inside out.

use std::ops::ControlFlow;

use querist_vocabulary::{schema::Schema, statement::Dialect};
use sqlparser::ast::{
    self, Expr, Query, Select, SelectItem, SelectItemQualifiedWildcardKind, SetExpr, Visit,
    Visitor, With,
};

use super::{
    Field, Level, Place, Source, Sources, Standing, Unique,
    expression::{aggregate, conjuncts},
    from::From,
    keys,
};
use crate::{
    names::{self, Key},
    scope,
};

/// The deepest nesting that is followed.
const DEEPEST: usize = 60;

/// The most queries that are followed, each as often as it is looked at: nested recursions multiply.
const MOST: usize = 5_000;

/// How often a recursive query is followed through itself. A value moves one column a round, so that this is enough
/// for so many columns that hand their values on in a row.
const ROUNDS: usize = 24;

/// What is known while a query is taken apart.
pub(super) struct Walk<'s> {
    pub(super) schema: &'s Schema,
    pub(super) dialect: Dialect,
    /// Queries of WITH in sight, the innermost last.
    pub(super) with: Vec<(Key, Source)>,
    /// What can be seen from outside, the innermost last.
    pub(super) scopes: Vec<Vec<Source>>,
    pub(super) found: Sources,
    depth: usize,
    followed: usize,
}

pub(super) fn sources(query: &Query, schema: &Schema) -> Sources {
    let mut walk = Walk {
        schema,
        dialect: schema.dialect,
        with: Vec::new(),
        scopes: Vec::new(),
        found: Sources::default(),
        depth: 0,
        followed: 0,
    };
    let whole = walk.query(query, Standing::Outermost);
    Sources { fields: whole.fields, ..walk.found }
}

impl Walk<'_> {
    /// What a query returns, as something that can be selected from.
    pub(super) fn query(&mut self, query: &Query, standing: Standing) -> Source {
        if self.depth >= DEEPEST || self.followed >= MOST {
            self.found.unknown = true;
            return Source::default();
        }
        self.depth += 1;
        self.followed += 1;
        let outside = self.with.len();
        query.with.iter().for_each(|with| self.with(with));
        let mut source = self.body(&query.body, query, standing);
        if limits_to_one(query) {
            source.keys.push(Unique::ONE_ROW);
        }
        self.with.truncate(outside);
        self.depth -= 1;
        source
    }

    fn with(&mut self, with: &With) {
        let recursive = scope::names_itself(self.dialect, with);
        for table in &with.cte_tables {
            let key = names::written(self.dialect, &table.alias.name);
            let columns: Vec<Key> =
                table.alias.columns.iter().map(|c| names::written(self.dialect, &c.name)).collect();
            let source = match first_branch(&table.query.body).filter(|_| recursive) {
                Some(first) => self.recursive(&table.query, first, (&key, &columns)),
                None => renamed(self.query(&table.query, Standing::Derived), &columns),
            };
            self.with.push((key, source));
        }
    }

    /// A query that may select from itself. At first its name stands for what its first branch returns, then for what
    /// the whole returned, until that stays the same: a recursion may hand the values of one column on to another.
    fn recursive(
        &mut self,
        query: &Query,
        first: &SetExpr,
        (key, columns): (&Key, &[Key]),
    ) -> Source {
        let first = Query { body: Box::new(first.clone()), ..query.clone() };
        let levels = self.found.levels.len();
        let mut known = self.query(&first, Standing::Derived);
        for _ in 0..ROUNDS {
            self.found.levels.truncate(levels);
            known = Source { keys: Vec::new(), ..renamed(known, columns) };
            self.with.push((key.clone(), known.clone()));
            let whole = renamed(self.query(query, Standing::Derived), columns);
            self.with.pop();
            let keys = whole.keys.clone();
            let next = joined(known.clone(), whole);
            if next.fields == known.fields {
                return Source { keys, ..known };
            }
            known = next;
        }
        self.found.unknown = true;
        known
    }

    fn body(&mut self, body: &SetExpr, query: &Query, standing: Standing) -> Source {
        match body {
            SetExpr::Select(select) => self.select(select, query, standing),
            SetExpr::Query(inner) => self.query(inner, standing),
            SetExpr::SetOperation { left, right, .. } => {
                let left = self.body(left, query, Standing::Branch);
                let right = self.body(right, query, Standing::Branch);
                joined(left, right)
            }
            SetExpr::Values(values) => {
                let width = values.rows.first().map_or(0, |row| row.content.len());
                let keys = (1..=width).map(|at| format!("column{at}"));
                Source { fields: keys.map(computed).collect(), ..Source::default() }
            }
            _ => {
                self.found.unknown = true;
                Source::default()
            }
        }
    }

    fn select(&mut self, select: &Select, query: &Query, standing: Standing) -> Source {
        let From { sources, star, conditions, equal } = self.from(&select.from);
        let mut conditions = conditions;
        select.selection.iter().for_each(|all| conjuncts(all, &mut conditions));
        self.scopes.push(sources.clone());
        self.nested(select, query);
        let fields = self.fields(select, &star);
        self.scopes.pop();
        let level = Level {
            select: select.clone(),
            query: query.clone(),
            standing,
            sources,
            conditions,
            equal,
            fields,
        };
        let keys = keys::of_result(&level, self.dialect);
        let source = Source { fields: level.fields.clone(), keys, ..Source::default() };
        self.found.levels.push(level);
        source
    }

    /// Queries in expressions of this level, each walked once.
    fn nested(&mut self, select: &Select, query: &Query) {
        let mut found = Nested::default();
        let Select { projection, selection, group_by, having, from, .. } = select;
        let _: ControlFlow<()> = projection.visit(&mut found);
        let _: ControlFlow<()> = selection.visit(&mut found);
        let _: ControlFlow<()> = group_by.visit(&mut found);
        let _: ControlFlow<()> = having.visit(&mut found);
        for join in from.iter().flat_map(|tree| &tree.joins) {
            let _: ControlFlow<()> = join.join_operator.visit(&mut found);
        }
        let _: ControlFlow<()> = query.order_by.visit(&mut found);
        for inner in found.queries {
            self.query(&inner, Standing::Nested);
        }
    }

    fn fields(&mut self, select: &Select, star: &[Place]) -> Vec<Field> {
        let mut fields = Vec::new();
        for item in &select.projection {
            match item {
                SelectItem::UnnamedExpr(expression) => {
                    fields.push(self.field(expression, name_of(self.dialect, expression)));
                }
                SelectItem::ExprWithAlias { expr, alias } => {
                    fields.push(self.field(expr, names::written(self.dialect, alias)));
                }
                SelectItem::Wildcard(_) => {
                    fields.extend(star.iter().filter_map(|place| self.at(place)));
                }
                SelectItem::QualifiedWildcard(
                    SelectItemQualifiedWildcardKind::ObjectName(name),
                    _,
                ) => {
                    let last = names::parts(name).and_then(|parts| parts.last().copied().cloned());
                    let key = last.map(|last| names::written(self.dialect, &last));
                    let sources = self.scopes.last().into_iter().flatten();
                    let of = sources.filter(|source| source.alias == key);
                    fields.extend(of.flat_map(|source| source.fields.clone()));
                }
                SelectItem::QualifiedWildcard(..) | SelectItem::ExprWithAliases { .. } => {
                    self.found.unknown = true;
                }
            }
        }
        fields
    }

    fn field(&mut self, expression: &Expr, key: Key) -> Field {
        let plain = self.plain(expression);
        let aggregate = aggregate(expression).map(|(name, _)| name);
        Field { key, of: self.origin(expression), is: plain.and_then(|field| field.is), aggregate }
    }

    fn at(&self, place: &Place) -> Option<Field> {
        let source = self.scopes.last()?.get(place.source)?;
        source.fields.iter().find(|field| field.key == place.key).cloned()
    }
}

/// The branch of a UNION that is read first, which cannot select from the whole; none where there is one alone.
fn first_branch(body: &SetExpr) -> Option<&SetExpr> {
    match body {
        SetExpr::SetOperation { left, .. } => Some(first_branch(left).unwrap_or(left)),
        SetExpr::Query(inner) => first_branch(&inner.body),
        _ => None,
    }
}

/// A column that comes from no stored one.
pub(super) fn computed(key: Key) -> Field {
    Field { key, of: Default::default(), is: None, aggregate: None }
}

/// The same with the first columns renamed.
pub(super) fn renamed(mut source: Source, columns: &[Key]) -> Source {
    let new = |old: &Key| {
        let at = source.fields.iter().position(|field| field.key == *old);
        at.and_then(|at| columns.get(at)).unwrap_or(old).clone()
    };
    let keys = source
        .keys
        .iter()
        .map(|key| Unique { columns: key.columns.iter().map(new).collect(), of_all: key.of_all });
    source.keys = keys.collect();
    for (field, key) in source.fields.iter_mut().zip(columns) {
        field.key.clone_from(key);
    }
    source
}

/// What two queries put together return: each column comes from both.
fn joined(left: Source, right: Source) -> Source {
    let mut fields = left.fields;
    for (field, other) in fields.iter_mut().zip(right.fields) {
        field.of.extend(other.of);
        field.is = field.is.take().filter(|is| other.is.as_ref() == Some(is));
        field.aggregate = field.aggregate.take().filter(|_| other.aggregate.is_some());
    }
    Source { fields, ..Source::default() }
}

fn name_of(dialect: Dialect, expression: &Expr) -> Key {
    match expression {
        Expr::Identifier(name) => names::written(dialect, name),
        Expr::CompoundIdentifier(parts) => {
            parts.last().map(|name| names::written(dialect, name)).unwrap_or_default()
        }
        other => other.to_string().to_lowercase(),
    }
}

fn limits_to_one(query: &Query) -> bool {
    let limit = match &query.limit_clause {
        Some(ast::LimitClause::LimitOffset { limit: Some(limit), .. }) => limit,
        Some(ast::LimitClause::OffsetCommaLimit { limit, .. }) => limit,
        Some(ast::LimitClause::LimitOffset { limit: None, .. }) | None => return false,
    };
    limit.to_string() == "1"
}

/// Collects the outermost queries within expressions.
#[derive(Default)]
struct Nested {
    queries: Vec<Query>,
    within: usize,
}

impl Visitor for Nested {
    type Break = ();

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        if self.within == 0 {
            self.queries.push(query.clone());
        }
        self.within += 1;
        ControlFlow::Continue(())
    }

    fn post_visit_query(&mut self, _: &Query) -> ControlFlow<()> {
        self.within -= 1;
        ControlFlow::Continue(())
    }
}
