//! A conversation, fed through standard input.

use insta::assert_snapshot;

use crate::world::World;

#[test]
fn each_line_is_answered() {
    let world = World::new();
    let told = world
        .feed("chat --db shop.db", "how many customers are there\n\nhow many orders are there\n");
    assert_snapshot!(told, @r#"
    exit 0
    --- stdout
    There are 4 customers.

    read as     Number of customers
    SQL         SELECT count(*) AS number_of_customers FROM customers
    confidence  [CONFIDENCE], 1 row in [TIME]

    You could ask next
      1  only city Hampton
      2  by city

    There are 6 orders.

    read as     Number of orders
    SQL         SELECT count(*) AS number_of_orders FROM orders
    confidence  [CONFIDENCE], 1 row in [TIME]

    You could ask next
      1  only status cancelled
      2  by status
      3  by month
      4  only customer Ada Lovelace
    "#);
}

#[test]
fn follow_ups_refine_the_answer() {
    let world = World::new();
    let told = world.feed(
        "chat --db shop.db --format csv",
        "show all customers\nonly those from London\nsort by name\n",
    );
    assert_snapshot!(told, @r#"
    exit 0
    --- stdout
    name
    Ada Lovelace
    Grace Hopper
    Alan Turing
    Mary Jackson
    name
    Ada Lovelace
    Alan Turing
    name
    Ada Lovelace
    Alan Turing
    "#);
}

#[test]
fn the_prompts_own_commands() {
    let world = World::new();
    assert_snapshot!(world.feed("chat --db shop.db", ":help\n"), @r#"
    exit 0
    --- stdout
    Ask in your own words, such as "sales by month in 2025", then "only the south".
    A number chooses a question or a reading that was offered.
    A line that ends in \ goes on below, and so does an open quotation mark.

    :help             show this
    :schema [TABLE]   list the tables, or show one
    :sql [SQL]        show the last SQL, or run SQL that only reads
    :explain          show how the last answer came about, phrase by phrase
    :export FILE      write the last answer's rows: .csv, .json, .xlsx, .md
    :good             the last answer is right: keep question and SQL as a lesson
    :bad [WHY]        the last answer is wrong
    :correct SQL      this SQL would have been right: run it, keep it as a lesson
    :history          list the questions of this session
    :session [ID]     show this session's name, or go on with another one
    :clear            begin a new session: follow-ups forget what came before
    :format NAME      print answers as table, json, csv or markdown
    :quit             end; Ctrl-D does so too
    "#);
    assert_snapshot!(world.feed("chat --db shop.db", ":schema customers\n:schema nothing\n:frob\n"), @r#"
    exit 1
    --- stdout
    customers

      id      INTEGER  key  not null
      name    TEXT     not null
      city    TEXT
      joined  date

      referred by orders (customer_id)
    --- stderr
    error: no table `nothing`
    hint: `querist schema` lists all tables
    error: no command `:frob`
    hint: `:help` lists the prompt's commands; a question needs no colon
    "#);
    assert_snapshot!(world.feed("chat --db shop.db", ":sql\n:explain\n:export\n:format pdf\n:session nobody\n"), @r#"
    exit 2
    --- stderr
    error: there is no answer yet
    hint: ask a question first
    error: there is no answer yet
    hint: ask a question first
    error: there is no file
    hint: name one, such as `:export sales.xlsx`
    error: there is no format `pdf`
    hint: there are `table`, `json`, `csv` and `markdown`
    error: no session `nobody`
    hint: `querist sessions` lists what is kept
    "#);
}

#[test]
fn sql_and_exports() {
    let world = World::new();
    let lines = ":sql select name from customers order by 1\n:export names.csv\n:sql drop table customers\n";
    assert_snapshot!(world.feed("chat --db shop.db --format csv", lines), @r#"
    exit 3
    --- stdout
    name
    Ada Lovelace
    Alan Turing
    Grace Hopper
    Mary Jackson
    --- stderr
    wrote 4 rows to names.csv
    Refused: `DROP` is not a query
    rule `not_read_only`, line 1, column 1 at `drop`
    hint: only a query that reads is run here: SELECT, WITH … SELECT, VALUES
    "#);
    assert!(std::fs::read_to_string(world.path("names.csv")).unwrap().contains("Grace Hopper"));
}

#[test]
fn a_backslash_joins_lines() {
    let world = World::new();
    let told = world.feed(
        "chat --db shop.db --format csv",
        ":sql select name \\\nfrom customers where id = 1\n:quit\nhow many orders\n",
    );
    assert_snapshot!(told, @r#"
    exit 0
    --- stdout
    name
    Ada Lovelace
    "#);
}

#[test]
fn a_bad_line_does_not_end_the_conversation() {
    let world = World::new();
    let output = world.start(
        &["chat", "--db", "shop.db", "--format", "csv"],
        b"how \xff many\n:sql select 1 as one\n",
    );
    assert_snapshot!(world.told(&output), @r#"
    exit 2
    --- stdout
    one
    1
    --- stderr
    error: standard input is not UTF-8 text: byte 5 is not valid
    hint: convert it first, for example with `iconv -t utf-8`
    "#);
}

#[test]
fn an_answer_is_explained() {
    let world = World::new();
    let lines = "how many customers are in London\n:explain\n";
    assert_snapshot!(world.feed("chat --db shop.db", lines), @"
    exit 0
    --- stdout
    There are 2 customers whose city is London.

    read as     Number of customers whose city is London
    SQL         SELECT count(*) AS number_of_customers FROM customers WHERE city = 'London'
    confidence  [CONFIDENCE], 1 row in [TIME]

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
fn a_number_chooses_what_was_offered() {
    let world = World::new();
    let told = world.feed("chat --db shop.db", "what is the weather in Paris\n1\n:history\n");
    assert_snapshot!(told, @r#"
    exit 5
    --- stdout
    Nothing in this database goes by these words.
    Not understood: `weather`, `paris`

    You could ask instead
      1  What is the total revenue?
      2  Show revenue by month
      3  How many orders are there?

    The revenue is 3,419.85.

    read as     Revenue
    SQL         SELECT sum(amount) AS revenue FROM orders
    confidence  [CONFIDENCE], 1 row in [TIME]

    You could ask next
      1  only status cancelled
      2  by status
      3  by month
      4  only customer Ada Lovelace

    [MINUTE]  what is the weather in Paris  decline
    [MINUTE]  What is the total revenue?  answer, 1 row
                       SELECT sum(amount) AS revenue FROM orders
    --- stderr
    What is the total revenue?
    "#);
}

#[test]
fn a_number_that_is_not_offered_is_no_question() {
    assert_snapshot!(World::new().feed("chat --db shop.db", "how many customers are there?\n9\n"), @r#"
    exit 1
    --- stdout
    There are 4 customers.

    read as     Number of customers
    SQL         SELECT count(*) AS number_of_customers FROM customers
    confidence  [CONFIDENCE], 1 row in [TIME]

    You could ask next
      1  only city Hampton
      2  by city

    --- stderr
    error: no choice `9`
    hint: choose 1 to 2, or ask in words
    "#);
}

#[test]
fn a_decline_leaves_the_answer_before_it() {
    assert_snapshot!(World::new().feed("chat --db shop.db", "how many customers are there?\nqwertz uiop\n:sql\n"), @r#"
    exit 5
    --- stdout
    There are 4 customers.

    read as     Number of customers
    SQL         SELECT count(*) AS number_of_customers FROM customers
    confidence  [CONFIDENCE], 1 row in [TIME]

    You could ask next
      1  only city Hampton
      2  by city

    Nothing in this database goes by these words.
    Not understood: `qwertz`, `uiop`

    You could ask instead
      1  What is the total revenue?
      2  Show revenue by month
      3  How many orders are there?

    SELECT count(*) AS number_of_customers FROM customers
    "#);
}
