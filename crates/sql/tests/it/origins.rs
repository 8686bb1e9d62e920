//! From which stored columns the values of a result come.

use querist_sql::{Rules, check, origins};
use querist_vocabulary::{policy::AccessList, statement::Dialect};

use crate::it::fixture::{EVERY, shop};

/// The columns behind each result column, as text: a result column between bars.
fn traced(dialect: Dialect, sql: &str, width: usize) -> String {
    let schema = shop(dialect);
    let access = AccessList::default();
    let query =
        check(sql, Rules { schema: &schema, access: &access, row_limit: Some(10) }).unwrap();
    let columns = origins(query.get(), &schema, width);
    let shown = columns.iter().map(|columns| {
        let names = columns.iter().map(|column| format!("{}.{}", column.table.name, column.column));
        names.collect::<Vec<_>>().join(" ")
    });
    shown.collect::<Vec<_>>().join(" | ")
}

fn check_all(sql: &str, expected: &str) {
    let width = expected.split(" | ").count();
    for dialect in EVERY {
        assert_eq!(traced(dialect, sql, width), expected, "{dialect}: {sql}");
    }
}

#[test]
fn names_aliases_and_expressions() {
    check_all("select email, c.name as who from customers c", "customers.email | customers.name");
    check_all("select upper(email) as e, 1 as one from customers", "customers.email | ");
    check_all(
        "select min(email) as e, max(born) as b from customers",
        "customers.email | customers.born",
    );
    check_all(
        "select case when status = 'x' then name else email end as either from customers join orders on customers.id = customer_id",
        "customers.email customers.name orders.status",
    );
}

#[test]
fn what_is_only_counted_comes_from_nowhere() {
    check_all(
        "select count(email) as n, count(distinct name) as m, count(*) as k from customers",
        " |  | ",
    );
    check_all("select email is null as missing, city from customers", " | customers.city");
    check_all("select row_number() over (order by email) as place from customers", "");
    check_all("select exists (select email from customers) as any_at_all", "");
}

#[test]
fn through_queries_of_every_sort() {
    check_all(
        "select x.contact from (select email as contact from customers) x",
        "customers.email",
    );
    check_all(
        "with a as (select email as e from customers), b as (select e as f from a) select f from b",
        "customers.email",
    );
    check_all(
        "select (select max(email) from customers) as top, o.id from orders o",
        "customers.email | orders.id",
    );
    check_all(
        "select name from products union select email from customers",
        "customers.email products.name",
    );
    check_all(
        "with recursive boss(id, who) as (select id, name from employees union all select e.id, boss.who from employees e join boss on e.manager_id = boss.id) select who from boss",
        "employees.name",
    );
    check_all(
        "select (select c.email from customers c where c.id = o.customer_id) as m from orders o",
        "customers.email",
    );
    check_all("select c.name from orders o, customers c where c.email = 'x'", "customers.name");
}

#[test]
fn a_recursion_hands_values_from_column_to_column() {
    check_all(
        "with recursive r(n, a, b, c) as (select 1, city, country, name from customers union all select n + 1, b, c, a from r where n < 3) select n, a from r where n = 3",
        " | customers.city customers.country customers.name",
    );
    check_all(
        "with recursive r(n, a, b) as (select 1, city, country from customers union all select n + 1, b, o.status from r join orders o on o.id = n) select a, b from r",
        "customers.city customers.country orders.status | customers.country orders.status",
    );
    check_all(
        "with recursive r(a) as (with x as (select name from customers) select name from x union all select a from r) select a from r",
        "customers.name",
    );
    // In brackets, under the name of a stored table that has such columns too.
    let bracketed = "with recursive customers(city, email) as ((select name, category from products union all select email, city from customers)) select email from customers";
    for dialect in [Dialect::Postgres, Dialect::Mysql] {
        assert_eq!(traced(dialect, bracketed, 1), "products.category products.name", "{dialect}");
    }
}

#[test]
fn without_recursive_a_name_is_the_stored_table_s() {
    let sql = "with customers as (select id, city as email from customers union all select id, email from customers) select email from customers";
    for dialect in [Dialect::Postgres, Dialect::Mysql] {
        assert_eq!(traced(dialect, sql, 1), "customers.city customers.email", "{dialect}");
    }
}

#[test]
fn recursions_within_recursions_come_from_everything_at_worst() {
    let inner = |at: usize, from: &str| {
        format!(
            "with recursive r{at}(a, b) as (select a, b from ({from}) s{at} union all select b, a from r{at}) select a, b from r{at}"
        )
    };
    let start = "select email as a, city as b from customers".to_owned();
    let sql = (0..12).fold(start, |from, at| inner(at, &from));
    let both = "customers.city customers.email";
    check_all(&sql, &format!("{both} | {both}"));
}

#[test]
fn a_list_of_values_has_those_of_its_query() {
    let sql = "select array(select email from customers) as all_of_them";
    assert_eq!(traced(Dialect::Postgres, sql, 1), "customers.email");
}

#[test]
fn stars_stand_for_their_columns() {
    check_all(
        "select * from order_items",
        "order_items.id | order_items.order_id | order_items.product_id | order_items.quantity | order_items.unit_price",
    );
    check_all(
        "select s.*, p.name from secrets s, products p",
        "secrets.id | secrets.token | products.name",
    );
    let natural = "select * from secrets join (select id, email from customers) c using (id)";
    check_all(natural, "secrets.id | secrets.token | customers.email");
}

#[test]
fn what_cannot_be_followed_comes_from_everything() {
    let sql = "select f.value, c.name from customers c, json_each(c.data) f";
    assert_eq!(
        traced(Dialect::Sqlite, sql, 2),
        "customers.data customers.name | customers.data customers.name"
    );
    assert_eq!(
        traced(Dialect::Sqlite, "select email from customers", 2),
        "customers.email | customers.email"
    );
    assert_eq!(traced(Dialect::Sqlite, "explain query plan select email from customers", 1), "");
}
