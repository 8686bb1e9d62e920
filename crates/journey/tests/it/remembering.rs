//! What is written down.

use querist_vocabulary::store::Store;

use super::house::{House, printed};

#[tokio::test]
async fn every_end_leaves_a_trace_without_values() {
    let house = House::new().await;
    let _ = house.ask("How many customers are from Germany?").await;
    let _ = house.ask("delete all cancelled orders").await;
    let _ = house.ask("").await;
    let _ = house.read("select nothing from nowhere").await;
    let _ = house.read("select name from customers where id = 1").await;
    let audit = house.audit().await;
    assert!(!audit.contains("Ana Souza"));
    assert_eq!(house.store.verify_audit().await.unwrap().broken, None);
    insta::assert_snapshot!(audit);
}

#[tokio::test]
async fn turns_keep_the_order_of_a_session() {
    let house = House::new().await;
    let first = house.read("select count(*) from products").await.unwrap();
    let session = Some(first.session.clone());
    let _ = house.ask_in(session.clone(), "delete all cancelled orders").await;
    let turns = house.store.turns(&first.session).await.unwrap();
    let lines =
        turns.iter().map(|turn| format!("{} {} {:?}", turn.outcome, turn.question, turn.rows));
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}

#[tokio::test]
async fn a_session_of_another_database_is_not_continued() {
    let house = House::new().await;
    let other = house.store.begin_session("sqlite:other.db").await.unwrap();
    let reply = house.ask_in(Some(other.id), "how many products are there?").await;
    assert!(printed(&reply).contains("is about another database"), "{}", printed(&reply));
}

#[tokio::test]
async fn an_unknown_session_is_an_error_that_leaves_a_trace() {
    let house = House::new().await;
    let unknown = querist_vocabulary::session::SessionId("no-such".into());
    let reply = house.ask_in(Some(unknown), "how many products are there?").await;
    insta::assert_snapshot!(format!("{}\n{}", printed(&reply), house.audit().await));
}
