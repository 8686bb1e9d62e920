//! What calls are written into: each before it is made, and its end once it has one.
//!
//! An entry stands before the first byte leaves, with what the call may come to, so that a process
//! that is killed in the middle leaves a trace, and budgets count the call until its end is known.

use std::{sync::Arc, time::Instant};

use querist_vocabulary::{
    clock::Clock,
    error::Code,
    ledger::{Ended, Entered, Ledger, Sent},
    model::Usage,
};
use tokio::{
    runtime::Handle,
    sync::watch,
    task::{JoinHandle, spawn},
};

use crate::{
    budget::{self, Purse},
    settings::Budgets,
    trouble::Trouble,
};

/// What calls are written into and counted against.
pub(crate) struct Books {
    ledger: Arc<dyn Ledger>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) purse: Purse,
    /// Each entry without an end has a receiver.
    under_way: watch::Sender<()>,
}

/// A call that stands in the ledger and may be made. One that is given up ends as `cancelled` and
/// counts as what it might have come to.
pub(crate) struct Entry {
    ledger: Arc<dyn Ledger>,
    number: u64,
    began: Instant,
    /// What it counts as where it is given up; none once it has ended.
    estimate: Option<(Usage, Option<f64>)>,
    under_way: watch::Receiver<()>,
}

impl Books {
    pub(crate) fn new(ledger: Arc<dyn Ledger>, clock: Arc<dyn Clock>, budgets: Budgets) -> Self {
        let purse = Purse::new(budgets, Arc::clone(&clock));
        Self { ledger, clock, purse, under_way: watch::Sender::new(()) }
    }

    /// Writes a call down where every budget has as much left.
    pub(crate) async fn enter(&self, sent: Sent) -> Result<Entry, Trouble> {
        let allowances = self.purse.allowances(&sent);
        let (ledger, under_way) = (Arc::clone(&self.ledger), self.under_way.subscribe());
        // On a task of its own: a caller who goes meanwhile leaves no entry that never ends.
        let entering = spawn(async move {
            let number = match ledger.record_sent(&sent, &allowances).await? {
                Entered::As(number) => number,
                Entered::Over(allowance) => {
                    return Err(Trouble::OverBudget(budget::told(&allowance)));
                }
            };
            let estimate = Some((sent.usage, sent.cost));
            Ok(Entry { ledger, number, began: Instant::now(), estimate, under_way })
        });
        entering.await.unwrap_or_else(|broken| Err(Trouble::Unaccounted(broken.to_string())))
    }

    /// Returns once every call that was entered has its end in the ledger.
    pub(crate) async fn settled(&self) {
        self.under_way.closed().await;
    }
}

impl Entry {
    /// Writes down how the call ended, also when nobody waits for that any more.
    pub(crate) async fn end(mut self, outcome: &str, usage: Usage, cost: Option<f64>) {
        self.estimate = None;
        if let Some(writing) = self.write(outcome, usage, cost) {
            // What goes wrong in it was told there.
            let _ = writing.await;
        }
    }

    /// None where nothing runs any more that could write: the entry then stays without an end.
    fn write(&self, outcome: &str, usage: Usage, cost: Option<f64>) -> Option<JoinHandle<()>> {
        let ms = self.began.elapsed().as_secs_f64() * 1000.0;
        let ended = Ended { outcome: outcome.to_owned(), usage, cost, ms };
        let (ledger, number) = (Arc::clone(&self.ledger), self.number);
        let under_way = self.under_way.clone();
        Some(Handle::try_current().ok()?.spawn(async move {
            if let Err(error) = ledger.record_end(number, &ended).await {
                tracing::error!(%error, number, "the end of a call is not in the ledger");
            }
            drop(under_way);
        }))
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        if let Some((usage, cost)) = self.estimate.take() {
            drop(self.write(Code::Cancelled.word(), usage, cost));
        }
    }
}
