//! A database that fails on the way.

use std::{sync::Arc, time::Duration};

use querist_testkit::{Fault, Faulty};
use querist_vocabulary::{database::DatabaseError, question::QuestionId};

use super::house::{House, id, printed};

async fn check(fault: Fault) -> String {
    let house = House::around(|database| Arc::new(Faulty::new(database, fault))).await;
    let reply = printed(&house.read("select name from customers").await);
    format!("{reply}\n{}", house.audit().await)
        .replace(&house.journey.parts.database.address(), "SHOP")
}

#[tokio::test]
async fn a_connection_lost_half_way() {
    insta::assert_snapshot!(check(Fault::LostAfter(3)).await);
}

#[tokio::test]
async fn a_database_that_cannot_be_read() {
    let reason = "the server closed the connection".to_owned();
    let error = DatabaseError::Lost { address: "SHOP".into(), reason };
    insta::assert_snapshot!(check(Fault::Schema(error)).await);
}

#[tokio::test]
async fn a_query_that_the_database_refuses() {
    insta::assert_snapshot!(
        check(Fault::Run(DatabaseError::Query("no such collation".into()))).await
    );
}

#[tokio::test]
async fn a_slow_database_answers_in_the_end() {
    let answer = check(Fault::Slow(Duration::from_millis(20))).await;
    assert!(answer.contains("Ana Souza"), "{answer}");
}

#[tokio::test]
async fn a_question_is_cancelled_wherever_it_is() {
    let house = House::around(|database| Arc::new(Faulty::new(database, Fault::Stuck))).await;
    let sql = "select name from customers";
    let cancelled = async {
        // Cancelled as soon as the question is under way, however far it has come.
        while house.audit().await.is_empty() {
            tokio::task::yield_now().await;
        }
        house.journey.cancel(&id(sql)).await.unwrap();
    };
    let (reply, ()) = futures::join!(house.read(sql), cancelled);
    insta::assert_snapshot!(format!("{}\n{}", printed(&reply), house.audit().await));
}

#[tokio::test]
async fn nothing_to_cancel_is_no_error() {
    let house = House::new().await;
    house.journey.cancel(&QuestionId("nobody".into())).await.unwrap();
}
