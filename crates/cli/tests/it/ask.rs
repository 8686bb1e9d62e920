//! One question.

use insta::assert_snapshot;

use crate::world::World;

#[test]
fn a_count() {
    assert_snapshot!(World::new().run("ask --db shop.db how many customers are there"), @r#"
    exit 0
    --- stdout
    There are 4 customers.

    read as     Number of customers
    SQL         SELECT count(*) AS number_of_customers FROM customers
    confidence  [CONFIDENCE], 1 row in [TIME]

    You could ask next
      1  only city Hampton
      2  by city
    "#);
}

#[test]
fn a_table_with_its_chart() {
    let world = World::new();
    assert_snapshot!(world.run("ask --db shop.db --chart \"how many customers per city\""), @r#"
    exit 0
    --- stdout
    Number of customers by city: Hampton (1), London (2) and New York (1).

    city      number_of_customers
    ────────  ───────────────────
    Hampton                     1
    London                      2
    New York                    1

    number of customers by city
    Hampton  ██████████████████████████████ 1
    London   ████████████████████████████████████████████████████████████ 2
    New York ██████████████████████████████ 1

    • London makes up 50 % of all.
    • London is the largest with 2, 2.0 times the next, Hampton.

    read as     Number of customers by city
    SQL         SELECT city, count(*) AS number_of_customers FROM customers GROUP BY city
    confidence  [CONFIDENCE], 3 rows in [TIME]
    "#);
}

#[test]
fn the_whole_evidence() {
    let world = World::new();
    assert_snapshot!(world.run("ask --db shop.db --explain \"how many customers are in London\""), @"
    exit 0
    --- stdout
    There are 2 customers whose city is London.

    read as     Number of customers whose city is London
                how many  → select count(*)
                customers → from   customers
                London    → where  customers.city = 'London'
    SQL         SELECT count(*) AS number_of_customers FROM customers WHERE city = 'London'
    confidence  [CONFIDENCE], 1 row in [TIME]
    phases      understand [TIME], gather [TIME], recall [TIME], translate [TIME], check [TIME], run [TIME], answer [TIME], remember [TIME]
    database    [FOLDER]/shop.db
    ");
}

#[test]
fn one_json_object() {
    let world = World::new();
    assert_snapshot!(world.run("ask --db shop.db --format json \"how many customers are there\""), @r#"
    exit 0
    --- stdout
    {
      "outcome": "answer",
      "session": "[ID]",
      "question": "how many customers are there",
      "reading": "Number of customers",
      "explanation": [
        {
          "phrase": "how many",
          "part": "select",
          "sql": "count(*)"
        },
        {
          "phrase": "customers",
          "part": "from",
          "sql": "customers"
        }
      ],
      "sql_query": "SELECT count(*) AS number_of_customers FROM customers",
      "columns": [
        {
          "name": "number_of_customers",
          "type": "integer"
        }
      ],
      "rows": [
        [
          4
        ]
      ],
      "row_count": 1,
      "truncated": false,
      "response": "There are 4 customers.",
      "key_insights": [],
      "follow_ups": [
        "only city Hampton",
        "by city"
      ],
      "confidence_score": [CONFIDENCE],
      "execution_time": [SECONDS],
      "metadata": {
        "translator": "offline",
        "timings": {
          "understand": [MS],
          "gather": [MS],
          "recall": [MS],
          "translate": [MS],
          "check": [MS],
          "run": [MS],
          "answer": [MS],
          "remember": [MS]
        },
        "database": "[FOLDER]/shop.db",
        "warnings": []
      }
    }
    "#);
}

#[test]
fn rows_for_programs() {
    let world = World::new();
    assert_snapshot!(world.run("ask --db shop.db --format csv how many customers per city"), @r#"
    exit 0
    --- stdout
    city,number_of_customers
    Hampton,1
    London,2
    New York,1
    "#);
    assert_snapshot!(world.run("ask --db shop.db --format markdown how many customers per city"), @r#"
    exit 0
    --- stdout
    | city | number_of_customers |
    | --- | ---: |
    | Hampton | 1 |
    | London | 2 |
    | New York | 1 |
    "#);
}

#[test]
fn the_question_may_come_from_standard_input() {
    let world = World::new();
    let typed = world.run("ask --db shop.db how many customers are there");
    assert_eq!(world.feed("ask --db shop.db", "how many customers are there\n"), typed);
    assert_eq!(world.feed("ask --db shop.db -", "how many customers are there"), typed);
}

#[test]
fn all_rows_go_to_a_file() {
    let world = World::new();
    for name in ["out.csv", "out.json", "out.md", "out.xlsx"] {
        let told = world.run(&format!("ask --db shop.db --out {name} show all customers"));
        assert!(told.contains("wrote 4 rows"), "{told}");
        assert!(std::fs::metadata(world.path(name)).unwrap().len() > 20, "{name}");
    }
    assert!(std::fs::read_to_string(world.path("out.csv")).unwrap().contains("Ada Lovelace"));
}

#[test]
fn what_is_not_in_the_data_is_declined() {
    assert_snapshot!(World::new().run("ask --db shop.db what is the weather in Paris"), @r#"
    exit 5
    --- stdout
    Nothing in this database goes by these words.
    Not understood: `weather`, `paris`

    You could ask instead
      1  What is the total revenue?
      2  Show revenue by month
      3  How many orders are there?
    "#);
}

#[test]
fn a_wish_to_change_data_is_refused() {
    let world = World::new();
    let before = std::fs::read(world.path("shop.db")).unwrap();
    assert_snapshot!(world.run("ask --db shop.db delete all customers from London"), @r#"
    exit 3
    --- stdout
    Refused: this asks to change data, and a question only reads
    rule `not_read_only`
    hint: ask what the data says, such as how many rows would be concerned
    "#);
    assert_eq!(std::fs::read(world.path("shop.db")).unwrap(), before);
}

#[test]
fn a_follow_up_stays_in_its_session() {
    let world = World::new();
    world.run("ask --db shop.db show all customers");
    assert_snapshot!(world.run("ask --db shop.db --session last only those from London"), @r#"
    exit 0
    --- stdout
    Customers whose city is London: Ada Lovelace and Alan Turing.

    name
    ────────────
    Ada Lovelace
    Alan Turing

    read as     Customers whose city is London
    note        kept only those whose city is London
    SQL         SELECT name FROM customers WHERE city = 'London'
    confidence  [CONFIDENCE], 2 rows in [TIME]

    You could ask next
      1  how many?
    "#);
}

#[test]
fn blocked_columns_are_not_shown() {
    let world = World::new();
    let told = world.run("ask --db shop.db --block customers.city how many customers per city");
    assert!(!told.contains("London"), "{told}");
}

#[test]
fn a_file_gets_the_rows_beyond_the_limit_too() {
    let world = World::new();
    let told = world.run("ask --db shop.db --max-rows 2 --out out.csv show all customers");
    assert!(told.contains("wrote 4 rows"), "{told}");
    let lines = "show all customers\n:export chat.csv\n";
    let told = world.feed("chat --db shop.db --max-rows 2", lines);
    assert!(told.contains("wrote 4 rows"), "{told}");
}
