//! A refusal tells the rule, the place, what happened and what to do.

use insta::assert_snapshot;
use querist_vocabulary::{policy::AccessList, statement::Dialect};

use super::fixture::checked_with;

fn check(dialect: Dialect, queries: &str) -> String {
    let access = AccessList { block: vec!["secrets".into()], ..AccessList::default() };
    let mut out = String::new();
    for sql in queries.trim().lines().map(|line| line.trim().replace("\\n", "\n")) {
        let refusal = checked_with(dialect, &sql, &access, None).expect_err(&sql);
        let place = refusal.place.map_or_else(
            || "nowhere".into(),
            |place| format!("{}:{} near `{}`", place.line, place.column, place.near),
        );
        let rule = refusal.rule.word();
        out += &format!("{rule} at {place}\n  {}\n  hint: {}\n", refusal.message, refusal.hint);
    }
    out
}

#[test]
fn names_that_are_not_there() {
    let queries = "
        select nam from customers
        select *\\nfrom customer
        select c.nam\\n  from customers c
        select x.name from customers c
        select name from customers where city = \"Paris\"
        select id from customers, orders
    ";
    assert_snapshot!(check(Dialect::Sqlite, queries), @r"
    unknown_column at 1:8 near `nam`
      there is no column `nam` here
      hint: did you mean `name`?
    unknown_table at 2:6 near `customer`
      there is no table `customer`
      hint: did you mean `customers`?
    unknown_column at 1:10 near `nam`
      `c` has no column `nam`
      hint: did you mean `name`?
    unknown_table at 1:8 near `x`
      nothing after FROM is called `x`
      hint: did you mean `c`?
    unknown_column at 1:41 near `Paris`
      there is no column `Paris` here
      hint: for text, write 'Paris' in single quotes
    ambiguous_name at 1:8 near `id`
      several tables have a column `id`
      hint: write `customers.id` or `orders.id`
    ");
}

#[test]
fn functions_and_statements_that_may_not_run() {
    let queries = "
        select sleep(5)
        select name,\\n  uper(name) from customers
        delete from customers
        select 1; drop table customers
        show tables
        explain analyze select 1
        with x as (delete from customers) select 1
        select ?
    ";
    assert_snapshot!(check(Dialect::Sqlite, queries), @r"
    function_not_allowed at 1:8 near `sleep`
      the function `sleep` is not known to read only
      hint: only functions known to read nothing but their arguments are run
    function_not_allowed at 2:3 near `uper`
      the function `uper` is not known to read only
      hint: did you mean `upper`?
    not_read_only at 1:1 near `delete`
      `DELETE` is not a query
      hint: only a query that reads is run here: SELECT, WITH … SELECT, VALUES
    several_statements at 1:11 near `drop`
      there is more than one statement
      hint: send one statement at a time
    not_read_only at 1:1 near `show`
      `SHOW` is not a query
      hint: `querist schema` shows tables and columns
    not_read_only at nowhere
      `EXPLAIN ANALYZE` is not a query
      hint: only a query that reads is run here: SELECT, WITH … SELECT, VALUES
    not_read_only at 1:12 near `DELETE FROM customers`
      `DELETE` is not a query
      hint: only a query that reads is run here: SELECT, WITH … SELECT, VALUES
    unknown_construct at 1:8 near `?`
      the parameter `?` is not known to read only
      hint: write the query without it
    ");
}

#[test]
fn what_may_not_be_read_or_locked() {
    let queries = "
        select * from secrets
        select * from customers for update
    ";
    assert_snapshot!(check(Dialect::Sqlite, queries), @r"
    table_blocked at 1:15 near `secrets`
      the table `secrets` may not be read
      hint: ask without it, or ask whoever set the access lists
    writes_or_locks at 1:1 near `SELECT * FROM customers FOR UPDATE`
      `FOR UPDATE` or `FOR SHARE` writes or locks
      hint: leave it out: only reading is allowed here
    ");
}

#[test]
fn what_does_not_parse() {
    let queries = "
        selec 1
        select name from customers where
        select 'open
    ";
    assert_snapshot!(check(Dialect::Sqlite, queries), @r"
    syntax at 1:1 near `selec`
      not a statement of SQLite: expected an SQL statement, found `selec`
      hint: check the spelling there; the database speaks SQLite
    syntax at nowhere
      not a statement of SQLite: expected an expression, found the end
      hint: check the spelling there; the database speaks SQLite
    syntax at 1:8 near `'open`
      not a statement of SQLite: Unterminated string literal
      hint: check the spelling there; the database speaks SQLite
    ");
}

#[test]
fn what_postgres_alone_knows() {
    let queries = "
        select Customers.name from \"Customers\"
        select \"Name\" from customers
        select @x
        select pg_sleep(1) from customers
        select data.anything from customers
        select * into copy from customers
    ";
    assert_snapshot!(check(Dialect::Postgres, queries), @r#"
    unknown_table at 1:28 near `Customers`
      there is no table `"Customers"`
      hint: did you mean `customers`?
    unknown_column at 1:8 near `Name`
      there is no column `Name` here
      hint: did you mean `name`?
    unknown_column at 1:9 near `x`
      there is no column `x` here
      hint: `querist schema` lists the columns
    function_not_allowed at 1:8 near `pg_sleep`
      the function `pg_sleep` is not known to read only
      hint: only functions known to read nothing but their arguments are run
    unknown_table at 1:8 near `data`
      nothing after FROM is called `data`
      hint: in sight are: `customers`
    writes_or_locks at 1:15 near `INTO copy`
      `SELECT … INTO` writes or locks
      hint: leave it out: only reading is allowed here
    "#);
}
