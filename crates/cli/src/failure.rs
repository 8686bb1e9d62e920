//! What goes wrong on the command line, and how the program then ends.

use std::{io, process::ExitCode};

use querist::{QueristError, demo::DemoError};
use querist_vocabulary::{
    answer::Outcome,
    error::{Code, Coded},
};

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// The question was answered, the command done.
    Done,
    /// It went wrong.
    Failed,
    /// What was typed is not understood.
    Usage,
    /// The statement is refused.
    Refused,
    /// The question has several readings.
    NeedsClarification,
    /// The question cannot be answered from this data.
    NotUnderstood,
    /// A person stopped it.
    Interrupted,
}

impl Exit {
    /// The exit of a reply.
    pub(crate) fn of(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Answer(_) => Self::Done,
            Outcome::Clarify(_) => Self::NeedsClarification,
            Outcome::Decline(_) => Self::NotUnderstood,
            Outcome::Refuse(_) => Self::Refused,
        }
    }

    /// The exit of an error.
    fn of_code(code: Code) -> Self {
        let usage = [Code::BadQuestion, Code::BadSetting, Code::BadAddress];
        let exits = [(Code::Refused, Self::Refused), (Code::Cancelled, Self::Interrupted)];
        let own = exits.into_iter().find(|(refused, _)| *refused == code).map(|(_, exit)| exit);
        if usage.contains(&code) { Self::Usage } else { own.unwrap_or(Self::Failed) }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Failed => 1,
            Exit::Usage => 2,
            Exit::Refused => 3,
            Exit::NeedsClarification => 4,
            Exit::NotUnderstood => 5,
            // What a shell reports of a program that SIGINT ended.
            Exit::Interrupted => 130,
        })
    }
}

/// Why a command did not do what it should.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The library says why.
    #[error(transparent)]
    Querist(#[from] QueristError),
    /// The demo database cannot be made.
    #[error(transparent)]
    Demo(#[from] DemoError),
    /// A question or SQL is missing or no text.
    #[error("{what}")]
    BadInput {
        /// What is wrong.
        what: String,
        /// What to do.
        hint: &'static str,
    },
    /// Nothing of that name in the database or in the store.
    #[error("no {what} `{name}`")]
    NotThere {
        /// What was looked for.
        what: &'static str,
        /// Its name.
        name: String,
        /// What to do.
        hint: String,
    },
    /// Output cannot be written.
    #[error("cannot write the output: {0}")]
    Output(io::Error),
    /// The reader of the output has gone: no error, there is just nobody to write for.
    #[error("the reader of the output has gone")]
    NobodyReads,
    /// A person stopped it.
    #[error("stopped on request")]
    Interrupted,
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        let gone = error.kind() == io::ErrorKind::BrokenPipe;
        if gone { Self::NobodyReads } else { Self::Output(error) }
    }
}

impl Failure {
    /// How the program ends with it.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::NobodyReads => Exit::Done,
            Self::BadInput { .. } => Exit::Usage,
            Self::Querist(_) | Self::Demo(_) | Self::NotThere { .. } => Exit::of_code(self.code()),
            Self::Output(_) | Self::Interrupted => Exit::of_code(self.code()),
        }
    }
}

impl Coded for Failure {
    fn code(&self) -> Code {
        match self {
            Self::Querist(error) => error.code(),
            Self::Demo(error) => error.code(),
            Self::BadInput { .. } => Code::BadQuestion,
            Self::NotThere { .. } => Code::NotFound,
            Self::Output(_) | Self::NobodyReads => Code::FileTrouble,
            Self::Interrupted => Code::Cancelled,
        }
    }

    fn hint(&self) -> String {
        match self {
            Self::Querist(error) => error.hint(),
            Self::Demo(error) => error.hint(),
            Self::BadInput { hint, .. } => (*hint).into(),
            Self::NotThere { hint, .. } => hint.clone(),
            Self::Output(_) => "check the free space and where the output goes".into(),
            Self::NobodyReads => "nothing to do".into(),
            Self::Interrupted => "ask again when you like".into(),
        }
    }
}
