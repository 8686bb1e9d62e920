//! What the data holds, from memory, the cache or the database.

use std::{
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Arc, OnceLock, PoisonError, Weak},
    time::Duration,
};

use querist_offline::{Engine, ValueIndex};
use querist_privacy::Finder;
use querist_retrieval::Catalogue;
use querist_vocabulary::{
    event::{Event, Listener, Silence},
    knowledge::Knowledge,
    profile::Profile,
    schema::{Fingerprint, Schema, Table},
};
use serde::{Deserialize, Serialize};
use tokio::{sync::OnceCell, task::JoinHandle, time::Instant};

use super::{
    Memory,
    gaps::Gaps,
    hidden::visible,
    reading::{Data, PATIENT, UNHURRIED, Why, by_cost},
    structure::Structure,
};
use crate::{
    error::JourneyError,
    journey::{Journey, Parts},
};

/// How long a question waits when nothing is known yet.
const FIRST_WAIT: Duration = Duration::from_secs(3);

/// How long a later question waits for tables whose turn has not come.
const NEXT_WAIT: Duration = Duration::from_secs(1);

/// How long tables are read behind a question's back.
const LONG_WAIT: Duration = Duration::from_secs(600);

/// What is known of the data under one structure.
pub(crate) struct Learned {
    /// What reads questions and knows stored values.
    pub(crate) engine: Engine,
    /// What the data looks like.
    pub(crate) profile: Profile,
    /// What is not known of it.
    pub(crate) gaps: Gaps,
    /// What can be found in the schema; made for the first question that a model reads.
    pub(super) catalogue: OnceLock<Catalogue>,
    /// The same with its vectors; made for the first question that the whole schema does not fit beside.
    pub(super) embedded: OnceCell<Catalogue>,
    /// Which columns are personal; looked at for the first question that a model reads.
    personal: OnceLock<Finder>,
    fingerprint: Fingerprint,
    until: Instant,
}

impl Learned {
    /// Which columns are personal.
    pub(crate) fn personal(&self, schema: &Schema, knowledge: &Knowledge) -> &Finder {
        self.personal.get_or_init(|| Finder::new(schema, &self.profile, knowledge))
    }
}

impl Journey {
    /// What is not known of the data, as far as the cache tells; none where nothing was read yet.
    ///
    /// # Errors
    /// When the database or the store cannot be reached or read.
    pub async fn gaps(&self) -> Result<Option<Gaps>, JourneyError> {
        let study = Study::new(self.parts.clone(), &self.structure().await?);
        study.kept_gaps().await
    }

    /// What was not known of the data when a question last met it; none before the first.
    pub async fn last_gaps(&self) -> Option<Gaps> {
        let memory = self.memory.learned.lock().await;
        memory.as_ref().map(|learned| learned.gaps.clone())
    }

    /// Reads all that is not known of the data yet, however long it takes, and tells what is unknown all the same.
    /// What was read is kept table by table and column by column, so that nothing is lost when it ends early.
    ///
    /// # Errors
    /// When the database or the store fails.
    pub async fn read_values(&self, listener: &dyn Listener) -> Result<Gaps, JourneyError> {
        let study = Study::new(self.parts.clone(), &self.structure().await?);
        let data = study.read_all(listener).await?;
        let learned = Arc::new(study.build(data));
        *self.memory.learned.lock().await = Some(Arc::clone(&learned));
        Ok(learned.gaps.clone())
    }

    /// What is known of the data, and whether it came from memory or the cache.
    ///
    /// The lock is held while it is read, so that questions that come together read it once.
    pub(crate) async fn learned(
        &self,
        structure: &Structure,
        listener: &dyn Listener,
    ) -> Result<(Arc<Learned>, bool), JourneyError> {
        let mut memory = self.memory.learned.lock().await;
        let good = |known: &&Arc<Learned>| {
            known.fingerprint == structure.fingerprint && known.until > Instant::now()
        };
        if let Some(known) = memory.as_ref().filter(good) {
            return Ok((Arc::clone(known), true));
        }
        let study = Study::new(self.parts.clone(), structure);
        let (data, cached) = study.learn(listener).await?;
        let learned = Arc::new(study.build(data));
        *memory = Some(Arc::clone(&learned));
        if learned.gaps.close() {
            let task = tokio::spawn(study.read_on(Arc::downgrade(&self.memory)));
            let mut reading_on =
                self.memory.reading_on.lock().unwrap_or_else(PoisonError::into_inner);
            *reading_on = Some(ReadingOn(task));
        }
        Ok((learned, cached))
    }
}

