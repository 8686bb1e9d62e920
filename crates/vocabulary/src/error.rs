//! The one table of error codes.

/// What an error is, for programs. The word is stable; the sentence is for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// Address not understood.
    BadAddress,
    /// No such file or database.
    NoSuchDatabase,
    /// Not a database, or damaged.
    NotADatabase,
    /// Server does not answer.
    DatabaseUnreachable,
    /// User or password not accepted.
    WrongCredentials,
    /// Took too long.
    TimedOut,
    /// Stopped by a person.
    Cancelled,
    /// Account may not read it.
    Denied,
    /// Database's own error.
    QueryFailed,
    /// Database cannot do it.
    Unsupported,
    /// Question cannot be read at all: empty, too long, not text.
    BadQuestion,
    /// Statement refused by the check.
    Refused,
    /// Own store cannot be used.
    StoreUnusable,
    /// Own store was written by a newer version.
    StoreTooNew,
    /// Nothing of that name is kept.
    NotFound,
    /// Setting not understood.
    BadSetting,
    /// Semantic file not understood.
    BadKnowledge,
    /// File cannot be written or read.
    FileTrouble,
    /// No language model answers.
    ModelUnreachable,
    /// Key of a language model not accepted.
    WrongModelKey,
    /// Language model has no room for more calls.
    ModelBusy,
    /// Language model refuses, or gives nothing that can be read.
    ModelFailed,
    /// No language model answered in time.
    ModelTimedOut,
    /// No more may be spent on language models.
    OverBudget,
}

/// Code, word, HTTP status, sentence.
type Row = (Code, &'static str, u16, &'static str);

const TABLE: &[Row] = &[
    (Code::BadAddress, "bad_address", 400, "The database address is not understood."),
    (Code::NoSuchDatabase, "no_such_database", 404, "There is no such database."),
    (Code::NotADatabase, "not_a_database", 422, "The file is not a readable database."),
    (Code::DatabaseUnreachable, "database_unreachable", 503, "The database does not answer."),
    (Code::WrongCredentials, "wrong_credentials", 502, "The database does not accept the account."),
    (Code::TimedOut, "timed_out", 504, "The query took too long."),
    (Code::Cancelled, "cancelled", 499, "The query was stopped on request."),
    (Code::Denied, "denied", 403, "The database account may not read this."),
    (Code::QueryFailed, "query_failed", 422, "The database refused the query."),
    (Code::Unsupported, "unsupported", 501, "The database cannot do this."),
    (Code::BadQuestion, "bad_question", 400, "The question cannot be read."),
    (Code::Refused, "refused", 403, "The statement is refused."),
    (Code::StoreUnusable, "store_unusable", 500, "Querist's own store cannot be used."),
    (Code::StoreTooNew, "store_too_new", 500, "Querist's own store is of a newer version."),
    (Code::NotFound, "not_found", 404, "Nothing of that name is kept."),
    (Code::BadSetting, "bad_setting", 400, "A setting is not understood."),
    (Code::BadKnowledge, "bad_knowledge", 400, "The semantic file is not understood."),
    (Code::FileTrouble, "file_trouble", 500, "A file cannot be read or written."),
    (Code::ModelUnreachable, "model_unreachable", 502, "No language model answers."),
    (Code::WrongModelKey, "wrong_model_key", 502, "A language model does not accept the key."),
    (Code::ModelBusy, "model_busy", 503, "The language model has no room for more calls."),
    (Code::ModelFailed, "model_failed", 502, "The language model gave nothing that can be used."),
    (Code::ModelTimedOut, "model_timed_out", 504, "No language model answered in time."),
    (Code::OverBudget, "over_budget", 429, "The budget for language models is spent."),
];

impl Code {
    /// All codes, in the table's order.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.0)
    }

    /// The word for programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.row().map_or("unknown", |row| row.1)
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(self) -> u16 {
        self.row().map_or(500, |row| row.2)
    }

    /// The sentence for people.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        self.row().map_or("Something went wrong.", |row| row.3)
    }

    fn row(self) -> Option<&'static Row> {
        TABLE.iter().find(|row| row.0 == self)
    }
}

/// An error that has a row in the table and tells what to do.
pub trait Coded: std::error::Error {
    /// Its row.
    fn code(&self) -> Code;
    /// What the person can do, without the word `hint`.
    fn hint(&self) -> String;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_own_row_and_word() {
        let words: std::collections::BTreeSet<_> = Code::all().map(Code::word).collect();
        assert_eq!(words.len(), TABLE.len());
        assert!(!words.contains("unknown"));
    }
}
