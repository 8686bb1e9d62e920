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
