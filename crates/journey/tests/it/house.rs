//! A small shop, and replies as text.

use std::{fmt::Write, sync::Arc, time::Duration};

use querist_databases::{Options, connect};
use querist_journey::{Journey, JourneyError, Parts};
use querist_offline::Weights;
use querist_store::SqliteStore;
use querist_testkit::{FixedClock, sqlite};
use querist_vocabulary::{
    answer::{Answer, Outcome, Reply},
    database::{Database, Limits},
    error::Coded,
    event::Silence,
    knowledge::Knowledge,
    policy::{AccessList, Masking},
    question::{Question, QuestionId},
    session::SessionId,
    store::Store,
};
use tempfile::TempDir;

/// The limits of every test, unless it says otherwise.
pub(crate) const LIMITS: Limits =
    Limits { rows: Some(1_000), bytes: None, timeout: Duration::from_secs(30) };

/// A shop with everything a journey needs.
pub(crate) struct House {
    /// The journey through it.
    pub(crate) journey: Journey,
    /// What it keeps.
    pub(crate) store: Arc<SqliteStore>,
    folder: TempDir,
}

impl House {
    pub(crate) async fn new() -> Self {
        Self::with(|parts| parts).await
    }

    /// A house of which some parts are others.
    pub(crate) async fn with(change: impl FnOnce(Parts) -> Parts) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("shop.db");
        sqlite::execute(&file, include_str!("shop.sql"));
        let database = connect(file.to_str().unwrap(), &Options::STANDARD).await.unwrap();
        let store = Arc::new(SqliteStore::open(&folder.path().join("kept.db")).await.unwrap());
        let parts = Parts {
            database,
            store: Arc::clone(&store) as Arc<dyn Store>,
            clock: Arc::new(FixedClock::on(2024, 5, 15)),
            knowledge: Arc::new(Knowledge::default()),
            access: AccessList::default(),
            masking: Masking::Off,
            limits: LIMITS,
            actor: "tester".into(),
            results: None,
            weights: Weights::shipped(),
            models: None,
        };
        Self { journey: Journey::new(change(parts)), store, folder }
    }

    /// A house whose database has something wrong with it.
    pub(crate) async fn around(wrap: impl FnOnce(Arc<dyn Database>) -> Arc<dyn Database>) -> Self {
        Self::with(|parts| Parts { database: wrap(Arc::clone(&parts.database)), ..parts }).await
    }

    /// Changes the shop behind the journey's back.
    pub(crate) fn change(&self, sql: &str) {
        sqlite::execute(&self.folder.path().join("shop.db"), sql);
    }

    /// The same house for the next program, which knows nothing but what is kept.
    pub(crate) fn anew(self, change: impl FnOnce(Parts) -> Parts) -> Self {
        Self { journey: Journey::new(change(self.journey.parts.clone())), ..self }
    }

    /// Everything the store has written, as text.
    pub(crate) fn kept(&self) -> String {
        let file = |name| std::fs::read(self.folder.path().join(name)).unwrap_or_default();
        let bytes = [file("kept.db"), file("kept.db-wal")].concat();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    pub(crate) async fn ask(&self, text: &str) -> Result<Reply, JourneyError> {
        self.ask_in(None, text).await
    }

    pub(crate) async fn ask_in(
        &self,
        session: Option<SessionId>,
        text: &str,
    ) -> Result<Reply, JourneyError> {
        let asked_on = jiff::civil::date(2024, 5, 15);
        let question = Question { id: id(text), text: text.into(), session, asked_on };
        self.journey.ask(question, &Silence).await
    }

    pub(crate) async fn read(&self, sql: &str) -> Result<Reply, JourneyError> {
        self.journey.read(id(sql), sql, None, &Silence).await
    }

    /// The audit log, a line an entry.
    pub(crate) async fn audit(&self) -> String {
        let entries = self.store.audit(1, 100).await.unwrap();
        let line = |event: &querist_vocabulary::audit::AuditEvent| {
            format!("{} {}: {}", event.actor, event.action, event.detail)
        };
        entries.iter().map(|entry| line(&entry.event)).collect::<Vec<_>>().join("\n")
    }
}

pub(crate) fn id(text: &str) -> QuestionId {
    QuestionId(format!("q-{}", text.chars().take(8).collect::<String>()))
}

/// A reply as a person would want to see it.
pub(crate) fn printed(reply: &Result<Reply, JourneyError>) -> String {
    let reply = match reply {
        Ok(reply) => reply,
        Err(error) => return format!("error: {error}\nhint: {}", error.hint()),
    };
    let mut out = match &reply.outcome {
        Outcome::Answer(answer) => answered(answer),
        Outcome::Clarify(asked) => {
            let choices =
                asked.choices.iter().map(|choice| format!("\n- {}", choice.reading.restatement));
            format!("clarify: {}{}", asked.question, choices.collect::<String>())
        }
        Outcome::Decline(decline) => {
            format!("decline: {}\ntry: {:?}", decline.reason, decline.suggestions)
        }
        Outcome::Refuse(refusal) => {
            format!("refuse ({}): {}\nhint: {}", refusal.rule.word(), refusal.message, refusal.hint)
        }
    };
    for warning in &reply.metadata.warnings {
        write!(out, "\nwarning: {warning}").unwrap();
    }
    out
}

fn answered(answer: &Answer) -> String {
    let mut out = String::new();
    if let Some(reading) = &answer.reading {
        writeln!(out, "read as: {reading}").unwrap();
    }
    writeln!(out, "{}", answer.query.get().sql).unwrap();
    writeln!(out, "{}", answer.sentence).unwrap();
    let names: Vec<_> = answer.result.columns.iter().map(|column| column.name.as_str()).collect();
    write!(out, "| {} |", names.join(" | ")).unwrap();
    for row in answer.result.rows.iter().take(6) {
        let cells: Vec<_> = row.iter().map(ToString::to_string).collect();
        write!(out, "\n| {} |", cells.join(" | ")).unwrap();
    }
    if let Some(chart) = &answer.chart {
        write!(out, "\nchart: {:?}, {}", chart.kind, chart.reason).unwrap();
    }
    for insight in &answer.insights {
        write!(out, "\n* {}: {}", insight.kind, insight.sentence).unwrap();
    }
    for next in &answer.follow_ups {
        write!(out, "\nnext: {next}").unwrap();
    }
    out
}
