//! A database that fails on the way.

use std::{sync::Arc, time::Duration};

use querist_testkit::{Fault, Faulty};
use querist_vocabulary::{
    database::DatabaseError,
    error::{Code, Coded},
    event::{Event, Listener},
    question::QuestionId,
};
use tokio::sync::Notify;

use super::house::{House, LIMITS, id, printed};

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

/// Rings when the query is about to run.
#[derive(Default)]
struct Bell(Notify);

impl Listener for Bell {
    fn hear(&self, event: &Event) {
        if let Event::Checked { .. } = event {
            self.0.notify_one();
        }
    }
}

#[tokio::test]
async fn a_query_that_never_ends_is_cancelled() {
    let house = House::around(|database| Arc::new(Faulty::new(database, Fault::Stuck))).await;
    let (bell, sql) = (Bell::default(), "select name from customers");
    let read = house.journey.read(id(sql), sql, None, &bell);
    let cancel = async {
        bell.0.notified().await;
        house.journey.cancel(&id(sql)).await.unwrap();
    };
    let (reply, ()) = futures::join!(read, cancel);
    insta::assert_snapshot!(format!("{}\n{}", printed(&reply), house.audit().await));
}

#[tokio::test]
async fn a_question_stopped_before_it_sets_out_is_not_answered() {
    let house = House::new().await;
    let (question, sql) = ("how many products are there?", "select name from customers");
    house.journey.cancel(&id(question)).await.unwrap();
    let stopped = house.ask(question).await.unwrap_err();
    assert_eq!(stopped.code(), Code::Cancelled);
    assert!(house.ask(question).await.is_ok(), "it was stopped once, not for ever");
    house.journey.cancel(&id(sql)).await.unwrap();
    let stopped = house.journey.stream(id(sql), sql, LIMITS).await.err().unwrap();
    assert_eq!(stopped.code(), Code::Cancelled);
}

#[tokio::test]
async fn nothing_to_cancel_is_no_error() {
    let house = House::new().await;
    house.journey.cancel(&QuestionId("nobody".into())).await.unwrap();
}
