//! Reads tables until a moment has come.

use std::{
    collections::{BTreeMap, HashSet},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use futures::{FutureExt, StreamExt, future::BoxFuture, stream};
use querist_offline::ValueIndex;
use querist_vocabulary::{
    database::{Database, DatabaseError, Distinct, Limits},
    event::{Event, Listener},
    profile::{ColumnProfile, Profile, TableProfile},
    schema::{Column, ColumnName, Table, TableKind, TableName},
    value::{Value, ValueKind},
};
use serde::{Deserialize, Serialize};
use tokio::time::{Instant, timeout, timeout_at};

use super::is_fatal;

#[cfg(test)]
mod tests;

/// Tables that are read at the same time.
const AT_ONCE: usize = 4;

/// What one column may take while a question waits: what comes later is read behind its back.
const HURRIED: Limits = Limits {
    rows: Some(100_000),
    bytes: Some(16 * 1024 * 1024),
    timeout: Duration::from_millis(250),
};

/// What one column may take when nobody waits for it.
pub(super) const UNHURRIED: Limits = Limits { timeout: Duration::from_secs(30), ..HURRIED };

/// What one column may take when somebody said to read it.
pub(super) const PATIENT: Limits = Limits { timeout: Duration::from_secs(1_800), ..HURRIED };

/// The longest pause between two such columns.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// Longer texts, on average, are prose and not names; nobody asks for them by value.
const LONGEST_NAME: usize = 200;

/// What is known of the data.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Data {
    /// A profile a table.
    pub(crate) profile: Profile,
    /// Tables that were not read.
    pub(crate) unread: Vec<Unread>,
    /// Columns of which only some values came while a question waited.
    #[serde(default)]
    pub(crate) begun: Vec<ColumnName>,
    /// How long all the reading took.
    pub(crate) took: Duration,
    /// The values of text columns; kept beside, in a form of its own.
    #[serde(skip)]
    pub(crate) values: ValueIndex,
}

/// A table that was not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Unread {
    /// Its name.
    pub(crate) table: TableName,
    /// Why not.
    pub(crate) why: Why,
}

/// Why a table was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Why {
    /// Its turn did not come.
    Waiting,
    /// It takes longer than a question waits.
    Slow,
    /// It takes longer than is spent on a look at it: a view that computes much.
    Costly,
    /// The database refuses it.
    Refused,
}

/// The values of one column.
struct Values {
    column: ColumnName,
    found: Distinct,
    /// Whether more would have come with more time.
    begun: bool,
}

impl Data {
    /// Reads tables in their order, several at once, until a moment has come.
    ///
    /// # Errors
    /// When the database is gone. A table that cannot be read is left out.
    pub(crate) async fn read(
        &mut self,
        database: &dyn Database,
        tables: &[Table],
        until: Instant,
        listener: &dyn Listener,
    ) -> Result<(), DatabaseError> {
        let began = Instant::now();
        let left = Left::all(tables);
        // Boxed, because the compiler cannot see through the borrow when this is spawned.
        let reads = tables.iter().map(|table| left.read(database, table, listener).boxed());
        let reads: Vec<BoxFuture<'_, _>> = reads.collect();
        let mut reads = stream::iter(reads).buffer_unordered(AT_ONCE);
        while let Ok(Some(read)) = timeout_at(until, reads.next()).await {
            if let Some(found) = read? {
                self.take(found);
            }
        }
        drop(reads);
        self.unread.retain(|unread| !tables.iter().any(|table| table.name == unread.table));
        self.unread.extend(left.into_unread());
        self.took += began.elapsed();
        Ok(())
    }

    fn take(&mut self, (profile, values): (TableProfile, Vec<Values>)) {
        self.profile.tables.push(profile);
        for Values { column, found, begun } in values {
            self.values.add(&column, &found.values, found.complete);
            self.begun.extend(begun.then_some(column));
        }
    }

    /// Reads one of the columns that were begun, within limits; none where there is none left.
    ///
    /// # Errors
    /// When the database is gone.
    pub(crate) async fn read_begun(
        &mut self,
        database: &dyn Database,
        tables: &[Table],
        limits: Limits,
    ) -> Result<Option<Duration>, DatabaseError> {
        let Some(name) = self.begun.pop() else { return Ok(None) };
        let table = tables.iter().find(|table| table.name == name.table);
        let Some(column) = table.and_then(|table| table.column(&name.column)) else {
            return Ok(Some(Duration::ZERO));
        };
        let began = Instant::now();
        match database.distinct(&name.table, column, limits).await {
            Ok(found) => self.values.add(&name, &found.values, found.complete),
            Err(error) if is_fatal(&error) => return Err(error),
            Err(error) => tracing::debug!(%error, column = %name, "a column was not read"),
        }
        let took = began.elapsed();
        self.took += took;
        Ok(Some(took.min(LONGEST_PAUSE)))
    }
}

