//! Why a statement is not run.

use serde::{Deserialize, Serialize};

/// The rule that a statement broke.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Empty, or only comments.
    Empty,
    /// Longer or deeper nested than is read.
    TooLarge,
    /// Does not parse in the database's dialect.
    Syntax,
    /// More than one statement.
    SeveralStatements,
    /// The statement changes data, structure, rights or settings.
    NotReadOnly,
    /// A construct of a reading statement that writes or locks: INTO, FOR UPDATE.
    WritesOrLocks,
    /// A construct that is not on the list of those known to read only.
    UnknownConstruct,
    /// A function that is not known to read only.
    FunctionNotAllowed,
    /// A table that is not there.
    UnknownTable,
    /// A column that is not there.
    UnknownColumn,
    /// A name that fits several.
    AmbiguousName,
    /// A table that may not be read.
    TableBlocked,
    /// A column that may not be read.
    ColumnBlocked,
}

impl Rule {
    /// The rule's name in messages and JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge => "too_large",
            Self::Syntax => "syntax",
            Self::SeveralStatements => "several_statements",
            Self::NotReadOnly => "not_read_only",
            Self::WritesOrLocks => "writes_or_locks",
            Self::UnknownConstruct => "unknown_construct",
            Self::FunctionNotAllowed => "function_not_allowed",
            Self::UnknownTable => "unknown_table",
            Self::UnknownColumn => "unknown_column",
            Self::AmbiguousName => "ambiguous_name",
            Self::TableBlocked => "table_blocked",
            Self::ColumnBlocked => "column_blocked",
        }
    }
}

/// A place in the SQL that came in. Lines and columns count from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Line.
    pub line: u64,
    /// Column.
    pub column: u64,
    /// The word or construct there.
    pub near: String,
}

/// A statement is not run, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// The rule.
    pub rule: Rule,
    /// Where it was broken, where that is known.
    pub place: Option<Place>,
    /// What happened, in lower case, literals in backticks.
    pub message: String,
    /// What the person can do.
    pub hint: String,
}
