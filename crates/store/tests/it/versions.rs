//! Files of older and newer versions.

use querist_store::{SqliteStore, VERSION};
use querist_vocabulary::{
    session::SessionId,
    store::{Store, StoreError},
};

use super::bench::{Bench, event};

/// A store as version 1 left it: a session of two turns and an audit log of two entries.
const VERSION_1: &str = include_str!("../fixtures/store-version-1.sql");

#[tokio::test]
async fn a_store_of_version_1_is_migrated_and_keeps_everything() {
    let bench = Bench::new();
    bench.sql(VERSION_1).await;
    let store = bench.store().await;
    let turns = store.turns(&SessionId("5d2f0c9a71be".into())).await.unwrap();
    assert_eq!(
        turns.iter().map(|turn| turn.question.as_str()).collect::<Vec<_>>(),
        ["how many shops?", "only the open ones"]
    );
    let next = store.record(&event("asked")).await.unwrap();
    assert_eq!(next.number, 3);
    let verdict = store.verify_audit().await.unwrap();
    assert_eq!((verdict.entries, verdict.broken), (3, None));
    store.cache("key", b"bytes").await.unwrap();
}

#[tokio::test]
async fn a_migrated_store_opens_again_as_it_is() {
    let bench = Bench::new();
    bench.sql(VERSION_1).await;
    bench.store().await.close().await;
    let again = bench.store().await;
    assert_eq!(again.verify_audit().await.unwrap().entries, 2);
}

#[tokio::test]
async fn a_store_of_a_newer_version_is_refused_and_left_as_it_is() {
    let bench = Bench::new();
    bench.store().await.close().await;
    bench.sql(&format!("PRAGMA user_version = {}", VERSION + 1)).await;
    let place = bench.file().display().to_string();
    let error = SqliteStore::open(&bench.file()).await.err();
    let expected = StoreError::TooNew { place, found: VERSION + 1, known: VERSION };
    assert_eq!(error, Some(expected));
}
