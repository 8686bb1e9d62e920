//! Allow and block lists: what is touched, however it is reached.

use insta::assert_snapshot;
use querist_vocabulary::{policy::AccessList, statement::Dialect};

use super::fixture::{EVERY, checked, checked_with};

fn lists(allow: &str, block: &str) -> AccessList {
    let patterns = |text: &str| text.split_whitespace().map(str::to_owned).collect();
    AccessList { allow: patterns(allow), block: patterns(block) }
}

/// The rule by which each query is refused, or the columns that it reads.
fn check(dialect: Dialect, access: &AccessList, queries: &str) -> String {
    let mut out = String::new();
    for sql in queries.trim().lines().map(str::trim) {
        let verdict = match checked_with(dialect, sql, access, None) {
            Ok(query) => {
                let columns = query.columns.iter().map(ToString::to_string);
                let columns: Vec<String> = columns.collect();
                format!("reads {}", if columns.is_empty() { "-".into() } else { columns.join(" ") })
            }
            Err(refusal) => format!("{}: {}", refusal.rule.word(), refusal.message),
        };
        out += &format!("{sql}\n  {verdict}\n");
    }
    out
}

/// Every way to a blocked column that all databases have.
const WAYS: &str = "
    select salary from employees
    select * from employees
    select employees.* from employees
    select e.* from employees e
    select name, SALARY from Employees
    select e.salary s from employees e
    select name from employees where salary > 5
    select name from employees order by salary
    select name from employees group by name, salary
    select name from employees group by name having max(salary) > 5
    select count(salary) from employees
    select sum(1) over (order by salary) from employees
    select sum(1) over (partition by salary) from employees
    select case when salary > 5 then 1 end from employees
    select (select salary from employees limit 1)
    select name from employees where exists (select * from employees)
    select x.s from (select salary as s from employees) x
    with x as (select * from employees) select name from x
    with x(a, b, c, d, e, f) as (select * from employees) select a from x
    select * from customers c join employees e on e.salary = c.id
    select id from employees natural join (select 1 as salary) x
    select 1 from employees join (select 1 as salary) x using (salary)
    select name from customers union select salary from employees
    select 1 from customers where id in (select salary from employees)
    select a.name from employees a, employees b where a.id = b.salary
    select 1 as salary from employees order by salary + 0
    values ((select max(salary) from employees))
    select abs(salary) from employees
    select name from (select * from employees) x
    select name from employees a where id = (select max(id) from customers c where c.id = a.salary)
";

#[test]
fn a_blocked_column_is_blocked_however_it_is_reached() {
    for dialect in EVERY {
        let access = lists("", "employees.salary");
        for sql in WAYS.trim().lines().map(str::trim) {
            let refusal = checked_with(dialect, sql, &access, None).expect_err(sql);
            assert_eq!(refusal.rule.word(), "column_blocked", "{dialect}: {sql}");
        }
    }
}

