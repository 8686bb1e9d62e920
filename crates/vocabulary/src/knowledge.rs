//! What people wrote about their data: descriptions, synonyms, measures, filters.

use std::collections::BTreeMap;

use jiff::civil;
use serde::{Deserialize, Serialize};

/// A semantic model of one database. All names are matched without regard to case.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Knowledge {
    /// What the database is about, one sentence.
    pub description: Option<String>,
    /// The day that relative dates count from, for data that has stopped growing; today otherwise.
    pub as_of: Option<civil::Date>,
    /// By table name (`table` or `namespace.table`).
    pub tables: BTreeMap<String, TableMeaning>,
    /// Named figures.
    pub measures: Vec<Measure>,
    /// Joins that the schema does not declare, each as `a.x = b.y`.
    pub joins: Vec<String>,
    /// Topics: a name and the words that announce it.
    pub topics: BTreeMap<String, Vec<String>>,
    /// Questions that show what can be asked.
    pub examples: Vec<String>,
}

/// What a table means.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TableMeaning {
    /// One sentence.
    pub description: Option<String>,
    /// Other words for a row of it.
    pub synonyms: Vec<String>,
    /// The column that names a row to a person.
    pub display: Option<String>,
    /// The date column meant by "in 2024" and "last month".
    pub time: Option<String>,
    /// A condition that usually applies, as SQL over this table's columns.
    pub default_filter: Option<String>,
    /// Words that lift the default filter ("including cancelled").
    pub default_filter_unless: Vec<String>,
    /// By column name.
    pub columns: BTreeMap<String, ColumnMeaning>,
}

/// What a column means.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ColumnMeaning {
    /// One sentence.
    pub description: Option<String>,
    /// Other words for it.
    pub synonyms: Vec<String>,
    /// Its unit, such as `USD`, `kg`, `%`.
    pub unit: Option<String>,
    /// Whether its values stay out of indexes, samples and logs.
    pub sensitive: bool,
    /// Other words for a stored value: stored value → words.
    pub values: BTreeMap<String, Vec<String>>,
}

/// A named figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Its name, such as `revenue`.
    pub name: String,
    /// Other words for it.
    #[serde(default)]
    pub synonyms: Vec<String>,
    /// The table whose rows it aggregates.
    pub table: String,
    /// An aggregate over that table's columns, such as `sum(quantity * unit_price)`.
    pub expression: String,
    /// Its unit.
    #[serde(default)]
    pub unit: Option<String>,
    /// One sentence.
    #[serde(default)]
    pub description: Option<String>,
}
