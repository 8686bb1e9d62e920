//! What a FROM clause names, and joins.

use std::rc::Rc;

use querist_vocabulary::{refusal::Rule, statement::Dialect};
use sqlparser::ast::{
    Expr, FunctionArg, Ident, Join, JoinConstraint, JoinOperator, ObjectName, TableAlias,
    TableAliasColumnDef, TableFactor, TableFunctionArgs, TableSample, TableSampleKind,
    TableSampleModifier, TableWithJoins,
};

use super::{Step, Walk};
use crate::{
    names::{self, Key},
    refuse,
    scope::{Relation, Shape},
};

/// The most tables of one FROM clause; MySQL takes 61, SQLite 64.
const MOST_RELATIONS: usize = 200;

/// What stands left of something in a FROM clause.
type Left = [Rc<Relation>];

impl Walk<'_> {
    /// Everything a FROM clause names, in order.
    pub(super) fn from(&mut self, from: &[TableWithJoins]) -> Step<Vec<Rc<Relation>>> {
        let mut relations = Vec::new();
        for tree in from {
            let more = self.joined(tree, &relations)?;
            relations.extend(more);
            if relations.len() > MOST_RELATIONS {
                return Err(refuse::too_wide());
            }
        }
        Ok(relations)
    }

    /// One table and what is joined to it.
    fn joined(&mut self, tree: &TableWithJoins, left: &Left) -> Step<Vec<Rc<Relation>>> {
        let TableWithJoins { relation, joins } = tree;
        let mut here = self.factor(relation, left)?;
        for join in joins {
            let Join { relation, global, join_operator } = join;
            if *global {
                return Err(refuse::foreign("`GLOBAL`", self.dialect, refuse::place(join)));
            }
            let in_sight: Vec<_> = left.iter().chain(&here).cloned().collect();
            let right = self.factor(relation, &in_sight)?;
            here = self.constrained(here, right, join_operator)?;
            if here.len() > MOST_RELATIONS {
                return Err(refuse::too_wide());
            }
        }
        Ok(here)
    }

    fn constrained(
        &mut self,
        mut left: Vec<Rc<Relation>>,
        right: Vec<Rc<Relation>>,
        operator: &JoinOperator,
    ) -> Step<Vec<Rc<Relation>>> {
        let Some(constraint) = constraint(operator) else {
            return Err(refuse::foreign("this kind of join", self.dialect, None));
        };
        match constraint {
            JoinConstraint::None => left.extend(right),
            JoinConstraint::On(condition) => {
                left.extend(right);
                self.on(&left, condition)?;
            }
            JoinConstraint::Using(columns) => {
                let keys = self.using_keys(columns)?;
                left = self.merge(left, right, &keys)?;
            }
            JoinConstraint::Natural => {
                let keys = shared_keys(&left, &right);
                left = self.merge(left, right, &keys)?;
            }
        }
        Ok(left)
    }

    /// A condition sees the tables of its own join; in SQLite all of FROM, so it waits until those
    /// are known.
    fn on(&mut self, joined: &Left, condition: &Expr) -> Step {
        if self.dialect == Dialect::Sqlite {
            return Ok(());
        }
        self.seeing(joined.to_vec(), |walk| walk.expression(condition))
    }

    /// The conditions that waited. Those within an aliased bracket have been walked already.
    pub(super) fn waiting_conditions(&mut self, tree: &TableWithJoins) -> Step {
        if self.dialect != Dialect::Sqlite {
            return Ok(());
        }
        let TableWithJoins { relation, joins } = tree;
        self.waiting_within(relation)?;
        for join in joins {
            self.waiting_within(&join.relation)?;
            if let Some(JoinConstraint::On(condition)) = constraint(&join.join_operator) {
                self.expression(condition)?;
            }
        }
        Ok(())
    }

    fn waiting_within(&mut self, factor: &TableFactor) -> Step {
        match factor {
            TableFactor::NestedJoin { table_with_joins, alias: None } => {
                self.waiting_conditions(table_with_joins)
            }
            _ => Ok(()),
        }
    }

    fn using_keys(&self, columns: &[ObjectName]) -> Step<Vec<Ident>> {
        let single = |name: &ObjectName| match names::parts(name).as_deref() {
            Some([column]) => Some((*column).clone()),
            _ => None,
        };
        let keys: Option<Vec<Ident>> = columns.iter().map(single).collect();
        keys.ok_or_else(|| refuse::foreign("a dotted name in USING", self.dialect, None))
    }

    /// Columns of the same name on both sides become one; both are read.
    fn merge(
        &mut self,
        left: Vec<Rc<Relation>>,
        right: Vec<Rc<Relation>>,
        columns: &[Ident],
    ) -> Step<Vec<Rc<Relation>>> {
        for column in columns {
            self.seeing(left.clone(), |walk| walk.bare_column(column))?;
            self.seeing(right.clone(), |walk| walk.bare_column(column))?;
        }
        let keys: Vec<Key> =
            columns.iter().map(|name| names::written(self.dialect, name)).collect();
        let mut merged = left;
        for relation in right {
            let mut relation = Rc::unwrap_or_clone(relation);
            for column in &mut relation.shape.columns {
                column.merged |= keys.contains(&column.key);
            }
            merged.push(Rc::new(relation));
        }
        Ok(merged)
    }

    fn factor(&mut self, factor: &TableFactor, left: &Left) -> Step<Vec<Rc<Relation>>> {
        let relation = match factor {
            TableFactor::Table { .. } => self.named(factor, left)?,
            TableFactor::Derived { lateral, subquery, alias, sample: None } => {
                let seen = if *lateral { left.to_vec() } else { Vec::new() };
                let shape = self.seeing(seen, |walk| walk.query(subquery, None))?;
                self.called(alias.as_ref(), None, &shape)?
            }
            TableFactor::Function { lateral: _, name, args, with_ordinality, alias } => {
                self.table_function(name, args, *with_ordinality, alias.as_ref(), left)?
            }
            TableFactor::UNNEST {
                alias,
                array_exprs,
                with_offset: false,
                with_offset_alias: None,
                with_ordinality,
            } => {
                self.seeing(left.to_vec(), |walk| {
                    array_exprs.iter().try_for_each(|array| walk.expression(array))
                })?;
                self.function_result("unnest", alias.as_ref(), *with_ordinality)?
            }
            TableFactor::JsonTable { json_expr, json_path: _, columns, alias } => {
                self.seeing(left.to_vec(), |walk| walk.expression(json_expr))?;
                let shape = self.json_columns(columns)?;
                self.called(alias.as_ref(), None, &shape)?
            }
            TableFactor::NestedJoin { table_with_joins, alias } => {
                return self.nested(table_with_joins, alias.as_ref(), left);
            }
            TableFactor::Derived { .. }
            | TableFactor::UNNEST { .. }
            | TableFactor::TableFunction { .. }
            | TableFactor::OpenJsonTable { .. }
            | TableFactor::Pivot { .. }
            | TableFactor::Unpivot { .. }
            | TableFactor::UnpivotExpr { .. }
            | TableFactor::MatchRecognize { .. }
            | TableFactor::XmlTable { .. }
            | TableFactor::SemanticView { .. } => {
                return Err(refuse::unknown("this part of FROM", refuse::place(factor)));
            }
        };
        Ok(vec![Rc::new(relation)])
    }

    /// A bracketed join; an alias hides the names inside.
    fn nested(
        &mut self,
        tree: &TableWithJoins,
        alias: Option<&TableAlias>,
        left: &Left,
    ) -> Step<Vec<Rc<Relation>>> {
        let inside = self.joined(tree, left)?;
        if alias.is_none() {
            return Ok(inside);
        }
        self.seeing(inside.clone(), |walk| walk.waiting_conditions(tree))?;
        let mut shape = Shape::default();
        for relation in &inside {
            let seen = relation.shape.columns.iter().filter(|column| !column.merged);
            shape.columns.extend(seen.cloned());
            shape.open |= relation.shape.open;
        }
        let columns = alias.map(|alias| self.bare_columns(alias)).transpose()?.unwrap_or_default();
        for (column, key) in shape.columns.iter_mut().zip(columns) {
            column.key = key;
        }
        let key = alias.map(|alias| names::written(self.dialect, &alias.name));
        Ok(vec![Rc::new(Relation::computed(key, shape, self.dialect))])
    }

    fn named(&mut self, factor: &TableFactor, left: &Left) -> Step<Relation> {
        let TableFactor::Table {
            name,
            alias,
            args,
            with_hints,
            version,
            with_ordinality,
            partitions: _,
            json_path,
            sample,
            index_hints: _,
        } = factor
        else {
            return Err(refuse::unknown("this part of FROM", refuse::place(factor)));
        };
        if !with_hints.is_empty() || version.is_some() || json_path.is_some() {
            let place = refuse::place(factor);
            return Err(refuse::foreign("what follows the table's name", self.dialect, place));
        }
        sample.iter().try_for_each(|sample| self.sample(sample))?;
        if let Some(TableFunctionArgs { args, settings }) = args {
            if settings.is_some() {
                return Err(refuse::foreign("SETTINGS", self.dialect, refuse::place(factor)));
            }
            return self.table_function(name, args, *with_ordinality, alias.as_ref(), left);
        }
        self.table(name, alias.as_ref())
    }

    fn sample(&mut self, sample: &TableSampleKind) -> Step {
        let (TableSampleKind::BeforeTableAlias(sample) | TableSampleKind::AfterTableAlias(sample)) =
            sample;
        let TableSample { modifier, name: _, quantity, seed: _, bucket, offset } = sample.as_ref();
        let listed = *modifier == TableSampleModifier::TableSample
            && bucket.is_none()
            && offset.is_none()
            && self.dialect == Dialect::Postgres;
        if !listed {
            return Err(refuse::foreign("this sample", self.dialect, None));
        }
        quantity.iter().try_for_each(|quantity| self.expression(&quantity.value))
    }

    /// A table, view or common table expression.
    fn table(&mut self, name: &ObjectName, alias: Option<&TableAlias>) -> Step<Relation> {
        if let Some(shape) = self.common_named(name)? {
            let key = names::parts(name).and_then(|parts| parts.last().copied().cloned());
            return self.called(alias, key.as_ref(), &shape);
        }
        let mut relation = self.stored(name)?;
        if let Some(alias) = alias {
            let columns = self.bare_columns(alias)?;
            for (column, key) in relation.shape.columns.iter_mut().zip(columns) {
                column.key = key;
            }
            relation.alias = Some(names::written(self.dialect, &alias.name));
            relation.namespace = None;
        }
        Ok(relation)
    }

    fn table_function(
        &mut self,
        name: &ObjectName,
        args: &[FunctionArg],
        with_ordinality: bool,
        alias: Option<&TableAlias>,
        left: &Left,
    ) -> Step<Relation> {
        let function = self.listed_function(name)?;
        self.seeing(left.to_vec(), |walk| {
            args.iter().try_for_each(|argument| walk.argument(argument))
        })?;
        self.function_result(&function, alias, with_ordinality)
    }

    fn function_result(
        &self,
        function: &str,
        alias: Option<&TableAlias>,
        with_ordinality: bool,
    ) -> Step<Relation> {
        let called = alias.map(|alias| names::written(self.dialect, &alias.name));
        let name = called.unwrap_or_else(|| function.to_owned());
        let mut shape = crate::functions::result(self.dialect, function, &name);
        if with_ordinality {
            shape.columns.extend(Shape::computed(["ordinality"]).columns);
        }
        let columns = alias.map(|alias| self.alias_columns(alias)).transpose()?.unwrap_or_default();
        Ok(Relation::computed(Some(name), shape.outside(&columns), self.dialect))
    }

    /// A computed relation under its alias, or under its own name.
    fn called(
        &self,
        alias: Option<&TableAlias>,
        own: Option<&Ident>,
        shape: &Shape,
    ) -> Step<Relation> {
        let columns = alias.map(|alias| self.bare_columns(alias)).transpose()?.unwrap_or_default();
        let name = alias.map(|alias| &alias.name).or(own);
        let key = name.map(|name| names::written(self.dialect, name));
        Ok(Relation::computed(key, shape.outside(&columns), self.dialect))
    }

    /// The names that an alias gives the columns of a table; only functions' columns also have types.
    fn bare_columns(&self, alias: &TableAlias) -> Step<Vec<Key>> {
        if alias.columns.iter().any(|column| column.data_type.is_some()) {
            return Err(refuse::foreign("a type in a table's alias", self.dialect, None));
        }
        self.alias_columns(alias)
    }

    /// The names that an alias gives the columns.
    pub(super) fn alias_columns(&self, alias: &TableAlias) -> Step<Vec<Key>> {
        let TableAlias { explicit: _, name: _, columns, at } = alias;
        if at.is_some() {
            return Err(refuse::foreign("`AT` after an alias", self.dialect, None));
        }
        columns
            .iter()
            .map(|TableAliasColumnDef { name, data_type }| {
                data_type.iter().try_for_each(|data_type| self.data_type(data_type))?;
                Ok(names::written(self.dialect, name))
            })
            .collect()
    }

    fn common_named(&self, name: &ObjectName) -> Step<Option<Shape>> {
        let parts = names::parts(name).unwrap_or_default();
        let [single] = parts.as_slice() else { return Ok(None) };
        let key = names::written(self.dialect, single);
        match self.with.iter().rev().find(|common| common.key == key) {
            None => Ok(None),
            Some(common) => common.shape.clone().map(Some).ok_or_else(|| {
                let message = format!("`{single}` is used before it is complete");
                let hint = "order the `with` queries by use, and name none like a table it reads";
                let place = refuse::place_of(single.span, &single.value);
                querist_vocabulary::refusal::Refusal {
                    place,
                    ..refuse::refusal(Rule::AmbiguousName, message, hint)
                }
            }),
        }
    }
}

