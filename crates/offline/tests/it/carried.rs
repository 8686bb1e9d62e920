//! Words that an answer must carry out: periods, "not", comparisons, figures. What is not carried out is never sure.

use insta::assert_snapshot;
use querist_offline::Verdict;

use crate::shop::{read, told};

fn check(question: &str) -> String {
    told(&read(question))
}

/// How sure the engine has to be so that nobody else is asked.
const SURE: f64 = 0.7;

fn is_sure(question: &str) -> bool {
    let told = read(question);
    told.verdict == Verdict::Answer
        && told.readings.first().is_some_and(|reading| reading.confidence >= SURE)
}

#[test]
fn listed_periods_are_alternatives() {
    assert_snapshot!(check("how many orders were placed in 2023 and 2024"), @"SELECT count(*) AS number_of_orders FROM orders WHERE order_date >= '2023-01-01' AND order_date < '2024-01-01' OR order_date >= '2024-01-01' AND order_date < '2025-01-01'");
    assert_snapshot!(check("number of orders in January and March 2024"), @"SELECT count(*) AS number_of_orders FROM orders WHERE order_date >= '2024-01-01' AND order_date < '2024-02-01' OR order_date >= '2024-03-01' AND order_date < '2024-04-01'");
    assert_snapshot!(check("number of orders in 2022, 2023 or 2025"), @"SELECT count(*) AS number_of_orders FROM orders WHERE order_date >= '2022-01-01' AND order_date < '2023-01-01' OR order_date >= '2023-01-01' AND order_date < '2024-01-01' OR order_date >= '2025-01-01' AND order_date < '2026-01-01'");
    assert_snapshot!(check("number of orders after 2022 and before 2025"), @"SELECT count(*) AS number_of_orders FROM orders WHERE order_date >= '2023-01-01' AND order_date < '2025-01-01'");
}

#[test]
fn what_is_ruled_out_is_left_out() {
    assert_snapshot!(check("customers not from Brazil"), @"SELECT name FROM customers WHERE country <> 'Brazil'");
    assert_snapshot!(check("customers neither from Brazil nor Canada"), @"SELECT name FROM customers WHERE country NOT IN ('Brazil', 'Canada')");
    assert_snapshot!(check("how many customers outside France"), @"SELECT count(*) AS number_of_customers FROM customers WHERE country <> 'France'");
    assert_snapshot!(check("number of orders without Brazil"), @"SELECT count(*) AS number_of_orders FROM customers JOIN orders ON orders.customer_id = customers.customer_id WHERE customers.country <> 'Brazil'");
    assert_snapshot!(check("products other than Dairy"), @"SELECT products.product_name FROM products JOIN categories ON products.category_id = categories.category_id WHERE categories.category_name <> 'Dairy'");
}

#[test]
fn a_period_belongs_to_what_is_not_there() {
    assert_snapshot!(check("customers who placed no orders in 2023"), @"SELECT name FROM customers WHERE customer_id NOT IN (SELECT customer_id FROM orders WHERE order_date >= '2023-01-01' AND order_date < '2024-01-01')");
    assert_snapshot!(check("customers without orders in 2023"), @"SELECT name FROM customers WHERE customer_id NOT IN (SELECT customer_id FROM orders WHERE order_date >= '2023-01-01' AND order_date < '2024-01-01')");
}

#[test]
fn ends_come_in_any_order() {
    assert_snapshot!(check("products with a price between 10 and 5"), @"SELECT product_name FROM products WHERE price BETWEEN 5 AND 10");
}

#[test]
fn how_many_of_one_thing_another_has_on_average() {
    assert_snapshot!(check("average number of orders per customer"), @r#"SELECT count(*) * 1.0 / nullif(count(DISTINCT customer_id), 0) AS "average number of orders per customer" FROM orders"#);
    assert_snapshot!(check("average number of products per category"), @r#"SELECT count(*) * 1.0 / nullif(count(DISTINCT category_id), 0) AS "average number of products per category" FROM products"#);
}

#[test]
fn what_cannot_be_computed_is_declined() {
    for question in ["median price of products", "price growth from 2023 to 2024"] {
        let Verdict::Decline { reason, .. } = read(question).verdict else {
            panic!("{question} should be declined");
        };
        assert!(reason.contains("does not compute"), "{reason}");
    }
}

#[test]
fn what_is_passed_over_is_never_sure() {
    for question in [
        "no orders in 2023",
        "top 0 customers",
        "number of orders in 2023 compared to 2024",
        "ratio of products to categories",
        "change in orders from 2023 to 2024",
    ] {
        assert!(!is_sure(question), "{question}");
    }
}
