//! What was sent, what it came to, and bodies that make room.

use jiff::{Span, Timestamp};
use querist_store::Retention;
use querist_vocabulary::{
    ledger::{Ledger, Sent, Spender, Spent},
    model::{Purpose, Sight, Usage},
    question::QuestionId,
    store::StoreError,
};

use super::bench::Bench;

pub(crate) fn sent(question: &str, actor: &str) -> Sent {
    Sent {
        question: QuestionId(question.into()),
        actor: actor.into(),
        purpose: Some(Purpose::Draft),
        endpoint: "openai".into(),
        address: "https://api.openai.com/v1/chat/completions".into(),
        model: "gpt-4.1-mini".into(),
        sight: Sight::MaskedRows,
        masked: 3,
        body: "{\"model\": \"gpt-4.1-mini\"} \u{0} é".into(),
        outcome: "answered".into(),
        usage: Usage { prompt_tokens: 800, completion_tokens: 40 },
        cost: Some(0.25),
        ms: 812.5,
    }
}

#[tokio::test]
async fn a_call_reads_back_as_it_was_written() {
    let bench = Bench::new();
    let store = bench.store().await;
    let embedded = Sent { purpose: None, cost: None, ..sent("embeddings", "ada") };
    assert_eq!(store.record_sent(&sent("q1", "ada")).await.unwrap(), 1);
    assert_eq!(store.record_sent(&embedded).await.unwrap(), 2);
    let entry = store.sent_call(1).await.unwrap();
    assert_eq!((entry.number, entry.sent, entry.dropped), (1, sent("q1", "ada"), None));
    assert_eq!(entry.at, "2026-11-21T12:00:00Z".parse::<Timestamp>().unwrap());
    assert_eq!(store.sent_call(2).await.unwrap().sent, embedded);
    let missing = StoreError::NotFound { what: "call", name: "3".into() };
    assert_eq!(store.sent_call(3).await.unwrap_err(), missing);
}

#[tokio::test]
async fn calls_are_listed_from_the_latest_on() {
    let bench = Bench::new();
    let store = bench.store().await;
    for _ in 0..5 {
        store.record_sent(&sent("q1", "ada")).await.unwrap();
    }
    let numbers = async |before, most| -> Vec<u64> {
        let entries = store.sent(before, most).await.unwrap();
        entries.iter().map(|entry| entry.number).collect()
    };
    assert_eq!(numbers(None, 2).await, [5, 4]);
    assert_eq!(numbers(Some(4), 9).await, [3, 2, 1]);
}

#[tokio::test]
async fn spending_is_added_up_by_question_person_and_day() {
    let bench = Bench::new();
    let store = bench.store().await;
    let unpriced = Sent { cost: None, ..sent("q2", "ada") };
    for call in [sent("q1", "ada"), unpriced] {
        store.record_sent(&call).await.unwrap();
    }
    bench.clock.forward(Span::new().hours(24));
    store.record_sent(&sent("q1", "bob")).await.unwrap();
    let today = "2026-11-22T00:00:00Z".parse().unwrap();
    let check = async |by| store.spent(&by).await.unwrap();
    let calls = |calls, cost| Spent { tokens: 840 * calls, cost, calls };
    assert_eq!(check(Spender::Question(QuestionId("q1".into()))).await, calls(2, 0.5));
    assert_eq!(check(Spender::Actor("ada".into(), Timestamp::UNIX_EPOCH)).await, calls(2, 0.25));
    assert_eq!(check(Spender::Actor("ada".into(), today)).await, calls(0, 0.0));
    assert_eq!(check(Spender::All(today)).await, calls(1, 0.25));
    let totals = store.ledger_totals(Timestamp::UNIX_EPOCH).await.unwrap();
    let told: Vec<_> = totals.iter().map(|total| (total.day.to_string(), total.spent)).collect();
    let expected =
        [("2026-11-22".to_owned(), calls(1, 0.25)), ("2026-11-21".to_owned(), calls(2, 0.25))];
    assert_eq!(told, expected);
}

#[tokio::test]
async fn old_bodies_go_and_their_calls_say_so() {
    let bench = Bench::new();
    let store = bench.store().await.with_retention(Retention { days: Some(30), bytes: None });
    store.record_sent(&sent("q1", "ada")).await.unwrap();
    bench.clock.forward(Span::new().days(30));
    store.record_sent(&sent("q2", "ada")).await.unwrap();
    assert_eq!(store.sent_call(1).await.unwrap().dropped, None);
    bench.clock.forward(Span::new().seconds(1));
    store.record_sent(&sent("q3", "ada")).await.unwrap();
    let entry = store.sent_call(1).await.unwrap();
    assert_eq!(entry.dropped.as_deref(), Some("older than 30 days"));
    assert_eq!(entry.sent, Sent { body: String::new(), ..sent("q1", "ada") });
    assert_eq!(store.sent_call(2).await.unwrap().dropped, None);
}

#[tokio::test]
async fn the_oldest_bodies_make_room_and_the_latest_stays() {
    let bench = Bench::new();
    let of = |length: usize| Sent { body: "x".repeat(length), ..sent("q1", "ada") };
    let store = bench.store().await.with_retention(Retention { days: None, bytes: Some(10) });
    let mut kept = Vec::new();
    for length in [4, 4, 4, 99] {
        store.record_sent(&of(length)).await.unwrap();
        let entries = store.sent(None, 9).await.unwrap();
        let whole = entries.iter().filter(|entry| entry.dropped.is_none());
        kept.push(whole.map(|entry| entry.number).collect::<Vec<_>>());
    }
    assert_eq!(kept, [vec![1], vec![2, 1], vec![3, 2], vec![4]]);
    let entry = store.sent_call(3).await.unwrap();
    assert_eq!(entry.dropped.as_deref(), Some("the ledger keeps at most 10 bytes of bodies"));
    assert_eq!(store.sent_call(4).await.unwrap().sent.body.len(), 99);
}
