//! The house put together, and its verbs.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use querist_journey::{Gaps, Journey, Parts};
use querist_offline::Weights;
use querist_store::{SqliteStore, SystemClock};
use querist_vocabulary::{
    answer::{Choice, Reply},
    audit::{AuditEntry, AuditVerdict},
    database::Database,
    event::{Listener, Silence},
    question::{Question, QuestionId},
    schema::Schema,
    session::{Session, SessionId, Turn},
    store::Store,
};
use uuid::Uuid;

use crate::{
    QueristError, Settings, assembly,
    knowledge::{self, Found},
};

/// How long an export may take where no setting says so.
const EXPORT_TIMEOUT: Duration = Duration::from_secs(3_600);

/// A database that answers questions.
///
/// Open it once and share it: every verb takes `&self`, and what is learned of the database serves
/// all later questions.
pub struct Querist {
    journey: Journey,
    knowledge_file: Option<PathBuf>,
    export_timeout: Duration,
}

impl Querist {
    /// Connects to the database and puts the house together. Reads no schema yet.
    ///
    /// # Errors
    /// When no database is named, it cannot be reached, or store or semantic file cannot be used.
    pub async fn open(settings: &Settings) -> Result<Self, QueristError> {
        let (database, store) =
            tokio::try_join!(assembly::database(settings), assembly::open_store(settings))?;
        let store = Arc::new(store);
        Self::over(database, Arc::clone(&store), &store, settings)
    }

    /// The house over a database and a store that are open. What goes to language models stands in
    /// `books`, which is another store where only the questions are to leave no trace.
    pub(crate) fn over(
        database: Arc<dyn Database>,
        store: Arc<SqliteStore>,
        books: &Arc<SqliteStore>,
        settings: &Settings,
    ) -> Result<Self, QueristError> {
        let Found { file, knowledge } = knowledge::find(settings, &*database)?;
        let house = Self::of(Parts {
            database,
            store,
            clock: Arc::new(SystemClock),
            knowledge: Arc::new(knowledge),
            access: settings.access.clone(),
            masking: settings.masking,
            results: assembly::results(settings),
            limits: settings.limits,
            actor: settings.actor.clone(),
            weights: Weights::shipped(),
            models: assembly::minds(settings, books)?,
        });
        let export_timeout = settings.export_timeout;
        Ok(Self { knowledge_file: file, export_timeout, ..house })
    }

    /// The same house from parts of your own: another database, store or clock.
    #[must_use]
    pub fn of(parts: Parts) -> Self {
        Self { journey: Journey::new(parts), knowledge_file: None, export_timeout: EXPORT_TIMEOUT }
    }

    /// The journey that its questions take.
    #[must_use]
    pub fn journey(&self) -> &Journey {
        &self.journey
    }

    /// How long an export to a file may take.
    #[must_use]
    pub fn export_timeout(&self) -> Duration {
        self.export_timeout
    }

    /// The semantic file that was read; none where there is none.
    #[must_use]
    pub fn knowledge_file(&self) -> Option<&Path> {
        self.knowledge_file.as_deref()
    }

    /// A question with an identity of its own, asked today.
    #[must_use]
    pub fn question(&self, text: &str, session: Option<&SessionId>) -> Question {
        Question {
            id: self.next_id(),
            text: text.to_owned(),
            session: session.cloned(),
            asked_on: self.journey.parts.clock.now().date(),
        }
    }

    /// An identity that no other question has; later ones sort after earlier ones.
    #[must_use]
    pub fn next_id(&self) -> QuestionId {
        QuestionId(Uuid::now_v7().simple().to_string())
    }

    /// Asks a question, in a session of its own.
    ///
    /// # Errors
    /// When the database or the store fails, or the question is no text that can be read.
    pub async fn ask(&self, text: &str) -> Result<Reply, QueristError> {
        self.ask_question(self.question(text, None), &Silence).await
    }

    /// Asks a question that was made before, and tells what happens on the way.
    ///
    /// # Errors
    /// As [`Querist::ask`].
    pub async fn ask_question(
        &self,
        question: Question,
        listener: &dyn Listener,
    ) -> Result<Reply, QueristError> {
        Ok(self.journey.ask(question, listener).await?)
    }

