//! SQL typed by hand.

use insta::assert_snapshot;

use crate::world::World;

#[test]
fn rows_as_a_table() {
    let world = World::new();
    assert_snapshot!(world.run("run --db shop.db \"select name, city from customers order by id\""), @r#"
    exit 0
    --- stdout
    4 rows: Ada Lovelace, Grace Hopper, Alan Turing and Mary Jackson.

    name          city
    ────────────  ────────
    Ada Lovelace  London
    Grace Hopper  New York
    Alan Turing   London
    Mary Jackson  Hampton

    SQL         SELECT name, city FROM customers ORDER BY id
    result      4 rows in [TIME]
    "#);
}

#[test]
fn from_standard_input_as_json() {
    let world = World::new();
    let told =
        world.feed("run --db shop.db --format json", "select id, amount from orders where id < 3");
    assert_snapshot!(told, @r#"
    exit 0
    --- stdout
    {
      "outcome": "answer",
      "session": "[ID]",
      "question": "select id, amount from orders where id < 3",
      "sql_query": "SELECT id, amount FROM orders WHERE id < 3",
      "columns": [
        {
          "name": "id",
          "type": "integer"
        },
        {
          "name": "amount",
          "type": "float"
        }
      ],
      "rows": [
        [
          1,
          120.5
        ],
        [
          2,
          1999
        ]
      ],
      "row_count": 2,
      "truncated": false,
      "response": "2 rows: 1 (120.5) and 2 (1,999).",
      "key_insights": [],
      "follow_ups": [],
      "execution_time": [SECONDS],
      "metadata": {
        "translator": "person",
        "timings": {
          "gather": [MS],
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
fn a_write_is_refused_with_rule_place_and_hint() {
    let world = World::new();
    assert_snapshot!(world.run("run --db shop.db \"delete from customers\""), @r#"
    exit 3
    --- stdout
    Refused: `DELETE` is not a query
    rule `not_read_only`, line 1, column 1 at `delete`
    hint: only a query that reads is run here: SELECT, WITH … SELECT, VALUES
    "#);
    assert_snapshot!(world.run("run --db shop.db \"select 1; drop table customers\""), @r#"
    exit 3
    --- stdout
    Refused: there is more than one statement
    rule `several_statements`, line 1, column 11 at `drop`
    hint: send one statement at a time
    "#);
}

#[test]
fn unknown_names_are_refused() {
    let world = World::new();
    assert_snapshot!(world.run("run --db shop.db \"select * from custmers\""), @r#"
    exit 3
    --- stdout
    Refused: there is no table `custmers`
    rule `unknown_table`, line 1, column 15 at `custmers`
    hint: did you mean `customers`?
    "#);
    assert_snapshot!(world.run("run --db shop.db \"select nam from customers\""), @r#"
    exit 3
    --- stdout
    Refused: there is no column `nam` here
    rule `unknown_column`, line 1, column 8 at `nam`
    hint: did you mean `name`?
    "#);
}

#[test]
fn a_limit_that_cuts_says_so() {
    let world = World::new();
    assert_snapshot!(world.run("run --db shop.db --max-rows 2 \"select name from customers order by 1\""), @r#"
    exit 0
    --- stdout
    First rows: Ada Lovelace and Alan Turing. These are the first 2 rows; there are more.

    name
    ────────────
    Ada Lovelace
    Alan Turing
    The row limit ended the answer after 2 rows; there are more, `--out FILE` for all.

    SQL         SELECT name FROM customers ORDER BY 1
    result      2 rows in [TIME]
    "#);
    assert_snapshot!(world.run("run --db shop.db --max-rows 2 --format csv \"select name from customers order by 1\""), @r#"
    exit 0
    --- stdout
    name
    Ada Lovelace
    Alan Turing
    --- stderr
    note: only the first 2 rows are here; `--out FILE` for all
    "#);
}

#[test]
fn a_refusal_writes_no_file() {
    let world = World::new();
    assert_snapshot!(world.run("run --db shop.db --out x.csv \"drop table customers\""), @r#"
    exit 3
    --- stderr
    error: `DROP` is not a query
    hint: only a query that reads is run here: SELECT, WITH … SELECT, VALUES
    "#);
    assert!(!world.path("x.csv").exists());
}