/// A task that ends when nobody is interested in it any more.
pub(super) struct ReadingOn(JoinHandle<()>);

impl Drop for ReadingOn {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// The study of what a database holds, under one structure.
struct Study {
    parts: Parts,
    schema: Arc<Schema>,
    fingerprint: Fingerprint,
    key: String,
}

impl Study {
    fn new(parts: Parts, structure: &Structure) -> Self {
        let mut hidden = DefaultHasher::new();
        for (table, meaning) in &parts.knowledge.tables {
            let sensitive = meaning.columns.iter().filter(|(_, meaning)| meaning.sensitive);
            sensitive.for_each(|(column, _)| (table, column).hash(&mut hidden));
        }
        (&parts.access.allow, &parts.access.block).hash(&mut hidden);
        let (address, hidden) = (parts.database.address(), hidden.finish());
        Self {
            key: format!("{address}/{}/{hidden:x}", structure.fingerprint),
            schema: Arc::clone(&structure.schema),
            fingerprint: structure.fingerprint.clone(),
            parts,
        }
    }

    /// What the cache has, and what can be read besides while a question waits.
    async fn learn(&self, listener: &dyn Listener) -> Result<(Data, bool), JourneyError> {
        // Beside the wait for store and database; who needs it first waits for the rest of it.
        let weights = self.parts.weights.clone();
        drop(tokio::task::spawn_blocking(move || weights.prepare()));
        match self.fetch().await? {
            Some((mut data, Age::Good)) => {
                self.read(&mut data, &[Why::Waiting], NEXT_WAIT, listener).await?;
                Ok((data, true))
            }
            Some((old, Age::Old)) => Ok((self.learn_again(&old, listener).await?, false)),
            None => {
                let mut data = Data::default();
                self.read(&mut data, &[Why::Waiting], FIRST_WAIT, listener).await?;
                Ok((data, false))
            }
        }
    }

    /// Reads everything anew. Of columns that take longer than a question waits, old values are better than none.
    async fn learn_again(&self, old: &Data, listener: &dyn Listener) -> Result<Data, JourneyError> {
        let mut data = Data::default();
        self.read(&mut data, &[Why::Waiting], FIRST_WAIT, listener).await?;
        if !data.begun.is_empty() {
            data.begun.iter().for_each(|column| data.values.complement(column, &old.values));
            self.keep(&data).await?;
        }
        Ok(data)
    }

    /// Reads everything that is left, with all the patience there is.
    async fn read_all(&self, listener: &dyn Listener) -> Result<Data, JourneyError> {
        let mut data = self.kept().await?.unwrap_or_default();
        self.read(&mut data, &[Why::Waiting, Why::Slow], LONG_WAIT, listener).await?;
        while let Some(column) = data.begun.last() {
            listener.hear(&Event::Reading { what: format!("the values of `{column}`") });
            data.read_begun(&*self.parts.database, &self.schema.tables, PATIENT).await?;
            self.keep(&data).await?;
        }
        Ok(data)
    }

    /// Reads what is left with more patience, and puts it into memory for the next question.
    async fn read_on(self, memory: Weak<Memory>) {
        let Ok(Some(mut data)) = self.kept().await else { return };
        let slow = [Why::Waiting, Why::Slow];
        if let Err(error) = self.read(&mut data, &slow, LONG_WAIT, &Silence).await {
            tracing::debug!(%error, "the reading of slow tables ended early");
            return;
        }
        loop {
            let read = data.read_begun(&*self.parts.database, &self.schema.tables, UNHURRIED).await;
            let Ok(pause) = read else { return };
            if self.keep(&data).await.is_err() || !self.publish(data, &memory).await {
                return;
            }
            let Some(pause) = pause else { return };
            // Half of the time belongs to others who ask the database.
            tokio::time::sleep(pause).await;
            let Ok(Some(kept)) = self.kept().await else { return };
            data = kept;
        }
    }

    /// Puts what is known into memory; false when nobody is interested any more.
    async fn publish(&self, data: Data, memory: &Weak<Memory>) -> bool {
        let Some(memory) = memory.upgrade() else { return false };
        let mut memory = memory.learned.lock().await;
        let current = memory.as_ref().is_some_and(|known| known.fingerprint == self.fingerprint);
        if current {
            *memory = Some(Arc::new(self.build(data)));
        }
        current
    }

