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
            Self::BadQuestion { .. } => Code::BadQuestion,
            Self::Database(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }

    fn hint(&self) -> String {
        match self {
            Self::BadQuestion { hint, .. } => hint.clone(),
            Self::Database(error) => error.hint(),
            Self::Store(error) => error.hint(),
        }
    }
}
