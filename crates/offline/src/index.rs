//! One database, ready for questions: its tables and columns with their words, its keys, its values.

/// Maps by ids of tables and columns.
mod by_ids;

/// Which tables can be joined, and by which columns.
mod keys;

/// What people wrote, resolved against the schema.
mod meaning;

/// The words of tables and columns.
mod names;

/// The different values of text columns.
pub(crate) mod values;

use std::collections::HashMap;

use querist_vocabulary::{
    knowledge::Knowledge,
    profile::Profile,
    schema::{ColumnName, Schema, TableName},
    statement::Dialect,
    value::{Value, ValueKind},
};

pub(crate) use by_ids::ByIds;
pub(crate) use keys::Link;
pub(crate) use meaning::stems;
pub(crate) use names::plural_of;

use crate::{plan::Formula, weights::Weights};

/// A column of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ColumnId(pub u32);

/// A table of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct TableId(pub u32);

/// A table and what is known of it.
#[derive(Debug, Default, Clone)]
pub(crate) struct Table {
    /// Its full name.
    pub name: Option<TableName>,
    /// Its name alone, as SQL writes it.
    pub written: String,
    /// Stems of its name.
    pub words: Vec<String>,
    /// Letters and digits of its name, folded.
    pub glue: String,
    /// Stems of other names.
    pub aliases: Vec<Vec<String>>,
    /// Its name for people, in the singular.
    pub singular: String,
    /// Its name for people, in the plural.
    pub plural: String,
    /// Its columns.
    pub columns: Vec<ColumnId>,
    /// The only column of its primary key.
    pub key: Option<ColumnId>,
    /// The columns that name a row to a person; empty where none does.
    pub display: Vec<ColumnId>,
    /// The date column meant when no other is named.
    pub time: Option<ColumnId>,
    /// Rows, roughly.
    pub rows: u64,
    /// Whether it is a view.
    pub view: bool,
    /// Whether it only ties other tables together.
    pub bridge: bool,
    /// A condition that usually applies, as pieces of SQL.
    pub usual: Option<Formula<ColumnId>>,
    /// Stems of words that lift the usual condition.
    pub unless: Vec<Vec<String>>,
}

/// A column and what is known of it.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// Its name, as stored.
    pub name: String,
    /// As SQL writes it: alone, and with its table.
    pub written: [String; 2],
    /// Its table.
    pub table: TableId,
    /// Stems of its name, abbreviations written out.
    pub words: Vec<String>,
    /// Letters and digits of its name, folded.
    pub glue: String,
    /// Stems of other names that people gave it.
    pub aliases: Vec<Vec<String>>,
    /// Its name for people.
    pub label: String,
    /// What its values are, seen through a text type.
    pub kind: ValueKind,
    /// What the database declares.
    pub declared: ValueKind,
    /// Part of the primary key.
    pub in_key: bool,
    /// The start of a foreign key.
    pub foreign: bool,
    /// The target of a foreign key.
    pub target: bool,
    /// Its place in its table.
    pub place: usize,
    /// Different values.
    pub distinct: u64,
    /// Rows without a value.
    pub nulls: u64,
    /// The least number.
    pub min: Option<f64>,
    /// The greatest number.
    pub max: Option<f64>,
    /// Its unit.
    pub unit: Option<String>,
    /// Whether its values are kept out of everything.
    pub sensitive: bool,
}

impl Column {
    /// Whether sums and averages of it mean something.
    pub(crate) fn is_number(&self) -> bool {
        self.kind.is_number()
    }

    /// Whether its values have a day.
    pub(crate) fn is_day(&self) -> bool {
        self.kind.is_day()
    }

    /// Whether it identifies rather than measures: a key or a name that says so.
    pub(crate) fn is_identifier(&self) -> bool {
        self.in_key
            || self.foreign
            || self.words.last().is_some_and(|w| matches!(w.as_str(), "id" | "code" | "key"))
    }

    /// Whether it holds sums of money that went over.
    pub(crate) fn is_amount(&self) -> bool {
        let amounts = ["amount", "total", "fee", "paid", "pay", "charg", "subtot"];
        let says = self.words.last().is_some_and(|word| amounts.contains(&word.as_str()));
        says && self.is_number() && !self.is_identifier()
    }

    /// Whether its name has this stem.
    pub(crate) fn says(&self, stem: &str) -> bool {
        self.words.iter().any(|word| word == stem)
    }

    /// Whether it names a row to a person.
    pub(crate) fn is_name(&self) -> bool {
        self.says("name") || self.says("titl")
    }

    /// Whether it holds whole years.
    pub(crate) fn is_year(&self) -> bool {
        let within = |bound: Option<f64>| bound.is_none_or(|b| (1000.0..=2200.0).contains(&b));
        self.says("year")
            || (self.is_number()
                && !self.is_identifier()
                && self.min.is_some()
                && self.min.is_some_and(|m| m >= 1800.0)
                && within(self.min)
                && within(self.max)
                && (self.says("open")
                    || self.says("found")
                    || self.says("built")
                    || self.says("season")))
    }
}

/// A figure that people named.
#[derive(Debug, Clone)]
pub(crate) struct Figure {
    /// Stems of its names.
    pub names: Vec<Vec<String>>,
    /// The table whose rows it aggregates.
    pub table: TableId,
    /// The expression.
    pub formula: Formula<ColumnId>,
    /// Whether the engine found it itself.
    pub found: bool,
}

/// A word that stands for a stored value.
#[derive(Debug, Clone)]
pub(crate) struct ValueWord {
    /// Its stems.
    pub words: Vec<String>,
    /// The column.
    pub column: ColumnId,
    /// The stored value.
    pub value: String,
}