#[test]
fn whole_rows_are_all_their_columns() {
    let access = lists("", "EMPLOYEES.Salary");
    assert_snapshot!(check(Dialect::Postgres, &access, "
        select e from employees e
        select employees from employees
        select row_to_json(e) from employees e
        select to_jsonb(e.*) from employees e
        select json_agg(e) from employees e
        select (e).salary from employees e
        select (e).name from employees e
        select (e).* from employees e
        select e::text from employees e
        select count(e) from employees e
        select \"salary\" from employees
        table employees
        select ctid from employees
    "), @r#"
    select e from employees e
      column_blocked: the column `public.employees.salary` may not be read
    select employees from employees
      column_blocked: the column `public.employees.salary` may not be read
    select row_to_json(e) from employees e
      column_blocked: the column `public.employees.salary` may not be read
    select to_jsonb(e.*) from employees e
      column_blocked: the column `public.employees.salary` may not be read
    select json_agg(e) from employees e
      column_blocked: the column `public.employees.salary` may not be read
    select (e).salary from employees e
      column_blocked: the column `public.employees.salary` may not be read
    select (e).name from employees e
      reads public.employees.name
    select (e).* from employees e
      column_blocked: the column `public.employees.salary` may not be read
    select e::text from employees e
      column_blocked: the column `public.employees.salary` may not be read
    select count(e) from employees e
      column_blocked: the column `public.employees.salary` may not be read
    select "salary" from employees
      column_blocked: the column `public.employees.salary` may not be read
    table employees
      column_blocked: the column `public.employees.salary` may not be read
    select ctid from employees
      reads -
    "#);
}

#[test]
fn row_numbers_are_the_key() {
    let access = lists("", "employees.salary secrets.id");
    assert_snapshot!(check(Dialect::Sqlite, &access, "
        select rowid from secrets
        select s.oid from secrets s
        select token from secrets where _rowid_ = 1
        select [salary] from employees
        select rowid from employees
    "), @r"
    select rowid from secrets
      column_blocked: the column `secrets.id` may not be read
    select s.oid from secrets s
      column_blocked: the column `secrets.id` may not be read
    select token from secrets where _rowid_ = 1
      column_blocked: the column `secrets.id` may not be read
    select [salary] from employees
      column_blocked: the column `employees.salary` may not be read
    select rowid from employees
      reads employees.id
    ");
}

#[test]
fn tables_are_blocked_and_allowed() {
    let access = lists("public.* cust* orders.id ORDERS.tot*", "*.customers.email main.secrets");
    assert_snapshot!(check(Dialect::Sqlite, &access, "
        select name from customers
        select email from customers
        select name from employees
        select count(*) from orders
        select id, total from orders
        select status from orders
        select * from orders
        select token from secrets
    "), @r"
    select name from customers
      reads customers.name
    select email from customers
      column_blocked: the column `customers.email` may not be read
    select name from employees
      table_blocked: the table `employees` may not be read
    select count(*) from orders
      reads -
    select id, total from orders
      reads orders.id orders.total
    select status from orders
      column_blocked: the column `orders.status` may not be read
    select * from orders
      column_blocked: the column `orders.customer_id` may not be read
    select token from secrets
      table_blocked: the table `secrets` may not be read
    ");
}

#[test]
fn a_blocked_table_is_blocked_wherever_it_stands() {
    let access = lists("", "secrets public.emp* other.customers");
    assert_snapshot!(check(Dialect::Postgres, &access, "
        select name from customers
        select name from public.customers
        select 1 from employees
        select 1 from public.employees
        select 1 from public.secrets
        select 1 from \"secrets\"
        with secrets as (select 1 as token) select token from secrets
        with secrets as (select token from secrets) select token from secrets
        select 1 from (select 1 from secrets) x
        select 1 where exists (select 1 from secrets)
    "), @r#"
    select name from customers
      reads public.customers.name
    select name from public.customers
      reads public.customers.name
    select 1 from employees
      table_blocked: the table `public.employees` may not be read
    select 1 from public.employees
      table_blocked: the table `public.employees` may not be read
    select 1 from public.secrets
      table_blocked: the table `public.secrets` may not be read
    select 1 from "secrets"
      table_blocked: the table `public.secrets` may not be read
    with secrets as (select 1 as token) select token from secrets
      reads -
    with secrets as (select token from secrets) select token from secrets
      table_blocked: the table `public.secrets` may not be read
    select 1 from (select 1 from secrets) x
      table_blocked: the table `public.secrets` may not be read
    select 1 where exists (select 1 from secrets)
      table_blocked: the table `public.secrets` may not be read
    "#);
}

#[test]
fn what_is_read_is_told() {
    let all = AccessList::default();
    assert_snapshot!(check(Dialect::Postgres, &all, "
        select 1
        select count(*) from orders
        select o.id, c.name as who from orders o join customers c on c.id = o.customer_id where o.total > 5
        with x as (select id, status from orders) select status from x order by id
        select secrets.* from secrets, customers
        select id, token from secrets natural join (select id from products) p
    "), @r"
    select 1
      reads -
    select count(*) from orders
      reads -
    select o.id, c.name as who from orders o join customers c on c.id = o.customer_id where o.total > 5
      reads public.customers.id public.customers.name public.orders.customer_id public.orders.id public.orders.total
    with x as (select id, status from orders) select status from x order by id
      reads public.orders.id public.orders.status
    select secrets.* from secrets, customers
      reads public.secrets.id public.secrets.token
    select id, token from secrets natural join (select id from products) p
      reads public.products.id public.secrets.id public.secrets.token
    ");
}

#[test]
fn a_list_of_nothing_but_a_star_blocks_everything() {
    for dialect in EVERY {
        let blocked = checked_with(dialect, "select name from customers", &lists("", "*"), None);
        assert_eq!(blocked.expect_err("blocked").rule.word(), "table_blocked");
        assert!(checked(dialect, "select 1").is_ok());
    }
}
