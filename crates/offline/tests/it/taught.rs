//! Confirmed examples: reused where nothing but values differs, and nowhere else.

use std::collections::BTreeMap;

use insta::assert_snapshot;
use jiff::{Timestamp, civil::date};
use querist_offline::{Recalled, Taught};
use querist_vocabulary::{
    knowledge::{ColumnMeaning, Knowledge, TableMeaning},
    lessons::{Fingerprint, Lesson, LessonId, Origin, State, Teaching},
    schema::TableName,
    statement::Dialect,
};

use crate::shop::{TODAY, engine, schema};

fn written() -> Knowledge {
    let status = ColumnMeaning {
        values: BTreeMap::from([("completed".into(), vec!["done".into(), "closed".into()])]),
        ..ColumnMeaning::default()
    };
    let orders = TableMeaning {
        synonyms: vec!["purchase".into()],
        columns: BTreeMap::from([("status".into(), status)]),
        ..TableMeaning::default()
    };
    Knowledge { tables: BTreeMap::from([("orders".into(), orders)]), ..Knowledge::default() }
}

fn lesson(teaching: Teaching) -> Lesson {
    Lesson {
        id: LessonId::of(Origin::Taught, teaching.words()),
        teaching,
        fingerprint: Fingerprint::default(),
        by: "ada".into(),
        at: Timestamp::UNIX_EPOCH,
        day: date(2025, 6, 15),
        origin: Origin::Taught,
        state: State::Active,
    }
}

fn example(question: &str, sql: &str) -> Lesson {
    lesson(Teaching::Example { question: question.into(), sql: sql.into() })
}

fn recall(taught: (&str, &str), question: &str) -> Option<Recalled> {
    let lessons = [example(taught.0, taught.1)];
    let read = Taught::new(&lessons, &schema(Dialect::Sqlite), &written());
    assert_eq!(read.examples(), 1, "{}", taught.1);
    let engine = engine(Dialect::Sqlite, &written());
    read.recall(question, TODAY, engine.values())
}

fn check(taught: (&str, &str), questions: &[&str]) -> String {
    let line = |question: &&str| match recall(taught, question) {
        Some(recalled) => format!("{question}\n  {} {:?}", recalled.sql, recalled.replaced),
        None => format!("{question}\n  -"),
    };
    questions.iter().map(line).collect::<Vec<_>>().join("\n")
}

const CITY: (&str, &str) = (
    "How many customers from Brazil have completed orders?",
    "select count(distinct c.customer_id) from customers c join orders o on o.customer_id = c.customer_id \
     where c.country = 'Brazil' and o.status = 'completed'",
);

