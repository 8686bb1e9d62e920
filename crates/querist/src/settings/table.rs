//! The one table of settings: names, flags, variables, defaults, descriptions.
//!
//! Command line, environment, `querist.toml`, `config show` and the guide's page come from it.

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

pub(super) const TABLE: &[Row] = &[
    Row {
        setting: Setting::Database,
        name: "database",
        flag: "--db",
        variables: &["QUERIST_DB", "DATABASE_URL", "DATABASE_PATH"],
        takes: "FILE|URL",
        default: "",
        help: "The database to ask: an SQLite file, or a URL",
        more: "Such as `shop.db`, `postgresql://user:password@host:5432/name` or \
               `mysql://user:password@host:3306/name`. A password is never shown or logged.",
    },
    Row {
        setting: Setting::Knowledge,
        name: "knowledge",
        flag: "--knowledge",
        variables: &["QUERIST_KNOWLEDGE"],
        takes: "FILE",
        default: "",
        help: "The semantic file: synonyms, measures, usual filters",
        more: "Unless set, `shop.querist.yaml` beside an SQLite file `shop.db` is read where it is there.",
    },
    Row {
        setting: Setting::DataFolder,
        name: "data_folder",
        flag: "--data-dir",
        variables: &["QUERIST_DATA_DIR"],
        takes: "FOLDER",
        default: "",
        help: "Where sessions, the audit log and the cache are kept",
        more: "Unless set, `querist` in the user's data folder (`~/.local/share` on Linux).",
    },
    Row {
        setting: Setting::MaxRows,
        name: "max_rows",
        flag: "--max-rows",
        variables: &["QUERIST_MAX_ROWS", "MAX_RESULTS"],
        takes: "ROWS",
        default: "1000",
        help: "The most rows of an answer; `all` for no limit",
        more: "A shortened answer says so. Exports to a file bring all rows.",
    },
    Row {
        setting: Setting::MaxBytes,
        name: "max_bytes",
        flag: "",
        variables: &["QUERIST_MAX_BYTES"],
        takes: "BYTES",
        default: "32MiB",
        help: "The most bytes of an answer, such as `500kB` or `32MiB`; `all` for no limit",
        more: "",
    },
    Row {
        setting: Setting::Timeout,
        name: "timeout",
        flag: "--timeout",
        variables: &["QUERIST_TIMEOUT"],
        takes: "SECONDS",
        default: "30",
        help: "Seconds until a query is stopped on the server",
        more: "An export to a file has its own time, `export_timeout`.",
    },
    Row {
        setting: Setting::ExportTimeout,
        name: "export_timeout",
        flag: "--export-timeout",
        variables: &["QUERIST_EXPORT_TIMEOUT"],
        takes: "SECONDS",
        default: "3600",
        help: "Seconds until an export to a file is stopped, on the server too",
        more: "A file that was there before stays as it was.",
    },
    Row {
        setting: Setting::Allow,
        name: "allow",
        flag: "--allow",
        variables: &["QUERIST_ALLOW"],
        takes: "PATTERNS",
        default: "",
        help: "The only tables and columns that may be read, separated by commas",
        more: "`table`, `namespace.table`, `table.column` or `namespace.table.column`; `*` stands for \
               any run of characters. Empty allows everything.",
    },
    Row {
        setting: Setting::Block,
        name: "block",
        flag: "--block",
        variables: &["QUERIST_BLOCK"],
        takes: "PATTERNS",
        default: "",
        help: "Tables and columns that may not be read, separated by commas",
        more: "Patterns as in `allow`; what is on both lists is blocked.",
    },
    Row {
        setting: Setting::MaskResults,
        name: "mask_results",
        flag: "",
        variables: &["QUERIST_MASK_RESULTS"],
        takes: "WHAT",
        default: "off",
        help: "Personal data in results: `off` shows it, `personal` masks it",
        more: "Masked are columns that are personal by the semantic file, their names or their values, and emails, \
               card numbers and the like in any text: in tables, sentences, charts, exports and the audit log.",
    },
    Row {
        setting: Setting::Cache,
        name: "cache",
        flag: "",
        variables: &["QUERIST_CACHE", "ENABLE_CACHE"],
        takes: "WHEN",
        default: "on",
        help: "Whether results are kept in memory for the next question that comes to the same SQL: `on` or `off`",
        more: "They last as long as the process, and are given to nobody with other rights. SQL typed by hand always \
               reads the database. Where the database does not answer, what was kept is given and said to be stale.",
    },
    Row {
        setting: Setting::CacheTtlCounts,
        name: "cache_ttl_counts",
        flag: "",
        variables: &["QUERIST_CACHE_TTL_COUNTS"],
        takes: "SECONDS",
        default: "60",
        help: "Seconds for which a single row of counts or sums is kept",
        more: "",
    },
    Row {
        setting: Setting::CacheTtlPages,
        name: "cache_ttl_pages",
        flag: "",
        variables: &["QUERIST_CACHE_TTL_PAGES"],
        takes: "SECONDS",
        default: "300",
        help: "Seconds for which a list with a limit is kept",
        more: "",
    },
    Row {
        setting: Setting::CacheTtlOthers,
        name: "cache_ttl_others",
        flag: "",
        variables: &["QUERIST_CACHE_TTL_OTHERS", "CACHE_TTL"],
        takes: "SECONDS",
        default: "3600",
        help: "Seconds for which other results are kept",
        more: "",
    },
    Row {
        setting: Setting::MaxConnections,
        name: "max_connections",
        flag: "",
        variables: &["QUERIST_MAX_CONNECTIONS"],
        takes: "NUMBER",
        default: "10",
        help: "The most connections to the database",
        more: "",
    },
    Row {
        setting: Setting::ConnectTimeout,
        name: "connect_timeout",
        flag: "",
        variables: &["QUERIST_CONNECT_TIMEOUT"],
        takes: "SECONDS",
        default: "10",
        help: "Seconds to wait for the database to let Querist in",
        more: "",
    },
    Row {
        setting: Setting::Policy,
        name: "policy",
        flag: "--policy",
        variables: &["QUERIST_POLICY"],
        takes: "POLICY",
        default: "",
        help: "Which questions go to a language model: `offline-only`, `cheapest`, `model-first` or `most-careful`",
        more: "Unless set, `cheapest` where a model is set (the offline engine where it is sure, else the model), else `offline-only`.",
    },
    Row {
        setting: Setting::Model,
        name: "model",
        flag: "--model",
        variables: &["QUERIST_MODEL"],
        takes: "ENDPOINT/MODEL",
        default: "",
        help: "The language model that is asked first, such as `openai/gpt-4.1-mini`",
        more: "It is asked everything, unless `model_small` is set too. Without an endpoint's name it is a model of the first endpoint.",
    },
    Row {
        setting: Setting::ModelSmall,
        name: "model_small",
        flag: "",
        variables: &["QUERIST_MODEL_SMALL"],
        takes: "ENDPOINT/MODEL",
        default: "",
        help: "The language model for simple questions",
        more: "",
    },
    Row {
        setting: Setting::ModelSight,
        name: "model_sight",
        flag: "",
        variables: &["QUERIST_MODEL_SIGHT"],
        takes: "SIGHT",
        default: "masked-rows",
        help: "How much of the data a language model may see: `schema-only`, `masked-rows` or `full`",
        more: "Sensitive columns are never seen.",
    },
    Row {
        setting: Setting::ModelTimeout,
        name: "model_timeout",
        flag: "--model-timeout",
        variables: &["QUERIST_MODEL_TIMEOUT"],
        takes: "SECONDS",
        default: "30",
        help: "Seconds that one question may wait for language models, with all calls and retries",
        more: "",
    },
    Row {
        setting: Setting::Sentences,
        name: "sentences",
        flag: "",
        variables: &["QUERIST_SENTENCES"],
        takes: "WHO",
        default: "template",
        help: "Who puts rows into words: `template` (forms of Querist's own) or `model`",
        more: "With `model` an answer costs a call more, and another where the next questions are suggested too. A sentence that says anything that is not in the rows is not taken.",
    },
    Row {
        setting: Setting::Prompts,
        name: "prompts",
        flag: "",
        variables: &["QUERIST_PROMPTS"],
        takes: "FOLDER",
        default: "",
        help: "A folder of your own prompts, each in the place of the shipped one of its name",
        more: "`querist config prompts --write FOLDER` writes the shipped ones, to be changed.",
    },
    Row {
        setting: Setting::TokensPerQuestion,
        name: "tokens_per_question",
        flag: "",
        variables: &["QUERIST_TOKENS_PER_QUESTION"],
        takes: "TOKENS",
        default: "all",
        help: "The most tokens of one question, sent and received; `all` for no limit",
        more: "A call that could pass a budget is not made; the offline engine answers.",
    },
    Row {
        setting: Setting::TokensPerUserDay,
        name: "tokens_per_user_day",
        flag: "",
        variables: &["QUERIST_TOKENS_PER_USER_DAY"],
        takes: "TOKENS",
        default: "all",
        help: "The most tokens of one person a day; `all` for no limit",
        more: "",
    },
    Row {
        setting: Setting::TokensPerDay,
        name: "tokens_per_day",
        flag: "",
        variables: &["QUERIST_TOKENS_PER_DAY"],
        takes: "TOKENS",
        default: "all",
        help: "The most tokens a day; `all` for no limit",
        more: "",
    },
    Row {
        setting: Setting::DollarsPerQuestion,
        name: "dollars_per_question",
        flag: "",
        variables: &["QUERIST_DOLLARS_PER_QUESTION"],
        takes: "DOLLARS",
        default: "all",
        help: "The most US dollars of one question; `all` for no limit",
        more: "Money is counted by the `prices` of `[[models.endpoints]]`. A model without a price counts as free, and the answer says so.",
    },
    Row {
        setting: Setting::DollarsPerUserDay,
        name: "dollars_per_user_day",
        flag: "",
        variables: &["QUERIST_DOLLARS_PER_USER_DAY"],
        takes: "DOLLARS",
        default: "all",
        help: "The most US dollars of one person a day; `all` for no limit",
        more: "",
    },
    Row {
        setting: Setting::DollarsPerDay,
        name: "dollars_per_day",
        flag: "",
        variables: &["QUERIST_DOLLARS_PER_DAY"],
        takes: "DOLLARS",
        default: "all",
        help: "The most US dollars a day; `all` for no limit",
        more: "",
    },
    Row {
        setting: Setting::ModelCache,
        name: "model_cache",
        flag: "",
        variables: &["QUERIST_MODEL_CACHE", "ENABLE_LLM_CACHE"],
        takes: "SWITCH",
        default: "on",
        help: "Whether completions are kept, so that the same prompt is not sent twice: `on` or `off`",
        more: "",
    },
    Row {
        setting: Setting::ModelCacheTtl,
        name: "model_cache_ttl",
        flag: "",
        variables: &["QUERIST_MODEL_CACHE_TTL", "LLM_CACHE_TTL"],
        takes: "SECONDS",
        default: "3600",
        help: "Seconds that a completion is kept",
        more: "",
    },
    Row {
        setting: Setting::GenerationTemperature,
        name: "generation_temperature",
        flag: "",
        variables: &["QUERIST_GENERATION_TEMPERATURE", "GENERATION_TEMPERATURE"],
        takes: "NUMBER",
        default: "0",
        help: "How freely a language model writes SQL, from 0 to 2",
        more: "",
    },
    Row {
        setting: Setting::SummaryTemperature,
        name: "summary_temperature",
        flag: "",
        variables: &["QUERIST_SUMMARY_TEMPERATURE", "SUMMARY_TEMPERATURE"],
        takes: "NUMBER",
        default: "0.3",
        help: "How freely a language model puts rows into words, from 0 to 2",
        more: "",
    },
    Row {
        setting: Setting::SuggestionTemperature,
        name: "suggestion_temperature",
        flag: "",
        variables: &["QUERIST_SUGGESTION_TEMPERATURE", "SUGGESTION_TEMPERATURE"],
        takes: "NUMBER",
        default: "0.7",
        help: "How freely a language model proposes further questions, from 0 to 2",
        more: "",
    },
    Row {
        setting: Setting::LedgerDays,
        name: "ledger_days",
        flag: "",
        variables: &["QUERIST_LEDGER_DAYS"],
        takes: "DAYS",
        default: "90",
        help: "Days that the ledger keeps what was sent word for word; `all` for ever",
        more: "The entries themselves stay, and say that their text went.",
    },
    Row {
        setting: Setting::LedgerBytes,
        name: "ledger_bytes",
        flag: "",
        variables: &["QUERIST_LEDGER_BYTES"],
        takes: "BYTES",
        default: "256MiB",
        help: "The most bytes of texts that the ledger keeps; `all` for no limit",
        more: "The oldest texts go first.",
    },
    Row {
        setting: Setting::Format,
        name: "format",
        flag: "--format",
        variables: &["QUERIST_FORMAT"],
        takes: "FORMAT",
        default: "table",
        help: "How answers are printed: `table`, `json`, `csv` or `markdown`",
        more: "",
    },
    Row {
        setting: Setting::Colour,
        name: "color",
        flag: "--color",
        variables: &["QUERIST_COLOR", "NO_COLOR"],
        takes: "WHEN",
        default: "auto",
        help: "When colour is used: `auto` (on a terminal), `always` or `never`",
        more: "`NO_COLOR` with any value means `never`.",
    },
];

impl Setting {
    /// All settings, in the table's order.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.setting)
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
        TABLE.iter().find(|row| row.setting == self)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_name_flag_or_variable_stands_for_two_settings() {
        let variables = || TABLE.iter().flat_map(|row| row.variables);
        let flags = || TABLE.iter().map(|row| row.flag).filter(|flag| !flag.is_empty());
        let names = TABLE.iter().map(|row| row.name);
        let all: BTreeSet<_> = names.chain(flags()).chain(variables().copied()).collect();
        assert_eq!(all.len(), TABLE.len() + flags().count() + variables().count());
        assert_eq!(Setting::all().last(), Some(Setting::Colour));
    }
}
