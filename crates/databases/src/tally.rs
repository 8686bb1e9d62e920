//! What a table's values look like, counted in one pass over its rows.
//!
//! The database sends the rows it looks at once, whatever their number of columns; distinct values,
//! extremes and the most frequent ones are counted here, by the same rules for every database.

use std::{cmp::Ordering, collections::HashMap, time::Duration};

use querist_vocabulary::{
    database::{Distinct, Limits},
    profile::{ColumnProfile, TableProfile},
    schema::{Column, TableKind, TableName},
    value::{Value, ValueKind},
};

/// What values look like, whatever their column declares.
mod looks;

/// Rows looked at in one table.
pub(crate) const ROWS: u64 = 10_000;

/// Weight of the values looked at in one table, after which the rest counts as not sampled.
const BYTES: usize = 8 * 1024 * 1024;

/// The most frequent values that are shown.
const SAMPLES: usize = 10;

/// Rows that a column's values are taken from where all of it takes too long.
pub(crate) const PART: u64 = 10_000;

/// Time for the rows of a table. A view may compute for long before its first one.
pub(crate) fn time(kind: TableKind) -> Duration {
    match kind {
        TableKind::View => Duration::from_millis(300),
        TableKind::Table | TableKind::MaterializedView | TableKind::Foreign => {
            Duration::from_secs(3)
        }
    }
}

/// Types of kind `Other` whose values are long and never asked for by themselves.
const UNCOUNTED: &[&str] = &["tsvector", "geometry", "geography", "raster", "vector"];

/// The columns whose values can be counted usefully.
pub(crate) fn counted(columns: &[Column]) -> Vec<&Column> {
    let countable = |column: &&Column| {
        let named = UNCOUNTED.iter().any(|name| column.declared_type.starts_with(name));
        !named && !matches!(column.kind, ValueKind::Binary | ValueKind::Json | ValueKind::Array)
    };
    columns.iter().filter(countable).collect()
}

/// Counts the values of a table's columns.
pub(crate) struct Tally<'a> {
    table: &'a TableName,
    all: &'a [Column],
    columns: Vec<ColumnTally<'a>>,
    rows: u64,
    bytes: usize,
}

impl<'a> Tally<'a> {
    /// Nothing counted yet; rows will have the values of `counted`, in that order.
    pub(crate) fn new(table: &'a TableName, all: &'a [Column], counted: &[&'a Column]) -> Self {
        let columns = counted.iter().map(|column| ColumnTally::new(column)).collect();
        Self { table, all, columns, rows: 0, bytes: 0 }
    }

    /// Counts a row; false when enough was seen.
    pub(crate) fn add(&mut self, row: impl Iterator<Item = Value>) -> bool {
        if self.rows >= ROWS || self.bytes >= BYTES {
            return false;
        }
        self.rows += 1;
        for (column, value) in self.columns.iter_mut().zip(row) {
            self.bytes += value.weight();
            column.add(value);
        }
        true
    }

    /// Whether no row was counted.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// The profile of what was counted.
    pub(crate) fn finish(self, sampled: bool) -> TableProfile {
        let mut counted = self.columns;
        let mut profile = |column: &Column| {
            let at = counted.iter().position(|tally| tally.column.name == column.name);
            at.map_or_else(|| empty(column), |at| counted.swap_remove(at).finish())
        };
        TableProfile {
            table: self.table.clone(),
            rows: self.rows,
            sampled,
            columns: self.all.iter().map(&mut profile).collect(),
        }
    }
}

/// Gathers the different values of a column within limits.
pub(crate) struct Gathered {
    limits: Limits,
    bytes: u64,
    found: Distinct,
}

impl Gathered {
    /// None yet.
    pub(crate) fn new(limits: Limits) -> Self {
        Self { limits, bytes: 0, found: Distinct { values: Vec::new(), complete: true } }
    }

    /// Takes a value; false, and it is left out, when there is no more room.
    pub(crate) fn add(&mut self, value: Value) -> bool {
        self.bytes = self.bytes.saturating_add(value.weight() as u64);
        let rows = self.found.values.len() as u64;
        let room = self.limits.rows.is_none_or(|most| rows < most)
            && self.limits.bytes.is_none_or(|most| self.bytes <= most);
        if room {
            self.found.values.push(value);
        }
        self.found.complete &= room;
        room
    }

    /// The time for one statement.
    pub(crate) fn time(&self) -> Duration {
        self.limits.timeout
    }

    /// Whether none came.
    pub(crate) fn is_empty(&self) -> bool {
        self.found.values.is_empty()
    }

