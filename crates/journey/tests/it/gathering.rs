//! What is kept of the database between questions.

use std::sync::Arc;

use querist_journey::{Journey, Parts};
use querist_vocabulary::knowledge::{ColumnMeaning, Knowledge, TableMeaning};

use super::house::{House, printed};

#[tokio::test]
async fn a_new_table_is_seen_at_once_in_a_new_journey() {
    let house = House::new().await;
    assert_eq!(house.journey.schema().await.unwrap().tables.len(), 4);
    house.change("create table returns (id integer primary key, reason text)");
    let again = Journey::new(house.journey.parts.clone());
    assert_eq!(again.schema().await.unwrap().tables.len(), 5);
}

#[tokio::test]
async fn what_was_learned_is_kept_for_the_next_program() {
    use std::sync::Mutex;

    use querist_vocabulary::event::{Event, Listener};

    #[derive(Default)]
    struct Sources(Mutex<Vec<bool>>);
    impl Listener for Sources {
        fn hear(&self, event: &Event) {
            if let Event::Gathered { cached, .. } = event {
                self.0.lock().unwrap().push(*cached);
            }
        }
    }

    let (house, sources) = (House::new().await, Sources::default());
    let again = Journey::new(house.journey.parts.clone());
    for journey in [&house.journey, &house.journey, &again] {
        let question = querist_vocabulary::question::Question {
            id: super::house::id("kept"),
            text: "how many products are there?".into(),
            session: None,
            asked_on: jiff::civil::date(2024, 5, 15),
        };
        journey.ask(question, &sources).await.unwrap();
    }
    assert_eq!(*sources.0.lock().unwrap(), [false, true, true]);
}

#[tokio::test]
async fn a_view_that_errors_does_not_stop_questions() {
    let house = House::new().await;
    house.change("create view broken as select no_such_function(name) as x from customers");
    let reply = printed(&house.ask("how many products are there?").await);
    assert!(reply.contains("6"), "{reply}");
}

#[tokio::test]
async fn sensitive_values_are_never_learned() {
    let secret = ColumnMeaning { sensitive: true, ..ColumnMeaning::default() };
    let customers =
        TableMeaning { columns: [("EMAIL".into(), secret)].into(), ..TableMeaning::default() };
    let guarded =
        Knowledge { tables: [("Customers".into(), customers)].into(), ..Knowledge::default() };
    for (knowledge, is_kept) in [(Knowledge::default(), true), (guarded, false)] {
        let house = House::with(|parts| Parts { knowledge: Arc::new(knowledge), ..parts }).await;
        house.ask("how many products are there?").await.unwrap();
        let kept = house.kept();
        assert!(kept.contains("Hamburg"), "nothing was learned");
        assert_eq!(kept.contains("ana@example.org"), is_kept);
    }
}
