//! What no two rows of a source share.

use std::collections::BTreeSet;

use querist_vocabulary::{schema::Table, statement::Dialect};
use sqlparser::ast::{BinaryOperator, Distinct, Expr, GroupByExpr, Select, SelectItem};

use super::{Level, Place, Unique, expression::aggregates};
use crate::names::{self, Key};

/// The primary key, then the unique indexes over plain columns that cover all rows.
pub(super) fn of_table(dialect: Dialect, table: &Table) -> Vec<Unique> {
    let unique = |columns: &Vec<String>| -> Option<Unique> {
        let found =
            columns.iter().map(|column| table.column(column)).collect::<Option<Vec<_>>>()?;
        Some(Unique {
            columns: found.iter().map(|column| names::stored(dialect, &column.name)).collect(),
            of_all: found.iter().all(|column| !column.nullable),
        })
    };
    let indexes = table.indexes.iter().filter(|index| index.unique && !index.partial);
    let sets = [&table.primary_key].into_iter().chain(indexes.map(|index| &index.columns));
    sets.filter(|columns| !columns.is_empty()).filter_map(unique).collect()
}

/// What no two rows that a SELECT returns share.
pub(super) fn of_result(level: &Level, dialect: Dialect) -> Vec<Unique> {
    let mut keys = Vec::new();
    let all = || level.fields.iter().map(|field| field.key.clone()).collect();
    if matches!(level.select.distinct, Some(Distinct::Distinct)) {
        keys.push(Unique { columns: all(), of_all: true });
    }
    let groups = groups(level);
    match &groups {
        Some(groups) if groups.is_empty() => keys.push(Unique::ONE_ROW),
        Some(groups) => {
            let columns = shown(level, dialect, groups);
            // The row of a total has NULL where a group without a value has it.
            keys.extend(columns.map(|columns| Unique { columns, of_all: !has_totals(level) }));
        }
        None => keys.extend(row_keys(level, dialect)),
    }
    keys
}

/// Whether groups come with rows of totals, as by `WITH ROLLUP`.
pub(crate) fn has_totals(level: &Level) -> bool {
    match &level.select.group_by {
        GroupByExpr::Expressions(groups, modifiers) => {
            let several = |group: &Expr| {
                matches!(group, Expr::Rollup(_) | Expr::Cube(_) | Expr::GroupingSets(_))
            };
            !modifiers.is_empty() || groups.iter().any(several)
        }
        GroupByExpr::All(modifiers) => !modifiers.is_empty(),
    }
}

/// What a SELECT groups by; an empty list for one group of all rows, none where rows are not grouped.
pub(crate) fn groups(level: &Level) -> Option<Vec<Expr>> {
    let Select { group_by, projection, having, .. } = &level.select;
    let GroupByExpr::Expressions(groups, _) = group_by else { return None };
    let grouped = !groups.is_empty()
        || aggregates(projection)
        || aggregates(having)
        || aggregates(&level.query.order_by);
    grouped.then(|| groups.iter().map(|group| meant(level, group)).collect())
}

/// What a group is by, where it is named by its place or its alias.
fn meant(level: &Level, group: &Expr) -> Expr {
    let text = group.to_string();
    let items = &level.select.projection;
    let place = text.parse::<usize>().ok().and_then(|at| items.get(at.checked_sub(1)?));
    let aliased = items.iter().find(|item| {
        let alias = match item {
            SelectItem::ExprWithAlias { alias, .. } => &alias.value,
            _ => return false,
        };
        alias.eq_ignore_ascii_case(&text)
    });
    // A column of that name is meant before an alias.
    let is_column = level.sources.iter().flat_map(|source| &source.fields).any(|f| f.key == text);
    place.or(aliased.filter(|_| !is_column)).and_then(item).unwrap_or(group).clone()
}

fn item(item: &SelectItem) -> Option<&Expr> {
    match item {
        SelectItem::UnnamedExpr(expr) | SelectItem::ExprWithAlias { expr, .. } => Some(expr),
        _ => None,
    }
}

