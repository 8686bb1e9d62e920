//! Results that were read before.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use querist_journey::{Lifetimes, Parts, ResultCache};
use querist_testkit::FixedClock;
use querist_vocabulary::{
    database::{Capabilities, Database, DatabaseError, Distinct, Limits, RightsFinding, Rows},
    policy::{AccessList, Masking},
    profile::TableProfile,
    question::QuestionId,
    schema::{Column, Fingerprint, Schema, Table, TableName},
    statement::{Query, ReadOnly},
};

use super::house::{House, printed};

const QUESTION: &str = "How many customers are from Germany?";

const MORE: &str = "insert into customers values (8, 'Hans', 'Bonn', 'Germany', null)";

fn results() -> Option<Arc<ResultCache>> {
    let lifetimes = Lifetimes {
        counts: Duration::from_secs(60),
        pages: Duration::from_secs(300),
        others: Duration::from_secs(3_600),
    };
    Some(Arc::new(ResultCache::new(lifetimes, 1 << 20)))
}

async fn house() -> House {
    House::with(|parts| Parts { results: results(), ..parts }).await
}

fn is_kept(told: &str) -> bool {
    told.contains("these rows were read")
}

#[tokio::test]
async fn the_same_sql_is_answered_from_what_was_read() {
    let house = house().await;
    let first = printed(&house.ask(QUESTION).await);
    house.change(MORE);
    let again = printed(&house.ask(QUESTION).await);
    assert!(
        !is_kept(&first) && again.contains("warning: these rows were read 0 s ago (cache)"),
        "{again}"
    );
    // Another question that means the same.
    let same = printed(&house.ask("number of customers from Germany").await);
    assert!(is_kept(&same), "{same}");
    assert!(first.contains("| 3 |") && again.contains("| 3 |"));
}

#[tokio::test]
async fn sql_typed_by_hand_reads_the_database() {
    let house = house().await;
    let sql = "select count(*) from customers";
    printed(&house.read(sql).await);
    house.change(MORE);
    let again = printed(&house.read(sql).await);
    assert!(!is_kept(&again) && again.contains("| 8 |"), "{again}");
}

#[tokio::test]
async fn results_have_their_time() {
    let mut house = house().await;
    house.ask(QUESTION).await.unwrap();
    let later = jiff::civil::date(2024, 5, 15).at(12, 2, 0, 0);
    house.journey.parts.clock =
        Arc::new(FixedClock(later.to_zoned(jiff::tz::TimeZone::UTC).unwrap()));
    assert!(!is_kept(&printed(&house.ask(QUESTION).await)), "a count is kept for a minute");
    assert!(is_kept(&printed(&house.ask(QUESTION).await)));
}

#[tokio::test]
async fn nobody_gets_what_others_may_read() {
    let mut house = house().await;
    house.ask(QUESTION).await.unwrap();
    let changes: [fn(&mut Parts); 3] = [
        |parts| parts.access = AccessList { block: vec!["orders".into()], ..AccessList::default() },
        |parts| parts.masking = Masking::Personal,
        |parts| parts.actor = "somebody else".into(),
    ];
    for change in changes {
        change(&mut house.journey.parts);
        assert!(!is_kept(&printed(&house.ask(QUESTION).await)));
        assert!(is_kept(&printed(&house.ask(QUESTION).await)));
    }
    house.journey.parts.access.block = vec!["customers".into()];
    let told = printed(&house.ask(QUESTION).await);
    assert!(told.starts_with("refuse"), "{told}");
}

#[tokio::test]
async fn another_structure_drops_what_was_read() {
    let house = house().await;
    house.ask(QUESTION).await.unwrap();
    house.change("alter table customers add column phone text");
    // The structure counts as seen for two seconds; a journey that opens later sees the new one.
    let parts = house.journey.parts.clone();
    let later = querist_journey::Journey::new(parts);
    let question = querist_vocabulary::question::Question {
        id: QuestionId("later".into()),
        text: QUESTION.into(),
        session: None,
        asked_on: jiff::civil::date(2024, 5, 15),
    };
    let reply = later.ask(question, &querist_vocabulary::event::Silence).await;
    assert!(!is_kept(&printed(&reply)));
}

#[tokio::test]
async fn a_database_that_is_gone_leaves_what_was_read_and_it_is_said() {
    let gone = Arc::new(AtomicBool::new(false));
    let mortal = |inner| Arc::new(Mortal { inner, gone: Arc::clone(&gone) }) as Arc<dyn Database>;
    let mut house = House::with(|parts| Parts {
        database: mortal(parts.database),
        results: results(),
        ..parts
    })
    .await;
    house.ask(QUESTION).await.unwrap();
    gone.store(true, Ordering::SeqCst);
    let late = jiff::civil::date(2024, 5, 15).at(15, 0, 0, 0);
    let late = FixedClock(late.to_zoned(jiff::tz::TimeZone::UTC).unwrap());
    house.journey.parts.clock = Arc::new(late);
    let told = printed(&house.ask(QUESTION).await);
    assert!(
        told.contains("| 3 |") && told.contains("stale: these rows were read 3 h ago"),
        "{told}"
    );
    let other = printed(&house.ask("how many orders are there?").await);
    assert!(other.starts_with("error"), "{other}");
}

/// A real database that goes away.
struct Mortal {
    inner: Arc<dyn Database>,
    gone: Arc<AtomicBool>,
}

impl Mortal {
    fn there(&self) -> Result<&dyn Database, DatabaseError> {
        match self.gone.load(Ordering::SeqCst) {
            false => Ok(&*self.inner),
            true => Err(DatabaseError::Unreachable {
                address: self.inner.address(),
                reason: "connection refused".into(),
            }),
        }
    }
}

#[async_trait]
impl Database for Mortal {
    fn capabilities(&self) -> &'static Capabilities {
        self.inner.capabilities()
    }

    fn address(&self) -> String {
        self.inner.address()
    }

    async fn schema(&self) -> Result<Schema, DatabaseError> {
        self.there()?.schema().await
    }

    async fn fingerprint(&self) -> Result<Fingerprint, DatabaseError> {
        self.there()?.fingerprint().await
    }

    async fn profile(&self, table: &Table) -> Result<TableProfile, DatabaseError> {
        self.there()?.profile(table).await
    }

    async fn distinct(
        &self,
        table: &TableName,
        column: &Column,
        limits: Limits,
    ) -> Result<Distinct, DatabaseError> {
        self.there()?.distinct(table, column, limits).await
    }

    async fn run(
        &self,
        id: &QuestionId,
        query: &ReadOnly<Query>,
        limits: Limits,
    ) -> Result<Box<dyn Rows>, DatabaseError> {
        self.there()?.run(id, query, limits).await
    }

    async fn cancel(&self, id: &QuestionId) -> Result<(), DatabaseError> {
        self.there()?.cancel(id).await
    }

    async fn rights(&self) -> Result<Vec<RightsFinding>, DatabaseError> {
        self.there()?.rights().await
    }
}
