//! What goes wrong.

use std::{
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use querist_journey::{BadPrompt, JourneyError};
use querist_vocabulary::{
    database::DatabaseError,
    error::{Code, Coded},
    refusal::Refusal,
    store::StoreError,
};

/// Whatever can go wrong between a setting and an answer.
#[derive(Debug, thiserror::Error)]
pub enum QueristError {
    /// The question, or what it needed on its way.
    #[error(transparent)]
    Journey(#[from] JourneyError),
    /// The database.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// Querist's own store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Nobody named a database.
    #[error("no database is named")]
    NoDatabase,
    /// The statement did not pass the check, where only rows can come back.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// An export took too long.
    #[error("the export was stopped after {} s, and no file was written", .0.as_secs_f64())]
    ExportTimedOut(Duration),
    /// A setting is not understood.
    #[error("cannot use {setting} from {origin}: {reason}")]
    BadSetting {
        /// Its name, in backticks.
        setting: String,
        /// Where it came from.
        origin: String,
        /// What is wrong.
        reason: String,
        /// What the person can do.
        hint: String,
    },
    /// The semantic file is not understood.
    #[error("cannot read the semantic file `{}`: {reason}", file.display())]
    BadKnowledge {
        /// The file.
        file: PathBuf,
        /// What is wrong, with its line.
        reason: String,
        /// What the person can do.
        hint: String,
    },
    /// No model can be made of the embedder's folder.
    #[error("cannot use the embedder in `{}`: {reason}", folder.display())]
    BadEmbedder {
        /// The folder.
        folder: PathBuf,
        /// What is wrong with it.
        reason: String,
        /// What the person can do.
        hint: String,
    },
    /// A prompt is not understood.
    #[error(transparent)]
    BadPrompt(#[from] BadPrompt),
    /// A suite is not understood.
    #[error("cannot read the suite `{}`: {reason}", file.display())]
    BadSuite {
        /// The file.
        file: PathBuf,
        /// What is wrong, with its line.
        reason: String,
    },
    /// Weights of folds cannot be used.
    #[error("cannot use the folds in `{}`: {reason}", folder.display())]
    BadFolds {
        /// The folder.
        folder: PathBuf,
        /// What is wrong, with the file or the database.
        reason: String,
        /// What the person can do.
        hint: &'static str,
    },
    /// A file cannot be read or written.
    #[error("cannot {verb} `{}`: {reason}", file.display())]
    File {
        /// `read` or `write`.
        verb: &'static str,
        /// The file.
        file: PathBuf,
        /// The system's own words.
        reason: String,
    },
}

impl QueristError {
    pub(crate) fn cannot_read(file: &Path, error: &io::Error) -> Self {
        Self::File { verb: "read", file: file.to_owned(), reason: error.to_string() }
    }

    /// What went wrong with an export: it has a time of its own, and says so.
    pub(crate) fn of_export(self) -> Self {
        if let Self::Journey(JourneyError::Database(DatabaseError::TimedOut(after)))
        | Self::Database(DatabaseError::TimedOut(after)) = self
        {
            return Self::ExportTimedOut(after);
        }
        self
    }

    pub(crate) fn cannot_write(file: &Path, error: &io::Error) -> Self {
        Self::File { verb: "write", file: file.to_owned(), reason: error.to_string() }
    }
}

impl Coded for QueristError {
    fn code(&self) -> Code {
        match self {
            Self::Journey(error) => error.code(),
            Self::Database(error) => error.code(),
            Self::Store(error) => error.code(),
            Self::Refused(_) => Code::Refused,
            Self::ExportTimedOut(_) => Code::TimedOut,
            Self::BadSetting { .. }
            | Self::NoDatabase
            | Self::BadEmbedder { .. }
            | Self::BadPrompt(_) => Code::BadSetting,
            Self::BadKnowledge { .. } => Code::BadKnowledge,
            Self::BadSuite { .. } | Self::BadFolds { .. } | Self::File { .. } => Code::FileTrouble,
        }
    }

    fn hint(&self) -> String {
        match self {
            Self::Journey(error) => error.hint(),
            Self::Database(error) => error.hint(),
            Self::Store(error) => error.hint(),
            Self::NoDatabase => {
                "name one with `--db FILE` or `QUERIST_DB`; `querist demo` makes one to try".into()
            }
            Self::Refused(refusal) => refusal.hint.clone(),
            Self::ExportTimedOut(_) => {
                "export less (a filter, fewer columns), or allow more with `--export-timeout`"
                    .into()
            }
            Self::BadSetting { hint, .. }
            | Self::BadKnowledge { hint, .. }
            | Self::BadEmbedder { hint, .. } => hint.clone(),
            Self::BadPrompt(_) => {
                "correct the file in the folder of `prompts`; without it the shipped one is used"
                    .into()
            }
            Self::BadSuite { .. } => {
                "`docs/guide/evaluation.md` shows every key with an example".into()
            }
            Self::BadFolds { hint, .. } => (*hint).into(),
            Self::File { .. } => "check the path, its rights and the free space".into(),
        }
    }
}
