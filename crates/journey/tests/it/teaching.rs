//! What people teach is used, and used no more once what it rests on has changed.

use std::sync::Arc;

use insta::assert_snapshot;
use querist_journey::{Judged, Judgement, Lecture, Parts};
use querist_vocabulary::{
    event::Silence,
    knowledge::{AnsweredExample, Example, Knowledge, Rule, RuleAbout},
    lessons::{Lesson, Origin, State},
    policy::AccessList,
};

use super::house::{House, id, printed};

const QUESTION: &str = "How loyal are the customers from Brazil?";

const SQL: &str =
    "select c.name, count(*) as orders from customers c join orders o on o.customer_id = c.id
    where c.country = 'Brazil' and o.status = 'completed' group by c.id order by 2 desc";

fn lecture(question: &str, sql: &str) -> Lecture {
    Lecture {
        id: id(question),
        question: question.into(),
        sql: sql.into(),
        origin: Origin::Taught,
        day: None,
    }
}

async fn taught() -> House {
    let house = House::new().await;
    let lectured = house.journey.teach(lecture(QUESTION, SQL), &Silence).await.unwrap();
    assert!(lectured.lesson.is_some(), "{}", printed(&Ok(lectured.reply)));
    house
}

async fn listed(house: &House) -> String {
    let line = |lesson: &Lesson| {
        let state = match &lesson.state {
            State::Active => "active".to_owned(),
            State::Suspended { why } => format!("suspended: {why}"),
        };
        format!("{} [{}] {state}", lesson.teaching.words(), lesson.origin.word())
    };
    let lessons = house.journey.lessons().await.unwrap();
    lessons.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn a_question_of_the_same_meaning_is_answered_as_the_example() {
    let house = taught().await;
    let reply = house.ask("how loyal are the customers from Germany").await;
    assert_eq!(reply.as_ref().unwrap().metadata.translator.word(), "lesson");
    assert_snapshot!(printed(&reply), @"
    read as: how loyal are the customers from Germany
    SELECT c.name, count(*) AS orders FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.country = 'Germany' AND o.status = 'completed' GROUP BY c.id ORDER BY 2 DESC LIMIT 1001
    How loyal are the customers from Germany: Erika Vogel (1) and David Klein (1).
    | name | orders |
    | Erika Vogel | 1 |
    | David Klein | 1 |
    chart: Bar, a number for each name
    warning: as in your confirmed example `How loyal are the customers from Brazil?`, with `Germany` instead of `Brazil`
    ");
}

#[tokio::test]
async fn another_question_is_read_as_always() {
    let house = taught().await;
    let reply = house.ask("how many customers are from Germany").await.unwrap();
    assert_eq!(reply.metadata.translator.word(), "offline");
}

#[tokio::test]
async fn sql_that_is_refused_is_no_lesson() {
    let house = House::new().await;
    for sql in ["delete from orders", "select * from orderz", "select 1; select 2"] {
        let lectured = house.journey.teach(lecture(QUESTION, sql), &Silence).await.unwrap();
        assert_eq!(lectured.lesson, None, "{sql}");
    }
    assert_eq!(listed(&house).await, "");
}

#[tokio::test]
async fn a_lesson_is_suspended_when_a_column_under_it_changes() {
    let house = taught().await;
    house.change("alter table customers rename column country to land");
    let house = house.anew(|parts| parts);
    let reply = house.ask(QUESTION).await.unwrap();
    assert_eq!(reply.metadata.translator.word(), "offline");
    assert_snapshot!(listed(&house).await, @"How loyal are the customers from Brazil? [taught] suspended: there is no column `customers.country` any more");
    let lesson = house.journey.lessons().await.unwrap().remove(0);
    let refused = house.journey.confirm_lesson(&lesson.id.0).await.unwrap().unwrap_err();
    assert_snapshot!(refused.message, @"`c` has no column `country`");
    // It stays so when the column comes back, until a person has looked at it.
    house.change("alter table customers rename column land to country");
    let house = house.anew(|parts| parts);
    assert_snapshot!(listed(&house).await, @"How loyal are the customers from Brazil? [taught] suspended: there is no column `customers.country` any more");
    house.journey.confirm_lesson(&lesson.id.0[..4]).await.unwrap().unwrap();
    let reply = house.ask(QUESTION).await.unwrap();
    assert_eq!(reply.metadata.translator.word(), "lesson");
}

#[tokio::test]
async fn a_change_elsewhere_leaves_it_in_use() {
    let house = taught().await;
    house.change("alter table customers add column phone text; create table other (id integer)");
    let house = house.anew(|parts| parts);
    let reply = house.ask(QUESTION).await.unwrap();
    assert_eq!(reply.metadata.translator.word(), "lesson");
}

#[tokio::test]
async fn what_is_forgotten_is_not_used() {
    let house = taught().await;
    let lesson = house.journey.lessons().await.unwrap().remove(0);
    house.journey.forget_lesson(&lesson.id.0).await.unwrap();
    let reply = house.ask(QUESTION).await.unwrap();
    assert_eq!(reply.metadata.translator.word(), "offline");
}

#[tokio::test]
async fn what_may_not_be_read_is_not_read_through_an_example() {
    let access = AccessList { block: vec!["customers.country".into()], ..AccessList::default() };
    let house = taught().await.anew(|parts| Parts { access, ..parts });
    assert_snapshot!(printed(&house.ask(QUESTION).await), @r#"
    decline: This database has nothing that goes by `brazil`.
    try: ["How many orders are there?", "How many customers are there?", "How many products are there?"]
    "#);
}

fn written() -> Knowledge {
    let example = AnsweredExample { question: QUESTION.into(), sql: SQL.into() };
    let gone = AnsweredExample { question: "gone".into(), sql: "select * from gone".into() };
    let about =
        RuleAbout { text: "Only completed orders count.".into(), about: vec!["Orders".into()] };
    Knowledge {
        examples: vec![
            Example::Question("how many orders are there".into()),
            Example::Answered(example),
            Example::Answered(gone),
        ],
        rules: vec![Rule::Sentence("Prices are in euro.".into()), Rule::About(about)],
        ..Knowledge::default()
    }
}

#[tokio::test]
async fn examples_and_rules_of_the_semantic_file_are_lessons() {
    let house = House::with(|parts| Parts { knowledge: Arc::new(written()), ..parts }).await;
    let reply = house.ask(QUESTION).await.unwrap();
    assert_eq!(reply.metadata.translator.word(), "lesson");
    assert_snapshot!(listed(&house).await, @"
    How loyal are the customers from Brazil? [file] active
    Only completed orders count. [file] active
    Prices are in euro. [file] active
    ");
    let lesson = house.journey.lessons().await.unwrap().remove(0);
    let error = house.journey.forget_lesson(&lesson.id.0).await.unwrap_err();
    assert!(error.to_string().contains("stands in the semantic file"), "{error}");
    house.change("alter table orders rename column status to state");
    let house = house.anew(|parts| parts);
    assert_snapshot!(listed(&house).await, @"
    How loyal are the customers from Brazil? [file] suspended: there is no column `orders.status` any more
    Only completed orders count. [file] active
    Prices are in euro. [file] active
    ");
    assert!(house.journey.starters(5).await.unwrap().contains(&"how many orders are there".into()));
}

#[tokio::test]
async fn a_rule_is_about_tables_that_are_there() {
    let house = House::new().await;
    house.journey.teach_rule("Only completed orders count.", &["ORDERS".into()]).await.unwrap();
    let error = house.journey.teach_rule("x", &["orderz".into()]).await.unwrap_err();
    assert_eq!(error.to_string(), "there is no table `orderz`");
    assert!(house.journey.teach_rule(" ", &[]).await.is_err());
    assert_snapshot!(listed(&house).await, @"Only completed orders count. [taught] active");
}

#[tokio::test]
async fn a_good_answer_and_a_correction_become_lessons() {
    let house = House::new().await;
    let reply = house.ask("how many customers are there").await.unwrap();
    let judge =
        async |judgement| house.journey.judge(id("j"), &reply.session, judgement, &Silence).await;
    assert!(matches!(judge(Judgement::Good).await.unwrap(), Judged::Kept(_)));
    let sql = "select count(*) from customers where email is not null";
    let corrected = judge(Judgement::Correct(sql.into())).await.unwrap();
    let Judged::Corrected(lectured) = corrected else { panic!("{corrected:?}") };
    assert!(lectured.lesson.is_some());
    let again = house.ask("how many customers are there").await.unwrap();
    assert_eq!(again.metadata.translator.word(), "lesson");
    assert!(printed(&Ok(again)).contains("email IS NOT NULL"));
    let Judged::Noted { suspended: Some(lesson) } =
        judge(Judgement::Bad(Some("no email, no customer?".into()))).await.unwrap()
    else {
        panic!("not suspended")
    };
    assert!(!lesson.is_active());
    assert_snapshot!(listed(&house).await, @"how many customers are there [feedback] suspended: an answer as in it was judged wrong: no email, no customer?");
    let kinds = |line: &&str| {
        line.contains("judged") || line.contains("taught") || line.contains("suspended")
    };
    let audit = house.audit().await;
    assert_snapshot!(audit.lines().filter(kinds).collect::<Vec<_>>().join("\n"), @r#"
    tester judged: {"id":"q-how many","question":"how many customers are there","judgement":"good"}
    tester taught: {"lesson":"62eedd3d67dc","teaching":"how many customers are there","sql":"SELECT count(*) AS number_of_customers FROM customers"}
    tester judged: {"id":"q-how many","question":"how many customers are there","judgement":"correct"}
    tester taught: {"lesson":"62eedd3d67dc","teaching":"how many customers are there","sql":"SELECT count(*) FROM customers WHERE email IS NOT NULL"}
    tester judged: {"id":"q-how many","question":"how many customers are there","judgement":"bad","why":"no email, no customer?"}
    tester suspended: {"lesson":"62eedd3d67dc","why":"an answer as in it was judged wrong: no email, no customer?"}
    "#);
}

#[tokio::test]
async fn a_question_that_goes_on_from_another_is_no_lesson() {
    let house = House::new().await;
    let first = house.ask("how many customers are there by country").await.unwrap();
    let session = first.session.clone();
    house.ask_in(Some(session.clone()), "only Brazil").await.unwrap();
    let judged = house.journey.judge(id("j"), &session, Judgement::Good, &Silence).await.unwrap();
    assert_eq!(judged, Judged::GoesOn);
    assert_eq!(listed(&house).await, "");
}

#[tokio::test]
async fn without_an_answer_there_is_nothing_to_judge() {
    let house = House::new().await;
    let reply = house.read("select 1").await.unwrap();
    let judged = house.journey.judge(id("j"), &reply.session, Judgement::Good, &Silence).await;
    assert_eq!(judged.unwrap_err().to_string(), "there is no answer to judge");
}
