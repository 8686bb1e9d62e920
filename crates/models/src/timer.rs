//! Time that passes.

use std::time::{Duration, Instant};

use async_trait::async_trait;

/// Waits, and says how much time has passed; tests have one in which waiting takes no time.
#[async_trait]
pub trait Timer: Send + Sync {
    /// Now.
    fn now(&self) -> Instant;

    /// Returns after so long.
    async fn wait(&self, time: Duration);
}

/// The machine's own.
#[derive(Debug, Clone, Copy)]
pub struct MachineTimer;

#[async_trait]
impl Timer for MachineTimer {
    fn now(&self) -> Instant {
        Instant::now()
    }

    async fn wait(&self, time: Duration) {
        tokio::time::sleep(time).await;
    }
}
