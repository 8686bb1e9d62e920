//! Questions that people ask of a shop.

use insta::assert_snapshot;

use crate::shop::{read, told};

fn check(question: &str) -> String {
    told(&read(question))
}

#[test]
fn counts() {
    assert_snapshot!(check("how many customers in brazil"), @"");
    assert_snapshot!(check("how many orders are there per status"), @"");
}

#[test]
fn superlatives() {
    assert_snapshot!(check("top 5 customers by number of orders"), @"");
    assert_snapshot!(check("which product is the most expensive?"), @"");
}

#[test]
fn figures() {
    assert_snapshot!(check("average price per category"), @"");
    assert_snapshot!(check("revenue by month in 2024"), @"");
}

#[test]
fn negation() {
    assert_snapshot!(check("customers without orders"), @"");
}

#[test]
fn groups_with_conditions() {
    assert_snapshot!(check("customers with more than 10 orders"), @"");
}

#[test]
fn days() {
    assert_snapshot!(check("how many orders last month"), @"");
}

#[test]
fn lists_show_names_and_not_what_put_them_there() {
    assert_snapshot!(check("customers in paris"), @"");
    assert_snapshot!(check("orders after 2024"), @"");
    assert_snapshot!(check("the last 10 orders"), @"");
}

#[test]
fn shares_of_the_whole() {
    assert_snapshot!(check("what share of orders is in each status"), @"");
    assert_snapshot!(check("what percentage of orders are cancelled"), @"");
}

#[test]
fn order_without_a_limit() {
    assert_snapshot!(check("number of orders per status, highest first"), @"");
}

#[test]
fn bounds_are_no_counts() {
    assert_snapshot!(check("products over $20"), @"");
    assert_snapshot!(check("products cheaper than 5 dollars"), @"");
}
