//! Rows on their way from a running query to whoever asked.
//!
//! A query runs in a task (or, for SQLite, a thread) of its own that owns its connection. What it
//! sends goes through a channel that holds few batches, so memory stays constant and a slow reader
//! slows the server down. The task ends early for three reasons: time, cancel, a reader gone.

use std::{
    future,
    time::{Duration, Instant},
};

use async_trait::async_trait;
use querist_vocabulary::{
    database::{Cut, DatabaseError, Limits, ResultColumn, Rows},
    value::Value,
};
use tokio::sync::{mpsc, watch};

/// Rows that are cut off into batches, and counted against the limits.
mod batch;

/// The queries that run, so that they can be stopped by the question's identity.
mod running;

pub(crate) use batch::{Batcher, Taken};
pub(crate) use running::{Running, Ticket};

/// Batches that wait for the reader before the sender has to.
const WAITING: usize = 2;

/// What a running query sends.
#[derive(Debug)]
pub(crate) enum Parcel {
    /// First of all: the columns.
    Columns(Vec<ResultColumn>),
    /// Some rows, at least one.
    Rows(Vec<Vec<Value>>),
    /// Last of all: how it ended.
    End(Result<Option<Cut>, DatabaseError>),
}

/// Why a run ends early.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop {
    /// Its time is over.
    Deadline(Duration),
    /// Somebody cancelled it.
    Cancelled,
    /// Nobody reads its rows any more.
    Unread,
}

impl From<Stop> for DatabaseError {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Deadline(after) => Self::TimedOut(after),
            Stop::Cancelled | Stop::Unread => Self::Cancelled,
        }
    }
}

/// Tells a run whether its rows are still wanted.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    sender: mpsc::Sender<Parcel>,
    cancel: watch::Receiver<bool>,
    timeout: Duration,
    /// When the run's time is over.
    pub deadline: Instant,
}

impl Wanted {
    /// Whether the run must end now, and why.
    pub(crate) fn stop(&self) -> Option<Stop> {
        if *self.cancel.borrow() {
            Some(Stop::Cancelled)
        } else if self.sender.is_closed() {
            Some(Stop::Unread)
        } else if Instant::now() >= self.deadline {
            Some(Stop::Deadline(self.timeout))
        } else {
            None
        }
    }

    /// Waits until the run must end.
    pub(crate) async fn until_stop(&mut self) -> Stop {
        tokio::select! {
            () = self.sender.closed() => Stop::Unread,
            _ = self.cancel.wait_for(|cancelled| *cancelled) => Stop::Cancelled,
            () = tokio::time::sleep_until(self.deadline.into()) => Stop::Deadline(self.timeout),
        }
    }
}

/// The sending end of a run.
#[derive(Debug)]
pub(crate) struct Outlet {
    /// Where parcels go.
    pub sender: mpsc::Sender<Parcel>,
    /// How much the run may take and bring.
    pub limits: Limits,
    /// Whether it must stop.
    pub wanted: Wanted,
    /// Its entry among the running queries.
    pub ticket: Ticket,
}

impl Outlet {
    /// Sends a parcel; waits while the reader is slow.
    pub(crate) async fn send(&self, parcel: Parcel) -> Result<(), DatabaseError> {
        self.sender.send(parcel).await.map_err(|_| Stop::Unread.into())
    }

    /// Sends the rows that still wait, if any.
    pub(crate) async fn send_rest(&self, batcher: &mut Batcher) -> Result<(), DatabaseError> {
        let rest = batcher.rest();
        if rest.is_empty() { Ok(()) } else { self.send(Parcel::Rows(rest)).await }
    }
}

