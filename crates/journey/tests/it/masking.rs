//! Personal data in results.

use querist_journey::{Parts, Streamed};
use querist_vocabulary::{answer::Outcome, policy::Masking, value::Value};

use super::house::{House, LIMITS, id, printed};

/// What stands in the shop's personal columns, and nowhere else.
const STORED: &[&str] = &[
    "Ana",
    "Souza",
    "Bruno",
    "Lima",
    "Chloé",
    "David",
    "Klein",
    "Erika",
    "Vogel",
    "Frank",
    "Gina",
    "Rossi",
    "example.org",
];

async fn masking() -> House {
    House::with(|parts| Parts { masking: Masking::Personal, ..parts }).await
}

/// Nothing that is stored of a person stands in the text.
fn nobody_in(text: &str) {
    let told: Vec<_> = STORED.iter().filter(|stored| text.contains(**stored)).collect();
    assert!(told.is_empty(), "{told:?} in\n{text}");
}

#[tokio::test]
async fn personal_columns_are_masked_wherever_a_result_is_shown() {
    let house = masking().await;
    for question in [
        "customers in Germany",
        "number of orders by customer name",
        "which customer has the most orders?",
    ] {
        let reply = house.ask(question).await;
        nobody_in(&printed(&reply));
        let Ok(Outcome::Answer(answer)) = reply.map(|reply| reply.outcome) else { continue };
        nobody_in(&format!("{:?}", answer.chart));
    }
    insta::assert_snapshot!(printed(
        &house
            .read("select name as who, max(email) as e, city from customers group by 1, 3 limit 3")
            .await
    ));
}

#[tokio::test]
async fn what_only_counts_is_shown() {
    let house = masking().await;
    let told = printed(
        &house.read("select count(distinct email) as n, count(name) as m from customers").await,
    );
    assert!(told.contains("| 6 | 7 |") && !told.contains("masked"), "{told}");
}

#[tokio::test]
async fn equal_values_get_equal_marks() {
    let house = masking().await;
    let told = printed(&house.read("select c.name, o.id from orders o join customers c on c.id = o.customer_id where c.id < 3 order by o.id").await);
    assert!(told.contains("| [name 1] | 1 |\n| [name 2] | 2 |\n| [name 1] | 6 |"), "{told}");
}

#[tokio::test]
async fn text_of_other_columns_is_masked_where_personal_data_stands_in_it() {
    let house = masking().await;
    let told = printed(&house.read("select 'write to ana@example.org' as note, 'n' || id as code from products limit 1").await);
    assert!(told.contains("write to [email 1]"), "{told}");
}

#[tokio::test]
async fn exports_are_masked_too() {
    let house = masking().await;
    let sql = "select id, name, email from customers";
    let Ok(Streamed::Rows(mut rows)) = house.journey.stream(id("export"), sql, LIMITS).await else {
        panic!("not run")
    };
    let mut all = Vec::new();
    while let Some(batch) = rows.next().await.unwrap() {
        all.extend(batch);
    }
    nobody_in(&format!("{all:?}"));
    assert_eq!(all[5][2], Value::Null);
    assert_eq!(all[6][1], Value::Text("[name 7]".into()));
}

#[tokio::test]
async fn the_audit_log_keeps_no_personal_data_of_a_question() {
    let house = masking().await;
    let _ = house.ask("orders of the customer with email ana@example.org").await;
    let _ = house.read("select id from customers where email = 'ana@example.org'").await;
    let log = house.audit().await;
    nobody_in(&log);
    assert!(log.contains("email = '[email]'"), "{log}");
}

#[tokio::test]
async fn an_empty_result_names_no_stored_value_of_a_person() {
    let house = masking().await;
    let told = printed(&house.ask("customers named Ana Sousa").await);
    nobody_in(&told.replace("Ana Sousa", ""));
    let told =
        printed(&house.read("select id from customers where email = 'anna@example.org'").await);
    nobody_in(&told.replace("anna@example.org", ""));
}

#[tokio::test]
async fn nothing_is_masked_unless_it_is_asked_for() {
    let told =
        printed(&House::new().await.read("select name, email from customers where id = 1").await);
    assert!(told.contains("| Ana Souza | ana@example.org |"), "{told}");
}
