//! Names to stored tables and columns, and the access lists.

use std::rc::Rc;

use querist_vocabulary::{
    refusal::{Refusal, Rule},
    schema::{ColumnName, Table, TableName},
    statement::Dialect,
};
use sqlparser::ast::{Ident, ObjectName};

use super::{Step, Walk};
use crate::{
    access,
    names::{self, Key},
    refuse,
    scope::{Column, Relation, Shape},
    tables::{self, Found},
};

impl<'r> Walk<'r> {
    /// The stored table or view of that name, if it may be read.
    pub(super) fn stored(&mut self, name: &ObjectName) -> Step<Relation> {
        let parts = names::parts(name).unwrap_or_default();
        let bare: Vec<&Ident> = match (self.dialect, parts.as_slice()) {
            (Dialect::Sqlite, [home, table]) if home.value.eq_ignore_ascii_case("main") => {
                vec![table]
            }
            _ => parts,
        };
        if self.dialect == Dialect::Mysql
            && matches!(bare.as_slice(), [dual] if dual.value.eq_ignore_ascii_case("dual"))
        {
            return Ok(Relation::computed(None, Shape::default(), self.dialect));
        }
        let schema = self.rules.schema;
        match tables::find(schema, &bare) {
            Found::One(table) if bare.len() == 1 && tables::needs_namespace(schema, table) => {
                Err(self.several_tables(&bare, &[table]))
            }
            Found::One(table) => {
                self.touch_table(&table.name, bare.last().copied())?;
                Ok(Relation::stored(self.dialect, table))
            }
            Found::Several(tables) => Err(self.several_tables(&bare, &tables)),
            Found::None => Err(self.no_such_table(name, &bare)),
        }
    }

    /// A name that the database may take for another table than the check does.
    fn several_tables(&self, parts: &[&Ident], tables: &[&Table]) -> Refusal {
        let written = parts.last().map(|ident| ident.value.as_str()).unwrap_or_default();
        let open =
            tables.iter().filter(|table| access::table_is_open(self.rules.access, &table.name));
        let names: Vec<String> =
            open.map(|table| format!("`{}`", self.as_written(&table.name))).collect();
        let hint = match names.as_slice() {
            [] => "`querist schema` lists the tables".into(),
            names => format!("write {}", names.join(" or ")),
        };
        let place = parts.last().and_then(|ident| refuse::place_of(ident.span, &ident.value));
        let message = format!("`{written}` is the name of more than one table");
        Refusal { place, ..refuse::refusal(Rule::AmbiguousName, message, hint) }
    }

