//! What queries and functions in FROM are called, and their columns.

use querist_vocabulary::statement::Dialect;
use sqlparser::ast::{FunctionArg, Ident, ObjectName, TableAlias, TableAliasColumnDef};

use super::Left;
use crate::{
    names::{self, Key},
    prove::{Step, Walk},
    refuse,
    scope::{Relation, Shape},
};

impl Walk<'_> {
    /// The result of a function.
    pub(super) fn table_function(
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

    /// The result of a function of that name.
    pub(super) fn function_result(
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
    pub(super) fn called(
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
    pub(super) fn bare_columns(&self, alias: &TableAlias) -> Step<Vec<Key>> {
        if alias.columns.iter().any(|column| column.data_type.is_some()) {
            return Err(refuse::foreign("a type in a table's alias", self.dialect, None));
        }
        self.alias_columns(alias)
    }

    /// The names that an alias gives the columns.
    pub(in crate::prove) fn alias_columns(&self, alias: &TableAlias) -> Step<Vec<Key>> {
        let TableAlias { explicit: _, name: _, columns, at } = alias;
        // SQLite has no such list; `filter (where …)` after a function would read as one.
        if self.dialect == Dialect::Sqlite
            && columns.iter().any(|column| column.data_type.is_some())
        {
            return Err(refuse::foreign("a type in a table's alias", self.dialect, None));
        }
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
}
