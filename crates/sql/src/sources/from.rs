//! What a FROM clause names, and which columns its joins compare.

use querist_vocabulary::{
    schema::{ColumnName, Table, TableKind},
    statement::Dialect,
    value::ValueKind,
};
use sqlparser::ast::{
    Expr, Ident, JoinConstraint, JoinOperator, ObjectName, TableAlias, TableFactor, TableWithJoins,
};

use super::{
    Field, Place, Source, Standing, expression::conjuncts, keys, walk::Walk, walk::renamed,
};
use crate::{
    names::{self, Key},
    tables::{self, Found},
};

/// A FROM clause taken apart.
#[derive(Default)]
pub(super) struct From {
    pub(super) sources: Vec<Source>,
    /// What `*` stands for, in order.
    pub(super) star: Vec<Place>,
    pub(super) conditions: Vec<Expr>,
    pub(super) equal: Vec<(Place, Place)>,
}

/// Which sides of a join may be missing.
#[derive(Clone, Copy)]
struct Missing {
    left: bool,
    right: bool,
}

impl Walk<'_> {
    pub(super) fn from(&mut self, trees: &[TableWithJoins]) -> From {
        let mut found = From::default();
        for tree in trees {
            self.tree(tree, &mut found);
        }
        found
    }

    fn tree(&mut self, tree: &TableWithJoins, found: &mut From) {
        let first = found.sources.len();
        self.factor(&tree.relation, found);
        for join in &tree.joins {
            let (before, star) = (found.sources.len(), found.star.len());
            self.factor(&join.relation, found);
            let Some((constraint, missing)) = taken_apart(&join.join_operator) else {
                self.found.unknown = true;
                continue;
            };
            for (at, source) in found.sources.iter_mut().enumerate().skip(first) {
                source.optional |= if at < before { missing.left } else { missing.right };
            }
            match constraint {
                JoinConstraint::On(all) => conjuncts(all, &mut found.conditions),
                JoinConstraint::Using(columns) => {
                    let keys: Vec<Key> = columns.iter().filter_map(|c| self.using(c)).collect();
                    self.merge(found, star, &keys);
                }
                JoinConstraint::Natural => {
                    let (left, right) = found.star.split_at(star);
                    let shared = |place: &&Place| right.iter().any(|other| other.key == place.key);
                    let keys: Vec<Key> =
                        left.iter().filter(shared).map(|place| place.key.clone()).collect();
                    self.merge(found, star, &keys);
                }
                JoinConstraint::None => {}
            }
        }
    }

    fn using(&self, name: &ObjectName) -> Option<Key> {
        names::parts(name)?.last().map(|ident| names::written(self.dialect, ident))
    }

    /// Columns of the same name left and right of `at` become one. SQLite leaves them where the left one stood, the
    /// others put them first.
    fn merge(&self, found: &mut From, at: usize, keys: &[Key]) {
        let right = found.star.split_off(at.min(found.star.len()));
        let (mut first, mut rest) = (Vec::new(), Vec::new());
        for place in std::mem::take(&mut found.star) {
            let merged = keys.contains(&place.key);
            if let Some(other) = right.iter().find(|other| merged && other.key == place.key) {
                found.equal.push((place.clone(), other.clone()));
            }
            match merged && self.dialect != Dialect::Sqlite {
                true => first.push(place),
                false => rest.push(place),
            }
        }
        found.star = first;
        found.star.extend(rest);
        found.star.extend(right.into_iter().filter(|place| !keys.contains(&place.key)));
    }

    fn factor(&mut self, factor: &TableFactor, found: &mut From) {
        let source = match factor {
            TableFactor::NestedJoin { table_with_joins, alias: None } => {
                return self.tree(table_with_joins, found);
            }
            TableFactor::Table { name, alias, args: None, .. } => self.named(name, alias.as_ref()),
            TableFactor::Derived { subquery, alias, .. } => {
                self.scopes.push(found.sources.clone());
                let source = self.query(subquery, Standing::Derived);
                self.scopes.pop();
                self.called(source, alias.as_ref())
            }
            _ => {
                self.found.unknown = true;
                Source::default()
            }
        };
        let at = found.sources.len();
        let places = source.fields.iter().map(|field| Place { source: at, key: field.key.clone() });
        found.star.extend(places);
        found.sources.push(source);
    }

    fn named(&mut self, name: &ObjectName, alias: Option<&TableAlias>) -> Source {
        let parts = names::parts(name).unwrap_or_default();
        let last = parts.last().map(|ident| names::written(self.dialect, ident));
        let common = match parts.as_slice() {
            [_] => self.with.iter().rev().find(|(key, _)| Some(key) == last.as_ref()),
            _ => None,
        };
        let mut source = match common {
            Some((_, source)) => source.clone(),
            None => self.stored(&parts),
        };
        source.alias = last;
        self.called(source, alias)
    }

    fn stored(&mut self, parts: &[&Ident]) -> Source {
        let bare = match parts {
            [home, table]
                if self.dialect == Dialect::Sqlite && home.value.eq_ignore_ascii_case("main") =>
            {
                vec![*table]
            }
            _ => parts.to_vec(),
        };
        match tables::find(self.schema, &bare) {
            Found::One(table) => stored(self.dialect, table),
            Found::Several(_) | Found::None => {
                self.found.unknown = true;
                Source::default()
            }
        }
    }

    fn called(&self, source: Source, alias: Option<&TableAlias>) -> Source {
        let Some(alias) = alias else { return source };
        let columns: Vec<Key> =
            alias.columns.iter().map(|c| names::written(self.dialect, &c.name)).collect();
        Source {
            alias: Some(names::written(self.dialect, &alias.name)),
            ..renamed(source, &columns)
        }
    }
}

