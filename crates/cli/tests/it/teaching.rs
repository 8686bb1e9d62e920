//! Lessons: taught, listed, used, judged.

use insta::assert_snapshot;
use querist_vocabulary::lessons::{LessonId, Origin};

use crate::world::World;

const TEACH: &str = "teach --db shop.db \"How big are orders from London?\" --sql \"select avg(o.amount) as size from orders o join customers c on c.id = o.customer_id where c.city = 'London'\"";

#[test]
fn what_is_taught_answers_questions_of_the_same_meaning() {
    let world = World::new();
    assert_snapshot!(world.run(TEACH), @"
    exit 0
    --- stdout
    Size is 618.65.

    SQL         SELECT avg(o.amount) AS size FROM orders o JOIN customers c ON c.id = o.customer_id WHERE c.city = 'London'
    result      1 row in [TIME]
    --- stderr
    kept as lesson [ID]: How big are orders from London?
    ");
    assert_snapshot!(world.run("ask --db shop.db how big are orders from Hampton"), @"
    exit 0
    --- stdout
    How big are orders from Hampton: 870.

    read as     how big are orders from Hampton
    note        as in your confirmed example `How big are orders from London?`, with `Hampton` instead of `London`
    SQL         SELECT avg(o.amount) AS size FROM orders o JOIN customers c ON c.id = o.customer_id WHERE c.city = 'Hampton'
    confidence  [CONFIDENCE], 1 row in [TIME]
    ");
}

#[test]
fn sql_that_does_not_pass_the_check_is_not_kept() {
    let world = World::new();
    assert_snapshot!(world.run("teach --db shop.db \"big orders\" --sql \"delete from orders\""), @"
    exit 3
    --- stdout
    Refused: `DELETE` is not a query
    rule `not_read_only`, line 1, column 1 at `delete`
    hint: only a query that reads is run here: SELECT, WITH … SELECT, VALUES
    --- stderr
    nothing was kept: the SQL did not run
    ");
    assert_snapshot!(world.run("teach --db shop.db \"big orders\""), @"
    exit 2
    --- stderr
    error: the following required arguments were not provided:
      --sql <SQL>

    Usage: querist teach --db <FILE|URL> --sql <SQL> <QUESTION>...

    For more information, try '--help'.
    ");
    assert_snapshot!(world.run("lessons --db shop.db"), @"
    exit 0
    --- stderr
    nothing was taught yet; `querist teach --help` says how
    ");
}

#[test]
fn lessons_are_listed_shown_confirmed_and_forgotten() {
    let world = World::new();
    world.run(TEACH);
    let id = LessonId::of(Origin::Taught, "How big are orders from London?");
    world.run("teach --db shop.db --rule \"Cancelled orders never count.\" --about orders");
    assert_snapshot!(world.run("lessons --db shop.db"), @"
    exit 0
    --- stdout
    [ID]  example  taught    How big are orders from London?
    [ID]  rule     taught    Cancelled orders never count.
    ");
    world.database("shop.db", "alter table customers rename column city to town");
    assert_snapshot!(world.run("lessons --db shop.db list"), @"
    exit 0
    --- stdout
    [ID]  example  taught    How big are orders from London?
                  SUSPENDED: there is no column `customers.city` any more
    [ID]  rule     taught    Cancelled orders never count.
    ");
    assert_snapshot!(world.run(&format!("lessons --db shop.db show {id}")), @r#"
    exit 0
    --- stdout
    [ID]  example  taught    How big are orders from London?
                  SUSPENDED: there is no column `customers.city` any more
      SELECT avg(o.amount) AS size FROM orders o JOIN customers c ON c.id = o.customer_id WHERE c.city = 'London'
      rests on customers.city, customers.id, orders.amount, orders.customer_id
      confirmed by unknown at [MINUTE]
    "#);
    assert_snapshot!(world.run("lessons --db shop.db confirm nothing"), @"
    exit 1
    --- stderr
    error: no lesson `nothing`
    hint: `querist lessons` lists what is kept
    ");
}

#[test]
fn feedback_makes_lessons() {
    let world = World::new();
    assert_snapshot!(world.run("feedback --db shop.db last good"), @"
    exit 1
    --- stderr
    error: no session `last`
    hint: ask a question first: each begins a session
    ");
    world.run("ask --db shop.db how many customers are there");
    assert_snapshot!(world.run("feedback --db shop.db last good"), @"
    exit 0
    --- stderr
    kept as lesson [ID]: how many customers are there
    ");
    assert_snapshot!(world.run("feedback --db shop.db last correct \"select count(*) from customers where city is not null\""), @"
    exit 0
    --- stdout
    Count is 4.

    SQL         SELECT count(*) FROM customers WHERE city IS NOT NULL
    result      1 row in [TIME]
    --- stderr
    kept as lesson [ID]: how many customers are there
    ");
    assert_snapshot!(world.run("feedback --db shop.db last bad \"it counts too many\""), @"
    exit 0
    --- stderr
    noted; lesson [ID] is used no more
    ");
}

#[test]
fn the_prompt_takes_feedback_too() {
    let world = World::new();
    let lines = ":good\nhow many orders are there\n:good\n:bad too many\n:correct\n:correct select count(*) from orders where status = 'paid'\n";
    assert_snapshot!(world.feed("chat --db shop.db", lines), @"
    exit 2
    --- stdout
    There are 6 orders.

    read as     Number of orders
    SQL         SELECT count(*) AS number_of_orders FROM orders
    confidence  [CONFIDENCE], 1 row in [TIME]

    You could ask next
      1  only status cancelled
      2  by status
      3  by month
      4  only customer Ada Lovelace

    Count is 4.

    SQL         SELECT count(*) FROM orders WHERE status = 'paid'
    result      1 row in [TIME]
    --- stderr
    error: there is no answer yet
    hint: ask a question first
    kept as lesson [ID]: how many orders are there
    noted; lesson [ID] is used no more
    error: there is no SQL
    hint: write the SQL that would have been right behind `:correct`
    kept as lesson [ID]: how many orders are there
    ");
}
