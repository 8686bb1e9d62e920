//! What one question carries on its way: its identity, its listener, its clockwork, its warnings.

use std::time::{Duration, Instant};

use jiff::civil;
use querist_vocabulary::{
    answer::{Call, Outcome},
    database::DatabaseError,
    event::{Event, Listener},
    question::{Question, QuestionId},
    reading::Translator,
    session::SessionId,
    statement::{Query, ReadOnly},
    store::StoreError,
};

use crate::error::JourneyError;

/// One question under way.
pub(crate) struct Trip<'a> {
    /// The question's identity.
    pub(crate) id: QuestionId,
    /// What was typed, untouched.
    pub(crate) typed: String,
    /// Its session; known to everyone after `gather`.
    pub(crate) session: Option<SessionId>,
    /// Who makes SQL of it, as far as it is known.
    pub(crate) translator: Translator,
    /// The calls of language models, in order.
    pub(crate) calls: Vec<Call>,
    /// The day it was asked.
    pub(crate) asked_on: Option<civil::Date>,
    /// What the reader should know, in the order it was noticed.
    pub(crate) warnings: Vec<String>,
    /// The SQL that was checked last, for the record.
    pub(crate) sql: Option<String>,
    /// The SQL of other readings that ran for a glance at their rows.
    pub(crate) glanced: Vec<String>,
    /// Hears what happens.
    pub(crate) listener: &'a dyn Listener,
    began: Instant,
    phase: Option<(&'static str, Instant)>,
    timings: Vec<(&'static str, f64)>,
}

impl<'a> Trip<'a> {
    pub(crate) fn new(question: Question, listener: &'a dyn Listener) -> Self {
        let Question { id, text, session, asked_on } = question;
        let asked = Self::typed(id, text, listener);
        let translator = Translator::Offline;
        Self { session, asked_on: Some(asked_on), translator, ..asked }
    }

    /// The way of SQL typed by hand.
    pub(crate) fn typed(id: QuestionId, sql: String, listener: &'a dyn Listener) -> Self {
        Self {
            id,
            typed: sql,
            session: None,
            translator: Translator::Person,
            calls: Vec::new(),
            asked_on: None,
            warnings: Vec::new(),
            sql: None,
            glanced: Vec::new(),
            listener,
            began: Instant::now(),
            phase: None,
            timings: Vec::new(),
        }
    }

    /// Begins a phase; the one before ends here.
    pub(crate) fn enter(&mut self, phase: &'static str) {
        self.leave();
        self.phase = Some((phase, Instant::now()));
    }

    /// Tells what happened.
    pub(crate) fn tell(&self, event: &Event) {
        self.listener.hear(event);
    }

    /// The query that is about to run.
    pub(crate) fn set_query(&mut self, query: &ReadOnly<Query>) {
        let sql = query.get().sql.clone();
        self.tell(&Event::Checked { sql: sql.clone() });
        self.sql = Some(sql);
    }

    pub(crate) fn warn(&mut self, warning: String) {
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }

    /// When this question's time for something is over.
    pub(crate) fn until(&self, patience: Duration) -> Instant {
        self.began + patience
    }

    /// Ends the last phase: the milliseconds of each, and the seconds in all.
    pub(crate) fn arrive(&mut self) -> (Vec<(&'static str, f64)>, f64) {
        self.leave();
        (std::mem::take(&mut self.timings), self.began.elapsed().as_secs_f64())
    }

    fn leave(&mut self) {
        if let Some((phase, since)) = self.phase.take() {
            self.timings.push((phase, since.elapsed().as_secs_f64() * 1_000.0));
        }
    }
}

/// Why a journey ends before its answer.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Another outcome than an answer.
    Outcome(Outcome),
    /// It went wrong.
    Failed(JourneyError),
}

impl From<JourneyError> for Stop {
    fn from(error: JourneyError) -> Self {
        Self::Failed(error)
    }
}

impl From<DatabaseError> for Stop {
    fn from(error: DatabaseError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}
