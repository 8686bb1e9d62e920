//! The one table of settings: names, flags, variables, defaults, descriptions.
//!
//! Command line, environment, `querist.toml`, `config show` and the guide's page come from it.

/// Which database is asked, what of it may be read, and how much comes back.
mod questions;

/// Which language models are asked, what they see and cost, and what is written down of it.
mod models;

/// How answers look.
mod output;

/// A setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Setting {
    /// The database: a file or a URL.
    Database,
    /// The semantic file.
    Knowledge,
    /// The folder where Querist keeps its own things.
    DataFolder,
    /// The most rows of an answer.
    MaxRows,
    /// The most bytes of an answer.
    MaxBytes,
    /// Seconds until a query is stopped.
    Timeout,
    /// Seconds until an export is stopped.
    ExportTimeout,
    /// The only tables and columns that may be read.
    Allow,
    /// Tables and columns that may not be read.
    Block,
    /// What is shown of personal data in results.
    MaskResults,
    /// Whether results are kept for the next question.
    Cache,
    /// Seconds for which counts are kept.
    CacheTtlCounts,
    /// Seconds for which limited lists are kept.
    CacheTtlPages,
    /// Seconds for which other results are kept.
    CacheTtlOthers,
    /// The most connections to the database.
    MaxConnections,
    /// Seconds to wait for the database to answer.
    ConnectTimeout,
    /// Which questions go to a language model.
    Policy,
    /// The language model that is asked first.
    Model,
    /// The language model for simple questions.
    ModelSmall,
    /// How much of the data a language model may see.
    ModelSight,
    /// Seconds that one question may wait for language models.
    ModelTimeout,
    /// Who puts rows into words.
    Sentences,
    /// A folder of prompts.
    Prompts,
    /// A folder with an embedding model.
    Embedder,
    /// Tokens for one question.
    TokensPerQuestion,
    /// Tokens for one person a day.
    TokensPerUserDay,
    /// Tokens for everybody a day.
    TokensPerDay,
    /// US dollars for one question.
    DollarsPerQuestion,
    /// US dollars for one person a day.
    DollarsPerUserDay,
    /// US dollars for everybody a day.
    DollarsPerDay,
    /// Whether completions are kept.
    ModelCache,
    /// Seconds that a completion is kept.
    ModelCacheTtl,
    /// How freely SQL is worded.
    GenerationTemperature,
    /// How freely sentences are worded.
    SummaryTemperature,
    /// How freely further questions are worded.
    SuggestionTemperature,
    /// Days that the ledger keeps bodies.
    LedgerDays,
    /// Bytes of bodies that the ledger keeps.
    LedgerBytes,
    /// How answers are printed.
    Format,
    /// When colour is used.
    Colour,
}

/// A row of the table.
pub(super) struct Row {
    pub(super) setting: Setting,
    /// The key in `querist.toml`.
    pub(super) name: &'static str,
    /// Empty for what nobody changes from one question to the next.
    pub(super) flag: &'static str,
    /// The first that is set counts.
    pub(super) variables: &'static [&'static str],
    /// What is typed after the flag.
    pub(super) takes: &'static str,
    /// As it would be typed; empty where there is none.
    pub(super) default: &'static str,
    /// One line, for the command line's help.
    pub(super) help: &'static str,
    /// What the help has no room for.
    pub(super) more: &'static str,
}

/// All rows, part by part.
pub(super) fn rows() -> impl Iterator<Item = &'static Row> {
    [questions::ROWS, models::ROWS, output::ROWS].into_iter().flatten()
}

impl Setting {
    /// All settings, in the table's order.
    pub fn all() -> impl Iterator<Item = Self> {
        rows().map(|row| row.setting)
    }

    /// Its key in `querist.toml`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().map_or("", |row| row.name)
    }

    /// Its flag on the command line; empty where it has none.
    #[must_use]
    pub fn flag(self) -> &'static str {
        self.row().map_or("", |row| row.flag)
    }

    /// Its variables in the environment; the first that is set counts.
    #[must_use]
    pub fn variables(self) -> &'static [&'static str] {
        self.row().map_or(&[], |row| row.variables)
    }

    /// What is typed after the flag, such as `SECONDS`.
    #[must_use]
    pub fn takes(self) -> &'static str {
        self.row().map_or("", |row| row.takes)
    }

    /// One line for help.
    #[must_use]
    pub fn help(self) -> &'static str {
        self.row().map_or("", |row| row.help)
    }

    /// How it is given and what it is, for whoever gave it wrongly.
    pub(super) fn hint(self) -> String {
        let mut help = self.help().to_owned();
        if let Some(first) = help.get_mut(..1) {
            first.make_ascii_lowercase();
        }
        match self.flag() {
            "" => format!("`{}`: {help}", self.name()),
            flag => format!("`{flag} {}`: {help}", self.takes()),
        }
    }

    /// What counts when nobody set it, as it would be typed.
    pub(super) fn default(self) -> &'static str {
        self.row().map_or("", |row| row.default)
    }

    /// The table has a row for every setting; a test sees to it.
    fn row(self) -> Option<&'static Row> {
        rows().find(|row| row.setting == self)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_name_flag_or_variable_stands_for_two_settings() {
        let variables = || rows().flat_map(|row| row.variables);
        let flags = || rows().map(|row| row.flag).filter(|flag| !flag.is_empty());
        let names = rows().map(|row| row.name);
        let all: BTreeSet<_> = names.chain(flags()).chain(variables().copied()).collect();
        assert_eq!(all.len(), rows().count() + flags().count() + variables().count());
        assert_eq!(Setting::all().last(), Some(Setting::Colour));
    }
}
