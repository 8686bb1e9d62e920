//! Questions that people ask of a shop.

use insta::assert_snapshot;

use crate::shop::{read, told};

pub(crate) fn check(question: &str) -> String {
    told(&read(question))
}

#[test]
fn counts() {
    assert_snapshot!(check("how many customers in brazil"), @"SELECT count(*) AS number_of_customers FROM customers WHERE country = 'Brazil'");
    assert_snapshot!(check("how many orders are there per status"), @"SELECT status, count(*) AS number_of_orders FROM orders GROUP BY status");
}

#[test]
fn superlatives() {
    assert_snapshot!(check("top 5 customers by number of orders"), @"SELECT customers.name FROM customers JOIN orders ON orders.customer_id = customers.customer_id GROUP BY customers.customer_id, customers.name ORDER BY count(*) DESC LIMIT 5");
    assert_snapshot!(check("which product is the most expensive?"), @"SELECT product_name FROM products ORDER BY price DESC LIMIT 1");
}

#[test]
fn figures() {
    assert_snapshot!(check("average price per category"), @"SELECT categories.category_name, avg(products.price) AS average_price FROM categories JOIN products ON products.category_id = categories.category_id GROUP BY categories.category_name");
    assert_snapshot!(check("revenue by month in 2024"), @"SELECT strftime('%Y-%m', orders.order_date) AS month, sum(order_items.unit_price * order_items.quantity) AS revenue FROM orders JOIN order_items ON order_items.order_id = orders.order_id WHERE orders.order_date >= '2024-01-01' AND orders.order_date < '2025-01-01' GROUP BY strftime('%Y-%m', orders.order_date) ORDER BY strftime('%Y-%m', orders.order_date)");
}

#[test]
fn negation() {
    assert_snapshot!(check("customers without orders"), @"SELECT name FROM customers WHERE customer_id NOT IN (SELECT customer_id FROM orders)");
}

#[test]
fn groups_with_conditions() {
    assert_snapshot!(check("customers with more than 10 orders"), @"SELECT customers.name FROM customers JOIN orders ON orders.customer_id = customers.customer_id GROUP BY customers.customer_id, customers.name HAVING count(*) > 10");
}

#[test]
fn days() {
    assert_snapshot!(check("how many orders last month"), @"SELECT count(*) AS number_of_orders FROM orders WHERE order_date >= '2025-05-01' AND order_date < '2025-06-01'");
}

#[test]
fn lists_show_names_and_not_what_put_them_there() {
    assert_snapshot!(check("customers in paris"), @"SELECT name FROM customers WHERE city = 'Paris'");
    assert_snapshot!(check("orders after 2024"), @"SELECT * FROM orders WHERE order_date >= '2025-01-01'");
    assert_snapshot!(check("the last 10 orders"), @"SELECT * FROM orders ORDER BY order_date DESC LIMIT 10");
}

#[test]
fn shares_of_the_whole() {
    assert_snapshot!(check("what share of orders is in each status"), @"SELECT status, count(*) AS number_of_orders, round(100.0 * count(*) / sum(count(*)) OVER (), 2) AS percent FROM orders GROUP BY status");
    assert_snapshot!(check("what percentage of orders are cancelled"), @"SELECT 100.0 * sum(CASE WHEN orders.status = 'cancelled' THEN 1 ELSE 0 END) / count(*) AS percent FROM orders");
}

#[test]
fn order_without_a_limit() {
    assert_snapshot!(check("number of orders per status, highest first"), @"SELECT status, count(*) AS number_of_orders FROM orders GROUP BY status ORDER BY count(*) DESC");
}

#[test]
fn bounds_are_no_counts() {
    assert_snapshot!(check("products over $20"), @"SELECT product_name FROM products WHERE price > 20");
    assert_snapshot!(check("products cheaper than 5 dollars"), @"SELECT product_name FROM products WHERE price < 5");
}

#[test]
fn a_thing_by_its_kind_is_counted_by_kind() {
    let sql = check("products by category");
    assert!(sql.contains("count(*)") && sql.contains("GROUP BY"), "{sql}");
}
