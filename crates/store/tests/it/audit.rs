//! The chain, and what tampering looks like to it.

use querist_store::FIRST;
use querist_vocabulary::store::Store;

use super::bench::{Bench, event};

/// Five entries, then SQL by somebody with the file, then the verdict.
async fn check(tampering: &str) -> String {
    let bench = Bench::new();
    let store = bench.store().await;
    for number in 1..=5 {
        store.record(&event(&format!("asked {number}"))).await.unwrap();
    }
    let disarm = "DROP TRIGGER audit_keeps_rows; DROP TRIGGER audit_keeps_values;";
    bench.sql(&format!("{disarm} {tampering}")).await;
    let verdict = store.verify_audit().await.unwrap();
    match verdict.broken {
        Some((number, reason)) => format!("entry {number}: {reason}"),
        None => format!("whole, {} entries", verdict.entries),
    }
}

#[tokio::test]
async fn entries_are_numbered_and_chained() {
    let bench = Bench::new();
    let store = bench.store().await;
    let first = store.record(&event("asked")).await.unwrap();
    let second = store.record(&event("ran")).await.unwrap();
    assert_eq!((first.number, first.previous.as_str()), (1, FIRST));
    assert_eq!((second.number, &second.previous), (2, &first.hash));
    assert_eq!(store.audit(1, 10).await.unwrap(), [first, second.clone()]);
    assert_eq!(store.audit(2, 1).await.unwrap(), std::slice::from_ref(&second));
    let verdict = store.verify_audit().await.unwrap();
    assert_eq!((verdict.entries, verdict.head, verdict.broken), (2, Some(second.hash), None));
}

#[tokio::test]
async fn an_empty_log_is_whole_and_has_no_head() {
    let bench = Bench::new();
    let verdict = bench.store().await.verify_audit().await.unwrap();
    assert_eq!((verdict.entries, verdict.head, verdict.broken), (0, None, None));
}

#[tokio::test]
async fn an_untouched_log_is_whole() {
    insta::assert_snapshot!(check("").await, @"whole, 5 entries");
}

#[tokio::test]
async fn every_edited_field_is_noticed() {
    for field in ["at", "actor", "action", "database", "detail"] {
        let edit = format!("UPDATE audit SET {field} = {field} || ' ' WHERE number = 3");
        let verdict = check(&edit).await;
        assert!(verdict.starts_with("entry 3: its content"), "{field}: {verdict}");
    }
}

#[tokio::test]
async fn a_removed_entry_is_noticed() {
    insta::assert_snapshot!(check("DELETE FROM audit WHERE number = 3").await, @"entry 4: entry 3 is missing before it");
}

#[tokio::test]
async fn a_removed_and_renumbered_entry_is_noticed() {
    let tampering = "DELETE FROM audit WHERE number = 3;
                     UPDATE audit SET number = number - 1 WHERE number > 3";
    insta::assert_snapshot!(check(tampering).await, @"entry 3: it does not carry the hash of the entry before it");
}

#[tokio::test]
async fn removed_last_entries_are_noticed() {
    insta::assert_snapshot!(check("DELETE FROM audit WHERE number > 3").await, @"entry 4: the log ends at entry 3, and its head is entry 5");
}

#[tokio::test]
async fn a_log_that_was_emptied_is_noticed() {
    insta::assert_snapshot!(check("DELETE FROM audit").await, @"entry 1: the log ends at entry 0, and its head is entry 5");
}

#[tokio::test]
async fn exchanged_entries_are_noticed() {
    let tampering = "UPDATE audit SET number = 99 WHERE number = 2;
                     UPDATE audit SET number = 2 WHERE number = 4;
                     UPDATE audit SET number = 4 WHERE number = 99";
    insta::assert_snapshot!(check(tampering).await, @"entry 2: it does not carry the hash of the entry before it");
}

#[tokio::test]
async fn an_entry_put_at_the_end_by_hand_is_noticed() {
    let tampering = "INSERT INTO audit SELECT 6, at, actor, action, database, detail, hash, hash
                       FROM audit WHERE number = 5";
    insta::assert_snapshot!(check(tampering).await, @"entry 6: its content does not have the hash that was written with it");
}

/// What a chain cannot notice by itself: this is why the verdict gives a head to keep elsewhere.
#[tokio::test]
async fn last_entries_removed_together_with_the_head_are_not_noticed() {
    let tampering = "DELETE FROM audit WHERE number > 3;
                     UPDATE audit_head SET (number, hash) = (SELECT number, hash FROM audit
                                                              ORDER BY number DESC LIMIT 1)";
    insta::assert_snapshot!(check(tampering).await, @"whole, 3 entries");
}

#[tokio::test]
async fn the_log_goes_on_after_a_removed_end_without_hiding_it() {
    let bench = Bench::new();
    let store = bench.store().await;
    for number in 1..=3 {
        store.record(&event(&format!("asked {number}"))).await.unwrap();
    }
    bench.sql("DROP TRIGGER audit_keeps_rows; DELETE FROM audit WHERE number = 3").await;
    store.record(&event("asked again")).await.unwrap();
    let broken = store.verify_audit().await.unwrap().broken;
    assert_eq!(broken.map(|(number, _)| number), Some(4));
}

#[tokio::test]
#[should_panic(expected = "the audit log only grows")]
async fn an_accident_is_stopped_by_the_database_itself() {
    let bench = Bench::new();
    bench.store().await.record(&event("asked")).await.unwrap();
    bench.sql("DELETE FROM audit").await;
}
