//! What was taught comes back, by database.

use jiff::civil::date;
use querist_vocabulary::{
    clock::Clock,
    lessons::{Fingerprint, Footing, Lesson, LessonId, Lessons, Origin, State, Teaching},
    schema::{ColumnName, TableName},
    store::StoreError,
};

use super::bench::Bench;

fn lesson(bench: &Bench, question: &str) -> Lesson {
    let table = TableName::bare("orders");
    let column = ColumnName { table: table.clone(), column: "status".into() };
    let columns = vec![Footing { column, declared_type: "text".into() }];
    let sql = "SELECT count(*) FROM orders WHERE status = 'paid'".into();
    Lesson {
        id: LessonId::of(Origin::Taught, question),
        teaching: Teaching::Example { question: question.into(), sql },
        fingerprint: Fingerprint { tables: vec![table], columns },
        by: "ada".into(),
        at: bench.clock.now().timestamp(),
        day: date(2025, 12, 31),
        origin: Origin::Taught,
        state: State::Active,
    }
}

#[tokio::test]
async fn a_lesson_comes_back_as_it_went_in() {
    let bench = Bench::new();
    let store = bench.store().await;
    let paid = lesson(&bench, "how many paid orders");
    store.teach("shop.db", &paid).await.unwrap();
    assert_eq!(store.lessons("shop.db").await.unwrap(), std::slice::from_ref(&paid));
    assert_eq!(store.lesson("shop.db", &paid.id.0[..5]).await.unwrap(), paid);
    assert_eq!(store.lessons("other.db").await.unwrap(), []);
    assert!(store.lesson("other.db", &paid.id.0).await.is_err());
}

#[tokio::test]
async fn taught_again_it_takes_the_place_of_the_old_one() {
    let bench = Bench::new();
    let store = bench.store().await;
    let paid = lesson(&bench, "how many paid orders");
    store.teach("shop.db", &paid).await.unwrap();
    let state = State::Suspended { why: "there is no table `orders` any more".into() };
    let suspended = Lesson { state, ..paid };
    store.teach("shop.db", &suspended).await.unwrap();
    assert_eq!(store.lessons("shop.db").await.unwrap(), [suspended]);
}

#[tokio::test]
async fn what_is_forgotten_is_gone_and_every_change_counts() {
    let bench = Bench::new();
    let store = bench.store().await;
    let paid = lesson(&bench, "how many paid orders");
    assert_eq!(store.lessons_revision("shop.db").await.unwrap(), 0);
    store.teach("shop.db", &paid).await.unwrap();
    store.forget_lesson("shop.db", &paid.id).await.unwrap();
    assert_eq!(store.lessons_revision("shop.db").await.unwrap(), 2);
    assert_eq!(store.lessons("shop.db").await.unwrap(), []);
    let again = store.forget_lesson("shop.db", &paid.id).await;
    assert_eq!(again, Err(StoreError::NotFound { what: "lesson", name: paid.id.0 }));
}
