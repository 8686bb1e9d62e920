//! Tables in several namespaces: what is read is what was checked, whatever path the account sets.

use insta::assert_snapshot;
use querist_sql::{Rules, check};
use querist_vocabulary::{policy::AccessList, schema::Schema, statement::Dialect};

use super::fixture::table;

fn spaces(default: Option<&str>) -> Schema {
    let tables = [
        ("public", "customers"),
        ("public", "pg_authid"),
        ("sales", "orders"),
        ("sales", "pair"),
        ("archive", "pair"),
        ("archive", "customers"),
        ("Old Shop", "receipts"),
    ];
    let tables = tables.iter().map(|(space, name)| {
        table(Some((*space).to_owned()), name, "id integer, name text, customer_id integer")
    });
    Schema {
        dialect: Dialect::Postgres,
        version: String::new(),
        default_namespace: default.map(str::to_owned),
        tables: tables.collect(),
    }
}

fn check_all(default: Option<&str>, block: &[&str], statements: &str) -> String {
    let schema = spaces(default);
    let block = block.iter().map(|pattern| (*pattern).to_owned()).collect();
    let access = AccessList { allow: Vec::new(), block };
    let check =
        |sql: &str| match check(sql, Rules { schema: &schema, access: &access, row_limit: None }) {
            Ok(query) => query.get().sql.clone(),
            Err(refusal) => format!("{}: {refusal}; {}", refusal.rule.word(), refusal.hint),
        };
    statements.trim().lines().map(str::trim).map(check).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_name_that_the_path_could_decide_is_written_out() {
    let statements = "
        select name from customers
        select orders.name from orders join customers on customers.id = orders.customer_id
        select o.id from orders as o where exists (select 1 from receipts where receipts.id = o.id)
        select name from archive.customers
        select name from pair
        select name from sales.pair
        select * from pg_authid
        select sales.orders.id from sales.orders
        with orders as (select 1 as one) select one from orders
        with x as (with orders as (select 1 as one) select one from orders) select name from orders
    ";
    assert_snapshot!(check_all(Some("public"), &[], statements), @r#"
    SELECT name FROM customers
    SELECT orders.name FROM sales.orders JOIN customers ON customers.id = orders.customer_id
    SELECT o.id FROM sales.orders AS o WHERE EXISTS (SELECT 1 FROM "Old Shop".receipts WHERE receipts.id = o.id)
    SELECT name FROM archive.customers
    ambiguous_name: `pair` is the name of more than one table; write `sales.pair` or `archive.pair`
    SELECT name FROM sales.pair
    SELECT * FROM public.pg_authid
    SELECT sales.orders.id FROM sales.orders
    WITH orders AS (SELECT 1 AS one) SELECT one FROM orders
    ambiguous_name: `orders` is the name of more than one table; write `sales.orders`
    "#);
}

#[test]
fn without_a_default_namespace_every_name_is_written_out() {
    let statements = "
        select name from customers
        select name from orders
    ";
    assert_snapshot!(check_all(None, &[], statements), @"
    ambiguous_name: `customers` is the name of more than one table; write `public.customers` or `archive.customers`
    SELECT name FROM sales.orders
    ");
}

#[test]
fn a_blocked_table_does_not_hide_behind_its_namesake() {
    let statements = "
        select name from pair
        select name from sales.pair
        select name from archive.pair
    ";
    assert_snapshot!(check_all(Some("public"), &["sales.pair"], statements), @"
    ambiguous_name: `pair` is the name of more than one table; write `archive.pair`
    table_blocked: the table `sales.pair` may not be read; ask without it, or ask whoever set the access lists
    SELECT name FROM archive.pair
    ");
}
