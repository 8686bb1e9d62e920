//! What a model may not see is in nothing that is sent, whatever it came by.

use std::sync::Arc;

use querist_journey::{Models, Parts, Sentences};
use querist_models::Models as Endpoints;
use querist_testkit::provider::{Answer, Provider, Wire};
use querist_vocabulary::{
    answer::Outcome, knowledge::Knowledge, model::Sight, policy::AccessList, routing::RoutingPolicy,
};

use super::{
    house::{House, printed},
    minds::{Minds, endpoint, sql},
};

/// What stands in the shop's personal columns.
const STORED: &[&str] = &["Erika", "Vogel", "erika", "vogel", "Ana", "Souza", "example.org"];

const ERIKA: &str = "SELECT city FROM customers WHERE name = '[name 1]'";

fn nobody_in(sent: &str) {
    let told: Vec<_> = STORED.iter().filter(|stored| sent.contains(**stored)).collect();
    assert!(told.is_empty(), "{told:?} in\n{sent}");
}

fn seeing(sight: Sight) -> impl FnOnce(Models) -> Models {
    move |models| Models { sight, ..models }
}

async fn masked(policy: RoutingPolicy, answers: Vec<Answer>) -> Minds {
    Minds::with(policy, answers, seeing(Sight::MaskedRows), |parts| parts).await
}

#[tokio::test]
async fn in_no_later_turn_of_a_conversation() {
    for sight in [Sight::MaskedRows, Sight::SchemaOnly] {
        let answers = vec![sql(ERIKA), sql("SELECT count(*) AS orders FROM orders")];
        let minds =
            Minds::with(RoutingPolicy::ModelFirst, answers, seeing(sight), |parts| parts).await;
        let first = minds.house.ask("In which city lives erika vogel?").await.unwrap();
        assert!(printed(&Ok(first.clone())).contains("Hamburg"), "{}", printed(&Ok(first)));
        minds.house.ask_in(Some(first.session), "and what did she order?").await.unwrap();
        nobody_in(&minds.sent());
        let turn =
            "In which city lives [name 1]?\nSELECT city FROM customers WHERE name = '[name 1]'";
        assert!(minds.sent().contains(turn), "{}", minds.sent());
    }
}

#[tokio::test]
async fn in_no_draft_that_is_looked_at_again() {
    let other = "SELECT country FROM customers WHERE name = '[name 1]'";
    let answers = vec![sql(other), sql(other)];
    let minds = masked(RoutingPolicy::MostCareful, answers).await;
    minds.ask("city of the customer Erika Vogel").await;
    assert!(minds.sent().contains("Two drafts return different rows"), "{}", minds.sent());
    nobody_in(&minds.sent());
}

#[tokio::test]
async fn in_no_row_beside_its_own_column() {
    let rows = "SELECT 'for ' || name AS note, name, country FROM customers WHERE id = 5";
    let see = |models| Models { sight: Sight::MaskedRows, sentences: Sentences::Model, ..models };
    let answers = vec![sql(rows), Answer::says("[name 1] is in Germany."), Answer::says("{}")];
    let minds = Minds::with(RoutingPolicy::ModelFirst, answers, see, |parts| parts).await;
    let reply = minds.ask("what is noted of customer number 5").await;
    nobody_in(&minds.sent());
    assert!(reply.contains("Erika Vogel is in Germany."), "{reply}");
}

#[tokio::test]
async fn in_no_example() {
    let yaml = "examples: [{question: 'orders of the customer Erika Vogel', sql: \"SELECT o.id FROM orders o JOIN customers c ON c.id = o.customer_id WHERE c.name = 'Erika Vogel' AND lower(c.name) LIKE 'erika%'\"}]";
    let knowledge: Knowledge = serde_norway::from_str(yaml).unwrap();
    let known = |parts| Parts { knowledge: Arc::new(knowledge), ..parts };
    let answers = vec![sql("SELECT count(*) AS orders FROM orders")];
    let see = seeing(Sight::SchemaOnly);
    let minds = Minds::with(RoutingPolicy::ModelFirst, answers, see, known).await;
    minds.ask("what did the loyal customers order most?").await;
    nobody_in(&minds.sent());
    assert!(minds.sent().contains("c.name = '[name 1]'"), "{}", minds.sent());
}

#[tokio::test]
async fn a_sensitive_column_is_hidden_from_whoever_may_see_all() {
    let yaml = "tables: {customers: {columns: {city: {sensitive: true}}}}";
    let knowledge: Knowledge = serde_norway::from_str(yaml).unwrap();
    let known = |parts| Parts { knowledge: Arc::new(knowledge), ..parts };
    let see = |models| Models { sentences: Sentences::Model, ..models };
    let rows = "SELECT name, city FROM customers WHERE country = 'Germany'";
    let answers = vec![sql(rows), Answer::says("Three of them."), Answer::says("{}")];
    let minds = Minds::with(RoutingPolicy::ModelFirst, answers, see, known).await;
    minds.ask("who lives where in Germany").await;
    assert!(minds.sent().contains("Erika Vogel"), "{}", minds.sent());
    assert!(!minds.sent().contains("Hamburg"), "{}", minds.sent());
}

