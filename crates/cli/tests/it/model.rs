//! The semantic file: written, checked, shown.

use insta::assert_snapshot;

use crate::world::World;

const STOCK: &str = "
    create table suppliers (id integer primary key, supplier_name text not null, email text);
    create table parts (id integer primary key, title text, weight_kg real, supplier_id integer, first_sold date);
    create table sold (part_id integer, quantity integer, unit_price real, discount_percent real, day date, shipped date);
    insert into suppliers values (1, 'Acme', 'a@example.org'), (2, 'Bolt & Co', null);
    insert into parts values (1, 'Bolt', 0.1, 1, '2024-01-01'), (2, 'Nut', 0.05, 2, '2024-02-01');
    insert into sold values (1, 5, 2.5, 0, '2024-03-01', '2024-03-02'), (9, 1, 1.0, 0, '2024-03-02', null);";

#[test]
fn a_first_file_is_written_once_and_passes_its_check() {
    let world = World::new();
    world.database("stock.db", STOCK);
    assert_snapshot!(world.run("model init --db stock.db"), @"
    exit 0
    --- stderr
    wrote [FOLDER]/stock.querist.yaml
    8 guessed lines, each with its reason
    ");
    assert_snapshot!(std::fs::read_to_string(world.path("stock.querist.yaml")).unwrap(), @r#"
    # What the data means. Querist wrote this first version from the schema and the data; a line with
    # `guess:` is one. Correct it, add the words that people use, and keep it with your code.
    # `querist model check` tells what does not fit any more.

    tables:
      parts:
        display: title  # guess: it is called so, and nearly every row has its own
        time: first_sold  # guess: the only date of the table
        columns:
          weight_kg:
            unit: "kg"  # guess: its name says so
      sold:
        columns:
          discount_percent:
            unit: "%"  # guess: its name says so
      suppliers:
        display: supplier_name  # guess: it is called so, and nearly every row has its own
        columns:
          email:
            sensitive: true  # guess: email, by its name (`e mail`)

    joins:
      - "parts.supplier_id = suppliers.id"  # guess: every value on the left is on the right

    measures:
      - name: revenue  # guess: nothing else here can be called so
        table: "sold"
        expression: "sum(quantity * unit_price)"
    "#);
    assert_snapshot!(world.run("model check --db stock.db"), @"
    exit 0
    --- stderr
    [FOLDER]/stock.querist.yaml: fits the database
    ");
    assert_snapshot!(world.run("model init --db stock.db"), @"
    exit 2
    --- stderr
    error: `[FOLDER]/stock.querist.yaml` is there already
    hint: write over it with `--force`, or write another with `--out FILE`
    ");
    assert!(world.run("model init --db stock.db --force").starts_with("exit 0"));
}

const WRITTEN: &str = "
description: A small shop.
tables:
  customers: { synonyms: [client], display: name }
  orders:
    time: ordered_on
    default_filter: status <> 'cancelled'
    default_filter_unless: [cancelled]
    columns:
      amount: { unit: EUR, synonyms: [value] }
      status: { values: { paid: [settled], lost: [gone] } }
  returns: { synonyms: [refund] }
measures: [{ name: revenue, table: orders, expression: sum(amout) }]
joins: [orders.customer_id = clients.id]
rules: [{ text: A rule., about: [nowhere] }]
examples:
  - how many clients are there
  - { question: unpaid orders, sql: select * from orders where paid = 0 }
";

#[test]
fn drift_is_found_and_ends_with_code_1() {
    let world = World::new();
    std::fs::write(world.path("shop.querist.yaml"), WRITTEN).unwrap();
    assert_snapshot!(world.run("model check --db shop.db"), @"
    exit 1
    --- stdout
    there is no table `returns`
    measure `revenue` does not fit: there is no column `amout` here
    join `orders.customer_id = clients.id`: there is no column `clients.id`
    rule `A rule.`: there is no table `nowhere`
    example `unpaid orders` does not fit: there is no column `paid` here
    `orders.status` has no value `lost`
    --- stderr
    [FOLDER]/shop.querist.yaml: 6 things that the database does not know
    ");
    assert_snapshot!(world.run("model show --db shop.db"), @r#"
    exit 0
    --- stdout
    A small shop.

    customers "client"
      named by name

    orders
      dated by ordered_on
      usually where status <> 'cancelled', unless a question says "cancelled"
      amount in EUR "value"
      status
        lost "gone"
        paid "settled"

    returns "refund"

    measures
      revenue: sum(amout) of orders

    joins
      orders.customer_id = clients.id

    rules
      A rule. (nowhere)

    examples
      how many clients are there
      unpaid orders
          select * from orders where paid = 0
    "#);
}

#[test]
fn without_a_file_there_is_nothing_to_check() {
    assert_snapshot!(World::new().run("model check --db shop.db"), @"
    exit 1
    --- stderr
    error: no semantic file `*.querist.yaml`
    hint: `querist model init` writes a first one; `--knowledge FILE` names another
    ");
}
