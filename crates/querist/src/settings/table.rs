//! The one table of settings: names, flags, variables, defaults, descriptions.

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
    /// The only tables and columns that may be read.
    Allow,
    /// Tables and columns that may not be read.
    Block,
    /// The most connections to the database.
    MaxConnections,
    /// Seconds to wait for the database to answer.
    ConnectTimeout,
    /// How answers are printed.
    Format,
    /// When colour is used.
    Colour,
}

/// The settings page of the guide.
#[must_use]
pub fn settings_page() -> String {
    String::new()
}