    /// Answers a question that was asked back about, as the person chose to read it.
    ///
    /// # Errors
    /// As [`Querist::ask`].
    pub async fn choose(
        &self,
        question: Question,
        choice: &Choice,
        listener: &dyn Listener,
    ) -> Result<Reply, QueristError> {
        Ok(self.journey.choose(question, choice, listener).await?)
    }

    /// Runs SQL typed by hand, where it only reads.
    ///
    /// # Errors
    /// As [`Querist::ask`].
    pub async fn read(
        &self,
        id: QuestionId,
        sql: &str,
        session: Option<&SessionId>,
        listener: &dyn Listener,
    ) -> Result<Reply, QueristError> {
        Ok(self.journey.read(id, sql, session.cloned(), listener).await?)
    }

    /// The database's structure.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn schema(&self) -> Result<Arc<Schema>, QueristError> {
        Ok(self.journey.schema().await?)
    }

    /// What is not known of the stored values, as far as was kept; none before anything was read.
    ///
    /// # Errors
    /// When the database or the store cannot be read.
    pub async fn gaps(&self) -> Result<Option<Gaps>, QueristError> {
        Ok(self.journey.gaps().await?)
    }

    /// Reads all stored values that questions may ask by, however long it takes, and keeps them; what is unknown
    /// all the same is told. Questions do not need it: they read what comes while they wait, and more behind their
    /// backs while the process lives.
    ///
    /// # Errors
    /// When the database or the store fails; what was read by then is kept.
    pub async fn read_values(&self, listener: &dyn Listener) -> Result<Gaps, QueristError> {
        Ok(self.journey.read_values(listener).await?)
    }

    /// Questions that this database can answer, at most `most`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn starters(&self, most: usize) -> Result<Vec<String>, QueristError> {
        Ok(self.journey.starters(most).await?)
    }

    /// Stops what runs for a question, on the server too.
    ///
    /// # Errors
    /// When the server cannot be told.
    pub async fn cancel(&self, id: &QuestionId) -> Result<(), QueristError> {
        Ok(self.journey.cancel(id).await?)
    }

    /// Returns once calls of language models that were given up stand in the ledger.
    pub async fn settle(&self) {
        if let Some(models) = &self.journey.parts.models {
            models.chat.settle().await;
        }
    }

    /// What the semantic file says that the schema does not know, a sentence each.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn knowledge_drift(&self) -> Result<Vec<String>, QueristError> {
        let schema = self.schema().await?;
        Ok(knowledge::drift(&self.journey.parts.knowledge, &schema))
    }

    /// The same, and the values that have words and are not stored any more; looks for each in the database.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn model_findings(&self) -> Result<Vec<String>, QueristError> {
        let (schema, parts) = (self.schema().await?, &self.journey.parts);
        let mut findings = knowledge::drift(&parts.knowledge, &schema);
        let gone = knowledge::unstored(&parts.knowledge, &schema, &*parts.database).await?;
        findings.extend(gone);
        Ok(findings)
    }

    /// Sessions, the latest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn sessions(&self, most: u64) -> Result<Vec<Session>, QueristError> {
        Ok(self.store().sessions(most).await?)
    }

    /// The turns of a session, the oldest first.
    ///
    /// # Errors
    /// When there is no such session or the store cannot be read.
    pub async fn history(&self, session: &SessionId) -> Result<Vec<Turn>, QueristError> {
        Ok(self.store().turns(session).await?)
    }

    /// Entries of the audit log, the oldest first, from a number on.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn audit(&self, from: u64, most: u64) -> Result<Vec<AuditEntry>, QueristError> {
        Ok(self.store().audit(from, most).await?)
    }

    /// Recomputes the audit log's chain.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn verify_audit(&self) -> Result<AuditVerdict, QueristError> {
        Ok(self.store().verify_audit().await?)
    }

    fn store(&self) -> &dyn Store {
        &*self.journey.parts.store
    }
}
