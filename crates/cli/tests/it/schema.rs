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
    stored values: not read yet; the first question reads them
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

    stored values: not read yet; the first question reads them
    "#);
}

#[test]
fn stored_values_are_read_on_demand_and_what_stays_unknown_is_told() {
    let world = World::new();
    world.database(
        "shop.db",
        "create table guests (id integer primary key, nickname text);
         with recursive n(x) as (select 1 union all select x + 1 from n where x < 100100)
         insert into guests select x, 'guest ' || x from n;",
    );
    assert_snapshot!(world.run("schema --db shop.db --read-values"), @r#"
    exit 0
    --- stdout
    customers  4 columns
    guests     2 columns
    orders     5 columns

    3 tables in SQLite [VERSION]
    note: only some values of `guests.nickname` are known, because the table is large: other names in them are not recognised
    "#);
    let values = |table: &str| {
        let told = world.run(&format!("schema --db shop.db {table} --json"));
        told.split_once("\"values\"").map(|(_, values)| values.to_owned()).unwrap()
    };
    assert!(values("guests").contains("too_many"), "{}", values("guests"));
    assert!(values("orders").contains("\"some\": []"), "{}", values("orders"));
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
    assert!(!told.contains("\"values\""), "nothing was read yet: {told}");
}