/// One database, ready for questions.
#[derive(Debug)]
pub(crate) struct Index {
    /// The SQL to write.
    pub dialect: Dialect,
    /// The namespace that needs no writing.
    pub home: Option<String>,
    /// Its tables.
    pub tables: Vec<Table>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its joins.
    pub links: Vec<Link>,
    /// Joins of each table, as places in `links`.
    pub links_of: Vec<Vec<usize>>,
    /// Columns by each stem of their names and other names.
    pub by_stem: HashMap<String, Vec<ColumnId>>,
    /// Tables by each stem of their names and other names.
    pub tables_by_stem: HashMap<String, Vec<TableId>>,
    /// Named figures.
    pub figures: Vec<Figure>,
    /// Words for stored values.
    pub value_words: Vec<ValueWord>,
    /// Stored values.
    pub values: values::ValueIndex,
    /// By the places of the value index: the column.
    pub value_columns: Vec<Option<ColumnId>>,
    /// What its questions are read with.
    pub weights: Weights,
    no_table: Table,
    no_column: Column,
}

impl Index {
    /// Whether a table or a column has a word in one of its names.
    pub(crate) fn has_word(&self, stem: &str) -> bool {
        self.by_stem.contains_key(stem) || self.tables_by_stem.contains_key(stem)
    }

    /// Builds it.
    pub(crate) fn new(
        schema: &Schema,
        profile: &Profile,
        knowledge: &Knowledge,
        values: values::ValueIndex,
    ) -> Self {
        let mut index = Self::empty(schema, values);
        names::read(&mut index, schema, profile);
        meaning::read(&mut index, schema, knowledge);
        keys::read(&mut index, schema, knowledge);
        names::roles(&mut index);
        names::finish(&mut index);
        names::tell_apart(&mut index);
        meaning::find_figures(&mut index);
        index.seal();
        index
    }

    fn empty(schema: &Schema, values: values::ValueIndex) -> Self {
        Self {
            dialect: schema.dialect,
            home: schema.default_namespace.clone(),
            tables: Vec::new(),
            columns: Vec::new(),
            links: Vec::new(),
            links_of: Vec::new(),
            by_stem: HashMap::new(),
            tables_by_stem: HashMap::new(),
            figures: Vec::new(),
            value_words: Vec::new(),
            values,
            value_columns: Vec::new(),
            weights: Weights::shipped(),
            no_table: Table::default(),
            no_column: names::no_column(),
        }
    }

    fn seal(&mut self) {
        let named: Vec<ColumnName> = self.values.column_names().cloned().collect();
        self.value_columns = named
            .iter()
            .map(|name| self.find_column(name).filter(|id| !self.column(*id).sensitive))
            .collect();
        self.values.seal();
    }

    /// A table; an unknown id gives an empty one.
    pub(crate) fn table(&self, id: TableId) -> &Table {
        self.tables.get(id.0 as usize).unwrap_or(&self.no_table)
    }

    /// A column; an unknown id gives an empty one.
    pub(crate) fn column(&self, id: ColumnId) -> &Column {
        self.columns.get(id.0 as usize).unwrap_or(&self.no_column)
    }

    /// The table of a column.
    pub(crate) fn table_of(&self, id: ColumnId) -> TableId {
        self.column(id).table
    }

    /// Every table.
    pub(crate) fn table_ids(&self) -> impl Iterator<Item = TableId> + use<> {
        (0..u32::try_from(self.tables.len()).unwrap_or(u32::MAX)).map(TableId)
    }

    /// Every column.
    pub(crate) fn column_ids(&self) -> impl Iterator<Item = ColumnId> + use<> {
        (0..u32::try_from(self.columns.len()).unwrap_or(u32::MAX)).map(ColumnId)
    }

    /// The table of that name, in any case, with or without its namespace.
    pub(crate) fn find_table(&self, name: &TableName) -> Option<TableId> {
        let fits = |id: &TableId| {
            self.table(*id).name.as_ref().is_some_and(|known| {
                known.name.eq_ignore_ascii_case(&name.name)
                    && (name.namespace.is_none()
                        || known.namespace.is_none()
                        || known.namespace == name.namespace)
            })
        };
        let home = |id: &TableId| {
            self.table(*id).name.as_ref().is_some_and(|known| known.namespace == self.home)
        };
        let mut found = self.table_ids().filter(fits);
        let first = found.next()?;
        Some(if home(&first) { first } else { found.find(home).unwrap_or(first) })
    }

    /// The column of that name, in any case.
    pub(crate) fn find_column(&self, name: &ColumnName) -> Option<ColumnId> {
        let table = self.find_table(&name.table)?;
        self.column_in(table, &name.column)
    }

    /// A table's column of that name, in any case.
    pub(crate) fn column_in(&self, table: TableId, name: &str) -> Option<ColumnId> {
        let columns = &self.table(table).columns;
        columns
            .iter()
            .find(|id| self.column(**id).name == name)
            .or_else(|| columns.iter().find(|id| self.column(**id).name.eq_ignore_ascii_case(name)))
            .copied()
    }

    /// The full name of a column.
    pub(crate) fn column_name(&self, id: ColumnId) -> Option<ColumnName> {
        let column = self.column(id);
        let table = self.table(column.table).name.clone()?;
        Some(ColumnName { table, column: column.name.clone() })
    }
}

/// A number out of a profile's value, text that holds one included.
pub(crate) fn number_of(value: &Value) -> Option<f64> {
    value.as_number().or_else(|| match value {
        Value::Text(text) => text.trim().parse().ok(),
        _ => None,
    })
}
