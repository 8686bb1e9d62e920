//! What was sent, what it came to, and bodies that make room.

use jiff::{Span, Timestamp};
use querist_store::{Retention, SqliteStore};
use querist_vocabulary::{
    ledger::{Allowance, Ended, Entered, Ledger, Most, Sent, Spender, Spent},
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

/// Writes down a call that nothing limits; gives its number.
pub(crate) async fn number(store: &SqliteStore, sent: &Sent) -> u64 {
    match store.record_sent(sent, &[]).await.unwrap() {
        Entered::As(number) => number,
        Entered::Over(allowance) => panic!("{allowance:?}"),
    }
}

#[tokio::test]
async fn a_call_reads_back_as_it_was_written() {
    let bench = Bench::new();
    let store = bench.store().await;
    let embedded = Sent { purpose: None, cost: None, ..sent("embeddings", "ada") };
    assert_eq!(number(&store, &sent("q1", "ada")).await, 1);
    assert_eq!(number(&store, &embedded).await, 2);
    let entry = store.sent_call(1).await.unwrap();
    assert_eq!((entry.number, entry.sent, entry.dropped), (1, sent("q1", "ada"), None));
    assert_eq!(entry.at, "2026-11-21T12:00:00Z".parse::<Timestamp>().unwrap());
    assert_eq!(store.sent_call(2).await.unwrap().sent, embedded);
    let missing = StoreError::NotFound { what: "call", name: "3".into() };
    assert_eq!(store.sent_call(3).await.unwrap_err(), missing);
}

#[tokio::test]
async fn a_call_stands_before_its_end() {
    let bench = Bench::new();
    let store = bench.store().await;
    let open = Sent { outcome: Sent::UNFINISHED.into(), ms: 0.0, ..sent("q1", "ada") };
    assert_eq!(number(&store, &open).await, 1);
    assert_eq!(store.sent_call(1).await.unwrap().sent, open);
    bench.clock.forward(Span::new().minutes(1));
    let usage = Usage { prompt_tokens: 790, completion_tokens: 9 };
    let ended = Ended { outcome: "answered".into(), usage, cost: None, ms: 9.5 };
    store.record_end(1, &ended).await.unwrap();
    let entry = store.sent_call(1).await.unwrap();
    assert_eq!(entry.at, "2026-11-21T12:00:00Z".parse::<Timestamp>().unwrap());
    let Ended { outcome, usage, cost, ms } = ended.clone();
    assert_eq!(entry.sent, Sent { outcome, usage, cost, ms, ..open });
    let missing = StoreError::NotFound { what: "call", name: "2".into() };
    assert_eq!(store.record_end(2, &ended).await.unwrap_err(), missing);
}

#[tokio::test]
async fn a_call_that_would_pass_an_allowance_is_not_written_down() {
    let bench = Bench::new();
    let store = bench.store().await;
    let of = |most| Allowance { spender: Spender::Question(QuestionId("q1".into())), most };
    let dollars = [of(Most::Tokens(9_999)), of(Most::Dollars(0.5))];
    let tokens = [of(Most::Tokens(840 * 2))];
    let check = async |question, allowances: &[Allowance]| {
        store.record_sent(&sent(question, "ada"), allowances).await.unwrap()
    };
    assert_eq!(check("q1", &tokens).await, Entered::As(1));
    assert_eq!(check("q1", &dollars).await, Entered::As(2));
    assert_eq!(check("q1", &dollars).await, Entered::Over(dollars[1].clone()));
    assert_eq!(check("q1", &tokens).await, Entered::Over(tokens[0].clone()));
    assert_eq!(store.sent(None, 9).await.unwrap().len(), 2);
}

#[tokio::test]
async fn numbers_without_measure_are_added_up_all_the_same() {
    let bench = Bench::new();
    let store = bench.store().await;
    let usage = Usage { prompt_tokens: u64::MAX, completion_tokens: u64::MAX };
    for _ in 0..2 {
        number(&store, &Sent { usage, ..sent("q1", "ada") }).await;
    }
    let spent = store.spent(&Spender::All(Timestamp::UNIX_EPOCH)).await.unwrap();
    assert_eq!((spent.tokens, spent.calls), (u64::MAX / 2, 2));
    let totals = store.ledger_totals(Timestamp::UNIX_EPOCH).await.unwrap();
    assert_eq!(totals[0].spent.tokens, u64::MAX);
}

#[tokio::test]
async fn calls_are_listed_from_the_latest_on() {
    let bench = Bench::new();
    let store = bench.store().await;
    for _ in 0..5 {
        number(&store, &sent("q1", "ada")).await;
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
        number(&store, &call).await;
    }
    bench.clock.forward(Span::new().hours(24));
    number(&store, &sent("q1", "bob")).await;
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
    number(&store, &sent("q1", "ada")).await;
    bench.clock.forward(Span::new().days(30));
    number(&store, &sent("q2", "ada")).await;
    assert_eq!(store.sent_call(1).await.unwrap().dropped, None);
    bench.clock.forward(Span::new().seconds(1));
    number(&store, &sent("q3", "ada")).await;
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
        number(&store, &of(length)).await;
        let entries = store.sent(None, 9).await.unwrap();
        let whole = entries.iter().filter(|entry| entry.dropped.is_none());
        kept.push(whole.map(|entry| entry.number).collect::<Vec<_>>());
    }
    assert_eq!(kept, [vec![1], vec![2, 1], vec![3, 2], vec![4]]);
    let entry = store.sent_call(3).await.unwrap();
    assert_eq!(entry.dropped.as_deref(), Some("the ledger keeps at most 10 bytes of bodies"));
    assert_eq!(store.sent_call(4).await.unwrap().sent.body.len(), 99);
}