#[test]
fn the_same_question_with_other_values() {
    assert_snapshot!(check(CITY, &[
        "how many customers from brazil have completed orders",
        "How many customers from Canada have cancelled orders?",
        "how many customers from France have done purchases",
        "Please, how many of the customers from France have pending orders",
    ]), @r#"
    how many customers from brazil have completed orders
      SELECT count(DISTINCT c.customer_id) FROM customers c JOIN orders o ON o.customer_id = c.customer_id WHERE c.country = 'Brazil' AND o.status = 'completed' []
    How many customers from Canada have cancelled orders?
      SELECT count(DISTINCT c.customer_id) FROM customers c JOIN orders o ON o.customer_id = c.customer_id WHERE c.country = 'Canada' AND o.status = 'cancelled' [("Brazil", "Canada"), ("completed", "cancelled")]
    how many customers from France have done purchases
      SELECT count(DISTINCT c.customer_id) FROM customers c JOIN orders o ON o.customer_id = c.customer_id WHERE c.country = 'France' AND o.status = 'completed' [("Brazil", "France"), ("completed", "done")]
    Please, how many of the customers from France have pending orders
      SELECT count(DISTINCT c.customer_id) FROM customers c JOIN orders o ON o.customer_id = c.customer_id WHERE c.country = 'France' AND o.status = 'pending' [("Brazil", "France"), ("completed", "pending")]
    "#);
}

#[test]
fn anything_else_is_another_question() {
    assert_snapshot!(check(CITY, &[
        "How many customers from Brazil have no completed orders?",
        "How many customers not from Brazil have completed orders?",
        "How many customers from Atlantis have completed orders?",
        "How many customers from Paris have completed orders?",
        "Which customers from Brazil have completed orders?",
        "How many customers from Brazil or France have completed orders?",
        "How many customers from Brazil have completed orders in 2024?",
        "How many products from Brazil have completed orders?",
        "How many customers from Brazil have the most completed orders?",
        "",
    ]), @"
    How many customers from Brazil have no completed orders?
      -
    How many customers not from Brazil have completed orders?
      -
    How many customers from Atlantis have completed orders?
      -
    How many customers from Paris have completed orders?
      -
    Which customers from Brazil have completed orders?
      -
    How many customers from Brazil or France have completed orders?
      -
    How many customers from Brazil have completed orders in 2024?
      -
    How many products from Brazil have completed orders?
      -
    How many customers from Brazil have the most completed orders?
      -

      -
    ");
}

const TOP: (&str, &str) = (
    "top 5 products with more than 100 units sold in 2024",
    "select p.product_name, sum(i.quantity) from order_items i join products p on p.product_id = i.product_id \
     join orders o on o.order_id = i.order_id where o.order_date >= '2024-01-01' and o.order_date < '2025-01-01' \
     group by p.product_name having sum(i.quantity) > 100 order by 2 desc limit 5",
);

#[test]
fn numbers_and_days_are_replaced() {
    assert_snapshot!(check(TOP, &[
        "top 10 products with more than 2,500 units sold in 2023",
        "top three products with more than 7.5 units sold in March 2025",
        "in 2023, top 5 products with more than 100 units sold",
        "top 5 products with more than 100 units sold last month",
    ]), @r#"
    top 10 products with more than 2,500 units sold in 2023
      SELECT p.product_name, sum(i.quantity) FROM order_items i JOIN products p ON p.product_id = i.product_id JOIN orders o ON o.order_id = i.order_id WHERE o.order_date >= '2023-01-01' AND o.order_date < '2024-01-01' GROUP BY p.product_name HAVING sum(i.quantity) > 2500 ORDER BY 2 DESC LIMIT 10 [("5", "10"), ("100", "2,500"), ("in 2024", "in 2023")]
    top three products with more than 7.5 units sold in March 2025
      SELECT p.product_name, sum(i.quantity) FROM order_items i JOIN products p ON p.product_id = i.product_id JOIN orders o ON o.order_id = i.order_id WHERE o.order_date >= '2025-03-01' AND o.order_date < '2025-04-01' GROUP BY p.product_name HAVING sum(i.quantity) > 7.5 ORDER BY 2 DESC LIMIT 3 [("5", "three"), ("100", "7.5"), ("in 2024", "in March 2025")]
    in 2023, top 5 products with more than 100 units sold
      SELECT p.product_name, sum(i.quantity) FROM order_items i JOIN products p ON p.product_id = i.product_id JOIN orders o ON o.order_id = i.order_id WHERE o.order_date >= '2023-01-01' AND o.order_date < '2024-01-01' GROUP BY p.product_name HAVING sum(i.quantity) > 100 ORDER BY 2 DESC LIMIT 5 [("in 2024", "in 2023")]
    top 5 products with more than 100 units sold last month
      SELECT p.product_name, sum(i.quantity) FROM order_items i JOIN products p ON p.product_id = i.product_id JOIN orders o ON o.order_id = i.order_id WHERE o.order_date >= '2025-05-01' AND o.order_date < '2025-06-01' GROUP BY p.product_name HAVING sum(i.quantity) > 100 ORDER BY 2 DESC LIMIT 5 [("in 2024", "last month")]
    "#);
}

#[test]
fn orders_and_comparisons_are_never_replaced() {
    assert_snapshot!(check(TOP, &[
        "bottom 5 products with more than 100 units sold in 2024",
        "top 5 products with less than 100 units sold in 2024",
        "top 5 products with at least 100 units sold in 2024",
        "top 2.5 products with more than 100 units sold in 2024",
        "top 5 products with more than 100 units sold since 2024",
        "top 5 products with more than 100 units sold",
        "top 5 products with more than 100 dollars sold in 2024",
    ]), @"
    bottom 5 products with more than 100 units sold in 2024
      -
    top 5 products with less than 100 units sold in 2024
      -
    top 5 products with at least 100 units sold in 2024
      -
    top 2.5 products with more than 100 units sold in 2024
      -
    top 5 products with more than 100 units sold since 2024
      -
    top 5 products with more than 100 units sold
      -
    top 5 products with more than 100 dollars sold in 2024
      -
    ");
}

#[test]
fn years_and_months_are_replaced_in_the_form_that_the_sql_has() {
    let year =
        ("orders in 2024", "select count(*) from orders where strftime('%Y', order_date) = '2024'");
    assert_snapshot!(check(year, &["orders in 2023", "orders in March 2023", "orders of last year"]), @r#"
    orders in 2023
      SELECT count(*) FROM orders WHERE strftime('%Y', order_date) = '2023' [("in 2024", "in 2023")]
    orders in March 2023
      -
    orders of last year
      SELECT count(*) FROM orders WHERE strftime('%Y', order_date) = '2024' [("in 2024", "of last year")]
    "#);
    let month = (
        "orders in march 2024",
        "select count(*) from orders where strftime('%Y-%m', order_date) = '2024-03'",
    );
    assert_snapshot!(check(month, &["orders in May 2025", "orders in 2024", "orders last month"]), @r#"
    orders in May 2025
      SELECT count(*) FROM orders WHERE strftime('%Y-%m', order_date) = '2025-05' [("in march 2024", "in May 2025")]
    orders in 2024
      -
    orders last month
      SELECT count(*) FROM orders WHERE strftime('%Y-%m', order_date) = '2025-05' [("in march 2024", "last month")]
    "#);
}

#[test]
fn days_that_count_from_today_move_with_it() {
    let sql = "select count(*) from orders where order_date >= '2025-05-01' and order_date < '2025-06-01'";
    let taught = Taught::new(
        &[example("orders last month", sql)],
        &schema(Dialect::Sqlite),
        &Knowledge::default(),
    );
    let engine = engine(Dialect::Sqlite, &Knowledge::default());
    let later = taught.recall("orders last month", date(2025, 12, 3), engine.values()).unwrap();
    assert_snapshot!(later.sql, @"SELECT count(*) FROM orders WHERE order_date >= '2025-11-01' AND order_date < '2025-12-01'");
    // The SQL has days that the question does not say: tomorrow they would be wrong.
    let sql = "select count(*) from orders where order_date >= '2025-05-03'";
    assert!(recall(("orders last month", sql), "orders last month").is_none());
    // An open end in the SQL would count the days after 2024 too.
    let sql = "select count(*) from orders where order_date >= '2025-01-01'";
    assert_snapshot!(check(("orders in 2025", sql), &["orders in 2025", "orders in 2024"]), @"
    orders in 2025
      SELECT count(*) FROM orders WHERE order_date >= '2025-01-01' []
    orders in 2024
      -
    ");
}

#[test]
fn a_value_that_stands_for_two_things_is_never_replaced() {
    let sql = "select count(*) from customers where city = 'Paris' or country = 'Paris'";
    let taught = ("customers in Paris", sql);
    assert_snapshot!(check(taught, &["customers in Paris", "customers in Toronto"]), @"
    customers in Paris
      SELECT count(*) FROM customers WHERE city = 'Paris' OR country = 'Paris' []
    customers in Toronto
      -
    ");
    let sql = "select product_name from products where price > 5 order by price limit 5";
    let taught = ("5 products over 5", sql);
    assert_snapshot!(check(taught, &["5 products over 5", "7 products over 5"]), @"
    5 products over 5
      SELECT product_name FROM products WHERE price > 5 ORDER BY price LIMIT 5 []
    7 products over 5
      -
    ");
}

#[test]
fn what_is_suspended_or_does_not_pass_the_check_is_not_used() {
    let engine = engine(Dialect::Sqlite, &Knowledge::default());
    let active = example("how many orders", "select count(*) from orders");
    let state = State::Suspended { why: "there is no table `orders` any more".into() };
    let suspended = Lesson { state, ..active.clone() };
    let gone = example("how many orders", "select count(*) from no_such_table");
    let writes = example("how many orders", "delete from orders");
    for (lesson, used) in [(active, 1), (suspended, 0), (gone, 0), (writes, 0)] {
        let taught = Taught::new(&[lesson], &schema(Dialect::Sqlite), &Knowledge::default());
        assert_eq!(taught.examples(), used);
        let recalled = taught.recall("how many orders", TODAY, engine.values());
        assert_eq!(recalled.is_some(), used == 1);
    }
}

#[test]
fn the_likest_examples_come_first() {
    let lessons = [
        example("How many customers are there in Paris?", "select 1 from customers"),
        example("Revenue by month in 2024", "select 1 from orders"),
        example("How many orders came in May 2024?", "select 1 from orders"),
        example("Which products are cheapest?", "select 1 from products"),
    ];
    let taught = Taught::new(&lessons, &schema(Dialect::Sqlite), &Knowledge::default());
    let check = |question: &str| {
        let similar = taught.similar(question, 2);
        let line = |one: &querist_offline::Similar<'_>| {
            format!("{:.2} {}", one.likeness, one.lesson.teaching.words())
        };
        similar.iter().map(line).collect::<Vec<_>>().join("\n")
    };
    assert_snapshot!(check("how many customers are there in Toronto"), @"
    0.88 How many customers are there in Paris?
    0.47 How many orders came in May 2024?
    ");
    assert_snapshot!(check("orders by month in 2023"), @"0.58 Revenue by month in 2024");
    assert_snapshot!(check("weather tomorrow"), @"");
}

#[test]
fn rules_are_about_tables_or_about_everything() {
    let rule = |text: &str, tables: &[&str]| {
        let tables = tables.iter().map(|name| TableName::bare(*name)).collect();
        let fingerprint = Fingerprint { tables, columns: Vec::new() };
        Lesson { fingerprint, ..lesson(Teaching::Rule { text: text.into() }) }
    };
    let lessons = [rule("one", &[]), rule("two", &["orders"]), rule("three", &["products"])];
    let taught = Taught::new(&lessons, &schema(Dialect::Sqlite), &Knowledge::default());
    let tables = [TableName::bare("orders")];
    let words: Vec<_> = taught.rules(&tables).map(|rule| rule.teaching.words()).collect();
    assert_eq!(words, ["one", "two"]);
}