    /// What was found, all of it where the statement came to its end.
    pub(crate) fn finish(self, ended: bool) -> Distinct {
        Distinct { complete: self.found.complete && ended, ..self.found }
    }
}

/// Puts one column's profile, looked at alone, in its place.
pub(crate) fn merge(profile: &mut TableProfile, alone: TableProfile, column: &str) {
    profile.rows = profile.rows.max(alone.rows);
    profile.sampled |= alone.sampled;
    let found = alone.columns.into_iter().find(|found| found.column == column);
    let place = profile.columns.iter_mut().find(|place| place.column == column);
    if let (Some(place), Some(found)) = (place, found) {
        *place = found;
    }
}

/// What is known of a column that cannot be looked at.
fn empty(column: &Column) -> ColumnProfile {
    ColumnProfile {
        column: column.name.clone(),
        distinct: 0,
        nulls: 0,
        min: None,
        max: None,
        samples: Vec::new(),
        looks_like: None,
    }
}

struct ColumnTally<'a> {
    column: &'a Column,
    nulls: u64,
    counts: HashMap<Key, Counted>,
}

struct Counted {
    value: Value,
    times: u64,
    seen: usize,
}

/// Equal values have equal keys.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Whole(i64),
    Bits(u64),
    Text(String),
}

impl<'a> ColumnTally<'a> {
    fn new(column: &'a Column) -> Self {
        Self { column, nulls: 0, counts: HashMap::new() }
    }

    fn add(&mut self, value: Value) {
        let Some(key) = key(&value) else {
            self.nulls += 1;
            return;
        };
        let seen = self.counts.len();
        self.counts.entry(key).or_insert(Counted { value, times: 0, seen }).times += 1;
    }

    fn finish(self) -> ColumnProfile {
        let values = || self.counts.values().map(|counted| &counted.value);
        let extreme = |wanted: Ordering| {
            values()
                .skip_while(|value| order(value, value).is_none())
                .reduce(|best, value| if order(value, best) == Some(wanted) { value } else { best })
        };
        let (min, max) = (extreme(Ordering::Less).cloned(), extreme(Ordering::Greater).cloned());
        let looks_like = looks::like(self.column, values());
        let (nulls, distinct) = (self.nulls, self.counts.len() as u64);
        ColumnProfile {
            column: self.column.name.clone(),
            distinct,
            nulls,
            min,
            max,
            samples: most_frequent(self.counts),
            looks_like,
        }
    }
}

fn key(value: &Value) -> Option<Key> {
    Some(match value {
        Value::Null => return None,
        Value::Integer(n) => Key::Whole(*n),
        Value::Boolean(truth) => Key::Whole(i64::from(*truth)),
        Value::Float(n) => Key::Bits(n.to_bits()),
        Value::Text(text) | Value::Other(text) => Key::Text(text.clone()),
        Value::Decimal(n) => Key::Text(n.normalized().to_string()),
        Value::Date(_)
        | Value::Time(_)
        | Value::DateTime(_)
        | Value::Timestamp(_)
        | Value::Json(_)
        | Value::Binary(_)
        | Value::Array(_) => Key::Text(value.to_string()),
    })
}

/// The most frequent values; of equally frequent ones those seen first.
fn most_frequent(counts: HashMap<Key, Counted>) -> Vec<Value> {
    let mut counted: Vec<Counted> = counts.into_values().collect();
    let by_times = |a: &Counted, b: &Counted| b.times.cmp(&a.times).then(a.seen.cmp(&b.seen));
    if counted.len() > SAMPLES {
        counted.select_nth_unstable_by(SAMPLES, by_times);
        counted.truncate(SAMPLES);
    }
    counted.sort_by(by_times);
    counted.into_iter().map(|counted| counted.value).collect()
}

/// The order of two values of one kind; numbers of any kind compare, texts by their bytes.
fn order(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Integer(a), Value::Integer(b)) => Some(a.cmp(b)),
        (Value::Decimal(a), Value::Decimal(b)) => Some(a.cmp(b)),
        (Value::Boolean(a), Value::Boolean(b)) => Some(a.cmp(b)),
        (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
        (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
        (Value::Time(a), Value::Time(b)) => Some(a.cmp(b)),
        (Value::DateTime(a), Value::DateTime(b)) => Some(a.cmp(b)),
        (Value::Timestamp(a), Value::Timestamp(b)) => Some(a.cmp(b)),
        (a, b) => a.as_number()?.partial_cmp(&b.as_number()?),
    }
}