    fn no_such_table(&self, name: &ObjectName, parts: &[&Ident]) -> Refusal {
        let wanted = parts.last().map(|ident| ident.value.as_str()).unwrap_or_default();
        let open = || {
            let tables = self.rules.schema.tables.iter();
            tables.filter(|table| access::table_is_open(self.rules.access, &table.name))
        };
        let same = open().find(|table| table.name.name.eq_ignore_ascii_case(wanted));
        let near = names::nearest(wanted, open().map(|table| table.name.name.as_str()));
        let near = same
            .map(|table| self.as_written(&table.name))
            .or_else(|| near.map(|name| crate::identifier(self.dialect, name)));
        let hint = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`querist schema` lists the tables".into(),
        };
        let place = parts.last().and_then(|ident| refuse::place_of(ident.span, &ident.value));
        let message = format!("there is no table `{name}`");
        Refusal { place, ..refuse::refusal(Rule::UnknownTable, message, hint) }
    }

    fn as_written(&self, name: &TableName) -> String {
        let table = crate::identifier(self.dialect, &name.name);
        match &name.namespace {
            Some(space) if Some(space) != self.rules.schema.default_namespace.as_ref() => {
                format!("{}.{table}", crate::identifier(self.dialect, space))
            }
            _ => table,
        }
    }

    /// A name that stands alone.
    pub(super) fn bare(&mut self, name: &Ident) -> Step {
        let key = names::written(self.dialect, name);
        for level in (0..self.scopes.len()).rev() {
            if self.found_at(level, &key, name)? {
                return Ok(());
            }
        }
        let row = self.innermost(|relation| relation.row && relation.alias.as_ref() == Some(&key));
        match row {
            Some(relation) => self.touch_row(&relation, Some(name)),
            None if self.innermost(|relation| relation.shape.open).is_some() => Ok(()),
            None => Err(self.no_such_column(name, None)),
        }
    }

    /// A name that stands alone and can only be a column's.
    pub(super) fn bare_column(&mut self, name: &Ident) -> Step {
        let key = names::written(self.dialect, name);
        let level = self.scopes.len().saturating_sub(1);
        match self.found_at(level, &key, name)? {
            true => Ok(()),
            false if self.innermost(|relation| relation.shape.open).is_some() => Ok(()),
            false => Err(self.no_such_column(name, None)),
        }
    }

    /// Whether one level knows the name. Where both a column and a name of the select list fit, the
    /// databases differ in which they take, so the column counts as read.
    fn found_at(&mut self, level: usize, key: &Key, name: &Ident) -> Step<bool> {
        let Some(scope) = self.scopes.get(level) else { return Ok(false) };
        let alias = scope.aliases.contains(key);
        let relations = &scope.relations;
        let seen = |column: &&Column| column.key == *key && !column.merged;
        let mut hits: Vec<Column> = relations
            .iter()
            .flat_map(|relation| relation.shape.columns.iter().filter(seen))
            .cloned()
            .collect();
        if hits.len() > 1 && !alias {
            return Err(self.ambiguous(name, level));
        }
        if hits.is_empty() && !alias {
            let hidden = relations.iter().flat_map(|relation| relation.hidden.iter().filter(seen));
            hits = hidden.cloned().collect();
        }
        for column in hits.iter().filter_map(|column| column.of.as_ref()) {
            self.touch_column(column, Some(name))?;
        }
        Ok(alias || !hits.is_empty())
    }

    fn innermost(&self, wanted: impl Fn(&Relation) -> bool) -> Option<Rc<Relation>> {
        let levels = self.scopes.iter().rev();
        levels.flat_map(|scope| &scope.relations).find(|relation| wanted(relation)).cloned()
    }

    /// `table.column`, or longer.
    pub(super) fn qualified(&mut self, parts: &[Ident]) -> Step {
        let Some((column, qualifier)) = parts.split_last() else { return Ok(()) };
        let qualifier: Vec<&Ident> = qualifier.iter().collect();
        let relation = self.relation(&qualifier)?;
        let key = names::written(self.dialect, column);
        match relation.columns_named(&key) {
            Some(Column { of: Some(stored), .. }) => {
                self.touch_column(&stored.clone(), Some(column))
            }
            Some(_) => Ok(()),
            None if relation.shape.open => Ok(()),
            None => Err(self.no_such_column(column, Some(&relation))),
        }
    }

    /// The relation that a qualifier names, the innermost first.
    pub(super) fn relation(&self, parts: &[&Ident]) -> Step<Rc<Relation>> {
        let keys: Vec<Key> = parts.iter().map(|part| names::written(self.dialect, part)).collect();
        let fits = |relation: &Relation| match keys.as_slice() {
            [name] => relation.alias.as_ref() == Some(name),
            [space, name] => {
                let home = relation.namespace.as_ref() == Some(space)
                    || (self.dialect == Dialect::Sqlite && space == "main");
                relation.alias.as_ref() == Some(name) && home
            }
            _ => false,
        };
        self.innermost(fits).ok_or_else(|| self.no_such_relation(parts))
    }

    fn no_such_relation(&self, parts: &[&Ident]) -> Refusal {
        let text: Vec<&str> = parts.iter().map(|part| part.value.as_str()).collect();
        let text = text.join(".");
        let in_sight: Vec<&str> = self
            .scopes
            .iter()
            .flat_map(|scope| &scope.relations)
            .filter_map(|relation| relation.alias.as_deref())
            .collect();
        let hint = match names::nearest(&text, in_sight.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if in_sight.is_empty() => "name the table after FROM".into(),
            None => format!("in sight are: `{}`", in_sight.join("`, `")),
        };
        let place = parts.last().and_then(|part| refuse::place_of(part.span, &part.value));
        let message = format!("nothing after FROM is called `{text}`");
        Refusal { place, ..refuse::refusal(Rule::UnknownTable, message, hint) }
    }

    fn ambiguous(&self, name: &Ident, level: usize) -> Refusal {
        let key = names::written(self.dialect, name);
        let owners = self.scopes.get(level).into_iter().flat_map(|scope| &scope.relations);
        let owners: Vec<String> = owners
            .filter(|relation| relation.columns_named(&key).is_some())
            .filter_map(|relation| relation.alias.as_ref())
            .map(|alias| format!("`{alias}.{name}`"))
            .collect();
        let hint = format!("write {}", owners.join(" or "));
        let message = format!("several tables have a column `{name}`");
        let place = refuse::place_of(name.span, &name.value);
        Refusal { place, ..refuse::refusal(Rule::AmbiguousName, message, hint) }
    }

    fn no_such_column(&self, name: &Ident, of: Option<&Relation>) -> Refusal {
        let mut known: Vec<&Column> = Vec::new();
        match of {
            Some(relation) => known.extend(&relation.shape.columns),
            None => known.extend(
                self.scopes
                    .iter()
                    .rev()
                    .flat_map(|scope| &scope.relations)
                    .flat_map(|relation| &relation.shape.columns),
            ),
        }
        let open = known.into_iter().filter(|column| {
            let stored = column.of.as_ref();
            stored.is_none_or(|stored| access::column_is_open(self.rules.access, stored))
        });
        let near = names::nearest(&name.value, open.map(|column| column.key.as_str()));
        let hint = match (near, name.quote_style) {
            (Some(near), _) => {
                format!("did you mean `{}`?", crate::identifier(self.dialect, near))
            }
            (None, Some('"')) => format!("for text, write '{}' in single quotes", name.value),
            (None, _) => "`querist schema` lists the columns".into(),
        };
        let message = match of.and_then(|relation| relation.alias.as_ref()) {
            Some(table) => format!("`{table}` has no column `{}`", name.value),
            None => format!("there is no column `{}` here", name.value),
        };
        let place = refuse::place_of(name.span, &name.value);
        Refusal { place, ..refuse::refusal(Rule::UnknownColumn, message, hint) }
    }

    /// The columns that `*` stands for.
    pub(super) fn every_column(&self, shape: &mut Shape) {
        let relations = self.scopes.last().into_iter().flat_map(|scope| &scope.relations);
        for relation in relations {
            shape.columns.extend(relation.shape.outside(&[]).columns);
            shape.open |= relation.shape.open;
        }
    }

    /// Reads every column of the innermost level.
    pub(super) fn touch_every_column(&mut self) -> Step {
        let relations = self.scopes.last().map(|scope| scope.relations.clone());
        relations.iter().flatten().try_for_each(|relation| self.touch_row(relation, None))
    }

    /// Reads every column of a relation.
    pub(super) fn touch_row(&mut self, relation: &Relation, at: Option<&Ident>) -> Step {
        relation.stored_columns().try_for_each(|column| self.touch_column(column, at))
    }

    fn touch_table(&mut self, table: &TableName, at: Option<&Ident>) -> Step {
        if !access::table_is_open(self.rules.access, table) {
            let message = format!("the table `{table}` may not be read");
            let hint = "ask without it, or ask whoever set the access lists";
            let place = at.and_then(|name| refuse::place_of(name.span, &name.value));
            return Err(Refusal { place, ..refuse::refusal(Rule::TableBlocked, message, hint) });
        }
        self.tables.insert(table.clone());
        Ok(())
    }

    fn touch_column(&mut self, column: &ColumnName, at: Option<&Ident>) -> Step {
        if !access::column_is_open(self.rules.access, column) {
            let message = format!("the column `{column}` may not be read");
            let hint = "name only the columns that you need, without it";
            let place = at.and_then(|name| refuse::place_of(name.span, &name.value));
            return Err(Refusal { place, ..refuse::refusal(Rule::ColumnBlocked, message, hint) });
        }
        self.columns.insert(column.clone());
        Ok(())
    }
}
