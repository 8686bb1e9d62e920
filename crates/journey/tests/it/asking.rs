//! Questions in words.

use querist_journey::Parts;
use querist_vocabulary::policy::AccessList;

use super::house::{House, printed};

async fn check(question: &str) -> String {
    let house = House::new().await;
    printed(&house.ask(question).await)
}

#[tokio::test]
async fn a_count() {
    insta::assert_snapshot!(check("How many customers are from Germany?").await);
}

#[tokio::test]
async fn a_number_for_each_name() {
    insta::assert_snapshot!(check("How many products are there for each category?").await);
}

#[tokio::test]
async fn a_list() {
    insta::assert_snapshot!(check("names of products in the category Tea").await);
}

#[tokio::test]
async fn a_value_that_is_nearly_right() {
    insta::assert_snapshot!(check("how many customers have the country \"Brazzil\"?").await);
}

#[tokio::test]
async fn a_change_is_refused() {
    insta::assert_snapshot!(check("delete all cancelled orders").await);
}

#[tokio::test]
async fn what_is_not_there_is_declined() {
    insta::assert_snapshot!(check("what is the weather in Paris tomorrow?").await);
}

#[tokio::test]
async fn sql_in_a_question_is_words() {
    insta::assert_snapshot!(check("how many customers are there'; DROP TABLE customers --").await);
}

#[tokio::test]
async fn what_cannot_be_read_is_an_error() {
    let house = House::new().await;
    let long = "how many ".repeat(12_000);
    let mut out = String::new();
    for question in ["", " \n\t ", "?!", "how many\u{7} rows", &long] {
        out += &printed(&house.ask(question).await);
        out += "\n\n";
    }
    insta::assert_snapshot!(out);
}

#[tokio::test]
async fn a_follow_up_builds_on_the_answer_before() {
    let house = House::new().await;
    let first = house.ask("show the names of customers").await;
    let session = first.as_ref().unwrap().session.clone();
    let second = house.ask_in(Some(session), "only those from Germany").await;
    insta::assert_snapshot!([printed(&first), printed(&second)].join("\n\n"));
}

#[tokio::test]
async fn a_follow_up_builds_on_the_reading_that_was_chosen() {
    use std::sync::Mutex;

    use querist_vocabulary::{
        answer::Choice,
        event::{Event, Listener, Silence},
        question::Question,
        reading::Reading,
    };

    #[derive(Default)]
    struct Readings(Mutex<Vec<Reading>>);
    impl Listener for Readings {
        fn hear(&self, event: &Event) {
            if let Event::Translated { readings } = event {
                *self.0.lock().unwrap() = readings.clone();
            }
        }
    }

    let (house, offered) = (House::new().await, Readings::default());
    let question = Question {
        id: super::house::id("which"),
        text: "show the names of customers".into(),
        session: None,
        asked_on: jiff::civil::date(2024, 5, 15),
    };
    house.journey.ask(question.clone(), &offered).await.unwrap();
    let reading = offered.0.into_inner().unwrap().remove(0);
    let choice = Choice { sql: reading.draft.0.clone(), reading };
    let chosen = house.journey.choose(question, &choice, &Silence).await;
    let session = chosen.as_ref().unwrap().session.clone();
    let next = house.ask_in(Some(session), "only those from Germany").await;
    insta::assert_snapshot!([printed(&chosen), printed(&next)].join("\n\n"));
}

#[tokio::test]
async fn a_blocked_table_is_refused_and_not_suggested() {
    let access = AccessList { block: vec!["orders".into()], ..AccessList::default() };
    let house = House::with(|parts| Parts { access, ..parts }).await;
    let refused = printed(&house.ask("how many orders are there?").await);
    let starters = house.journey.starters(5).await.unwrap();
    assert!(starters.iter().all(|starter| !starter.contains("order")), "{starters:?}");
    insta::assert_snapshot!(refused);
}

#[tokio::test]
async fn a_misspelled_question_is_offered_as_it_was_meant() {
    let house = House::new().await;
    let told = printed(&house.ask("how many custmers are there?").await);
    assert!(
        told.starts_with("decline") && told.contains("[\"how many customers are there?\""),
        "{told}"
    );
}

#[tokio::test]
async fn every_starter_and_follow_up_is_answered() {
    let house = House::new().await;
    let starters = house.journey.starters(5).await.unwrap();
    assert!(!starters.is_empty());
    for starter in starters {
        let reply = house.ask(&starter).await.unwrap();
        let querist_vocabulary::answer::Outcome::Answer(answer) = &reply.outcome else {
            panic!("`{starter}` is not answered: {:?}", reply.outcome)
        };
        for next in &answer.follow_ups {
            let reply = house.ask_in(Some(reply.session.clone()), next).await.unwrap();
            let answered = matches!(reply.outcome, querist_vocabulary::answer::Outcome::Answer(_));
            assert!(answered, "`{next}` after `{starter}` is not answered: {:?}", reply.outcome);
        }
    }
}

#[tokio::test]
async fn phases_and_events_come_in_order() {
    use std::sync::Mutex;

    use querist_vocabulary::event::{Event, Listener};

    #[derive(Default)]
    struct Heard(Mutex<Vec<String>>);
    impl Listener for Heard {
        fn hear(&self, event: &Event) {
            let name = format!("{event:?}");
            let name = name.split([' ', '(', '{']).next().unwrap_or_default().to_owned();
            let mut heard = self.0.lock().unwrap();
            if heard.last() != Some(&name) {
                heard.push(name);
            }
        }
    }

    let (house, heard) = (House::new().await, Heard::default());
    let question = querist_vocabulary::question::Question {
        id: super::house::id("events"),
        text: "how many products are there?".into(),
        session: None,
        asked_on: jiff::civil::date(2024, 5, 15),
    };
    let reply = house.journey.ask(question, &heard).await.unwrap();
    let phases: Vec<_> = reply.metadata.timings.iter().map(|(phase, _)| *phase).collect();
    insta::assert_snapshot!(format!("{:?}\n{:?}", phases, heard.0.lock().unwrap()));
}
