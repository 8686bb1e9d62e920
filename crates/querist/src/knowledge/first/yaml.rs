//! The file's text. Comments carry the reasons, which no serializer writes.

use std::fmt::Write;

use querist_vocabulary::schema::Column;

use super::{FirstModel, Guess};

const HEAD: &str = "\
# What the data means. Querist wrote this first version from the schema and the data; a line with
# `guess:` is one. Correct it, add the words that people use, and keep it with your code.
# `querist model check` tells what does not fit any more.
";

/// The text as it grows.
#[derive(Debug, Default)]
pub(super) struct Yaml {
    tables: String,
    rest: String,
    guesses: usize,
    /// The table that is written, until something of it is worth a line.
    begun: Option<String>,
    /// Whether its columns have begun.
    has_columns: bool,
}

impl Yaml {
    /// Begins a table; it is left out where nothing is known of it.
    pub(super) fn table(&mut self, name: &str) {
        self.begun = Some(name.to_owned());
        self.has_columns = false;
    }

    /// A description that the database's owner wrote.
    pub(super) fn description(&mut self, indent: usize, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            self.line(indent, &format!("description: {}", quoted(text)));
        }
    }

    /// A key of the table with its reason.
    pub(super) fn guess(&mut self, key: &str, guess: Option<Guess>) {
        if let Some(Guess { said, why }) = guess {
            self.guesses += 1;
            self.line(4, &format!("{key}: {}  # guess: {why}", plain(&said)));
        }
    }

    /// A column, where anything is known of it.
    pub(super) fn column(
        &mut self,
        column: &Column,
        unit: Option<Guess>,
        sensitive: Option<Guess>,
    ) {
        let comment = column.comment.as_deref().filter(|text| !text.trim().is_empty());
        if comment.is_none() && unit.is_none() && sensitive.is_none() {
            return;
        }
        if !self.has_columns {
            self.line(4, "columns:");
            self.has_columns = true;
        }
        self.line(6, &format!("{}:", plain(&column.name)));
        self.description(8, comment);
        for (key, guess) in [("unit", unit), ("sensitive", sensitive)] {
            if let Some(Guess { said, why }) = guess {
                self.guesses += 1;
                let said = if key == "unit" { quoted(&said) } else { said };
                self.line(8, &format!("{key}: {said}  # guess: {why}"));
            }
        }
    }

    /// A list at the end, one reason for all.
    pub(super) fn list(&mut self, key: &str, why: &str, items: &[String]) {
        if items.is_empty() {
            return;
        }
        let _ = write!(self.rest, "\n{key}:\n");
        for item in items {
            self.guesses += 1;
            let _ = writeln!(self.rest, "  - {}  # guess: {why}", quoted(item));
        }
    }

    /// Measures: name, table, expression.
    pub(super) fn measures(&mut self, measures: &[(String, String, String)]) {
        // Two figures of one name would be one figure too many.
        let [(name, table, expression)] = measures else { return };
        self.guesses += 1;
        let _ = write!(
            self.rest,
            "\nmeasures:\n  - name: {name}  # guess: nothing else here can be called so\n    table: {}\n    expression: {}\n",
            quoted(table),
            quoted(expression)
        );
    }

    pub(super) fn finish(self) -> FirstModel {
        let tables = if self.tables.is_empty() {
            String::new()
        } else {
            format!("\ntables:\n{}", self.tables)
        };
        FirstModel { yaml: format!("{HEAD}{tables}{}", self.rest), guesses: self.guesses }
    }

    fn line(&mut self, indent: usize, text: &str) {
        if let Some(table) = self.begun.take() {
            let _ = writeln!(self.tables, "  {}:", plain(&table));
        }
        let _ = writeln!(self.tables, "{:indent$}{text}", "");
    }
}

/// Text in double quotes: JSON's strings are YAML's.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// A name as it is where YAML reads it as text, else in quotes.
fn plain(name: &str) -> String {
    let letters = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let words = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    let safe = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(letters)
        && !words.contains(&name.to_lowercase().as_str());
    if safe { name.to_owned() } else { quoted(name) }
}