/// The names that both sides have, as a natural join sees them.
fn shared_keys(left: &Left, right: &Left) -> Vec<Ident> {
    let seen = |relations: &Left| -> Vec<Key> {
        relations
            .iter()
            .flat_map(|relation| &relation.shape.columns)
            .filter(|column| !column.merged)
            .map(|column| column.key.clone())
            .collect()
    };
    let left = seen(left);
    let both = seen(right).into_iter().filter(|key| left.contains(key));
    both.map(|key| Ident::with_quote('"', key)).collect()
}

/// What a join asks of its rows; none for kinds of joins that no dialect here has.
fn constraint(operator: &JoinOperator) -> Option<&JoinConstraint> {
    match operator {
        JoinOperator::Join(constraint)
        | JoinOperator::Inner(constraint)
        | JoinOperator::Left(constraint)
        | JoinOperator::LeftOuter(constraint)
        | JoinOperator::Right(constraint)
        | JoinOperator::RightOuter(constraint)
        | JoinOperator::FullOuter(constraint)
        | JoinOperator::CrossJoin(constraint)
        | JoinOperator::StraightJoin(constraint) => Some(constraint),
        JoinOperator::Semi(_)
        | JoinOperator::LeftSemi(_)
        | JoinOperator::RightSemi(_)
        | JoinOperator::Anti(_)
        | JoinOperator::LeftAnti(_)
        | JoinOperator::RightAnti(_)
        | JoinOperator::CrossApply
        | JoinOperator::OuterApply
        | JoinOperator::AsOf { .. }
        | JoinOperator::ArrayJoin
        | JoinOperator::LeftArrayJoin
        | JoinOperator::InnerArrayJoin => None,
    }
}
