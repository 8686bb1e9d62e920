//! Several processes at once, and one that is killed.
//!
//! A process is this test binary again, told by a variable to play the part of a writer.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use jiff::Timestamp;
use querist_store::SqliteStore;
use querist_vocabulary::{
    ledger::{Allowance, Ledger, Most, Spender},
    question::QuestionId,
    store::Store,
};

use super::{
    bench::{Bench, event},
    ledger::{number, sent},
};

const FILE: &str = "QUERIST_TEST_STORE";
const ENTRIES: &str = "QUERIST_TEST_ENTRIES";

/// Not a test by itself: writes entries and prints the number of each one that is kept.
#[tokio::test]
async fn writer() {
    let (Ok(file), Ok(entries)) = (std::env::var(FILE), std::env::var(ENTRIES)) else { return };
    let store = SqliteStore::open(Path::new(&file)).await.unwrap();
    for _ in 0..entries.parse::<u64>().unwrap() {
        let entry = store.record(&event("asked")).await.unwrap();
        println!("\nkept {}", entry.number);
    }
}

/// Not a test by itself: writes calls into the ledger.
#[tokio::test]
async fn sender() {
    let (Ok(file), Ok(entries)) = (std::env::var(FILE), std::env::var(ENTRIES)) else { return };
    let store = SqliteStore::open(Path::new(&file)).await.unwrap();
    for _ in 0..entries.parse::<u64>().unwrap() {
        number(&store, &sent("q1", "ada")).await;
    }
}

/// Not a test by itself: writes calls into the ledger, as many as the day allows.
#[tokio::test]
async fn spender() {
    let (Ok(file), Ok(entries)) = (std::env::var(FILE), std::env::var(ENTRIES)) else { return };
    let store = SqliteStore::open(Path::new(&file)).await.unwrap();
    let spender = Spender::All(Timestamp::UNIX_EPOCH);
    let day = Allowance { spender, most: Most::Tokens(30 * 840) };
    for _ in 0..entries.parse::<u64>().unwrap() {
        store.record_sent(&sent("q1", "ada"), std::slice::from_ref(&day)).await.unwrap();
    }
}

fn spawn(file: &Path, entries: u64) -> Child {
    spawn_as("writer", file, entries)
}

fn spawn_as(part: &str, file: &Path, entries: u64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &format!("it::processes::{part}"), "--nocapture"])
        .env(FILE, file)
        .env(ENTRIES, entries.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

#[tokio::test]
async fn processes_that_start_together_on_no_file_write_one_chain() {
    let bench = Bench::new();
    let writers: Vec<Child> = (0..4).map(|_| spawn(&bench.file(), 50)).collect();
    for writer in writers {
        let done = writer.wait_with_output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
    }
    let verdict = bench.store().await.verify_audit().await.unwrap();
    assert_eq!((verdict.entries, verdict.broken), (200, None));
}

#[tokio::test]
async fn two_processes_write_one_ledger() {
    let bench = Bench::new();
    bench.store().await.close().await;
    let senders: Vec<Child> = (0..2).map(|_| spawn_as("sender", &bench.file(), 40)).collect();
    for sender in senders {
        let done = sender.wait_with_output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
    }
    let store = bench.store().await;
    let question = Spender::Question(QuestionId("q1".into()));
    let spent = store.spent(&question).await.unwrap();
    assert_eq!((spent.calls, spent.tokens), (80, 80 * 840));
    let numbers = store.sent(None, 100).await.unwrap();
    assert!(numbers.iter().map(|entry| entry.number).eq((1..=80).rev()));
}

#[tokio::test]
async fn two_processes_do_not_pass_a_budget_together() {
    let bench = Bench::new();
    bench.store().await.close().await;
    let spenders: Vec<Child> = (0..2).map(|_| spawn_as("spender", &bench.file(), 40)).collect();
    for spender in spenders {
        let done = spender.wait_with_output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
    }
    assert_eq!(bench.store().await.sent(None, 100).await.unwrap().len(), 30);
}

#[tokio::test]
async fn tasks_of_one_process_write_one_chain() {
    let bench = Bench::new();
    let store = bench.store().await;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let store = store.clone();
        tasks.spawn(async move {
            for _ in 0..25 {
                store.record(&event("asked")).await.unwrap();
            }
        });
    }
    while let Some(done) = tasks.join_next().await {
        done.unwrap();
    }
    let verdict = store.verify_audit().await.unwrap();
    assert_eq!((verdict.entries, verdict.broken), (200, None));
}

#[tokio::test]
async fn a_killed_process_leaves_a_whole_chain_with_everything_it_reported() {
    let bench = Bench::new();
    let mut writer = spawn(&bench.file(), u64::MAX);
    let mut lines = BufReader::new(writer.stdout.take().unwrap()).lines().map_while(Result::ok);
    assert!(lines.any(|line| line == "kept 20"));
    writer.kill().unwrap();
    writer.wait().unwrap();
    let reported = lines.filter_map(|line| line.strip_prefix("kept ")?.parse::<u64>().ok()).last();

    let store = bench.store().await;
    let verdict = store.verify_audit().await.unwrap();
    assert_eq!(verdict.broken, None);
    assert!(verdict.entries >= reported.unwrap_or(20));
    let next = store.record(&event("asked")).await.unwrap();
    assert_eq!(next.number, verdict.entries + 1);
}
