//! Rows that are cut off into batches, and counted against the limits.

use std::mem;

use querist_vocabulary::{
    database::{Cut, Limits},
    value::Value,
};

/// Rows of a full batch: each wakes the reader.
const ROWS: usize = 1024;

/// Weight of a full batch, so that few wide rows do not fill the memory.
const BYTES: u64 = 256 * 1024;

/// What became of a row.
#[derive(Debug, PartialEq)]
pub(crate) enum Taken {
    /// It waits for the batch to fill.
    Kept,
    /// It filled the batch, which can go.
    Full(Vec<Vec<Value>>),
    /// It is beyond a limit and was left out; no more rows are wanted.
    Over(Cut),
}

/// Collects rows into batches.
#[derive(Debug)]
pub(crate) struct Batcher {
    limits: Limits,
    rows: u64,
    bytes: u64,
    batch: Vec<Vec<Value>>,
    batch_bytes: u64,
}

impl Batcher {
    /// Nothing taken yet.
    pub(crate) fn new(limits: Limits) -> Self {
        Self { limits, rows: 0, bytes: 0, batch: Vec::new(), batch_bytes: 0 }
    }

    /// Takes a row, unless it is beyond a limit.
    pub(crate) fn take(&mut self, row: Vec<Value>) -> Taken {
        if self.limits.rows.is_some_and(|most| self.rows >= most) {
            return Taken::Over(Cut::Rows);
        }
        let weight = row.iter().map(|value| value.weight() as u64).sum::<u64>();
        if self.limits.bytes.is_some_and(|most| self.bytes + weight > most) {
            return Taken::Over(Cut::Bytes);
        }
        self.rows += 1;
        self.bytes += weight;
        self.batch_bytes += weight;
        self.batch.push(row);
        if self.batch.len() >= ROWS || self.batch_bytes >= BYTES {
            Taken::Full(self.rest())
        } else {
            Taken::Kept
        }
    }

    /// The rows that wait, maybe none.
    pub(crate) fn rest(&mut self) -> Vec<Vec<Value>> {
        self.batch_bytes = 0;
        mem::take(&mut self.batch)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn check(rows: Option<u64>, bytes: Option<u64>, offered: usize) -> (usize, Option<Cut>) {
        let mut batcher = Batcher::new(Limits { rows, bytes, timeout: Duration::ZERO });
        let mut delivered = 0;
        for n in 0..offered {
            match batcher.take(vec![Value::Integer(n as i64)]) {
                Taken::Kept => {}
                Taken::Full(batch) => delivered += batch.len(),
                Taken::Over(cut) => return (delivered + batcher.rest().len(), Some(cut)),
            }
        }
        (delivered + batcher.rest().len(), None)
    }

    #[test]
    fn a_limit_cuts_only_when_another_row_was_there() {
        assert_eq!(check(Some(300), None, 300), (300, None));
        assert_eq!(check(Some(300), None, 301), (300, Some(Cut::Rows)));
        assert_eq!(check(Some(0), None, 1), (0, Some(Cut::Rows)));
        assert_eq!(check(None, Some(800), 100), (100, None));
        assert_eq!(check(None, Some(799), 100), (99, Some(Cut::Bytes)));
        assert_eq!(check(None, None, 1000), (1000, None));
    }
}
