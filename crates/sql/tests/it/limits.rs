//! The row limit inside the SQL.

use insta::assert_snapshot;
use querist_vocabulary::{policy::AccessList, statement::Dialect};

use super::fixture::checked_with;

/// Each line of `queries` with its limit of ten rows.
fn check(dialect: Dialect, queries: &str) -> String {
    let mut out = String::new();
    for sql in queries.trim().lines() {
        let line = match checked_with(dialect, sql.trim(), &AccessList::default(), Some(10)) {
            Ok(query) => query.sql,
            Err(refusal) => format!("{}: {}", refusal.rule.word(), refusal.message),
        };
        out += &(line + "\n");
    }
    out
}

#[test]
fn one_row_more_than_shown_is_fetched() {
    let queries = "
        select * from orders
        select * from orders limit 5
        select * from orders limit 50
        select id from orders order by id desc limit 100 offset 5
        select id from orders union select id from customers order by 1
        with big as (select * from orders where total > 10) select id from big
        values (1), (2)
    ";
    assert_snapshot!(check(Dialect::Sqlite, queries), @r"
    SELECT * FROM orders LIMIT 11
    SELECT * FROM orders LIMIT 5
    SELECT * FROM orders LIMIT 11
    SELECT id FROM orders ORDER BY id DESC LIMIT 11 OFFSET 5
    SELECT id FROM orders UNION SELECT id FROM customers ORDER BY 1 LIMIT 11
    WITH big AS (SELECT * FROM orders WHERE total > 10) SELECT id FROM big LIMIT 11
    SELECT * FROM (VALUES (1), (2)) LIMIT 11
    ");
}

#[test]
fn a_computed_limit_is_capped() {
    let queries = "
        select id from orders limit 2 + 3
        select id from orders limit (select max(id) from customers) offset 1
        select id from orders limit -1
        select id from orders limit '5'
        select id from orders limit 3, 100
        select id from orders union all values (1)
    ";
    assert_snapshot!(check(Dialect::Sqlite, queries), @r"
    SELECT id FROM orders LIMIT CASE WHEN (2 + 3) BETWEEN 0 AND 11 THEN (2 + 3) ELSE 11 END
    SELECT id FROM orders LIMIT CASE WHEN ((SELECT max(id) FROM customers)) BETWEEN 0 AND 11 THEN ((SELECT max(id) FROM customers)) ELSE 11 END OFFSET 1
    SELECT id FROM orders LIMIT CASE WHEN (-1) BETWEEN 0 AND 11 THEN (-1) ELSE 11 END
    SELECT id FROM orders LIMIT '5'
    SELECT id FROM orders LIMIT 3, 11
    SELECT * FROM (SELECT id FROM orders UNION ALL VALUES (1)) LIMIT 11
    ");
    let queries = "
        select id from orders limit 2 + 3
        select id from orders limit null
        select id from orders limit all
        select id from orders limit all offset 3
        select id from orders order by id fetch first 500 rows only
        select id from orders order by id fetch first row only
        select id from orders order by total fetch first 500 rows with ties
        (select id from orders limit 50)
        ((select id from orders order by id))
        (select id from orders limit 5) limit 50
        (select id from orders limit 50) union all (select id from customers)
        table orders
        values (1), (2)
        explain select * from orders
    ";
    assert_snapshot!(check(Dialect::Postgres, queries), @r"
    SELECT id FROM orders LIMIT least(2 + 3, 11)
    SELECT id FROM orders LIMIT least(NULL, 11)
    SELECT id FROM orders LIMIT 11
    SELECT id FROM orders LIMIT 11 OFFSET 3
    SELECT id FROM orders ORDER BY id FETCH FIRST 11 ROWS ONLY
    SELECT id FROM orders ORDER BY id FETCH FIRST ROWS ONLY
    SELECT id FROM orders ORDER BY total FETCH FIRST 11 ROWS ONLY
    SELECT id FROM orders LIMIT 11
    SELECT id FROM orders ORDER BY id LIMIT 11
    (SELECT id FROM orders LIMIT 5) LIMIT 11
    (SELECT id FROM orders LIMIT 50) UNION ALL (SELECT id FROM customers) LIMIT 11
    SELECT * FROM orders LIMIT 11
    VALUES (1), (2) LIMIT 11
    EXPLAIN SELECT * FROM orders
    ");
}

#[test]
fn mysql_takes_numbers_alone() {
    let queries = "
        select id from orders limit 50
        select id from orders limit 5, 50
        select id from orders limit 1 + 1
        (select id from orders limit 50) union all (select id from customers) order by id
        select city, count(*) from customers group by city with rollup
    ";
    assert_snapshot!(check(Dialect::Mysql, queries), @r"
    SELECT id FROM orders LIMIT 11
    SELECT id FROM orders LIMIT 5, 11
    unknown_construct: a limit that is no number is not MySQL
    (SELECT id FROM orders LIMIT 50) UNION ALL (SELECT id FROM customers) ORDER BY id LIMIT 11
    SELECT city, count(*) FROM customers GROUP BY city WITH ROLLUP LIMIT 11
    ");
}

#[test]
fn order_is_noticed_at_the_outermost_level_alone() {
    let ordered = |sql| {
        let query = checked_with(Dialect::Postgres, sql, &AccessList::default(), Some(10));
        query.is_ok_and(|query| query.ordered)
    };
    assert!(ordered("select id from orders order by id"));
    assert!(ordered("(select id from orders order by id)"));
    assert!(ordered("select id from orders union select id from customers order by 1"));
    assert!(!ordered("select id from orders"));
    assert!(!ordered("select id from (select id from orders order by id) x"));
    assert!(!ordered("(select id from orders order by id) union all (select 1)"));
}

#[test]
fn no_limit_and_a_boundless_limit_change_nothing() {
    for limit in [None, Some(u64::MAX), Some(u64::MAX - 1)] {
        let query =
            checked_with(Dialect::Sqlite, "select id from orders", &AccessList::default(), limit);
        assert_eq!(query.map(|query| query.sql), Ok("SELECT id FROM orders".into()));
    }
}

#[test]
fn sqlserver_takes_top_or_fetch() {
    let queries = "
        select * from orders
        select top 5 id from orders order by total desc
        select distinct top (50) city from customers
        select top 3 with ties id from orders order by total
        select top 10 percent id from orders
        select id from orders order by id offset 5 rows
        select id from orders order by id offset 5 rows fetch next 500 rows only
        select id from orders union select id from customers
        select id from orders union select id from customers order by id
        with big as (select id from orders where total > 10) select id from big
    ";
    assert_snapshot!(check(Dialect::SqlServer, queries));
}
