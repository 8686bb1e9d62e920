//! Conversations and the fifty turns they keep.

use jiff::ToSpan;
use querist_vocabulary::{
    clock::Clock,
    question::QuestionId,
    session::{SessionId, TURNS_KEPT, Turn},
    store::{Store, StoreError},
};

use super::bench::Bench;

fn turn(bench: &Bench, number: usize) -> Turn {
    Turn {
        id: QuestionId(format!("q{number}")),
        at: bench.clock.now().timestamp(),
        question: format!("question {number}"),
        outcome: "answer".into(),
        sql: Some("SELECT 1".into()),
        plan: Some(serde_json::json!({"b": 1, "a": [1.5, null]})),
        rows: Some(3),
    }
}

#[tokio::test]
async fn a_turn_comes_back_as_it_went_in() {
    let bench = Bench::new();
    let store = bench.store().await;
    let session = store.begin_session("shop.db").await.unwrap();
    let bare = Turn { sql: None, plan: None, rows: None, ..turn(&bench, 2) };
    store.add_turn(&session.id, &turn(&bench, 1)).await.unwrap();
    store.add_turn(&session.id, &bare).await.unwrap();
    assert_eq!(store.turns(&session.id).await.unwrap(), [turn(&bench, 1), bare]);
}

#[tokio::test]
async fn the_oldest_turns_beyond_fifty_are_dropped() {
    let bench = Bench::new();
    let store = bench.store().await;
    let session = store.begin_session("shop.db").await.unwrap();
    for number in 1..=TURNS_KEPT + 3 {
        store.add_turn(&session.id, &turn(&bench, number)).await.unwrap();
    }
    let kept = store.turns(&session.id).await.unwrap();
    assert_eq!(kept.len(), TURNS_KEPT);
    assert_eq!(kept.first().unwrap().id.0, "q4");
    assert_eq!(kept.last().unwrap().id.0, "q53");
    assert_eq!(store.session(&session.id).await.unwrap().turns, 50);
}

#[tokio::test]
async fn the_session_with_the_latest_turn_comes_first() {
    let bench = Bench::new();
    let store = bench.store().await;
    let first = store.begin_session("a").await.unwrap();
    bench.clock.forward(1.minute());
    store.begin_session("b").await.unwrap();
    bench.clock.forward(1.minute());
    store.add_turn(&first.id, &turn(&bench, 1)).await.unwrap();
    let databases = |most| {
        let store = store.clone();
        async move {
            let sessions = store.sessions(most).await.unwrap();
            sessions.into_iter().map(|session| session.database).collect::<Vec<_>>()
        }
    };
    assert_eq!(databases(10).await, ["a", "b"]);
    assert_eq!(databases(1).await, ["a"]);
}

#[tokio::test]
async fn a_deleted_session_takes_its_turns_along() {
    let bench = Bench::new();
    let store = bench.store().await;
    let session = store.begin_session("shop.db").await.unwrap();
    store.add_turn(&session.id, &turn(&bench, 1)).await.unwrap();
    store.end_session(&session.id).await.unwrap();
    bench.sql("CREATE TABLE left_over AS SELECT 1 / (count(*) = 0) AS none FROM turns").await;
    assert!(store.sessions(10).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_unknown_session_is_said_to_be_unknown() {
    let bench = Bench::new();
    let store = bench.store().await;
    let id = SessionId("nowhere".into());
    let unknown = StoreError::NotFound { what: "session", name: "nowhere".into() };
    assert_eq!(store.session(&id).await, Err(unknown.clone()));
    assert_eq!(store.turns(&id).await, Err(unknown.clone()));
    assert_eq!(store.end_session(&id).await, Err(unknown.clone()));
    assert_eq!(store.add_turn(&id, &turn(&bench, 1)).await, Err(unknown));
}

#[tokio::test]
async fn a_store_in_memory_keeps_what_it_was_told() {
    let store = querist_store::SqliteStore::in_memory().await.unwrap();
    let session = store.begin_session("shop.db").await.unwrap();
    assert_eq!(store.session(&session.id).await.unwrap(), session);
}
