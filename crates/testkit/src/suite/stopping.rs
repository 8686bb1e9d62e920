//! Timeout, cancel and drop stop the server's work.
//!
//! Whether the server still works is asked of the server itself, through another connection.

use std::{sync::Arc, time::Duration};

use querist_vocabulary::{
    database::{DatabaseError, Limits},
    value::Value,
};

use super::{
    Subject,
    amounts::numbers,
    subject::{AMPLE, bring, question},
};

/// Longer than anybody waits: 10¹² rows are looked at. MySQL would count them by multiplying.
const ENDLESS_COUNT: &str = "select max(a.n * b.n + c.n * d.n) from n a, n b, n c, n d";

/// As many rows. MySQL would first put most of them into a hash table.
const ENDLESS_ROWS: &str = "select /*+ no_bnl() */ a.n, b.n, c.n, d.n from n a, n b, n c, n d";

pub async fn a_timeout_stops_the_server(subject: &Subject) {
    numbers(subject, 1_000);
    let database = subject.reader().await;
    let timeout = Duration::from_millis(300);
    let limits = Limits { timeout, ..AMPLE };
    for endless in [ENDLESS_COUNT, ENDLESS_ROWS] {
        let ended = subject.ask_within(&*database, endless, limits).await.map(|b| b.rows.len());
        assert_eq!(ended, Err(DatabaseError::TimedOut(timeout)), "{endless}");
        subject.wait_until_idle().await;
    }
    assert_eq!(subject.value(&*database, "select count(*) from n").await, Value::Integer(1_000));
}

pub async fn cancel_stops_the_server(subject: &Subject) {
    numbers(subject, 1_000);
    let database = subject.reader().await;
    let query = subject.query(ENDLESS_COUNT);
    let running = Arc::clone(&database);
    let mut task =
        tokio::spawn(
            async move { bring(running.run(&question("long"), &query, AMPLE).await?).await },
        );
    subject.wait_until_busy().await;
    // Until the file's or server's work has begun there is nothing to cancel: ask again.
    let ended = loop {
        database.cancel(&question("long")).await.unwrap();
        if let Ok(ended) = tokio::time::timeout(Duration::from_millis(100), &mut task).await {
            break ended.unwrap();
        }
    };
    assert_eq!(ended.map(|brought| brought.rows.len()), Err(DatabaseError::Cancelled));
    subject.wait_until_idle().await;
    assert_eq!(subject.value(&*database, "select count(*) from n").await, Value::Integer(1_000));
}

pub async fn dropped_rows_stop_the_server(subject: &Subject) {
    numbers(subject, 1_000);
    let database = subject.reader().await;
    // More often than the pool has connections: each must come back.
    for _ in 0..12 {
        let query = subject.query(ENDLESS_ROWS);
        let mut rows = database.run(&question("dropped"), &query, AMPLE).await.unwrap();
        assert!(rows.next().await.unwrap().is_some());
        drop(rows);
    }
    subject.wait_until_idle().await;
    assert_eq!(subject.value(&*database, "select count(*) from n").await, Value::Integer(1_000));
}

pub async fn cancelling_what_does_not_run_is_no_error(subject: &Subject) {
    numbers(subject, 10);
    let database = subject.reader().await;
    database.cancel(&question("never asked")).await.unwrap();
    subject.value(&*database, "select count(*) from n").await;
    database.cancel(&question("q")).await.unwrap();
    assert_eq!(subject.value(&*database, "select count(*) from n").await, Value::Integer(10));
}

pub async fn cancelling_does_not_wait_for_the_reader(subject: &Subject) {
    numbers(subject, 1_000);
    let database = subject.reader().await;
    for sql in [ENDLESS_ROWS, "select n from n"] {
        let query = subject.query(sql);
        let mut rows = database.run(&question("unread"), &query, AMPLE).await.unwrap();
        database.cancel(&question("unread")).await.unwrap();
        while let Ok(Some(_)) = rows.next().await {}
    }
    subject.wait_until_idle().await;
}