    /// Reads the tables that are not known, or not for one of these reasons, and keeps what is then known.
    async fn read(
        &self,
        data: &mut Data,
        reasons: &[Why],
        wait: Duration,
        listener: &dyn Listener,
    ) -> Result<(), JourneyError> {
        let tables = self.left(data, reasons);
        if tables.is_empty() {
            return Ok(());
        }
        data.read(&*self.parts.database, &tables, Instant::now() + wait, listener).await?;
        self.keep(data).await
    }

    fn left(&self, data: &Data, reasons: &[Why]) -> Vec<Table> {
        let known: HashSet<_> = data.profile.tables.iter().map(|profile| &profile.table).collect();
        let unread: HashMap<_, _> =
            data.unread.iter().map(|unread| (&unread.table, unread.why)).collect();
        let is_left = |table: &&Table| {
            let why = unread.get(&table.name);
            !known.contains(&table.name) && why.is_none_or(|why| reasons.contains(why))
        };
        let seen = |table| visible(table, &self.parts.knowledge, &self.parts.access);
        let mut tables: Vec<_> =
            self.schema.tables.iter().filter(is_left).filter_map(seen).collect();
        by_cost(&mut tables);
        tables
    }

    /// What is kept, where it is not too old.
    async fn kept(&self) -> Result<Option<Data>, JourneyError> {
        let fetched = self.fetch().await?;
        Ok(fetched.and_then(|(data, age)| (age == Age::Good).then_some(data)))
    }

    async fn fetch(&self) -> Result<Option<(Data, Age)>, JourneyError> {
        let store = &self.parts.store;
        let Some((profile, age)) = store.cached(&format!("profile/{}", self.key)).await? else {
            return Ok(None);
        };
        let Ok(data) = serde_json::from_slice::<Data>(&profile) else { return Ok(None) };
        let age = if age > good_for(data.took) { Age::Old } else { Age::Good };
        let values = store.cached(&format!("values/{}", self.key)).await?;
        let values = values.and_then(|(bytes, _)| ValueIndex::from_bytes(&bytes));
        Ok(values.map(|values| (Data { values, ..data }, age)))
    }

    /// The gaps alone: values weigh too much to be fetched for a look at what is missing.
    async fn kept_gaps(&self) -> Result<Option<Gaps>, JourneyError> {
        let kept = self.parts.store.cached(&format!("gaps/{}", self.key)).await?;
        let kept = kept.and_then(|(bytes, age)| Some((serde_json::from_slice(&bytes).ok()?, age)));
        let good = |(kept, age): (KeptGaps, Duration)| (age <= good_for(kept.took)).then_some(kept);
        Ok(kept.and_then(good).map(|kept| kept.gaps))
    }

    async fn keep(&self, data: &Data) -> Result<(), JourneyError> {
        let store = &self.parts.store;
        let Ok(profile) = serde_json::to_vec(data) else { return Ok(()) };
        store.cache(&format!("values/{}", self.key), &data.values.to_bytes()).await?;
        store.cache(&format!("profile/{}", self.key), &profile).await?;
        if let Ok(gaps) = serde_json::to_vec(&KeptGaps { gaps: Gaps::of(data), took: data.took }) {
            store.cache(&format!("gaps/{}", self.key), &gaps).await?;
        }
        Ok(())
    }

    fn build(&self, data: Data) -> Learned {
        let gaps = Gaps::of(&data);
        let engine = Engine::new(&self.schema, &data.profile, &self.parts.knowledge, data.values);
        Learned {
            engine: engine.with_weights(self.parts.weights.clone()),
            profile: data.profile,
            gaps,
            catalogue: OnceLock::new(),
            embedded: OnceCell::new(),
            personal: OnceLock::new(),
            fingerprint: self.fingerprint.clone(),
            until: Instant::now() + good_for(data.took),
        }
    }
}

/// Whether kept data is taken for current.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Age {
    Good,
    Old,
}

/// Gaps as they are kept, with what says how long they count.
#[derive(Serialize, Deserialize)]
struct KeptGaps {
    gaps: Gaps,
    took: Duration,
}

/// How long data is taken for current: a thousand times as long as reading it took, within ten
/// minutes and a day, so that reading is never more than a thousandth of the work.
fn good_for(took: Duration) -> Duration {
    (took * 1_000).clamp(Duration::from_secs(600), Duration::from_secs(86_400))
}
