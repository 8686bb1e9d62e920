//! Reads tables until a moment has come.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use futures::{FutureExt, StreamExt, future::BoxFuture, stream};
use querist_offline::ValueIndex;
use querist_vocabulary::{
    database::{Database, DatabaseError},
    event::{Event, Listener},
    profile::{ColumnProfile, Profile, TableProfile},
    schema::{Column, ColumnName, Table, TableKind, TableName},
    value::{Value, ValueKind},
};
use serde::{Deserialize, Serialize};
use tokio::time::{Instant, timeout_at};

use super::is_fatal;

#[cfg(test)]
mod tests;

/// Tables that are read at the same time.
const AT_ONCE: usize = 4;

/// The most values of a column that are indexed.
const MOST_VALUES: u64 = 100_000;

/// Longer texts, on average, are prose and not names; nobody asks for them by value.
const LONGEST_NAME: usize = 200;

/// What is known of the data.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Data {
    /// A profile a table.
    pub(crate) profile: Profile,
    /// Tables that were not read.
    pub(crate) unread: Vec<Unread>,
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
    /// The database refuses it.
    Refused,
}

/// The values of one column, and whether they are all.
type Values = (ColumnName, Vec<Value>, bool);

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
        for (column, values, complete) in values {
            self.values.add(&column, &values, complete);
        }
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
                self.set(table, Some(Why::Refused));
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
    if !column.labels.is_empty() {
        return Ok(Some((name, column.labels.iter().cloned().map(Value::Text).collect(), true)));
    }
    let Some(looks) = looks else { return Ok(None) };
    if looks.looks_like.is_some() || is_prose(&looks.samples) {
        return Ok(None);
    }
    if !sampled && looks.distinct == looks.samples.len() as u64 {
        return Ok(Some((name, looks.samples.clone(), true)));
    }
    let values = database.distinct(&table.name, column, MOST_VALUES).await?;
    let complete = (values.len() as u64) < MOST_VALUES;
    Ok(Some((name, values, complete)))
}

fn is_prose(samples: &[Value]) -> bool {
    let characters: usize = samples.iter().map(Value::weight).sum();
    characters > LONGEST_NAME * samples.len().max(1)
}
