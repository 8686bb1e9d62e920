//! Calls on their way into the ledger.

use std::{sync::Arc, time::Instant};

use querist_vocabulary::{
    error::Code,
    ledger::{Ledger, Sent},
    model::Usage,
};

use crate::trouble::Trouble;

/// A call that is under way. One that nobody waits for any more is written down all the same.
pub(crate) struct Record {
    ledger: Arc<dyn Ledger>,
    sent: Option<Sent>,
    began: Instant,
}

impl Record {
    pub(crate) fn begin(ledger: &Arc<dyn Ledger>, sent: Sent) -> Self {
        Self { ledger: Arc::clone(ledger), sent: Some(sent), began: Instant::now() }
    }

    /// Writes down how the call ended.
    pub(crate) async fn end(
        mut self,
        outcome: &str,
        usage: Usage,
        cost: Option<f64>,
    ) -> Result<(), Trouble> {
        let Some(sent) = self.ended(outcome, usage, cost) else { return Ok(()) };
        self.ledger.record_sent(&sent).await?;
        Ok(())
    }

    fn ended(&mut self, outcome: &str, usage: Usage, cost: Option<f64>) -> Option<Sent> {
        let ms = self.began.elapsed().as_secs_f64() * 1000.0;
        Some(Sent { outcome: outcome.to_owned(), usage, cost, ms, ..self.sent.take()? })
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        let usage = self.sent.as_ref().map(|sent| sent.usage).unwrap_or_default();
        let cost = self.sent.as_ref().and_then(|sent| sent.cost);
        let Some(sent) = self.ended(Code::Cancelled.word(), usage, cost) else { return };
        let ledger = Arc::clone(&self.ledger);
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                if let Err(error) = ledger.record_sent(&sent).await {
                    tracing::error!(%error, "a call that was given up is not in the ledger");
                }
            });
        }
    }
}
