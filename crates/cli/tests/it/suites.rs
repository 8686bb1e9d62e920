//! A person's own questions as a suite.

use insta::assert_snapshot;

use crate::world::World;

const SUITE: &str = "
as_of: 2024-12-31
cases:
  - { question: how many customers are there, value: 4, tags: [count] }
  - { question: how many orders are there, sql: select count(*) from orders, tags: [count] }
  - { question: customers from London, rows: [[Ada Lovelace], [Alan Turing]] }
  - { question: how many orders are paid, value: 5, tags: [count, wrong] }
  - { question: what is the weather tomorrow, declines: true }
  - { question: delete all orders, declines: true }
  - { question: how many customers are there by city, asks_back: true, tags: [wrong] }
";

fn world() -> World {
    let world = World::new();
    std::fs::write(world.path("shop.suite.yaml"), SUITE).unwrap();
    world
}

#[test]
fn cases_are_marked_and_the_exit_code_tells() {
    let world = world();
    assert_snapshot!(world.run("eval shop.suite.yaml --db shop.db --out first.jsonl --junit report.xml"), @"
    exit 1
    --- stdout
    wrong  how many orders are paid
           this row is missing: | 5 |
           SELECT count(*) AS number_of_orders FROM orders WHERE status = 'paid'
    wrong  how many customers are there by city
           it came to `answer`: Number of customers by city: Hampton (1), London (2) and New York (1).
           SELECT city, count(*) AS number_of_customers FROM customers GROUP BY city
    all    5 of 7 cases right
    count  2 of 3 cases right
    wrong  0 of 2 cases right
    ");
    assert!(world.run("eval shop.suite.yaml --db shop.db --min-right 0.5").starts_with("exit 0"));
    let report = std::fs::read_to_string(world.path("report.xml")).unwrap();
    assert!(report.contains("tests=\"7\" failures=\"2\""), "{report}");
}

#[test]
fn two_runs_are_compared() {
    let world = world();
    world.run("eval shop.suite.yaml --db shop.db --out first.jsonl");
    let next =
        SUITE.replace("value: 5", "value: 4").replace("value: 4, tags: [count] }", "value: 9 }");
    std::fs::write(world.path("next.suite.yaml"), next).unwrap();
    assert_snapshot!(world.run("eval next.suite.yaml --db shop.db --compare first.jsonl"), @"
    exit 1
    --- stdout
    wrong  how many customers are there
           this row is missing: | 9 |
           SELECT count(*) AS number_of_customers FROM customers
    wrong  how many customers are there by city
           it came to `answer`: Number of customers by city: Hampton (1), London (2) and New York (1).
           SELECT city, count(*) AS number_of_customers FROM customers GROUP BY city
    all    5 of 7 cases right
    count  2 of 2 cases right
    wrong  1 of 2 cases right
    better: 1
      how many orders are paid
    worse: 1
      how many customers are there
    newly failing: 0
    not asked any more: 0
    ");
}

#[test]
fn a_suite_that_is_none_is_named_with_its_place() {
    let world = world();
    std::fs::write(world.path("odd.yaml"), "cases:\n  - { question: how many }\n").unwrap();
    assert_snapshot!(world.run("eval odd.yaml --db shop.db"), @"
    exit 1
    --- stderr
    error: cannot read the suite `odd.yaml`: case `how many` needs exactly one of `sql`, `rows`, `value`, `declines` and `asks_back`
    hint: `docs/guide/evaluation.md` shows every key with an example
    ");
    std::fs::write(world.path("odd.yaml"), "cases:\n  - { query: how many }\n").unwrap();
    assert_snapshot!(world.run("eval odd.yaml --db shop.db"), @"
    exit 1
    --- stderr
    error: cannot read the suite `odd.yaml`: cases[0]: unknown field `query`, expected one of `question`, `sql`, `rows`, `value`, `declines`, `asks_back`, `tags`, `as_of` at line 2 column 7
    hint: `docs/guide/evaluation.md` shows every key with an example
    ");
    for (text, reason) in [
        ("cases: []\n", "it has no cases, so that nothing would be asked"),
        ("", "it is empty"),
        ("cases: []\ncases: []\n", "duplicate field `cases`"),
        ("cases:\n  - { question: a, value: 1, value: 2 }\n", "duplicate field `value`"),
    ] {
        std::fs::write(world.path("odd.yaml"), text).unwrap();
        let told = world.run("eval odd.yaml --db shop.db");
        assert!(told.starts_with("exit 1") && told.contains(reason), "{told}");
    }
    assert_snapshot!(world.run("eval"), @"
    exit 2
    --- stderr
    error: the following required arguments were not provided:
      <SUITE>

    Usage: querist eval <SUITE>

    For more information, try '--help'.
    ");
}