/// Makes both ends; the sender's work begins when the caller spawns it.
pub(crate) fn open(ticket: Ticket, limits: Limits) -> (Outlet, Inlet) {
    let (sender, receiver) = mpsc::channel(WAITING);
    let now = Instant::now();
    let wanted = Wanted {
        sender: sender.clone(),
        cancel: ticket.cancel.clone(),
        timeout: limits.timeout,
        deadline: now.checked_add(limits.timeout).unwrap_or_else(|| now + FOREVER),
    };
    let inlet = Inlet {
        receiver,
        cancel: wanted.cancel.clone(),
        timeout: limits.timeout,
        last_word: wanted.deadline + LAST_WORD,
    };
    (Outlet { sender, limits, wanted, ticket }, inlet)
}

/// How long a run that must end has to say so. Who asked waits no longer, even where the work itself cannot be stopped
/// at once: SQLite looks at no clock within a function.
const LAST_WORD: Duration = Duration::from_millis(500);

/// The receiving end of a run.
#[derive(Debug)]
pub(crate) struct Inlet {
    receiver: mpsc::Receiver<Parcel>,
    cancel: watch::Receiver<bool>,
    timeout: Duration,
    /// When the time for a last word after the deadline is over.
    last_word: Instant,
}

impl Inlet {
    /// The next parcel; none where the sender went away without a last word.
    async fn next(&mut self) -> Option<Parcel> {
        let Self { receiver, cancel, timeout, last_word } = self;
        tokio::select! {
            biased;
            parcel = receiver.recv() => parcel,
            () = tokio::time::sleep_until((*last_word).into()) => {
                Some(Parcel::End(Err(DatabaseError::TimedOut(*timeout))))
            }
            () = long_cancelled(cancel) => Some(Parcel::End(Err(DatabaseError::Cancelled))),
        }
    }
}

/// Waits until the run was cancelled and its time for a last word is over.
async fn long_cancelled(cancel: &mut watch::Receiver<bool>) {
    if cancel.wait_for(|cancelled| *cancelled).await.is_err() {
        // The run has ended: its last word is on its way.
        future::pending::<()>().await;
    }
    tokio::time::sleep(LAST_WORD).await;
}

/// Longer than any query runs: for timeouts that the clock cannot add.
const FOREVER: Duration = Duration::from_secs(365 * 24 * 3600);

/// Waits for the columns.
pub(crate) async fn receive(
    mut inlet: Inlet,
    address: &str,
) -> Result<Box<dyn Rows>, DatabaseError> {
    match inlet.next().await {
        Some(Parcel::Columns(columns)) => Ok(Box::new(Delivery {
            columns,
            inlet,
            address: address.to_owned(),
            cut: None,
            over: false,
        })),
        Some(Parcel::End(Err(error))) => Err(error),
        Some(Parcel::Rows(_) | Parcel::End(Ok(_))) | None => Err(broken_off(address)),
    }
}

/// The rows as the caller takes them.
struct Delivery {
    columns: Vec<ResultColumn>,
    inlet: Inlet,
    address: String,
    cut: Option<Cut>,
    over: bool,
}

#[async_trait]
impl Rows for Delivery {
    fn columns(&self) -> &[ResultColumn] {
        &self.columns
    }

    async fn next(&mut self) -> Result<Option<Vec<Vec<Value>>>, DatabaseError> {
        if self.over {
            return Ok(None);
        }
        match self.inlet.next().await {
            Some(Parcel::Rows(rows)) => Ok(Some(rows)),
            Some(Parcel::End(end)) => {
                self.over = true;
                self.cut = end?;
                Ok(None)
            }
            Some(Parcel::Columns(_)) | None => {
                self.over = true;
                Err(broken_off(&self.address))
            }
        }
    }

    fn cut(&self) -> Option<Cut> {
        self.cut
    }
}

/// The task went away without a last word.
fn broken_off(address: &str) -> DatabaseError {
    DatabaseError::Lost { address: address.to_owned(), reason: "the query broke off".into() }
}

/// A statement without columns does something else than read. A read-only transaction would not stop
/// all of them: in MySQL a `CREATE VIEW` commits it first.
pub(crate) fn no_rows() -> DatabaseError {
    DatabaseError::Denied("run a statement that brings no rows".into())
}
