//! What people wrote about their data: descriptions, synonyms, measures, filters.

use std::collections::BTreeMap;

use jiff::civil;
use serde::{Deserialize, Serialize};

use crate::schema::{ColumnName, TableName};

/// A semantic model of one database. All names are matched without regard to case.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// Sentences that hold for every question.
    pub rules: Vec<Rule>,
    /// Questions that show what can be asked, with their right SQL where somebody knows it.
    pub examples: Vec<Example>,
}

impl Knowledge {
    /// What is said of a table: under its name with the namespace first, then under its name alone.
    pub fn of_table(&self, table: &TableName) -> impl Iterator<Item = &TableMeaning> {
        let said = |name: String| {
            let of_it = move |entry: &(&String, _)| entry.0.eq_ignore_ascii_case(&name);
            self.tables.iter().filter(of_it).map(|(_, meaning)| meaning)
        };
        let qualified = table.namespace.is_some().then(|| said(table.to_string()));
        qualified.into_iter().flatten().chain(said(table.name.clone()))
    }

    /// What is said of a column, in the order of [`Knowledge::of_table`].
    pub fn of_column(&self, column: &ColumnName) -> impl Iterator<Item = &ColumnMeaning> {
        let of_it = |entry: &(&String, _)| entry.0.eq_ignore_ascii_case(&column.column);
        let columns = self.of_table(&column.table).flat_map(|table| &table.columns);
        columns.filter(of_it).map(|(_, meaning)| meaning)
    }

    /// Whether a column's values stay out of everything that is learned: one entry that says so is enough.
    #[must_use]
    pub fn is_sensitive(&self, column: &ColumnName) -> bool {
        self.of_column(column).any(|meaning| meaning.sensitive)
    }
}

/// A sentence that holds for every question about some tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged, expecting = "a rule is a sentence, or has `text` and `about`, and nothing else")]
pub enum Rule {
    /// About all tables.
    Sentence(String),
    /// About some.
    About(RuleAbout),
}

/// A rule with its tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RuleAbout {
    /// The sentence, such as `A sale counts on the day it was paid.`
    pub text: String,
    /// The tables that it is about.
    pub about: Vec<String>,
}

impl Rule {
    /// The sentence.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Sentence(text) | Self::About(RuleAbout { text, .. }) => text,
        }
    }

    /// The tables that it is about; none for all.
    #[must_use]
    pub fn about(&self) -> &[String] {
        match self {
            Self::Sentence(_) => &[],
            Self::About(RuleAbout { about, .. }) => about,
        }
    }
}

/// A question that can be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(
    untagged,
    expecting = "an example is a question, or has `question` and `sql`, and nothing else"
)]
pub enum Example {
    /// The question alone.
    Question(String),
    /// With the SQL that answers it.
    Answered(AnsweredExample),
}

/// A question with its right SQL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AnsweredExample {
    /// The question.
    pub question: String,
    /// The SQL that answers it, in the database's dialect.
    pub sql: String,
}

impl Example {
    /// The question.
    #[must_use]
    pub fn question(&self) -> &str {
        match self {
            Self::Question(question) | Self::Answered(AnsweredExample { question, .. }) => question,
        }
    }

    /// The SQL that answers it, where somebody wrote it.
    #[must_use]
    pub fn sql(&self) -> Option<&str> {
        match self {
            Self::Question(_) => None,
            Self::Answered(AnsweredExample { sql, .. }) => Some(sql),
        }
    }
}

/// What a table means.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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

#[cfg(test)]
mod tests {
    use super::*;

    fn named(namespace: Option<&str>, name: &str) -> TableName {
        TableName { namespace: namespace.map(str::to_owned), name: name.to_owned() }
    }

    fn saying(entries: &[(&str, bool)]) -> Knowledge {
        let meaning = |name: &str, sensitive| {
            let column = ColumnMeaning { sensitive, ..ColumnMeaning::default() };
            TableMeaning {
                description: Some(name.to_owned()),
                columns: [("Email".to_owned(), column)].into(),
                ..TableMeaning::default()
            }
        };
        let entry =
            |(name, sensitive): &(&str, bool)| ((*name).to_owned(), meaning(name, *sensitive));
        Knowledge { tables: entries.iter().map(entry).collect(), ..Knowledge::default() }
    }

    #[test]
    fn a_table_is_named_with_or_without_its_namespace() {
        let knowledge = saying(&[("Staff", false), ("hr.staff", true), ("old.staff", true)]);
        let said = |table| {
            let entries = knowledge.of_table(&table);
            entries.filter_map(|entry| entry.description.clone()).collect::<Vec<_>>()
        };
        assert_eq!(said(named(Some("HR"), "staff")), ["hr.staff", "Staff"]);
        assert_eq!(said(named(None, "STAFF")), ["Staff"]);
        assert!(said(named(None, "orders")).is_empty());
    }

    #[test]
    fn one_entry_that_calls_a_column_sensitive_is_enough() {
        let knowledge = saying(&[("staff", false), ("hr.staff", true)]);
        let email = |table| ColumnName { table, column: "email".to_owned() };
        assert!(knowledge.is_sensitive(&email(named(Some("hr"), "staff"))));
        assert!(!knowledge.is_sensitive(&email(named(Some("crm"), "staff"))));
    }
}