/// The returned columns that are what is grouped by, if all are returned.
fn shown(level: &Level, dialect: Dialect, groups: &[Expr]) -> Option<Vec<Key>> {
    let items = &level.select.projection;
    let at = |group: &Expr| items.iter().position(|shown| item(shown) == Some(group));
    let same = |group: &Expr| {
        let is = level.field(&level.place(dialect, group)?)?.is.clone()?;
        level.fields.iter().find(|field| field.is.as_ref() == Some(&is))
    };
    // With a star among them, items and returned columns do not stand in the same places.
    let placed = |group: &Expr| match items.len() == level.fields.len() {
        true => level.fields.get(at(group)?),
        false => None,
    };
    let key = |group| placed(group).or_else(|| same(group)).map(|field| field.key.clone());
    groups.iter().map(key).collect()
}

/// The key of the one source by which all others are determined, if it is returned.
fn row_keys(level: &Level, dialect: Dialect) -> Vec<Unique> {
    let returned = |at: usize, key: &Key| {
        let is = level.field(&Place { source: at, key: key.clone() })?.is.clone()?;
        level.fields.iter().find(|field| field.is.as_ref() == Some(&is)).map(|f| f.key.clone())
    };
    let mut keys = Vec::new();
    for (at, source) in level.sources.iter().enumerate() {
        if determined(level, dialect, &[at], &[]).len() < level.sources.len() {
            continue;
        }
        let set = |key: &Unique| {
            let columns: Option<Vec<Key>> =
                key.columns.iter().map(|column| returned(at, column)).collect();
            let of_all = key.of_all && !source.optional;
            Some(Unique { columns: columns?, of_all })
        };
        keys.extend(source.keys.iter().filter_map(set));
    }
    keys
}

/// The sources of which there is one row at most, once a row of these sources and the values of these columns are
/// given: each is reached by comparing a key of its own with what is given.
pub(crate) fn determined(
    level: &Level,
    dialect: Dialect,
    sources: &[usize],
    columns: &[Place],
) -> BTreeSet<usize> {
    let equal = equalities(level, dialect);
    let mut found: BTreeSet<usize> = sources.iter().copied().collect();
    loop {
        let given = |place: &Place| found.contains(&place.source) || columns.contains(place);
        let compared = |place: &Place| {
            equal.iter().any(|(one, other)| match other {
                None => one == place,
                Some(other) => (one == place && given(other)) || (other == place && given(one)),
            })
        };
        // What is compared is not NULL; a group may be that of NULL.
        let one_row = |at: usize, key: &Unique| {
            key.columns.iter().all(|column| {
                let place = Place { source: at, key: column.clone() };
                compared(&place) || (key.of_all && columns.contains(&place))
            })
        };
        let reached = |at: &usize| {
            let source = level.sources.get(*at);
            source.is_some_and(|source| source.keys.iter().any(|key| one_row(*at, key)))
        };
        let next = (0..level.sources.len()).filter(|at| !found.contains(at)).find(reached);
        match next {
            Some(at) => found.insert(at),
            None => return found,
        };
    }
}

/// Columns that are equal in every row, and columns that are one value.
pub(crate) fn equalities(level: &Level, dialect: Dialect) -> Vec<(Place, Option<Place>)> {
    let compared = level.conditions.iter().filter_map(|condition| match condition {
        Expr::BinaryOp { left, op: BinaryOperator::Eq, right } => {
            match (level.place(dialect, left), level.place(dialect, right)) {
                (Some(left), Some(right)) => Some((left, Some(right))),
                (Some(place), None) if is_constant(right) => Some((place, None)),
                (None, Some(place)) if is_constant(left) => Some((place, None)),
                _ => None,
            }
        }
        _ => None,
    });
    let merged = level.equal.iter().map(|(left, right)| (left.clone(), Some(right.clone())));
    compared.chain(merged).collect()
}

fn is_constant(expression: &Expr) -> bool {
    match expression {
        Expr::Value(_) | Expr::TypedString { .. } | Expr::Subquery(_) => true,
        Expr::Nested(inner)
        | Expr::Cast { expr: inner, .. }
        | Expr::UnaryOp { expr: inner, .. } => is_constant(inner),
        _ => false,
    }
}
