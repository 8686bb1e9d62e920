//! A first semantic file, from the schema and its data. Each guess is marked with a comment that says why.

/// What the data confirms.
mod evidence;

/// The file's text.
mod yaml;

use std::path::PathBuf;

use querist_privacy::{Finder, Kind};
use querist_vocabulary::{
    knowledge::Knowledge,
    profile::{Profile, TableProfile},
    schema::{Column, ColumnName, Table, TableKind},
    value::ValueKind,
};

use crate::{Querist, QueristError};
use yaml::Yaml;

/// A first semantic file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstModel {
    /// Its text.
    pub yaml: String,
    /// How much of it is guessed.
    pub guesses: usize,
}

/// Something that was guessed, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Guess {
    said: String,
    why: String,
}

impl Querist {
    /// A first semantic file for this database. Nothing is written anywhere.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn first_model(&self) -> Result<FirstModel, QueristError> {
        let (schema, database) = (self.schema().await?, &*self.journey().parts.database);
        let mut yaml = Yaml::default();
        let tables: Vec<&Table> = schema.tables.iter().collect();
        let mut profile = Profile::default();
        for table in &tables {
            profile.tables.extend(database.profile(table).await.ok());
        }
        let finder = Finder::new(&schema, &profile, &Knowledge::default());
        for table in &tables {
            write_table(&mut yaml, table, profile.table(&table.name), &finder);
        }
        let joins = evidence::joins(&schema, database).await?;
        yaml.list("joins", "every value on the left is on the right", &joins);
        let measures = tables.iter().filter_map(|table| measure(table));
        yaml.measures(&measures.collect::<Vec<_>>());
        Ok(yaml.finish())
    }

    /// Where the semantic file of this database is looked for: beside it, where it is a file.
    #[must_use]
    pub fn knowledge_place(&self) -> Option<PathBuf> {
        let address = PathBuf::from(self.journey().parts.database.address());
        address.is_file().then(|| address.with_extension("querist.yaml"))
    }
}

fn write_table(yaml: &mut Yaml, table: &Table, profile: Option<&TableProfile>, finder: &Finder) {
    yaml.table(&table.name.to_string());
    yaml.description(4, table.comment.as_deref());
    yaml.guess("display", display(table, profile));
    yaml.guess("time", time(table, profile));
    for column in &table.columns {
        yaml.column(column, unit(column), sensitive(finder, table, column));
    }
}

/// Words that name a row.
const NAMES: &[&str] = &["name", "title", "label", "full_name", "display_name"];

/// The column that names a row: called so, and with a value of its own in every row.
fn display(table: &Table, profile: Option<&TableProfile>) -> Option<Guess> {
    let own = table.name.name.to_lowercase();
    let own = own.trim_end_matches('s');
    let named = |column: &&Column| {
        let name = column.name.to_lowercase();
        let rest = name.strip_prefix(own).map(|rest| rest.trim_start_matches('_'));
        column.kind == ValueKind::Text
            && (NAMES.contains(&name.as_str()) || rest.is_some_and(|rest| NAMES.contains(&rest)))
    };
    let column = table.columns.iter().find(named)?;
    let profile = profile?;
    let seen = profile.columns.iter().find(|seen| seen.column == column.name)?;
    let distinct = profile.rows > 0 && seen.nulls == 0 && seen.distinct * 10 >= profile.rows * 9;
    let why = "it is called so, and nearly every row has its own".into();
    distinct.then(|| Guess { said: column.name.clone(), why })
}

/// The date that a question means: the only one that the table has.
fn time(table: &Table, profile: Option<&TableProfile>) -> Option<Guess> {
    let looks = |column: &Column| {
        let seen = profile?.columns.iter().find(|seen| seen.column == column.name)?;
        seen.looks_like
    };
    let is_day =
        |column: &&Column| column.kind.is_day() || looks(column).is_some_and(ValueKind::is_day);
    let mut days = table.columns.iter().filter(is_day);
    match (days.next(), days.next()) {
        (Some(only), None) => {
            Some(Guess { said: only.name.clone(), why: "the only date of the table".into() })
        }
        _ => None,
    }
}

/// Endings of names that say a unit and nothing else.
const UNITS: &[(&str, &str)] = &[
    ("percent", "%"),
    ("pct", "%"),
    ("usd", "USD"),
    ("eur", "EUR"),
    ("gbp", "GBP"),
    ("chf", "CHF"),
    ("kg", "kg"),
    ("km", "km"),
    ("cm", "cm"),
    ("mm", "mm"),
    ("ms", "ms"),
    ("seconds", "s"),
    ("minutes", "min"),
    ("hours", "h"),
    ("celsius", "°C"),
    ("kwh", "kWh"),
];

fn unit(column: &Column) -> Option<Guess> {
    let name = column.name.to_lowercase();
    let (_, last) = name.rsplit_once('_')?;
    let unit = UNITS.iter().find(|(ending, _)| *ending == last && column.kind.is_number())?;
    Some(Guess { said: unit.1.into(), why: "its name says so".into() })
}

/// A column whose values are nobody else's business. Names and places are not: questions ask by them.
fn sensitive(finder: &Finder, table: &Table, column: &Column) -> Option<Guess> {
    let name = ColumnName { table: table.name.clone(), column: column.name.clone() };
    let found = finder.finding(&name)?;
    let asked_by = matches!(found.kind, Kind::Name | Kind::Address);
    let why = format!("{}, {}", found.kind.word(), found.reason);
    (!asked_by).then(|| Guess { said: "true".into(), why })
}

/// A figure that only one column can mean.
fn measure(table: &Table) -> Option<(String, String, String)> {
    if table.kind == TableKind::View {
        return None;
    }
    let number = |wanted: &str| {
        let named =
            |column: &&Column| column.name.eq_ignore_ascii_case(wanted) && column.kind.is_number();
        table.columns.iter().find(named).map(|column| column.name.clone())
    };
    let own = ["revenue", "turnover"].into_iter().find_map(|name| Some((name, number(name)?)));
    let named = own.map(|(name, column)| (name.to_owned(), format!("sum({column})")));
    let product = || {
        let (price, quantity) = (number("unit_price")?, number("quantity")?);
        Some(("revenue".to_owned(), format!("sum({quantity} * {price})")))
    };
    let (name, expression) = named.or_else(product)?;
    Some((name, table.name.to_string(), expression))
}
