//! A store in a folder of its own, a clock that stands, and raw SQL beside the store.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex},
};

use jiff::{Span, Zoned};
use querist_store::SqliteStore;
use querist_vocabulary::{audit::AuditEvent, clock::Clock};
use rusqlite::Connection;
use tempfile::TempDir;

/// A clock that moves when it is told to.
pub(crate) struct Hands(Mutex<Zoned>);

impl Hands {
    pub(crate) fn forward(&self, by: Span) {
        let mut now = self.0.lock().unwrap();
        *now = now.checked_add(by).unwrap();
    }
}

impl Clock for Hands {
    fn now(&self) -> Zoned {
        self.0.lock().unwrap().clone()
    }
}

pub(crate) struct Bench {
    pub(crate) folder: TempDir,
    pub(crate) clock: Arc<Hands>,
}

impl Bench {
    pub(crate) fn new() -> Self {
        let now = "2026-11-21T12:00:00+00:00[UTC]".parse().unwrap();
        Self { folder: tempfile::tempdir().unwrap(), clock: Arc::new(Hands(Mutex::new(now))) }
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.folder.path().join("data/querist.db")
    }

    pub(crate) async fn store(&self) -> SqliteStore {
        SqliteStore::open(&self.file()).await.unwrap().with_clock(self.clock.clone())
    }

    /// Does to the file what somebody with `sqlite3` would do.
    pub(crate) async fn sql(&self, sql: &str) {
        std::fs::create_dir_all(self.file().parent().unwrap()).unwrap();
        let connection = Connection::open(self.file()).unwrap();
        connection.execute_batch(sql).unwrap();
        connection.close().unwrap();
    }
}

pub(crate) fn event(action: &str) -> AuditEvent {
    AuditEvent {
        actor: "ada".into(),
        action: action.into(),
        database: "shop.db".into(),
        detail: serde_json::json!({"question": "how many shops?"}),
    }
}
