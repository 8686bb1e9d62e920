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
    /// The most connections to the database.
    MaxConnections,
    /// Seconds to wait for the database to answer.
    ConnectTimeout,
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
