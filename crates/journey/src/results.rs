//! Results that were read before, kept in memory for as long as their kind of query allows.

/// What is kept, and what goes when there is no room.
mod shelf;

#[cfg(test)]
mod tests;

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use jiff::Timestamp;
use querist_sql::{Extent, extent};
use querist_vocabulary::{
    answer::ResultTable,
    database::DatabaseError,
    schema::{Fingerprint, Schema},
    statement::{Query, ReadOnly},
};

use crate::{journey::Journey, trip::Trip};
use shelf::Shelf;

/// How long results are taken for current.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifetimes {
    /// One row of counts or other figures over many rows.
    pub counts: Duration,
    /// So many rows and no more.
    pub pages: Duration,
    /// All other results.
    pub others: Duration,
}

/// Results that were read before. Whoever may read other tables, sees personal data otherwise or is another person
/// never gets them: all that is part of what they are kept under.
///
/// Results stay beyond their time while there is room, for the day on which the database does not answer.
pub struct ResultCache {
    lifetimes: Lifetimes,
    shelf: Mutex<Shelf>,
}

/// A result with when it was read.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    pub(crate) result: ResultTable,
    at: Timestamp,
}

/// What a result is kept under.
pub(crate) struct Under {
    key: String,
    home: String,
    fingerprint: Fingerprint,
    extent: Extent,
}

impl ResultCache {
    /// An empty one of at most so many bytes of values.
    #[must_use]
    pub fn new(lifetimes: Lifetimes, most_bytes: usize) -> Self {
        Self { lifetimes, shelf: Mutex::new(Shelf::new(most_bytes)) }
    }

    /// A result that is still current.
    fn current(&self, under: &Under, now: Timestamp) -> Option<(Kept, Duration)> {
        let (kept, age) = self.any(under, now)?;
        let lifetime = match under.extent {
            Extent::OneRow => self.lifetimes.counts,
            Extent::Limited => self.lifetimes.pages,
            Extent::Whole => self.lifetimes.others,
        };
        (age < lifetime).then_some((kept, age))
    }

    /// A result of any age.
    fn any(&self, under: &Under, now: Timestamp) -> Option<(Kept, Duration)> {
        let mut shelf = self.lock();
        shelf.forget_other_structures(&under.home, &under.fingerprint);
        let kept = shelf.get(&under.key)?;
        let age = Duration::try_from(now.duration_since(kept.at)).unwrap_or_default();
        Some((kept, age))
    }

    fn keep(&self, under: Under, kept: Kept) {
        let mut shelf = self.lock();
        shelf.forget_other_structures(&under.home, &under.fingerprint);
        shelf.put(under.key, under.home, kept);
    }

    fn lock(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Journey {
    /// Rows that were read before and are still current; the answer says how old they are.
    pub(crate) async fn kept_rows(
        &self,
        query: &ReadOnly<Query>,
        schema: &Schema,
        trip: &mut Trip<'_>,
    ) -> Option<ResultTable> {
        let results = self.parts.results.as_ref()?;
        let under = self.under(query.get(), schema).await?;
        let (kept, age) = results.current(&under, self.parts.clock.instant())?;
        trip.warn(format!("these rows were read {} ago (cache)", in_words(age)));
        Some(kept.result)
    }

    /// Rows that were read before, of any age, where the database is gone; the answer says that they are stale.
    pub(crate) async fn stale_rows(
        &self,
        query: &ReadOnly<Query>,
        schema: &Schema,
        error: &DatabaseError,
        trip: &mut Trip<'_>,
    ) -> Option<ResultTable> {
        let results = self.parts.results.as_ref().filter(|_| is_gone(error))?;
        let under = self.under(query.get(), schema).await?;
        let (kept, age) = results.any(&under, self.parts.clock.instant())?;
        trip.warn(format!("stale: these rows were read {} ago, and now: {error}", in_words(age)));
        Some(kept.result)
    }

    /// Keeps rows for the next question that comes to the same SQL.
    pub(crate) async fn keep_rows(
        &self,
        query: &ReadOnly<Query>,
        schema: &Schema,
        result: &ResultTable,
    ) {
        let Some(results) = self.parts.results.as_ref() else { return };
        if let Some(under) = self.under(query.get(), schema).await {
            results.keep(under, Kept { result: result.clone(), at: self.parts.clock.instant() });
        }
    }

    /// What a result is kept under; none where it is another each time.
    async fn under(&self, query: &Query, schema: &Schema) -> Option<Under> {
        if changes_by_itself(&query.sql) {
            return None;
        }
        let parts = &self.parts;
        let fingerprint = self.memory.fingerprint().await?;
        let mut knowledge = DefaultHasher::new();
        serde_json::to_string(&*parts.knowledge).ok()?.hash(&mut knowledge);
        let home = parts.database.address();
        // Rights stand in the key as they are, not as a hash: two of them never meet by chance.
        let rights = (&parts.actor, &parts.access.allow, &parts.access.block, parts.masking);
        let limits = (parts.limits.rows, parts.limits.bytes);
        let key = (&home, &fingerprint, knowledge.finish(), rights, limits, &query.sql);
        let key = serde_json::to_string(&key).ok()?;
        Some(Under { key, home, fingerprint, extent: extent(query, schema) })
    }
}

/// Whether the database does not answer, so that what was read before is better than nothing.
pub(crate) fn is_gone(error: &DatabaseError) -> bool {
    matches!(error, DatabaseError::Lost { .. } | DatabaseError::Unreachable { .. })
}

/// Words of SQL whose value is another each time.
const CHANGING: &[&str] = &[
    "random",
    "rand(",
    "uuid",
    "newid",
    "now(",
    "'now",
    "current_",
    "sysdate",
    "getdate",
    "localtime",
    "clock_timestamp",
    "curdate",
    "curtime",
];

fn changes_by_itself(sql: &str) -> bool {
    let lower = sql.to_lowercase();
    CHANGING.iter().any(|word| lower.contains(word))
}

/// An age as people say it.
fn in_words(age: Duration) -> String {
    match age.as_secs() {
        seconds @ 0..120 => format!("{seconds} s"),
        seconds @ 120..7_200 => format!("{} min", seconds / 60),
        seconds => format!("{} h", seconds / 3_600),
    }
}
