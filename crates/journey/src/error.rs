//! What goes wrong on the way.

use querist_vocabulary::{
    database::DatabaseError,
    error::{Code, Coded},
    store::StoreError,
};

/// What goes wrong with a question.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JourneyError {
    /// The question cannot be read at all.
    #[error("cannot read the question: {reason}")]
    BadQuestion {
        /// Why.
        reason: String,
        /// What the person can do.
        hint: String,
    },
    /// A rule is about a table that is not there.
    #[error("there is no table `{name}`")]
    UnknownTable {
        /// Its name.
        name: String,
    },
    /// A lesson of the semantic file cannot be forgotten elsewhere.
    #[error("lesson `{id}` stands in the semantic file")]
    InTheFile {
        /// Its identity.
        id: String,
    },
    /// A lesson cannot be taken into use.
    #[error("the lesson does not fit the database: {reason}")]
    NotConfirmed {
        /// What does not.
        reason: String,
    },
    /// There is no answer that a judgement could be about.
    #[error("there is no answer to judge")]
    NothingToJudge,
    /// The database.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// Querist's own store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Coded for JourneyError {
    fn code(&self) -> Code {
        match self {
            Self::BadQuestion { .. } | Self::NothingToJudge => Code::BadQuestion,
            Self::UnknownTable { .. } => Code::NotFound,
            Self::InTheFile { .. } | Self::NotConfirmed { .. } => Code::BadKnowledge,
            Self::Database(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }

    fn hint(&self) -> String {
        match self {
            Self::BadQuestion { hint, .. } => hint.clone(),
            Self::UnknownTable { .. } => "`querist schema` lists the tables".into(),
            Self::InTheFile { .. } => "take it out of the file".into(),
            Self::NotConfirmed { .. } => {
                "forget it with `querist lessons forget`, and teach it anew with `querist teach`"
                    .into()
            }
            Self::NothingToJudge => {
                "ask a question first; the last answer of the session is judged".into()
            }
            Self::Database(error) => error.hint(),
            Self::Store(error) => error.hint(),
        }
    }
}