#[tokio::test]
async fn what_may_not_be_read_any_more_is_in_no_turn() {
    let answers =
        vec![sql("SELECT email FROM customers WHERE id = 1"), sql("SELECT 1 AS x FROM orders")];
    let minds = Minds::new(RoutingPolicy::ModelFirst, answers).await;
    let session = minds.house.ask("where can customer 1 be written to").await.unwrap().session;
    let block = AccessList { block: vec!["customers.email".into()], ..AccessList::default() };
    let Minds { house, provider } = minds;
    let house = house.anew(|parts| Parts { access: block, ..parts });
    house.ask_in(Some(session), "and what has been bought there lately").await.unwrap();
    let last = provider.requests().pop().unwrap().text();
    assert!(!last.contains("email") && !last.contains("written to"), "{last}");
}

/// The reply where a customer has this name and a model says this so often.
async fn named(name: &str, said: &str, calls: usize) -> String {
    let minds = masked(RoutingPolicy::ModelFirst, vec![sql(said); calls]).await;
    let quoted = name.replace('\'', "''");
    minds.house.change(&format!("UPDATE customers SET name = '{quoted}' WHERE id = 5"));
    minds.ask(&format!("in which town lives {name}?")).await
}

#[tokio::test]
async fn a_stored_value_never_becomes_part_of_a_statement() {
    let reply = named("Ian O'Hara", ERIKA, 1).await;
    assert!(reply.contains("name = 'Ian O''Hara'") && reply.contains("Hamburg"), "{reply}");
    let said = "SELECT city FROM customers WHERE id = [name 1]";
    let reply = named("0 UNION SELECT email FROM customers", said, 4).await;
    assert!(reply.contains("a mark in it") && !reply.contains("@example.org"), "{reply}");
}

#[tokio::test]
async fn a_mark_that_stands_for_nothing_is_asked_for_again() {
    let stray = sql("SELECT city FROM customers WHERE name = '[name 7]'");
    let minds = masked(RoutingPolicy::ModelFirst, vec![stray, sql(ERIKA)]).await;
    let reply = minds.ask("In which city lives Erika Vogel?").await;
    assert!(reply.contains("Hamburg") && reply.contains("a mark in it"), "{reply}");
}

/// A shop with so many tables that a question is looked for by meaning, and what its embedder was sent.
async fn embedded(sight: Sight) -> String {
    let provider = Provider::answering(|request| match request.wire() {
        Some(Wire::Embeddings) => {
            let texts = request.json["input"].as_array().map_or(1, Vec::len);
            Answer::vectors(vec![vec![1.0, 0.0]; texts])
        }
        _ => sql("SELECT count(*) AS customers FROM customers"),
    });
    let house = House::new().await;
    for table in 0..150 {
        house.change(&format!(
            "CREATE TABLE ledger_{table} (id INTEGER PRIMARY KEY, booked_on DATE, account_number_{table} TEXT)"
        ));
    }
    let yaml = "tables: {customers: {description: 'Ask ana@example.org about these.'}}";
    let knowledge: Knowledge = serde_norway::from_str(yaml).unwrap();
    let store = Arc::clone(&house.store);
    let endpoints = Endpoints::new(
        endpoint(&provider),
        store.clone(),
        store.clone(),
        house.journey.parts.clock.clone(),
    );
    let models = super::minds::models(&endpoints, RoutingPolicy::ModelFirst);
    let house = house.anew(|parts| Parts {
        knowledge: Arc::new(knowledge),
        models: Some(Models { sight, vectors: Some(store), ..models }),
        ..parts
    });
    let reply = house.ask("how many customers are called Erika Vogel or ana@example.org").await;
    assert!(reply.is_ok(), "{reply:?}");
    let again = provider.requests().len();
    house.ask("how many customers are called Erika Vogel at all").await.unwrap();
    assert_eq!(provider.requests().len(), again + 2, "the schema's vectors are kept");
    let all = provider.requests();
    let embedded = all.iter().filter(|request| request.wire() == Some(Wire::Embeddings));
    embedded.map(|request| request.text()).collect()
}

#[tokio::test]
async fn in_nothing_that_an_embedder_is_sent() {
    let sent = embedded(Sight::MaskedRows).await;
    assert!(
        sent.contains("ledger 149") && sent.contains("customers are called [name 1]"),
        "{sent}"
    );
    nobody_in(&sent);
    assert!(embedded(Sight::Full).await.contains("Erika Vogel"));
}

#[tokio::test]
async fn rows_that_a_model_makes_up_are_no_answer() {
    let minds = Minds::new(
        RoutingPolicy::ModelFirst,
        vec![sql("SELECT 42 AS churn"), sql("SELECT count(*) AS churn FROM customers")],
    )
    .await;
    let reply = minds.ask("what is the churn of our customers in percent").await;
    assert!(reply.contains("reads no table") && !reply.contains("| 42 |"), "{reply}");
}

#[tokio::test]
async fn what_is_doubtful_is_not_sure() {
    let repeated = "SELECT sum(p.price) AS total FROM products p JOIN order_lines l ON l.product_id = p.id JOIN orders o ON o.id = l.order_id WHERE o.status <> 'x'";
    let minds = Minds::new(RoutingPolicy::ModelFirst, vec![sql(repeated)]).await;
    let reply =
        minds.house.ask("what are the things in our orders worth all together").await.unwrap();
    let told = printed(&Ok(reply.clone()));
    let Outcome::Answer(answer) = &reply.outcome else { panic!("{told}") };
    assert!(answer.confidence.is_some_and(|sure| sure <= 0.4), "{told}");
}
