//! Which stored table a name stands for, and names written so that the database takes the same one.
//!
//! PostgreSQL looks for a bare name in its own catalog first and then along a path that the account
//! sets. What is read must be what was checked: a name that the path could decide is written out with
//! its namespace, or refused where several tables bear it.

use std::{collections::BTreeSet, ops::ControlFlow};

use querist_vocabulary::{
    schema::{Schema, Table},
    statement::Dialect,
};
use sqlparser::ast::{
    Ident, ObjectName, ObjectNamePart, Query, Statement, TableFactor, VisitMut, VisitorMut,
};

use crate::{
    names::{self, Key},
    write,
};

/// What was found under a name.
pub(crate) enum Found<'s> {
    /// No table.
    None,
    /// This table.
    One(&'s Table),
    /// Tables in several namespaces, or whose names differ only in case.
    Several(Vec<&'s Table>),
}

/// The stored table of that name. A bare name means the default namespace, or the only one that has it.
pub(crate) fn find<'s>(schema: &'s Schema, parts: &[&Ident]) -> Found<'s> {
    let dialect = schema.dialect;
    let key = |name: &str| names::stored(dialect, name);
    let home = |table: &Table| table.name.namespace.as_deref().map(key);
    let (space, written) = match parts {
        [name] => (None, *name),
        [space, name] => (Some(names::written(dialect, space)), *name),
        _ => return Found::None,
    };
    let wanted = names::written(dialect, written);
    let named: Vec<&Table> =
        schema.tables.iter().filter(|table| key(&table.name.name) == wanted).collect();
    let within = |space: Option<Key>| -> Vec<&Table> {
        named.iter().filter(|table| home(table) == space).copied().collect()
    };
    let mut chosen = match &space {
        Some(_) => within(space.clone()),
        None => within(schema.default_namespace.as_deref().map(key)),
    };
    if chosen.is_empty() && space.is_none() {
        chosen = named;
    }
    let as_written = |table: &&Table| table.name.name == written.value;
    if chosen.iter().any(as_written) {
        chosen.retain(as_written);
    }
    match chosen.as_slice() {
        [] => Found::None,
        [one] => Found::One(one),
        _ => Found::Several(chosen),
    }
}

/// Whether the database may take another table than `table` for its bare name.
pub(crate) fn needs_namespace(schema: &Schema, table: &Table) -> bool {
    let foreign =
        table.name.namespace.is_some() && table.name.namespace != schema.default_namespace;
    let like_the_catalog =
        schema.dialect == Dialect::Postgres && table.name.name.starts_with("pg_");
    foreign || like_the_catalog
}

/// Writes the namespace before bare names that need one. Names of the statement's own `with` queries
/// are left alone.
pub(crate) fn qualify(schema: &Schema, statement: &mut Statement) {
    let mut common = Common { dialect: schema.dialect, keys: BTreeSet::new() };
    let _: ControlFlow<()> = statement.visit(&mut common);
    let _: ControlFlow<()> = statement.visit(&mut Qualified { schema, common: common.keys });
}

/// Collects the names of `with` queries.
struct Common {
    dialect: Dialect,
    keys: BTreeSet<Key>,
}

impl VisitorMut for Common {
    type Break = ();

    fn pre_visit_query(&mut self, query: &mut Query) -> ControlFlow<()> {
        let tables = query.with.iter().flat_map(|with| &with.cte_tables);
        self.keys.extend(tables.map(|table| names::written(self.dialect, &table.alias.name)));
        ControlFlow::Continue(())
    }
}

struct Qualified<'s> {
    schema: &'s Schema,
    common: BTreeSet<Key>,
}

impl VisitorMut for Qualified<'_> {
    type Break = ();

    fn pre_visit_table_factor(&mut self, factor: &mut TableFactor) -> ControlFlow<()> {
        if let TableFactor::Table { name, args: None, .. } = factor
            && let Some(namespace) = self.missing_namespace(name)
        {
            name.0.insert(0, ObjectNamePart::Identifier(ident(self.schema.dialect, namespace)));
        }
        ControlFlow::Continue(())
    }
}

impl Qualified<'_> {
    fn missing_namespace(&self, name: &ObjectName) -> Option<String> {
        let parts = names::parts(name)?;
        let [bare] = parts.as_slice() else { return None };
        if self.common.contains(&names::written(self.schema.dialect, bare)) {
            return None;
        }
        match find(self.schema, &parts) {
            Found::One(table) if needs_namespace(self.schema, table) => {
                table.name.namespace.clone()
            }
            Found::One(_) | Found::Several(_) | Found::None => None,
        }
    }
}

fn ident(dialect: Dialect, name: String) -> Ident {
    if write::identifier(dialect, &name) == name {
        return Ident::new(name);
    }
    Ident::with_quote(write::quote_of(dialect), name)
}