/// The tables that are left to read, and why each is.
struct Left(Mutex<BTreeMap<TableName, Why>>);

impl Left {
    fn all(tables: &[Table]) -> Self {
        Self(Mutex::new(tables.iter().map(|table| (table.name.clone(), Why::Waiting)).collect()))
    }

    /// Reads a table; none where the database refuses it.
    async fn read(
        &self,
        database: &dyn Database,
        table: &Table,
        listener: &dyn Listener,
    ) -> Result<Option<(TableProfile, Vec<Values>)>, DatabaseError> {
        self.set(table, Some(Why::Slow));
        listener.hear(&Event::Reading { what: format!("table `{}`", table.name) });
        match read_table(database, table).await {
            Ok(found) => {
                self.set(table, None);
                Ok(Some(found))
            }
            Err(error) if is_fatal(&error) => Err(error),
            Err(error) => {
                tracing::debug!(%error, table = %table.name, "a table was not read");
                let costly = matches!(error, DatabaseError::TimedOut(_));
                self.set(table, Some(if costly { Why::Costly } else { Why::Refused }));
                Ok(None)
            }
        }
    }

    fn set(&self, table: &Table, why: Option<Why>) {
        let mut left = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match why {
            Some(why) => left.insert(table.name.clone(), why),
            None => left.remove(&table.name),
        };
    }

    fn into_unread(self) -> impl Iterator<Item = Unread> {
        let left = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        left.into_iter().map(|(table, why)| Unread { table, why })
    }
}

/// Small tables first, views last: a view can be any query.
pub(crate) fn by_cost(tables: &mut [Table]) {
    tables.sort_by_key(|table| (table.kind != TableKind::Table, table.estimated_rows.unwrap_or(0)));
}

async fn read_table(
    database: &dyn Database,
    table: &Table,
) -> Result<(TableProfile, Vec<Values>), DatabaseError> {
    let profile = database.profile(table).await?;
    let mut values = Vec::new();
    for column in table.columns.iter().filter(|column| column.kind == ValueKind::Text) {
        let looks = profile.columns.iter().find(|looks| looks.column == column.name);
        if let Some(found) = read_column(database, table, column, looks, profile.sampled).await? {
            values.push(found);
        }
    }
    Ok((profile, values))
}

async fn read_column(
    database: &dyn Database,
    table: &Table,
    column: &Column,
    looks: Option<&ColumnProfile>,
    sampled: bool,
) -> Result<Option<Values>, DatabaseError> {
    let name = ColumnName { table: table.name.clone(), column: column.name.clone() };
    let all = |values| Ok(Some(Values::all(name.clone(), values)));
    if !column.labels.is_empty() {
        return all(column.labels.iter().cloned().map(Value::Text).collect());
    }
    let Some(looks) = looks else { return Ok(None) };
    if looks.looks_like.is_some() || is_prose(&looks.samples) {
        return Ok(None);
    }
    if !sampled && looks.distinct == looks.samples.len() as u64 {
        return all(looks.samples.clone());
    }
    let reading = database.distinct(&table.name, column, HURRIED);
    match timeout(2 * HURRIED.timeout, reading).await {
        Ok(Ok(found)) => Ok(Some(Values::hurried(name, found, &looks.samples))),
        Err(_) => {
            let none = Distinct { values: Vec::new(), complete: false };
            Ok(Some(Values::hurried(name, none, &looks.samples)))
        }
        Ok(Err(error)) if is_fatal(&error) => Err(error),
        Ok(Err(error)) => {
            tracing::debug!(%error, column = %name, "a column was not read");
            Ok(None)
        }
    }
}

impl Values {
    fn all(column: ColumnName, values: Vec<Value>) -> Self {
        Self { column, found: Distinct { values, complete: true }, begun: false }
    }

    /// What came in a hurry, and the frequent values that the profile saw.
    fn hurried(column: ColumnName, mut found: Distinct, samples: &[Value]) -> Self {
        let bytes: usize = found.values.iter().map(Value::weight).sum();
        let full = HURRIED.rows.is_some_and(|most| found.values.len() as u64 >= most)
            || HURRIED.bytes.is_some_and(|most| bytes as u64 >= most);
        let begun = !found.complete && !full;
        if begun {
            let known: HashSet<String> = found.values.iter().map(Value::to_string).collect();
            let new = samples.iter().filter(|value| !known.contains(&value.to_string()));
            found.values.extend(new.cloned());
        }
        Self { column, found, begun }
    }
}

fn is_prose(samples: &[Value]) -> bool {
    let characters: usize = samples.iter().map(Value::weight).sum();
    characters > LONGEST_NAME * samples.len().max(1)
}
