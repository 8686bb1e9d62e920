//! Stored tables and `with` queries, by name.

use querist_vocabulary::{
    refusal::{Refusal, Rule},
    statement::Dialect,
};
use sqlparser::ast::{
    ObjectName, TableAlias, TableFactor, TableFunctionArgs, TableSample, TableSampleKind,
    TableSampleModifier,
};

use super::Left;
use crate::{
    names,
    prove::{Step, Walk},
    refuse,
    scope::{Relation, Shape},
};

impl Walk<'_> {
    /// A table, a view, a `with` query, or a function written like one.
    pub(super) fn named(&mut self, factor: &TableFactor, left: &Left) -> Step<Relation> {
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
                Refusal { place, ..refuse::refusal(Rule::AmbiguousName, message, hint) }
            }),
        }
    }
}
