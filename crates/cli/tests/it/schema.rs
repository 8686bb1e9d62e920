//! What a database holds.

use insta::assert_snapshot;

use crate::world::World;

#[test]
fn all_tables() {
    assert_snapshot!(World::new().run("schema --db shop.db"), @r#"
    exit 0
    --- stdout
    customers  4 columns
    orders     5 columns

    2 tables in SQLite [VERSION]
    "#);
}

#[test]
fn one_table() {
    assert_snapshot!(World::new().run("schema --db shop.db orders"), @r#"
    exit 0
    --- stdout
    orders

      id           INTEGER        key  not null
      customer_id  INTEGER        not null
      ordered_on   date           not null
      amount       decimal(10,2)
      status       TEXT

      refers to   customer_id = customers (id)
    "#);
}

#[test]
fn search() {
    let world = World::new();
    assert_snapshot!(world.run("schema --db shop.db --search name"), @r#"
    exit 0
    --- stdout
    customers.name  TEXT
    "#);
    assert_snapshot!(world.run("schema --db shop.db --search zebra"), @r#"
    exit 1
    --- stderr
    error: no table or column named like `zebra`
    hint: `querist schema` lists all tables
    "#);
}

#[test]
fn an_unknown_table_is_an_error_with_names_that_are_near() {
    assert_snapshot!(World::new().run("schema --db shop.db order"), @r#"
    exit 1
    --- stderr
    error: no table `order`
    hint: there is `orders`
    "#);
}

#[test]
fn json_for_programs() {
    let told = World::new().run("schema --db shop.db orders --json");
    assert!(told.contains("\"foreign_keys\""), "{told}");
}
