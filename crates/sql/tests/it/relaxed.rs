//! Queries with one condition left out.

use insta::assert_snapshot;
use querist_sql::{Rules, check, relax};
use querist_vocabulary::{policy::AccessList, statement::Dialect};

use super::fixture::shop;

fn relaxed(dialect: Dialect, sql: &str) -> String {
    let schema = shop(dialect);
    let access = AccessList::default();
    let query = check(sql, Rules { schema: &schema, access: &access, row_limit: Some(100) });
    let mut out = String::new();
    for relaxed in relax(&query.expect(sql)) {
        let column = relaxed.column.map(|column| column.to_string());
        let compared = format!("{column:?} {:?}", relaxed.value);
        out += &format!("{} | {compared}\n  {}\n", relaxed.condition, relaxed.query.get().sql);
    }
    out
}

#[test]
fn each_condition_is_left_out_in_turn() {
    let sql = "select c.name, sum(o.total) from customers c join orders o on o.customer_id = c.id
        where c.city = 'Pariss' and (o.status = 'open' and o.total > 1e2) and lower(c.country) like 'fr%'
        group by c.name having count(*) > 3 order by 2 desc limit 5 offset 2";
    assert_snapshot!(relaxed(Dialect::Postgres, sql), @r#"
    c.city = 'Pariss' | Some("public.customers.city") Some(Text("Pariss"))
      SELECT c.name, sum(o.total) FROM customers c JOIN orders o ON o.customer_id = c.id WHERE o.status = 'open' AND o.total > 1e2 AND lower(c.country) LIKE 'fr%' GROUP BY c.name HAVING count(*) > 3 ORDER BY 2 DESC LIMIT 1 OFFSET 2
    o.status = 'open' | Some("public.orders.status") Some(Text("open"))
      SELECT c.name, sum(o.total) FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.city = 'Pariss' AND o.total > 1e2 AND lower(c.country) LIKE 'fr%' GROUP BY c.name HAVING count(*) > 3 ORDER BY 2 DESC LIMIT 1 OFFSET 2
    o.total > 1e2 | Some("public.orders.total") Some(Float(100.0))
      SELECT c.name, sum(o.total) FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.city = 'Pariss' AND o.status = 'open' AND lower(c.country) LIKE 'fr%' GROUP BY c.name HAVING count(*) > 3 ORDER BY 2 DESC LIMIT 1 OFFSET 2
    lower(c.country) LIKE 'fr%' | Some("public.customers.country") Some(Text("fr%"))
      SELECT c.name, sum(o.total) FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.city = 'Pariss' AND o.status = 'open' AND o.total > 1e2 GROUP BY c.name HAVING count(*) > 3 ORDER BY 2 DESC LIMIT 1 OFFSET 2
    count(*) > 3 | None Some(Integer(3))
      SELECT c.name, sum(o.total) FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.city = 'Pariss' AND (o.status = 'open' AND o.total > 1e2) AND lower(c.country) LIKE 'fr%' GROUP BY c.name ORDER BY 2 DESC LIMIT 1 OFFSET 2
    "#);
}

#[test]
fn what_compares_several_things_has_no_single_column_or_value() {
    let sql = "select name from customers
        where city = country and id in (select customer_id from orders where total > 5)
        and balance between 1 and 2 and (city = 'a' or city = 'b') and active = true and name = 'it''s \\'";
    assert_snapshot!(relaxed(Dialect::Sqlite, sql), @r#"
    city = country | None None
      SELECT name FROM customers WHERE id IN (SELECT customer_id FROM orders WHERE total > 5) AND balance BETWEEN 1 AND 2 AND (city = 'a' OR city = 'b') AND active = true AND name = 'it''s \' LIMIT 1
    id IN (SELECT customer_id FROM orders WHERE total > 5) | None None
      SELECT name FROM customers WHERE city = country AND balance BETWEEN 1 AND 2 AND (city = 'a' OR city = 'b') AND active = true AND name = 'it''s \' LIMIT 1
    balance BETWEEN 1 AND 2 | Some("customers.balance") None
      SELECT name FROM customers WHERE city = country AND id IN (SELECT customer_id FROM orders WHERE total > 5) AND (city = 'a' OR city = 'b') AND active = true AND name = 'it''s \' LIMIT 1
    (city = 'a' OR city = 'b') | Some("customers.city") None
      SELECT name FROM customers WHERE city = country AND id IN (SELECT customer_id FROM orders WHERE total > 5) AND balance BETWEEN 1 AND 2 AND active = true AND name = 'it''s \' LIMIT 1
    active = true | Some("customers.active") Some(Boolean(true))
      SELECT name FROM customers WHERE city = country AND id IN (SELECT customer_id FROM orders WHERE total > 5) AND balance BETWEEN 1 AND 2 AND (city = 'a' OR city = 'b') AND name = 'it''s \' LIMIT 1
    name = 'it''s \' | Some("customers.name") Some(Text("it's \\"))
      SELECT name FROM customers WHERE city = country AND id IN (SELECT customer_id FROM orders WHERE total > 5) AND balance BETWEEN 1 AND 2 AND (city = 'a' OR city = 'b') AND active = true LIMIT 1
    "#);
}

#[test]
fn what_is_not_one_select_or_has_no_condition_gives_nothing() {
    for sql in ["select 1", "select id from customers union select id from orders where id = 1"] {
        assert_eq!(relaxed(Dialect::Sqlite, sql), "");
    }
}