fn stored(dialect: Dialect, table: &Table) -> Source {
    let field = |key: &str, column: &str| {
        let name = ColumnName { table: table.name.clone(), column: column.to_owned() };
        Field {
            key: names::stored(dialect, key),
            of: [name.clone()].into(),
            is: Some(name),
            aggregate: None,
        }
    };
    // SQLite's row number is the integer key by another name.
    let row_number = match table.primary_key.as_slice() {
        [key] if dialect == Dialect::Sqlite => {
            table.column(key).filter(|column| column.kind == ValueKind::Integer)
        }
        _ => None,
    };
    let names = ["rowid", "_rowid_", "oid"];
    let hidden = row_number.iter().flat_map(|key| names.map(|name| field(name, &key.name)));
    Source {
        alias: Some(names::stored(dialect, &table.name.name)),
        table: Some(table.name.clone()),
        fields: table.columns.iter().map(|column| field(&column.name, &column.name)).collect(),
        hidden: hidden.collect(),
        keys: match table.kind {
            TableKind::View => Vec::new(),
            TableKind::Table | TableKind::MaterializedView | TableKind::Foreign => {
                keys::of_table(dialect, table)
            }
        },
        optional: false,
    }
}

fn taken_apart(operator: &JoinOperator) -> Option<(&JoinConstraint, Missing)> {
    let (constraint, left, right) = match operator {
        JoinOperator::Join(constraint)
        | JoinOperator::Inner(constraint)
        | JoinOperator::CrossJoin(constraint)
        | JoinOperator::StraightJoin(constraint) => (constraint, false, false),
        JoinOperator::Left(constraint) | JoinOperator::LeftOuter(constraint) => {
            (constraint, false, true)
        }
        JoinOperator::Right(constraint) | JoinOperator::RightOuter(constraint) => {
            (constraint, true, false)
        }
        JoinOperator::FullOuter(constraint) => (constraint, true, true),
        _ => return None,
    };
    Some((constraint, Missing { left, right }))
}
